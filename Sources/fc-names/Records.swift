import Filter
import NameRecords
import Naming
import Records

/// The faces before any statement is applied; one entry per record.
struct ClusteredFaces {
  private(set) var places: [FacePlace] = []
  private(set) var clusters: [Int?] = []
  private(set) var names: [String?] = []

  mutating func append(_ record: Record) throws(InputFailure) {
    let (place, cluster) = try Self.read(record)
    places.append(place)
    clusters.append(cluster)
    names.append(record.string("name").flatMap { $0.isEmpty ? nil : $0 })
  }

  /// The current name of each face.
  func names(after clusters: NamedClusters) -> [String?] {
    names.indices.map { row in
      switch clusters.nameChange(of: row) {
      case .keep: names[row]
      case .set(let name): name
      case .remove: nil
      }
    }
  }

  /// Fails wherever `append` failed.
  func check(_ record: Record) throws(InputFailure) { _ = try Self.read(record) }

  private static func read(_ record: Record) throws(InputFailure) -> (FacePlace, Int?) {
    guard let path = record.string("path") else {
      throw InputFailure("no-path", "the record has no path, by which faces are known again")
    }
    let place = record.facePlace(path: path)
    guard record.holds("cluster") else { return (place, nil) }
    guard let number = record.number("cluster").flatMap({ Int(exactly: $0) }) else {
      throw InputFailure("bad-cluster", "cluster is no whole number")
    }
    return (place, number)
  }
}

extension Run {
  /// Applies the statements of a file, reports those that do not fit, and writes them to `rest`.
  func apply(_ file: NamesFile, to clusters: inout NamedClusters, rest: Output?) throws {
    for (statement, line) in zip(file.statements, file.lines) {
      let outcome = clusters.apply(statement)
      for reason in outcome.contradictions {
        noteAlike(
          "\(reason.sentence), and counts", about: reason.subject, at: statement.location)
      }
      for reason in outcome.unfit {
        try statementFailed(reason.sentence, about: reason.subject, at: statement.location)
      }
      guard !outcome.unfit.isEmpty, let rest else { continue }
      line.withUnsafeBytes { rest.text.append($0) }
      rest.text.append("\n")
    }
  }
}

extension Record {
  /// Sets the fields of a face; whatever no statement is about stays unchanged.
  func set(_ clusters: NamedClusters, _ row: Int) {
    let cluster = clusters.clusters[row]
    let before = number("cluster").flatMap { Int(exactly: $0) }
    if clusters.isByHand[row] { set("cluster_by") { $0.string("hand") } }
    switch clusters.nameChange(of: row) {
    case .keep: break
    case .set(let name): set("name") { $0.string(name) }
    case .remove: remove("name")
    }
    if cluster != before {
      set("cluster") { text in if let cluster { text.integer(cluster) } else { text.null() } }
    }
    if clusters.isByHand[row], cluster != before {
      for field in voided where has(field) { set(field) { $0.null() } }
      return
    }
    guard let other = number("runner_up").flatMap({ Int(exactly: $0) }) else { return }
    let now = clusters.number(after: other)
    if now == cluster {
      // Its cluster and the runner-up are now the same: there is no border between them.
      set("runner_up") { $0.null() }
      for field in ["margin", "steadiness"] where has(field) { set(field) { $0.null() } }
    } else if now != other {
      set("runner_up") { $0.integer(now) }
    }
  }
}

extension Fatal {
  static let changedWhileRead = Fatal("the input changed while it was read: run again")
}
