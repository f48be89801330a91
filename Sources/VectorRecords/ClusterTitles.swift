import MeasureRecords
import Naming
import Records

extension ClusterModel {
  /// Gives each cluster the name that more than half of its faces have; if there is none, the name
  /// of the earlier model's cluster with the same number.
  mutating func setTitles(_ names: [Int: String], earlier: ClusterModel?) {
    let before = Dictionary(
      zip(earlier?.numbers ?? [], earlier?.titles ?? []).compactMap { number, name in
        name.map { (number, $0) }
      }, uniquingKeysWith: { first, _ in first })
    titles = numbers.map { names[$0] ?? before[$0] }
  }

  /// The names in a model's file, one per centre; nil where it has none.
  static func titles(_ record: Record, count: Int) throws(Unfit) -> [String?]? {
    guard record.holds("names"), let part = record.json("names") else { return nil }
    let elements = part.elements
    guard part.isArray, elements.count == count else {
      throw Unfit("names does not give each centre a name or null")
    }
    var titles: [String?] = []
    for element in elements {
      guard !element.isNull else {
        titles.append(nil)
        continue
      }
      guard let text = element.string else { throw Unfit("a name is not a string") }
      do throws(UnfitName) {
        titles.append(try NameRule.checked(text))
      } catch {
        throw Unfit(error.reason)
      }
    }
    return titles
  }
}

extension Record {
  /// The face's own name, if it has a valid one.
  var title: String? { string("name").flatMap { try? NameRule.checked($0) } }

  /// Gives the face its cluster's name, unless it already has a name: that one was given by
  /// somebody, and stays.
  func setTitle(_ name: String?) {
    if let name, !holds("name") { set("name") { $0.string(name) } }
  }
}
