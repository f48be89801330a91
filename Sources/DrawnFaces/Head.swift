import Glibc

extension FacePainter {
  /// Skin, and the roundness of the whole head.
  mutating func paintHead() throws {
    canvas.paint(head, colours.skin)

    // Darker towards the contour.
    let soft = try canvas.blurred(head, by: 0.075)
    let contour = head.combined(with: soft) { inside, soft in
      min(max(inside * (1 - soft) * 2, 0), 1) * inside
    }
    canvas.scale(contour, by: -0.24 * [0.85, 1.05, 1.15])

    canvas.scale(sideLight, by: Colour(repeating: Float(face.light * 1.3)))
    try canvas.shade(ellipse([0, -0.36], 0.24, 0.10), 0.07, blur: 0.07, clip: head)
  }

  /// The mask of the head, weighted by how far right of the middle a pixel is, -0.6 to 0.6.
  private var sideLight: Mask {
    let slope = cos(face.roll * Double.pi / 180) / canvas.unit
    let weights = (head.region.left..<head.region.left + head.region.width).map { column in
      Float(min(max((Double(column) - canvas.origin.x) * slope, -0.6), 0.6))
    }
    var result = head
    for row in 0..<head.region.height {
      for column in weights.indices {
        result.values[row * weights.count + column] *= weights[column]
      }
    }
    return result
  }

  /// Eye sockets, cheeks, the folds beside the mouth, the philtrum and the chin.
  mutating func paintCheeks() throws {
    let mouth = face.mouth
    let noseBottom = face.noseBottom
    let eyeCentre = face.eyeSpacing / 2 + face.eyeWidth / 2
    for side in [-1.0, 1] {
      let socket = ellipse(
        [side * eyeCentre * 0.98, Level.eyes - 0.045], face.eyeWidth * 0.62, 0.060)
      try canvas.shade(socket, -0.19, blur: 0.030, clip: head)
      let innerCorner = ellipse(
        [side * (face.eyeSpacing / 2 - 0.03), Level.eyes - 0.03], 0.030, 0.055)
      try canvas.shade(innerCorner, -0.18, blur: 0.022, clip: head)
      let underEye = ellipse([side * eyeCentre, Level.eyes + 0.080], face.eyeWidth * 0.48, 0.018)
      try canvas.shade(underEye, -0.09, blur: 0.018, clip: head)
      let cheekbone = ellipse([side * (eyeCentre + 0.02), noseBottom - 0.12], 0.085, 0.060)
      try canvas.shade(cheekbone, 0.09, blur: 0.045, clip: head)
      let blush = ellipse([side * (eyeCentre + 0.045), noseBottom - 0.03], 0.085, 0.065)
      try canvas.fill(
        blush, colours.skin * [1.0, 0.70, 0.66], opacity: 0.22, blur: 0.045, clip: head)
      let hollow = ellipse(
        [side * face.jawWidth / 2 * 0.76, mouth.middle - 0.02], 0.055, 0.13, rotation: side * 0.35)
      try canvas.shade(hollow, -0.10, blur: 0.045, clip: head)
      let fold: [Point] = [
        [face.noseWidth * 0.80, noseBottom - 0.02],
        [face.mouthWidth * 0.50, (noseBottom + mouth.middle) / 2],
        [face.mouthWidth * 0.60, mouth.middle],
      ]
      try canvas.shade(
        stroke(spline(fold.onSide(side)), width: 0.022, taper: (0.4, 0)), -0.09, blur: 0.014,
        clip: head)
    }
    let philtrum: [Point] = [
      [0, noseBottom + 0.03], [0, (noseBottom + mouth.top) / 2], [0, mouth.top - 0.008],
    ]
    try canvas.shade(
      stroke(philtrum, width: 0.024, taper: (0.6, 0.6)), -0.09, blur: 0.010, clip: head)
    try canvas.shade(
      ellipse([0, face.faceHeight - 0.085], 0.075, 0.045), 0.08, blur: 0.03, clip: head)

    // A thin dark rim along the jaw.
    let lifted = face.headOutline.map { $0 * [0.985, 1] - [0, 0.022] }
    let rim = head.combined(with: try canvas.mask(lifted, blur: 0.010)) { min(max($0 - $1, 0), 1) }
    canvas.scale(rim, by: Colour(repeating: -0.20))
  }
}
