extension FacePainter {
  mutating func paintNose() throws {
    let w = face.noseWidth / 2
    let b = face.noseBottom
    let dark = colours.skin * [0.42, 0.28, 0.25]

    for side in [-1.0, 1] {
      let plane: [Point] = [
        [0.055, -0.12], [0.040, 0], [0.055, b - 0.16], [w * 1.02, b - 0.075], [w * 1.2, b - 0.03],
        [w * 1.1, b - 0.10], [0.10, b - 0.18], [0.085, 0], [0.10, -0.08],
      ]
      let amount = (-0.13 - 0.5 * side * face.light) * 1.15
      try canvas.shade(spline(plane.onSide(side), closed: true), amount, blur: 0.020, clip: head)
    }
    let bridge: [Point] = [
      [-0.016, -0.07], [0.016, -0.07], [0.022, b - 0.10], [0, b - 0.05], [-0.022, b - 0.10],
    ]
    try canvas.shade(spline(bridge, closed: true), 0.13, blur: 0.014, clip: head)
    let tip = ellipse([0, b - 0.055], w * 0.55, 0.035)
    try canvas.shade(tip, 0.12, blur: 0.02, clip: head)
    let castShadow = ellipse([0, b + 0.018], w * 1.10, 0.022)
    try canvas.shade(castShadow, -0.34, blur: 0.014, clip: head)

    for side in [-1.0, 1] {
      let wing: [Point] = [
        [w * 1.08, b - 0.095], [w * 1.40, b - 0.060], [w * 1.46, b - 0.022], [w * 1.22, b + 0.004],
        [w * 0.98, b - 0.004],
      ]
      let crease = stroke(spline(wing.onSide(side)), width: 0.017, taper: (0, 0.4))
      try canvas.fill(crease, dark, opacity: 0.62, blur: 0.006, clip: head)
      let wingLight = ellipse([side * w * 1.12, b - 0.045], w * 0.24, 0.026)
      try canvas.shade(wingLight, 0.10, blur: 0.012, clip: head)
      let nostril: [Point] = [
        [w * 0.34, b - 0.008], [w * 0.62, b - 0.026], [w * 0.98, b - 0.014], [w * 0.82, b + 0.004],
      ]
      try canvas.fill(
        spline(nostril.onSide(side), closed: true), dark * 0.62, opacity: 0.92, blur: 0.005,
        clip: head)
    }
    let right: [Point] = [[w * 0.2, b + 0.008], [w * 0.5, b - 0.003], [w * 0.95, b - 0.006]]
    let base = spline(right.reversed().mirrored + [[0, b + 0.012]] + right)
    try canvas.fill(
      stroke(base, width: 0.011, taper: (0.5, 0.5)), dark, opacity: 0.62, blur: 0.005, clip: head)
  }
}
