import Clustering

extension ClusterModel {
  /// The model without clusters that no face can be in: the centre of such a cluster is a copy of
  /// an earlier one, which every face would get instead. fc-kmeans used to save clusters without
  /// faces in this way.
  ///
  /// - Complexity: O(centres · dimensions).
  public var withoutCopies: ClusterModel {
    var seen: Set<[Double]> = []
    let kept = (0..<centres.count).filter { seen.insert(Array(centres[$0])).inserted }
    guard kept.count < centres.count else { return self }
    var model = self
    model.centres = centres.rows(at: kept)
    model.numbers = kept.map { numbers[$0] }
    model.titles = titles.map { titles in kept.map { titles[$0] } }
    return model
  }
}
