extension FaceParameters {
  /// The hairline: points evenly spaced along it, from the temple on the left of the picture, at
  /// the height of the brows, over the forehead to the other temple; in pixels of a picture of this
  /// size.
  public func hairline(size: Int, count: Int = 11) -> [SIMD2<Double>] {
    let placement = Placement(of: self, size: size)
    return hairlineOnFace(count: count).map { placement($0) }
  }

  /// From the brows to the middle of the hairline.
  package var foreheadHeight: Double {
    let middle = hairlineOnFace(count: 11)[4...6]
    return browLine - middle.reduce(0) { $0 + $1.y } / 3
  }

  private var browLine: Double { Level.eyes - browHeight }

  private func hairlineOnFace(count: Int) -> [Point] {
    let above = hairEdges.inner.filter { $0.y <= browLine }
    return evenlySpaced(Array(above.reversed()), count: count)
  }

  /// The silhouette of the hair and its edge around the face, both from right to left.
  var hairEdges: (outer: [Point], inner: [Point]) {
    let w = jawWidth / 2
    let cut = hairStyle.cut
    let end = cut.end
    let hairline = cut.hairline - forehead

    var low: [Point] = [[w * cut.temple, end]]
    var right: [Point] = low + [[w * (cut.temple - 0.015), end - 0.10], [w * 0.945, -0.20]]
    if hairStyle.coversEars {
      low = [[w * 1.02, end], [w * 1.20, end * 0.86], [w * 1.22, end * 0.5], [w * 1.19, 0.08]]
      right = [
        [w * 1.02, end], [w * 1.03, end * 0.62], [w * 0.985, end * 0.30], [w * 0.94, -0.06],
      ]
    }
    right += hairStyle.foreheadEdge(hairline: hairline).map { [w * $0.x, $0.y] }

    let inner: [Point]
    switch hairStyle {
    case .sidePart, .long:
      let peak = hairStyle == .long ? 0.12 : 0.085
      let parting: [Point] = [
        [part + 0.17, hairline - 0.04], [part, hairline - peak], [part - 0.17, hairline - 0.035],
      ]
      inner = right + parting + right.reversed().mirrored
    case .short, .updo, .cropped, .fringe:
      inner = right + right.dropLast().reversed().mirrored
    }
    let upper = low + skull(halfWidth: w * cut.sides, top: forehead + cut.rise, base: -0.02)
    return (spline(upper + upper.dropLast().reversed().mirrored), spline(inner))
  }
}

/// Points at equal distances along a polyline, including both ends.
private func evenlySpaced(_ line: [Point], count: Int) -> [Point] {
  func length(_ a: Point, _ b: Point) -> Double { ((a - b) * (a - b)).sum().squareRoot() }
  let parts = zip(line, line.dropFirst()).map { length($0, $1) }
  let step = parts.reduce(0, +) / Double(count - 1)
  var points: [Point] = []
  var passed = 0.0
  for (index, part) in parts.enumerated() {
    while points.count < count, Double(points.count) * step <= passed + part {
      let share = part > 0 ? (Double(points.count) * step - passed) / part : 0
      points.append(line[index] + (line[index + 1] - line[index]) * share)
    }
    passed += part
  }
  if points.count < count, let last = line.last { points.append(last) }
  return points
}
