import NumberText

/// A number with a fixed number of decimals, rounded half away from zero; "–" for nil.
///
/// The same bytes on every machine and in every locale. Negative numbers have a true minus sign.
package func fixed(_ value: Double?, _ decimals: Int) -> String {
  guard let value, value.isFinite else { return "–" }
  let text = decimalText(value, places: decimals)
  return text.utf8.first == UInt8(ascii: "-") ? "\u{2212}" + text.dropFirst() : text
}

/// Like ``fixed(_:_:)``, but for SVG attributes: a hyphen as minus sign, and no trailing zeros.
package func coordinate(_ value: Double, _ decimals: Int = 1) -> String {
  guard value.isFinite else { return "0" }
  return decimalText(value, places: decimals, trimmed: true)
}

/// "1 face", "2 faces".
package func counted(_ count: Int, _ singular: String, _ plural: String? = nil) -> String {
  grouped(count) + " " + noun(for: count, singular, plural)
}

/// A count, from 10,000 on with thin spaces between groups of three digits, as in the SI brochure.
package func grouped(_ count: Int) -> String {
  grouped(count, by: "\u{202F}", from: 10_000)
}
