extension FacePainter {
  /// The blur of a lens, the grain of a sensor, and rounding to bytes.
  mutating func finish() throws -> Picture {
    let size = canvas.size
    try canvas.blur(sigma: 0.0016 * Double(size))
    // 2²² numbers per face: enough for 2048 × 2048 pixels.
    let first = face.texture &<< 22
    let (red, green, blue) = (canvas.planes[0], canvas.planes[1], canvas.planes[2])
    let pixels = [UInt8](unsafeUninitializedCapacity: size * size * 3) { pixels, count in
      for index in 0..<size * size {
        let noise = grain(first &+ UInt64(index))
        pixels[index * 3] = byte(blue[index] + noise)
        pixels[index * 3 + 1] = byte(green[index] + noise)
        pixels[index * 3 + 2] = byte(red[index] + noise)
      }
      count = size * size * 3
    }
    return Picture(size: size, pixels: pixels)
  }
}

/// Noise with a triangular distribution from -6 to 6 levels: the sum of two uniform numbers.
private func grain(_ index: UInt64) -> Float {
  let bits = SplitMix64.mix(index)
  let sum = Float(bits & 0xFFFF) + Float((bits >> 16) & 0xFFFF)
  return (sum / 65535 - 1) * 6
}

private func byte(_ level: Float) -> UInt8 {
  UInt8(min(max(level + 0.5, 0), 255))
}
