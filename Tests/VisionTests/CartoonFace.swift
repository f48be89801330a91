import Foundation

/// A face made of a few soft ellipses: enough for the detectors, so that tests need no photo.
///
/// At width 1, before the tilt (radians, clockwise) around the middle of the picture, the irises
/// are 0.09 to the left and right of the middle and 0.11 above it.
func cartoonFace(width: Int, height: Int, tilt: Double = 0) -> TestPicture {
  struct Ellipse {
    let x, y, radiusX, radiusY, value: Double
  }
  let parts = [
    Ellipse(x: 0.5, y: 0.50, radiusX: 0.235, radiusY: 0.31, value: 70),  // hair
    Ellipse(x: 0.5, y: 0.54, radiusX: 0.20, radiusY: 0.27, value: 195),  // face
    Ellipse(x: 0.41, y: 0.395, radiusX: 0.060, radiusY: 0.012, value: 80),  // brows
    Ellipse(x: 0.59, y: 0.395, radiusX: 0.060, radiusY: 0.012, value: 80),
    Ellipse(x: 0.41, y: 0.44, radiusX: 0.050, radiusY: 0.024, value: 150),  // sockets
    Ellipse(x: 0.59, y: 0.44, radiusX: 0.050, radiusY: 0.024, value: 150),
    Ellipse(x: 0.41, y: 0.44, radiusX: 0.036, radiusY: 0.015, value: 235),  // whites
    Ellipse(x: 0.59, y: 0.44, radiusX: 0.036, radiusY: 0.015, value: 235),
    Ellipse(x: 0.41, y: 0.44, radiusX: 0.016, radiusY: 0.016, value: 40),  // irises
    Ellipse(x: 0.59, y: 0.44, radiusX: 0.016, radiusY: 0.016, value: 40),
    Ellipse(x: 0.5, y: 0.50, radiusX: 0.018, radiusY: 0.075, value: 212),  // bridge of the nose
    Ellipse(x: 0.5, y: 0.575, radiusX: 0.045, radiusY: 0.018, value: 150),  // its underside
    Ellipse(x: 0.5, y: 0.67, radiusX: 0.080, radiusY: 0.026, value: 120),  // lips
    Ellipse(x: 0.5, y: 0.668, radiusX: 0.070, radiusY: 0.005, value: 70),
  ]
  let (cosine, sine) = (cos(tilt), sin(tilt))
  let unit = Double(width)
  var pixels = [UInt8](repeating: 225, count: width * height)
  for part in parts {
    // The ellipse's centre, and a square that contains it however it is tilted.
    let u = part.x - 0.5
    let v = part.y - 0.55
    let x = unit / 2 + (u * cosine - v * sine) * unit
    let y = Double(height) / 2 + (u * sine + v * cosine) * unit
    let reach = (max(part.radiusX, part.radiusY) + 0.02) * unit
    let thickness = min(part.radiusX, part.radiusY) * 100
    for row in max(0, Int(y - reach))..<min(height, Int(y + reach)) {
      for column in max(0, Int(x - reach))..<min(width, Int(x + reach)) {
        let dx = (Double(column) - x) / unit
        let dy = (Double(row) - y) / unit
        let along = (dx * cosine + dy * sine) / part.radiusX
        let across = (dy * cosine - dx * sine) / part.radiusY
        // The edge is soft over a hundredth of the width.
        let cover = (1 - (along * along + across * across).squareRoot()) * thickness + 0.5
        if cover <= 0 { continue }
        let under = Double(pixels[row * width + column])
        pixels[row * width + column] = UInt8(under + (part.value - under) * min(1, cover))
      }
    }
  }
  return TestPicture(width: width, height: height, pixels: pixels)
}
