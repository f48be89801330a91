/// Predicted steadiness, compared with what happened in other photos of the same people.
public struct Calibration: Sendable, Equatable {
  /// Faces of about equal steadiness.
  public struct Bin: Sendable, Equatable {
    /// Steadiness from `lower` to below `upper` (in the last bin, up to and including 1).
    public let lower: Double
    public let upper: Double
    public let faces: Int
    /// Means over these faces; nil without any.
    public let predicted: Double?
    public let observed: Double?
  }

  /// The number of faces of people who have another photo.
  public let faces: Int
  public let people: Int

  /// Mean steadiness of these faces.
  public let predicted: Double

  /// The share of the same person's other photos that are in the face's cluster, averaged over
  /// faces.
  public let observed: Double

  /// Of two faces, one whose other photo is in the same cluster and one whose other photo is not,
  /// the probability that the first has the higher steadiness (ties count half): the area under the
  /// ROC curve, with each face weighted by its shares. Nil where all stayed, or none.
  public let ranking: Double?

  public let bins: [Bin]

  /// Returns nil where nobody whose steadiness is known has two photos.
  ///
  /// - Parameters:
  ///   - steadiness: of each face; nil for a face that serves only as another photo.
  ///   - people: the person that each face shows.
  ///   - clusters: the cluster of each face.
  /// - Complexity: O(n log n).
  public init?(
    steadiness: [Double?], people: [some Hashable], clusters: [Int], bins count: Int = 5
  ) {
    precondition(steadiness.count == people.count && people.count == clusters.count, "one per face")
    let encoding = LabelEncoding(people)
    var together: [Pair: Int] = [:]
    for (person, cluster) in zip(encoding.numbers, clusters) {
      together[Pair(person: person, cluster: cluster), default: 0] += 1
    }
    let known = steadiness.indices.compactMap { face in
      steadiness[face].flatMap { share in
        encoding.sizes[encoding.numbers[face]] > 1 ? (face: face, share: share) : nil
      }
    }
    guard !known.isEmpty else { return nil }
    let predictions = known.map(\.share)
    let observations = known.map { face, _ in
      let person = encoding.numbers[face]
      let same = together[Pair(person: person, cluster: clusters[face])] ?? 1
      return Double(same - 1) / Double(encoding.sizes[person] - 1)
    }
    faces = known.count
    self.people = Set(known.map { encoding.numbers[$0.face] }).count
    predicted = Self.mean(predictions)
    observed = Self.mean(observations)
    ranking = Self.ranking(predictions, observations)
    bins = (0..<count).map { bin in
      let inside = predictions.indices.filter {
        min(Int(predictions[$0] * Double(count)), count - 1) == bin
      }
      return Bin(
        lower: Double(bin) / Double(count), upper: Double(bin + 1) / Double(count),
        faces: inside.count,
        predicted: inside.isEmpty ? nil : Self.mean(inside.map { predictions[$0] }),
        observed: inside.isEmpty ? nil : Self.mean(inside.map { observations[$0] }))
    }
  }

  private struct Pair: Hashable {
    let person: Int
    let cluster: Int
  }

  private static func mean(_ values: [Double]) -> Double {
    values.reduce(0, +) / Double(values.count)
  }

  /// Over all pairs of a face that stayed and one that left: 1 where the former ranks higher, half
  /// where they are equal.
  private static func ranking(_ predictions: [Double], _ observations: [Double]) -> Double? {
    let stayed = observations.reduce(0, +)
    let left = Double(observations.count) - stayed
    guard stayed > 0, left > 0 else { return nil }
    let order = predictions.indices.sorted { predictions[$0] < predictions[$1] }
    var (below, sum, start) = (0.0, 0.0, 0)
    while start < order.count {
      let value = predictions[order[start]]
      let end = order[start...].firstIndex { predictions[$0] > value } ?? order.count
      let tied = order[start..<end].map { observations[$0] }
      let stayedHere = tied.reduce(0, +)
      let leftHere = Double(tied.count) - stayedHere
      sum += stayedHere * (below + leftHere / 2)
      below += leftHere
      start = end
    }
    return sum / (stayed * left)
  }
}
