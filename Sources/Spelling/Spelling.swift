/// How many characters must be put in, taken out or changed to make one text the other (Levenshtein
/// 1966).
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

/// The known texts that are written most like this one, the nearest first; of equally near ones
/// those that stand first. Only its first 60 characters count.
///
/// - Parameters:
///   - count: give at most so many.
///   - spelled: what is compared of a text; by default all of it.
/// - Complexity: O(known × length²).
public func nearestSpellings(
  to text: String, among known: [String], count: Int,
  by spelled: (String) -> String = { $0 }
) -> [String] {
  ranked(text, known, spelled).prefix(count).map(\.text)
}

/// What was most likely meant by a misspelt text: the known ones nearest to it, where a third of
/// its characters or fewer had to be changed, or only their case, or it is their beginning.
///
/// - Returns: at most two; none where nothing is near.
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
