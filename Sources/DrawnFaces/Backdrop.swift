/// A plain wall: a little darker towards the corners and away from the light.
func backdrop(size: Int, face: FaceParameters) -> [[Float]] {
  let colour = Palette.backdrop[face.backdrop]
  let slope = Float(0.25 * face.light)
  var planes = [[Float]](repeating: [], count: 3)
  for channel in 0..<3 {
    let level = colour[channel]
    planes[channel] = [Float](unsafeUninitializedCapacity: size * size) { plane, count in
      for row in 0..<size {
        let y = Float(row) / Float(size) - 0.4
        for column in 0..<size {
          let x = Float(column) / Float(size) - 0.5
          plane[row * size + column] = level * (1.06 - 0.35 * (x * x + y * y) + slope * x)
        }
      }
      count = size * size
    }
  }
  return planes
}
