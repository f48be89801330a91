/// A number with a fixed count of decimals, rounded half away from zero; "–" where there is none.
///
/// The same bytes on every machine and in every locale. A true minus sign stands before negative
/// numbers.
package func fixed(_ value: Double?, _ decimals: Int) -> String {
  guard let value, value.isFinite else { return "–" }
  return plain(value, decimals).replacingMinus()
}

/// As ``fixed(_:_:)``, for SVG attributes: a hyphen for minus, and no zeros at the end.
package func coordinate(_ value: Double, _ decimals: Int = 1) -> String {
  guard value.isFinite else { return "0" }
  var text = plain(value, decimals)
  if text.utf8.contains(UInt8(ascii: ".")) {
    while text.utf8.last == UInt8(ascii: "0") { text.removeLast() }
    if text.utf8.last == UInt8(ascii: ".") { text.removeLast() }
  }
  return text
}

private func plain(_ value: Double, _ decimals: Int) -> String {
  var power = 1.0
  for _ in 0..<decimals { power *= 10 }
  let scaled = (value.magnitude * power).rounded()
  guard scaled < 9e15 else { return String(value) }
  let digits = String(Int64(scaled))
  let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.utf8.count)) + digits
  let sign = value < 0 && scaled > 0 ? "-" : ""
  guard decimals > 0 else { return sign + padded }
  return sign + padded.dropLast(decimals) + "." + padded.suffix(decimals)
}

extension String {
  fileprivate func replacingMinus() -> String {
    utf8.first == UInt8(ascii: "-") ? "\u{2212}" + dropFirst() : self
  }
}

/// "1 face", "2 faces".
package func counted(_ count: Int, _ singular: String, _ plural: String? = nil) -> String {
  grouped(count) + " " + (count == 1 ? singular : plural ?? singular + "s")
}

/// A count with thin spaces between groups of three digits from 10,000 on, as the SI brochure has
/// it.
package func grouped(_ count: Int) -> String {
  let digits = String(count)
  guard count >= 10_000 else { return digits }
  var result = ""
  for (index, digit) in digits.enumerated() {
    if index > 0, (digits.utf8.count - index) % 3 == 0 { result += "\u{202F}" }
    result.append(digit)
  }
  return result
}
