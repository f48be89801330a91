extension FacePainter {
  mutating func paintMouth() throws {
    let levels = face.mouth
    let (top, middle, bottom) = (levels.top, levels.middle, levels.bottom)
    let w = face.mouthWidth / 2
    let corner = middle + 0.008 - face.smile

    // Each edge is given by its right half, from the corner inwards, and its point on the midline.
    func edge(_ half: [Point], _ centre: Double) -> [Point] {
      spline(half + [[0, centre]] + half.reversed().mirrored)
    }
    let upperHalf: [Point] = [
      [w, corner], [w * 0.62, top + 0.20 * (middle - top) + 0.006], [w * 0.26, top - 0.010],
    ]
    let upper = Array(edge(upperHalf, top + 0.006).reversed())
    let line = edge(
      [[w, corner], [w * 0.55, middle + 0.003], [w * 0.22, middle - 0.004]], middle + 0.004)
    let lowerHalf: [Point] = [
      [w, corner], [w * 0.66, middle + 0.58 * (bottom - middle)], [w * 0.30, bottom - 0.004],
    ]
    let lower = edge(lowerHalf, bottom)

    try canvas.shade(ellipse([0, bottom + 0.030], w * 0.55, 0.020), -0.26, blur: 0.018, clip: head)
    for side in [-1.0, 1] {
      try canvas.shade(
        ellipse([side * (w + 0.016), corner], 0.020, 0.018), -0.20, blur: 0.014, clip: head)
    }
    try canvas.fill(upper + line, colours.lips * 0.84, opacity: 0.95, blur: 0.004, clip: head)
    try canvas.fill(line.reversed() + lower, colours.lips, opacity: 0.95, blur: 0.004, clip: head)
    let gloss = ellipse([0, middle + 0.48 * (bottom - middle)], w * 0.40, 0.22 * (bottom - middle))
    try canvas.shade(gloss, 0.20, blur: 0.012, clip: head)
    try canvas.fill(
      stroke(line, width: 0.014, taper: (0.3, 0.3)), colours.lips * [0.42, 0.26, 0.28],
      opacity: 0.92, blur: 0.004, clip: head)
  }
}
