/// Text made safe for HTML, both between tags and inside a double- or single-quoted attribute.
///
/// The five characters that are special in HTML become character references. Control characters,
/// which HTML forbids, become visible symbols (U+2400 …). The nine characters that reorder the text
/// after them (U+202A–202E, U+2066–2069) are written out as `[U+202E]`: a file name that contains
/// one can neither garble the line that it is in nor pose as another name. This also covers
/// attributes, where `<bdi>` cannot help.
///
/// - Complexity: O(n); text without such characters is returned as it is.
public func escaped(_ text: String) -> String {
  guard text.utf8.contains(where: { needsLook($0) }) else { return text }
  var result = ""
  result.reserveCapacity(text.utf8.count + 32)
  for scalar in text.unicodeScalars {
    switch scalar.value {
    case 0x26: result += "&amp;"
    case 0x3C: result += "&lt;"
    case 0x3E: result += "&gt;"
    case 0x22: result += "&quot;"
    case 0x27: result += "&#39;"
    case 0x00...0x08, 0x0B...0x1F:
      result.unicodeScalars.append(Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}")
    case 0x7F: result += "\u{2421}"
    case 0x80...0x9F: result += "\u{FFFD}"
    case 0x202A...0x202E, 0x2066...0x2069:
      result += "[U+" + String(scalar.value, radix: 16, uppercase: true) + "]"
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result
}

/// Whether a byte may belong to a character that must be escaped: a quick test, so that plain names
/// are passed through unchanged.
private func needsLook(_ byte: UInt8) -> Bool {
  switch byte {
  case 0x26, 0x3C, 0x3E, 0x22, 0x27, 0x7F, 0xC2, 0xE2: true
  case 0x00...0x08, 0x0B...0x1F: true
  default: false
  }
}
