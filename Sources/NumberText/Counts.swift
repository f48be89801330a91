/// A count with its digits in groups of three.
///
/// - Parameters:
///   - separator: written between the groups.
///   - least: smaller counts are not grouped.
public func grouped(_ count: Int, by separator: String = ",", from least: Int = 1000) -> String {
  let digits = String(count.magnitude)
  guard count.magnitude >= least.magnitude else { return String(count) }
  var result = count < 0 ? "-" : ""
  for (index, digit) in digits.enumerated() {
    if index > 0, (digits.utf8.count - index) % 3 == 0 { result += separator }
    result.append(digit)
  }
  return result
}

/// "1 face", "1,234 faces".
public func counted(_ count: Int, _ singular: String, _ plural: String? = nil) -> String {
  "\(grouped(count)) \(noun(for: count, singular, plural))"
}

/// "face" for 1, otherwise "faces".
///
/// - Parameter plural: needed where it is not the singular plus an s.
public func noun(for count: Int, _ singular: String, _ plural: String? = nil) -> String {
  count == 1 ? singular : plural ?? singular + "s"
}
