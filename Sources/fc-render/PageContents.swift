import FaceGeometry
import Filter
import LandmarkRecords
import MeasureRecords
import Measures
import Naming
import PhotoStages
import Records
import Report

/// What a page shows, gathered record by record.
struct PageContents {
  static let fields = [
    Base.field, "path", "width", "height", "face", "faces", "box", "turned", "damaged",
    "landmarks", "features", "cluster", "distance", "runner_up", "margin", "steadiness",
    "cluster_on", "cluster_by", "name", "words", "look", "fit", "k", "inertia", "silhouette",
    "elbow", "gap", "gap_se", "stability", "gap_pick", "verdict",
  ]

  private(set) var page = Page()
  /// In the same order as the page's faces; nil if all clusters were made from the features.
  private(set) var compared: ComparedVectors?
  private var featureNames: [String] = []
  private var groups: FaceGroups?
  private let mayGroupByLook: Bool
  /// The number of faces at which to check next for faces that the page would not show.
  private var nextLook = 50_000
  /// The base that the first face's lengths were divided by.
  private var base: Base?
  private let errorReader = Record(fields: ["kind", "message"])

  var isEmpty: Bool { page.faces.isEmpty && page.unclustered.isEmpty && page.elbow.isEmpty }

  /// - Parameters:
  ///   - field: the field to group faces by; nil for clusters, or for looks if no face has a
  ///     cluster.
  ///   - limit: how many faces of each cluster to show.
  init(groupedBy field: String?, limit: Int?) {
    page.limit = limit
    groups = field.flatMap { $0 == "cluster" ? nil : FaceGroups(field: $0) }
    mayGroupByLook = field == nil
  }

  /// From time to time, drops faces that the page would only count.
  ///
  /// - Returns: the dropped faces.
  mutating func leaveOutUnlisted() -> [FaceCard] {
    guard page.faces.count >= nextLook, groups == nil,
      page.faces.contains(where: { $0.cluster != nil })
    else { return [] }
    let change = page.leaveOutUnlisted()
    nextLook = max(nextLook, 2 * page.faces.count)
    guard let (stay, left) = change else { return [] }
    compared?.keep(stay)
    return left
  }

  /// Sorts the faces into groups, once all have been read.
  mutating func formGroups() {
    if mayGroupByLook, page.faces.allSatisfy({ $0.cluster == nil }) {
      groups = FaceGroups(ofLooks: page.faces)
    }
    guard let groups else {
      page.grouping.names = Titles.majority(
        page.faces.map(\.person), clusters: page.faces.map(\.cluster))
      return
    }
    page.grouping = groups.grouping
    for (index, number) in groups.numbers.enumerated() { page.faces[index].cluster = number }
  }

  mutating func add(_ record: Record) throws(InputFailure) {
    if let verdict = record.string("verdict") { page.verdict = verdict }
    if !record.holds("path"), let row = elbowRow(record) {
      page.elbow.append(row)
    } else {
      try addFace(record)
    }
  }

  /// A photo or face that an earlier stage could not process.
  mutating func addError(_ record: Record) {
    var (kind, message) = ("error", "")
    if let raw = record.raw("error"), (try? errorReader.scan(raw)) != nil {
      kind = errorReader.string("kind") ?? kind
      message = errorReader.string("message") ?? message
    }
    addFailure(of: record, kind: kind, message: message)
  }

  /// A photo or face that is not shown, and why.
  mutating func addFailure(of record: Record, kind: String, message: String) {
    page.unclustered.append(
      Unclustered(path: record.string("path") ?? "", kind: kind, message: message))
  }

  private func elbowRow(_ record: Record) -> ElbowRow? {
    guard let k = record.integer("k"), let inertia = record.number("inertia"),
      (1...1_000_000).contains(k),
      inertia.magnitude < 1e100
    else { return nil }
    var row = ElbowRow(
      k: k, inertia: inertia, silhouette: record.number("silhouette"),
      // An infinite gap is off every chart.
      gap: record.number("gap").flatMap { $0 < .greatestFiniteMagnitude ? $0 : nil },
      gapStandardError: record.number("gap_se"), stability: record.number("stability"),
      isElbow: record.isTrue("elbow"), isGapPick: record.isTrue("gap_pick"))
    row.steadiness = record.number("steadiness")
    return row
  }

  private mutating func addFace(_ record: Record) throws(InputFailure) {
    let path = try record.path()
    let landmarks =
      record.holds("landmarks") ? CompactLandmarks(try record.landmarks()) : nil
    if compared == nil, let field = record.string("cluster_on") {
      compared = ComparedVectors(field: field, after: page.faces.count)
    }
    compared?.append(of: record)
    var card = FaceCard(
      path: path, face: record.integer("face") ?? 0, faces: record.integer("faces") ?? 1,
      cluster: record.integer("cluster"), distance: record.number("distance"),
      runnerUp: record.integer("runner_up"), margin: record.number("margin"),
      features: try features(record), landmarks: landmarks,
      box: record.numbers("box").flatMap { $0.values.count == 4 ? Array($0.values) : nil },
      photoSize: record.photoSize)
    card.steadiness = record.number("steadiness").flatMap { (0...1).contains($0) ? $0 : nil }
    card.turned = (try? record.turned()) ?? 0
    card.isOfDamagedPhoto = record.isOfDamagedPhoto
    card.words = record.strings("words") ?? []
    card.person = record.holds("name") ? record.string("name") : nil
    card.isByHand = record.string("cluster_by") == "hand"
    card.look = record.string("look")
    card.fit = record.number("fit").flatMap { (0...1).contains($0) ? $0 : nil }
    if groups != nil {
      // These fields are about clusters.
      (card.cluster, card.distance, card.runnerUp, card.margin) = (nil, nil, nil, nil)
      card.steadiness = nil
      if groups?.field != "look" { card.fit = nil }
      groups?.add(record)
    }
    page.faces.append(card)
  }

  /// The record's features in the order of the page's; a new name adds a column.
  private mutating func features(_ record: Record) throws(InputFailure) -> [Float] {
    guard let numbers = record.numbers("features", allowingNulls: true), numbers.isNamed,
      numbers.rowLength == 0
    else { return [] }
    let first = base ?? record.base
    base = first
    guard record.base == first else {
      throw .mismatch(of: record.base, with: first, in: "features")
    }
    if record.memberNames("features", are: featureNames) { return numbers.values.map { Float($0) } }
    var values = [Float](repeating: .nan, count: featureNames.count)
    for (name, value) in zip(record.memberNames("features"), numbers.values) {
      if let column = featureNames.firstIndex(of: name) {
        values[column] = Float(value)
      } else {
        featureNames.append(name)
        page.features.append(Feature(measure: name))
        values.append(Float(value))
      }
    }
    return values
  }
}

extension Feature {
  /// With words and lengths, if it is one of the known measures.
  init(measure name: String) {
    let vocabulary = Measure.named(name)?.vocabulary
    self.init(
      name: name, low: vocabulary?.low, high: vocabulary?.high,
      lengths: vocabulary?.lengths.map { Length(from: $0.from, to: $0.to) } ?? [])
  }
}
