import Clustering
import Filter
import Records

/// The figures, as they are found.
struct Score {
  let faces: ScoredFaces
  /// The vectors as distances are taken.
  var scaled: Vectors?
  /// What their distances are multiplied with to be in scaled units.
  var unit = 1.0

  private(set) var agreement: Agreement?
  private(set) var confusion: Contingency<String>?
  private(set) var wrong: WrongPairs?
  private(set) var silhouette: Silhouette?
  private(set) var clusterNumbers: [Int] = []
  private(set) var separation: Separation?
  private(set) var retrieval: Retrieval?
  /// For each row of the wrong pairs, the face it is.
  private(set) var wrongRows: [Int] = []

  init(_ faces: ScoredFaces) { self.faces = faces }

  /// Names against clusters.
  mutating func addAgreement(seed: Int) throws {
    let rows = faces.rows(withNames: true)
    guard !rows.isEmpty else { throw Fatal("no record has both a name and a cluster") }
    let names = rows.compactMap { faces.names[$0] }
    let clusters = rows.compactMap { faces.clusters[$0] }
    let table = Contingency(labels: names, clusters: clusters)
    confusion = table
    agreement = Agreement(table)
    guard let scaled else { return }
    var generator = SeededGenerator(seed: UInt64(seed))
    wrongRows = rows
    wrong = WrongPairs(scaled.rows(at: rows), names: names, assignments: clusters, using: &generator)
  }

  /// Clusters by themselves.
  mutating func addSeparation(seed: Int) {
    guard let scaled else { return }
    let rows = faces.rows(withNames: false)
    let clusters = rows.compactMap { faces.clusters[$0] }
    clusterNumbers = Set(clusters).sorted()
    let place = Dictionary(uniqueKeysWithValues: clusterNumbers.enumerated().map { ($1, $0) })
    let compact = clusters.map { place[$0] ?? 0 }
    let vectors = scaled.rows(at: rows)
    separation = Separation(vectors, assignments: compact)
    var generator = SeededGenerator(seed: UInt64(seed))
    silhouette = Silhouette.compute(vectors, clusterings: [compact], using: &generator).first ?? nil
  }

  /// The nearest other face of each.
  mutating func addRetrieval(seed: Int) throws {
    guard let scaled else { throw Fatal("--retrieval wants a vector in every record") }
    let rows = faces.names.indices.filter { faces.names[$0] != nil }
    var generator = SeededGenerator(seed: UInt64(seed))
    retrieval = Retrieval(scaled.rows(at: rows), names: rows.compactMap { faces.names[$0] }, using: &generator)
    guard retrieval != nil else { throw Fatal("no name occurs twice: there is nobody to find again") }
  }

  // MARK: What is printed

  /// Name and value of each figure, in order.
  var figures: [(name: String, value: Double)] {
    var figures: [(String, Double)] = []
    if let agreement {
      figures += [
        ("ari", agreement.adjustedRand), ("nmi", agreement.normalizedMutualInformation),
        ("ami", agreement.adjustedMutualInformation), ("homogeneity", agreement.homogeneity),
        ("completeness", agreement.completeness), ("v_measure", agreement.vMeasure), ("purity", agreement.purity),
      ]
    }
    if let silhouette { figures.append(("silhouette", silhouette.mean)) }
    if let separation {
      figures += [
        ("calinski_harabasz", separation.calinskiHarabasz), ("davies_bouldin", separation.daviesBouldin),
      ]
    }
    if let retrieval {
      figures += [
        ("top1", retrieval.accuracy), ("median_rank", retrieval.medianRank), ("chance", retrieval.chance),
      ]
    }
    return figures
  }

  /// How many faces of what kind.
  var counts: [(name: String, value: Int)] {
    var counts = [("faces", faces.count), ("not_processed", faces.failed)]
    if let confusion {
      counts += [
        ("nameless", faces.nameless), ("names", confusion.labels.count), ("clusters", confusion.clusters.count),
      ]
    } else if !clusterNumbers.isEmpty {
      counts.append(("clusters", clusterNumbers.count))
    }
    if let retrieval { counts.append(("looked_up", retrieval.rows.count)) }
    return counts
  }
}
