import CVision
import Glibc

/// A square picture, on which shapes are painted in face coordinates. Colours are stored as three
/// planes of floating-point numbers, so that many soft layers leave no visible steps.
package struct Canvas {
  /// Width and height, in pixels.
  let size: Int
  private let placement: Placement
  package private(set) var planes: [[Float]]

  package init(size: Int, face: FaceParameters, planes: [[Float]]) {
    self.size = size
    self.planes = planes
    placement = Placement(of: face, size: size)
  }

  /// Pixels per unit of length.
  var unit: Double { placement.unit }
  /// The position of the face's origin, in pixels.
  var origin: Point { placement.origin }

  // MARK: Masks

  /// The mask of a closed polygon, with edges softened by a Gaussian. `blur` is its sigma, as a
  /// length.
  package func mask(_ polygon: [Point], blur: Double = 0) throws -> Mask {
    let pixels = polygon.map { placement($0) }
    let sigma = blur * unit
    let lower = pixels.reduce(Point(repeating: .infinity), pointwiseMin)
    let upper = pixels.reduce(Point(repeating: -.infinity), pointwiseMax)
    let bounds = Region(
      left: Int(lower.x.rounded(.down)), top: Int(lower.y.rounded(.down)),
      right: Int(upper.x.rounded(.up)) + 1, bottom: Int(upper.y.rounded(.up)) + 1)
    let region = bounds.grown(by: Int(3 * sigma) + 2)
      .intersection(Region(left: 0, top: 0, right: size, bottom: size))
    var result = Mask(zeroIn: region)
    if region.isEmpty { return result }

    let corner = Point(Double(region.left), Double(region.top))
    let fixed = pixels.flatMap { point -> [Int32] in
      let sixteenths = ((point - corner) * 16).rounded(.toNearestOrEven)
      return [Int32(sixteenths.x), Int32(sixteenths.y)]
    }
    try checked { failure in
      vision_fill_polygon(
        fixed, Int32(pixels.count), Int32(region.width), Int32(region.height), &result.values,
        failure)
    }
    // A smaller blur than this would not be visible.
    if sigma > 0.3 { try result.blur(sigma: sigma, border: VISION_BORDER_ZERO) }
    return result
  }

  /// The mask, blurred as part of the whole picture, over the same region. `blur` is the sigma, as
  /// a length.
  package func blurred(_ mask: Mask, by blur: Double) throws -> Mask {
    let sigma = blur * unit
    let surroundings = mask.region.grown(by: Int(4 * sigma) + 2)
      .intersection(Region(left: 0, top: 0, right: size, bottom: size))
    var wide = mask.cropped(to: surroundings)
    try wide.blur(sigma: sigma, border: VISION_BORDER_MIRROR)
    return wide.cropped(to: mask.region)
  }

  // MARK: Painting

  /// Paints a polygon, wherever `clip` allows it.
  mutating func fill(
    _ polygon: [Point], _ colour: Colour, opacity: Double = 1, blur: Double = 0, clip: Mask? = nil
  ) throws {
    paint(try clippedMask(polygon, blur, clip), colour, opacity: opacity)
  }

  /// Lightens a polygon by the factor 1 + `amount`, or darkens it if `amount` is negative. Shadows
  /// are warm: blue decreases most.
  mutating func shade(
    _ polygon: [Point], _ amount: Double, blur: Double, clip: Mask? = nil
  ) throws {
    let tint: Colour = amount < 0 ? [0.85, 1, 1.08] : [1, 1, 0.95]
    scale(try clippedMask(polygon, blur, clip), by: Float(amount) * tint)
  }

  /// Moves each pixel towards `colour`, by the mask's value times `opacity`.
  package mutating func paint(_ mask: Mask, _ colour: Colour, opacity: Double = 1) {
    let opacity = Float(opacity)
    for channel in 0..<3 {
      let target = colour[channel]
      update(channel, mask) { value, weight in value + weight * opacity * (target - value) }
    }
  }

  /// Multiplies each pixel by 1 + the mask's value times `amount`.
  package mutating func scale(_ mask: Mask, by amount: Colour) {
    for channel in 0..<3 {
      let amount = amount[channel]
      update(channel, mask) { value, weight in value * (1 + weight * amount) }
    }
  }

  /// Blurs the whole picture, as a lens does. `sigma` is in pixels.
  mutating func blur(sigma: Double) throws {
    for channel in 0..<3 {
      try checked { failure in
        vision_blur(
          &planes[channel], Int32(size), Int32(size), sigma, VISION_BORDER_MIRROR, failure)
      }
    }
  }

  private func clippedMask(_ polygon: [Point], _ blur: Double, _ clip: Mask?) throws -> Mask {
    let shape = try mask(polygon, blur: blur)
    return clip.map { shape.clipped(to: $0) } ?? shape
  }

  @inline(__always)
  private mutating func update(_ channel: Int, _ mask: Mask, _ transform: (Float, Float) -> Float) {
    let region = mask.region
    if region.isEmpty { return }
    planes[channel].withUnsafeMutableBufferPointer { plane in
      mask.values.withUnsafeBufferPointer { weights in
        for y in 0..<region.height {
          let target = (region.top + y) * size + region.left
          let source = y * region.width
          for x in 0..<region.width {
            plane[target + x] = transform(plane[target + x], weights[source + x])
          }
        }
      }
    }
  }
}

extension Mask {
  /// Blurs in place. `sigma` is in pixels; `border` says what is beyond the region.
  fileprivate mutating func blur(sigma: Double, border: vision_border) throws {
    if region.isEmpty { return }
    try checked { failure in
      vision_blur(&values, Int32(region.width), Int32(region.height), sigma, border, failure)
    }
  }
}
