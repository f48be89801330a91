import Clustering
import Filter
import Records

/// The figures, filled in one after the other.
struct Score {
  let faces: ScoredFaces
  /// The vectors, scaled for computing distances.
  var scaled: Vectors?
  /// Multiplies distances between them to give scaled units.
  var unit = 1.0

  private(set) var agreement: Agreement?
  private(set) var confusion: Contingency<String>?
  private(set) var wrong: WrongPairs?
  private(set) var calibration: Calibration?
  private(set) var silhouette: Silhouette?
  private(set) var clusterNumbers: [Int] = []
  private(set) var separation: Separation?
  /// The number of faces with a cluster and a vector, for silhouette and separation.
  private(set) var measured: Int?
  private(set) var retrieval: Retrieval?
  /// The face of each row in the wrong pairs.
  private(set) var wrongRows: [Int] = []

  init(_ faces: ScoredFaces) { self.faces = faces }

  /// Compares clusters with names.
  mutating func addAgreement(seed: Int) throws {
    let named = faces.faces(withNames: true)
    guard !named.isEmpty else { throw Fatal("no record has both a name and a cluster") }
    let table = Contingency(
      labels: named.compactMap { faces.names[$0] },
      clusters: named.compactMap { faces.clusters[$0] })
    confusion = table
    agreement = Agreement(table)
    calibration = Calibration(
      steadiness: named.map { faces.steadiness[$0] },
      people: named.compactMap { faces.names[$0] },
      clusters: named.compactMap { faces.clusters[$0] })
    wrongRows = faces.faces(withNames: true, withVectors: true)
    guard let scaled, !wrongRows.isEmpty else { return }
    var generator = SeededGenerator(seed: UInt64(seed))
    wrong = WrongPairs(
      scaled.rows(at: wrongRows.compactMap { faces.rows[$0] }),
      names: wrongRows.compactMap { faces.names[$0] },
      assignments: wrongRows.compactMap { faces.clusters[$0] }, using: &generator)
  }

  /// Scores clusters without names.
  mutating func addSeparation(seed: Int) {
    guard let scaled else { return }
    let rows = faces.faces(withVectors: true)
    guard !rows.isEmpty else { return }
    measured = rows.count
    let clusters = rows.compactMap { faces.clusters[$0] }
    clusterNumbers = Set(clusters).sorted()
    let position = Dictionary(uniqueKeysWithValues: clusterNumbers.enumerated().map { ($1, $0) })
    let compact = clusters.map { position[$0] ?? 0 }
    let vectors = scaled.rows(at: rows.compactMap { faces.rows[$0] })
    separation = Separation(vectors, assignments: compact)
    var generator = SeededGenerator(seed: UInt64(seed))
    silhouette = Silhouette.compute(vectors, clusterings: [compact], using: &generator).first ?? nil
  }

  /// Looks up the nearest other face of each face.
  mutating func addRetrieval(seed: Int) throws {
    guard let scaled else { throw Fatal("--retrieval needs vectors: no record has one") }
    let rows = faces.names.indices.filter { faces.names[$0] != nil && faces.rows[$0] != nil }
    guard !rows.isEmpty else { throw Fatal("no record has both a name and a vector") }
    var generator = SeededGenerator(seed: UInt64(seed))
    retrieval = Retrieval(
      scaled.rows(at: rows.compactMap { faces.rows[$0] }),
      names: rows.compactMap { faces.names[$0] }, using: &generator)
    guard retrieval != nil else {
      throw Fatal("no name occurs twice: there is nothing to look up")
    }
  }

  // MARK: What is printed

  /// The name and value of each figure, in order.
  var figures: [(name: String, value: Double)] {
    var figures: [(String, Double)] = []
    if let agreement {
      figures += [
        ("ari", agreement.adjustedRand), ("nmi", agreement.normalizedMutualInformation),
        ("ami", agreement.adjustedMutualInformation), ("homogeneity", agreement.homogeneity),
        ("completeness", agreement.completeness), ("v_measure", agreement.vMeasure),
        ("purity", agreement.purity),
      ]
    }
    if let silhouette { figures.append(("silhouette", silhouette.mean)) }
    if let separation {
      figures += [
        ("calinski_harabasz", separation.calinskiHarabasz),
        ("davies_bouldin", separation.daviesBouldin),
      ]
    }
    if let retrieval {
      figures += [
        ("top1", retrieval.accuracy), ("median_rank", retrieval.medianRank),
        ("chance", retrieval.chance),
      ]
    }
    return figures
  }

  /// The numbers of faces of each kind.
  var counts: [(name: String, value: Int)] {
    var counts = [("faces", faces.count), ("not_processed", faces.failed)]
    if faces.hasClusters {
      counts += [("no_cluster", faces.withoutCluster), ("bad_cluster", faces.withBadCluster)]
    }
    if faces.vectors != nil {
      counts += [("no_vector", faces.withoutVector), ("bad_vector", faces.withBadVector)]
    }
    if let confusion {
      counts += [
        ("nameless", faces.nameless), ("names", confusion.labels.count),
        ("clusters", confusion.clusters.count),
      ]
    } else if faces.hasClusters {
      counts.append(("clusters", Set(faces.clusters.compactMap(\.self)).count))
    }
    if let measured { counts.append(("measured", measured)) }
    if let retrieval { counts.append(("looked_up", retrieval.rows.count)) }
    return counts
  }
}
