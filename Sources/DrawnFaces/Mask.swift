/// A rectangle of pixels; `right` and `bottom` are exclusive.
package struct Region: Equatable {
  var left, top, right, bottom: Int

  package init(left: Int, top: Int, right: Int, bottom: Int) {
    (self.left, self.top, self.right, self.bottom) = (left, top, right, bottom)
  }

  var width: Int { max(0, right - left) }
  var height: Int { max(0, bottom - top) }
  package var isEmpty: Bool { width == 0 || height == 0 }

  func intersection(_ other: Region) -> Region {
    Region(
      left: max(left, other.left), top: max(top, other.top), right: min(right, other.right),
      bottom: min(bottom, other.bottom))
  }

  func grown(by margin: Int) -> Region {
    Region(left: left - margin, top: top - margin, right: right + margin, bottom: bottom + margin)
  }
}

/// How far each pixel of a region belongs to a shape, 0 to 1, row by row. Outside its region, a
/// mask is 0.
package struct Mask {
  package let region: Region
  package var values: [Float]

  package init(region: Region, values: [Float]) {
    self.region = region
    self.values = values
  }

  init(zeroIn region: Region) {
    self.init(region: region, values: [Float](repeating: 0, count: region.width * region.height))
  }

  /// The same mask over another region: cut off or padded with zeros.
  package func cropped(to other: Region) -> Mask {
    if other == region { return self }
    var result = Mask(zeroIn: other)
    let shared = region.intersection(other)
    if shared.isEmpty { return result }
    for y in shared.top..<shared.bottom {
      let source = (y - region.top) * region.width + shared.left - region.left
      let target = (y - other.top) * other.width + shared.left - other.left
      result.values.replaceSubrange(
        target..<target + shared.width, with: values[source..<source + shared.width])
    }
    return result
  }

  /// Applies `transform` to the values of both masks, over this mask's region.
  @inline(__always)
  package func combined(with other: Mask, _ transform: (Float, Float) -> Float) -> Mask {
    var result = self
    let others = other.cropped(to: region).values
    result.values.withUnsafeMutableBufferPointer { mine in
      others.withUnsafeBufferPointer { others in
        for index in mine.indices { mine[index] = transform(mine[index], others[index]) }
      }
    }
    return result
  }

  /// Only what is in both shapes.
  package func clipped(to other: Mask) -> Mask {
    cropped(to: region.intersection(other.region)).combined(with: other) { $0 * $1 }
  }
}
