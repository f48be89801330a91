extension FacePainter {
  private var halfNeck: Double { face.jawWidth / 2 * 0.70 }

  mutating func paintNeck() throws {
    let (w, n, chin) = (face.jawWidth / 2, halfNeck, face.faceHeight)
    let right: [Point] = [
      [n, 0.3], [n * 0.98, chin + 0.02], [n * 1.12, chin + 0.20], [w * 2, chin + 0.40],
      [w * 2.6, 1.6],
    ]
    try canvas.fill(spline(right.mirrored + right.reversed()), colours.skin * 0.93)

    // The shadow of the chin falls only on the throat.
    let side: [Point] = [[n, 0.3], [n, chin + 0.02], [n * 1.1, chin + 0.22]]
    let throat = try canvas.mask(spline(side.mirrored + side.reversed()))
    try canvas.shade(face.headOutline.moved(y: 0.085), -0.34, blur: 0.045, clip: throat)
  }

  mutating func paintClothing() throws {
    let (w, n, chin) = (face.jawWidth / 2, halfNeck, face.faceHeight)
    let left: [Point] = [
      [-w * 2.9, 1.7], [-w * 2.5, chin + 0.52], [-w * 1.9, chin + 0.34], [-n * 1.35, chin + 0.22],
      [-n * 0.9, chin + 0.36],
    ]
    let outline = spline(left + [[0, chin + 0.46]] + left.reversed().mirrored)
    try canvas.fill(outline, colours.clothing)
    let collar = Array(outline[30...70])  // from one side of the neck to the other
    try canvas.fill(stroke(collar, width: 0.02), colours.clothing * 0.8, opacity: 0.6, blur: 0.006)
  }

  mutating func paintEars() throws {
    let w = face.jawWidth / 2
    for side in [-1.0, 1] {
      let ear = ellipse([side * (w + 0.030), 0.075], 0.052, 0.135, rotation: side * 0.14)
      try canvas.fill(ear, colours.skin * [0.96, 0.91, 0.90])
      let hollow = ellipse([side * (w + 0.036), 0.07], 0.026, 0.085, rotation: side * 0.14)
      try canvas.shade(hollow, -0.20, blur: 0.014)
      let helix: [Point] = [
        [w + 0.012, -0.04], [w + 0.052, -0.03], [w + 0.062, 0.07], [w + 0.034, 0.16],
      ]
      try canvas.shade(stroke(spline(helix.onSide(side)), width: 0.012), -0.18, blur: 0.006)
    }
  }
}
