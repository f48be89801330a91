/// Names of a vector's columns. They are compared as JSON compares names, code point by code point,
/// where Swift takes a composed and a decomposed letter for the same.
extension [String] {
  /// Where a name stands; nil where it does not.
  package func place(of name: String) -> Int? {
    firstIndex { $0.utf8.elementsEqual(name.utf8) }
  }

  /// Where each of `names` stands here; nil unless both have just the same names, in whatever
  /// order.
  ///
  /// - Complexity: O(count²).
  package func places(of names: [String]) -> [Int]? {
    guard names.count == count else { return nil }
    let places = names.compactMap { place(of: $0) }
    return Set(places).count == count ? places : nil
  }

  /// A name that stands here more than once.
  package var repeatedName: String? {
    var seen: Set<[UInt8]> = []
    return first { !seen.insert(Array<UInt8>($0.utf8)).inserted }
  }
}
