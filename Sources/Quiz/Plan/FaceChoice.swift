import Clustering

/// Chooses faces so that none is shown too often: always those that have been shown least.
struct FaceChoice {
  private let photos: [Int]
  private var shown: [Int]

  /// - Parameter photos: one per face.
  init(photos: [Int]) {
    self.photos = photos
    shown = Array(repeating: 0, count: photos.count)
  }

  /// Some faces of a group, chosen at random among those shown equally often.
  ///
  /// - Parameter others: faces of the same question. If possible, no two faces of a question are
  ///   from one photo, as its light and background would show that they belong together.
  /// - Precondition: the group has at least that many.
  /// - Complexity: O(amount × group).
  mutating func take(
    _ amount: Int, of group: [Int], beside others: [Int], using generator: inout SeededGenerator
  ) -> [Int] {
    var taken: [Int] = []
    var usedPhotos = Set(others.map { photos[$0] })
    for _ in 0..<amount {
      let free = group.filter { !taken.contains($0) }
      let apart = free.filter { !usedPhotos.contains(photos[$0]) }
      let candidates = apart.isEmpty ? free : apart
      let least = candidates.reduce(Int.max) { min($0, shown[$1]) }
      let equal = candidates.filter { shown[$0] == least }
      let face = equal[generator.nextIndex(below: equal.count)]
      taken.append(face)
      usedPhotos.insert(photos[face])
      shown[face] += 1
    }
    return taken
  }
}
