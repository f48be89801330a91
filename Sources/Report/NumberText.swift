import NumberText

/// A number with a fixed count of decimals, rounded half away from zero; "–" where there is none.
///
/// The same bytes on every machine and in every locale. A true minus sign stands before negative
/// numbers.
package func fixed(_ value: Double?, _ decimals: Int) -> String {
  guard let value, value.isFinite else { return "–" }
  let text = decimalText(value, places: decimals)
  return text.utf8.first == UInt8(ascii: "-") ? "\u{2212}" + text.dropFirst() : text
}

/// As ``fixed(_:_:)``, for SVG attributes: a hyphen for minus, and no zeros at the end.
package func coordinate(_ value: Double, _ decimals: Int = 1) -> String {
  guard value.isFinite else { return "0" }
  return decimalText(value, places: decimals, trimmed: true)
}

/// "1 face", "2 faces".
package func counted(_ count: Int, _ singular: String, _ plural: String? = nil) -> String {
  grouped(count) + " " + noun(for: count, singular, plural)
}

/// A count with thin spaces between groups of three digits from 10,000 on, as the SI brochure has
/// it.
package func grouped(_ count: Int) -> String {
  grouped(count, by: "\u{202F}", from: 10_000)
}
