import Records
import Report

/// Groups of faces by the values of a field.
struct FaceGroups {
  let field: String
  /// One per face; nil where the field is missing, null, empty, or an array or object.
  private var values: [String?] = []

  init(field: String) { self.field = field }

  /// Groups by look; nil if no face has one.
  init?(ofLooks faces: [FaceCard]) {
    guard faces.contains(where: { $0.look != nil }) else { return nil }
    self.init(field: "look")
    values = faces.map(\.look)
  }

  /// - Precondition: the record was scanned for the field.
  mutating func add(_ record: Record) {
    guard record.holds(field), let raw = record.raw(field), raw.first != UInt8(ascii: "["),
      raw.first != UInt8(ascii: "{")
    else { return values.append(nil) }
    values.append(record.string(field) ?? String(decoding: raw, as: UTF8.self))
  }

  /// The number of each face's group: 0 is the largest, ties by first appearance.
  var numbers: [Int?] {
    let numbers = Dictionary(order.enumerated().map { ($1, $0) }) { first, _ in first }
    return values.map { $0.flatMap { numbers[$0] } }
  }

  var grouping: Grouping {
    Grouping(
      field: field, names: Dictionary(order.enumerated().map { ($0, $1) }) { first, _ in first })
  }

  private var order: [String] {
    var counts: [String: (count: Int, first: Int)] = [:]
    for (index, value) in values.enumerated() {
      if let value { counts[value, default: (0, index)].count += 1 }
    }
    return counts.sorted {
      $0.value.count != $1.value.count
        ? $0.value.count > $1.value.count : $0.value.first < $1.value.first
    }.map(\.key)
  }
}
