/// Names of a vector's columns. They are compared code point by code point, as in JSON; Swift's ==
/// would treat a composed and a decomposed letter as equal.
extension [String] {
  /// The index of a name; nil if it is missing.
  package func position(of name: String) -> Int? {
    firstIndex { $0.utf8.elementsEqual(name.utf8) }
  }

  /// The index here of each of `names`; nil unless both have exactly the same names, in any order.
  ///
  /// - Complexity: O(count²).
  package func positions(of names: [String]) -> [Int]? {
    guard names.count == count else { return nil }
    let positions = names.compactMap { position(of: $0) }
    return Set(positions).count == count ? positions : nil
  }

  /// A name that occurs more than once.
  package var repeatedName: String? {
    var seen: Set<[UInt8]> = []
    return first { !seen.insert(Array<UInt8>($0.utf8)).inserted }
  }
}
