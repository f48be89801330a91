extension FacePainter {
  /// `side` is -1 for the eye on the left of the picture, 1 for the one on the right.
  mutating func paintEye(_ side: Double) throws {
    let width = face.eyeWidth
    let h = face.eyeOpening * (width / FaceParameters().eyeWidth).squareRoot()
    let y = Level.eyes
    // 0 at the inner corner, 1 at the outer one.
    func x(_ t: Double) -> Double { face.eyeSpacing / 2 + t * width }

    let upperLid: [Point] = [
      [x(0), y + 0.010], [x(0.14), y - 0.30 * h], [x(0.36), y - 0.57 * h], [x(0.66), y - 0.55 * h],
      [x(0.88), y - 0.22 * h], [x(1), y + 0.004],
    ]
    let lowerLid: [Point] = [
      [x(1), y + 0.004], [x(0.80), y + 0.34 * h], [x(0.58), y + 0.46 * h], [x(0.30), y + 0.42 * h],
      [x(0.10), y + 0.26 * h], [x(0), y + 0.010],
    ]
    let upper = spline(upperLid).onSide(side)
    let lower = spline(lowerLid).onSide(side)
    let opening = try canvas.mask(upper + lower)

    canvas.paint(opening, [232, 226, 222])
    let centre = side * x(0.50)
    try canvas.shade(
      ellipse([centre, y - 0.045], width * 0.6, 0.035), -0.45, blur: 0.016, clip: opening)
    let tearDuct = ellipse([side * x(0.02), y + 0.008], 0.016, 0.012)
    try canvas.fill(tearDuct, [206, 140, 128], opacity: 0.8, blur: 0.006, clip: opening)
    try paintIris([centre, y - 0.004], clip: opening)
    try canvas.shade(
      ellipse([centre, y - 0.05], width * 0.5, 0.03), -0.35, blur: 0.012, clip: opening)
    let glint = ellipse([centre - 0.012, y - 0.018], 0.0075, 0.0075)
    try canvas.fill(glint, [250, 250, 250], opacity: 0.95, blur: 0.002, clip: opening)

    let lashLine = stroke(upper.moved(y: -0.004), width: 0.019, taper: (0.35, 0.7))
    try canvas.fill(lashLine, colours.lashes, opacity: 0.90, blur: 0.004)
    let wing: [Point] = [[x(0.90), y - 0.16 * h], [x(1.03), y - 0.006], [x(1.09), y - 0.022]]
    let wingStroke = stroke(spline(wing).onSide(side), width: 0.012, taper: (0.8, 0))
    try canvas.fill(wingStroke, colours.lashes, opacity: 0.8, blur: 0.004)
    let rim = stroke(lower, width: 0.008, taper: (0.3, 0.3))
    try canvas.fill(rim, colours.skin * [0.55, 0.42, 0.38], opacity: 0.65, blur: 0.004)
    let crease: [Point] = [
      [x(-0.02), y - 0.012], [x(0.18), y - 0.66 * h - 0.006], [x(0.5), y - 0.98 * h - 0.006],
      [x(0.84), y - 0.66 * h - 0.004], [x(1.08), y - 0.012],
    ]
    let creaseStroke = stroke(spline(crease).onSide(side), width: 0.011)
    try canvas.fill(creaseStroke, colours.skin * [0.50, 0.38, 0.34], opacity: 0.50, blur: 0.005)
  }

  private mutating func paintIris(_ centre: Point, clip opening: Mask) throws {
    let radius = 0.0375
    func disc(_ part: Double, lowered: Double = 0) -> [Point] {
      ellipse(centre + [0, lowered], radius * part, radius * part)
    }
    try canvas.fill(disc(1), colours.iris * 0.45, blur: 0.003, clip: opening)
    try canvas.fill(disc(0.82, lowered: 0.003), colours.iris, blur: 0.006, clip: opening)
    try canvas.fill(disc(0.42), [14, 12, 12], blur: 0.002, clip: opening)
  }

  mutating func paintBrow(_ side: Double) throws {
    let inner = face.eyeSpacing / 2 - 0.046
    let outer = face.eyeSpacing / 2 + face.eyeWidth + 0.100
    let y = Level.eyes - face.browHeight
    func x(_ t: Double) -> Double { inner + t * (outer - inner) }
    let upper: [Point] = [
      [inner, y + 0.006], [x(0.30), y - 0.022], [x(0.58), y - 0.036], [x(0.82), y - 0.014],
      [outer, y + 0.046],
    ]
    let lower: [Point] = [
      [outer, y + 0.050], [x(0.80), y + 0.017], [x(0.56), y + 0.003], [x(0.28), y + 0.019],
      [inner + 0.005, y + 0.042],
    ]
    let shape = (spline(upper) + spline(lower)).onSide(side)
    // The shadow of the brow ridge: without it, detectors miss faces with high brows.
    try canvas.shade(shape.moved(y: 0.030), -0.13, blur: 0.028, clip: head)
    try canvas.fill(shape, colours.brows, opacity: 0.80, blur: 0.007, clip: head)
    try canvas.fill(shape, colours.brows, opacity: 0.35, blur: 0.015, clip: head)
  }
}
