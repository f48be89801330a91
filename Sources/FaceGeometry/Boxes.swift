import CFaceGeometry

/// The intersection over union of two boxes [x, y, width, height]: 0 … 1; 1 for equal boxes, even
/// without area.
public func overlap(_ a: [Double], _ b: [Double]) -> Double {
  guard a != b else { return 1 }
  let overlap = face_overlap_of_union(edges(a), edges(b))
  return overlap.isFinite ? overlap : 0
}

private func edges(_ box: [Double]) -> face_box {
  face_box(left: box[0], top: box[1], right: box[0] + box[2], bottom: box[1] + box[3])
}
