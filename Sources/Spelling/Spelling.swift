/// The number of characters that must be inserted, deleted or changed to turn one text into the
/// other (Levenshtein 1966).
///
/// - Complexity: O(length of one × length of the other).
public func editDistance(_ a: [UInt8], _ b: [UInt8]) -> Int {
  var row = Array(0...b.count)
  for (i, left) in a.enumerated() {
    var diagonal = row[0]
    row[0] = i + 1
    for (j, right) in b.enumerated() {
      let change = diagonal + (left == right ? 0 : 1)
      diagonal = row[j + 1]
      row[j + 1] = min(change, row[j] + 1, diagonal + 1)
    }
  }
  return row[b.count]
}

/// The known texts closest to this one in spelling, the nearest first; equally near ones in their
/// original order. Only the first 60 characters of `text` count.
///
/// - Parameters:
///   - count: the maximum number of results.
///   - spelled: the part of a text that is compared; by default all of it.
/// - Complexity: O(known × length²).
public func nearestSpellings(
  to text: String, among known: [String], count: Int,
  by spelled: (String) -> String = { $0 }
) -> [String] {
  ranked(text, known, spelled).prefix(count).map(\.text)
}

/// What was most likely meant by a misspelt text: the nearest known texts, if they differ in at
/// most a third of the characters or only in case; otherwise those that begin with it.
///
/// - Returns: at most two; none where nothing is close.
/// - Complexity: O(known × length²).
public func likelySpellings(of text: String, among known: [String]) -> [String] {
  let ranked = ranked(text, known) { $0.lowercased() }
  guard let best = ranked.first else { return [] }
  let limit = max(1, min(text.utf8.count, best.text.utf8.count) / 3)
  guard best.distance <= limit else {
    let begun = known.filter { text.utf8.count > 1 && $0.lowercased().hasPrefix(text.lowercased()) }
    return Array(begun.prefix(2))
  }
  return ranked.prefix(2).filter { $0.distance == best.distance }.map(\.text)
}

private func ranked(
  _ text: String, _ known: [String], _ spelled: (String) -> String
) -> [(text: String, distance: Int)] {
  let wanted = Array(spelled(String(text.prefix(60))).utf8)
  let all = known.enumerated().map { index, one in
    (index: index, text: one, distance: editDistance(wanted, Array(spelled(one).utf8)))
  }
  return all.sorted { $0.distance != $1.distance ? $0.distance < $1.distance : $0.index < $1.index }
    .map { ($0.text, $0.distance) }
}
