extension FacePainter {
  /// The bun, or the hair behind the neck.
  mutating func paintHairBehindHead() throws {
    let w = face.jawWidth / 2
    let crown = face.forehead
    switch face.hairStyle {
    case .updo:
      let x = face.part * 0.3
      try canvas.fill(ellipse([x, -crown - 0.10], 0.20, 0.15), colours.hairShadow, blur: 0.004)
      try canvas.fill(
        ellipse([x - 0.03, -crown - 0.125], 0.12, 0.08), colours.hair, opacity: 0.8, blur: 0.04)
    case .long, .fringe:
      let end = face.hairStyle == .long ? 0.98 : 0.60
      let fall: [Point] = [
        [w * 1.22, 0.2], [w * 1.22, end * 0.7], [w * 1.02, end], [w * 0.5, end],
      ]
      let right = skull(halfWidth: w * 1.16, top: crown + 0.06, base: -0.1).reversed() + fall
      let outline = spline(right + right.dropFirst().reversed().mirrored, closed: true)
      try canvas.fill(outline, colours.hairShadow, blur: 0.005)
    case .short, .sidePart, .cropped: break
    }
  }

  /// The hair around the face.
  mutating func paintHair() throws {
    let (outer, inner) = face.hairEdges
    // On the skin.
    try canvas.shade((outer + inner.reversed()).moved(y: 0.03), -0.20, blur: 0.03, clip: head)

    let w = face.jawWidth / 2
    let isCropped = face.hairStyle == .cropped
    let silhouette = try canvas.mask(outer + inner.reversed(), blur: 0.005)
    let below = face.hairStyle.cut.end + 0.3
    let faceHole = inner + [[-w * 0.6, below], [w * 0.6, below]]
    let hole = try canvas.mask(faceHole, blur: isCropped ? 0.018 : 0.009)
    let hair = silhouette.combined(with: hole) { min($0, 1 - $1 * 0.999) }
    canvas.paint(hair, colours.hair, opacity: isCropped ? 0.88 : 1)

    if !isCropped { try paintStrands(from: outer, to: inner, clip: hair) }
    let sheen = ellipse([face.light * 1.2 - 0.06, -face.forehead + 0.01], 0.30, 0.07)
    try canvas.shade(sheen, 0.28, blur: 0.05, clip: hair)

    // Darker towards the silhouette.
    let soft = try canvas.blurred(canvas.mask(outer), by: 0.05)
    let contour = hair.combined(with: soft) { $0 * min(max(1 - $1, 0), 1) }
    canvas.scale(contour, by: Colour(repeating: -0.45))
  }

  /// Ninety brush strokes, lighter and darker than the hair, in the direction it is combed.
  private mutating func paintStrands(
    from outer: [Point], to inner: [Point], clip hair: Mask
  ) throws {
    var generator = SplitMix64(seed: face.texture)
    let cut = face.hairStyle.cut
    let crown = -face.forehead - cut.rise
    let bulge = face.hairStyle == .fringe ? 0.04 : 0.10
    for _ in 0..<90 {
      let along = generator.uniform(0.02, 0.98)
      let across = generator.uniform(0, 1)
      let edge = outer[Int(along * Double(outer.count - 1))]
      let front = inner[Int(along * Double(inner.count - 1))]
      let between = edge * (1 - across) + front * across
      let start: Point
      let finish: Point
      switch face.hairStyle {
      case .short, .fringe, .cropped:  // combed down
        (start, finish) = (edge, front * 0.95 + edge * 0.05)
      case .updo:  // pulled up to the bun
        (start, finish) = (between, [0.10 * (across - 0.5), crown + 0.02])
      case .sidePart, .long:  // falling from the parting
        let depth = (cut.rise + cut.hairline) / 0.2
        start = [
          face.part + 0.03 * (across - 0.5),
          -face.forehead - cut.rise * 0.6 + 0.16 * across * depth,
        ]
        finish = between
      }
      let middle = (start + finish) / 2
      let bent = middle + (middle - [0, -0.15]) * bulge
      let tone = generator.uniform(-0.30, 0.30)
      let width = generator.uniform(0.008, 0.022)
      let colour = (colours.hair * Float(1 + tone) + Float(16 * max(tone, 0)))
        .clamped(lowerBound: Colour(repeating: 0), upperBound: Colour(repeating: 255))
      let path = spline([start, bent, finish], steps: 6)
      try canvas.fill(stroke(path, width: width), colour, opacity: 0.45, blur: 0.004, clip: hair)
    }
  }
}
