import Glibc

/// Text that came from outside, such as a path or a name, as it may stand on a terminal: what would
/// move the cursor, set colours, turn the direction of writing or end the line is spelled out, as
/// in `\u{1B}`.
public func visible(_ text: String) -> String {
  guard !text.unicodeScalars.allSatisfy(isPrinted) else { return text }
  var shown = ""
  for scalar in text.unicodeScalars {
    if isPrinted(scalar) {
      shown.unicodeScalars.append(scalar)
    } else {
      shown += scalar.escaped(asASCII: true)
    }
  }
  return shown
}

private func isPrinted(_ scalar: Unicode.Scalar) -> Bool {
  if scalar.value < 0x7f { return scalar.value >= 0x20 }
  switch scalar.properties.generalCategory {
  case .control, .lineSeparator, .paragraphSeparator: return false
  // Joiners belong into Persian words and into emoji; other format characters change how their
  // neighbours are shown.
  case .format: return scalar.value == 0x200c || scalar.value == 0x200d
  default: return true
  }
}

/// `program: where: what, and what to do`, in one write, so that the lines of a pipeline's programs
/// do not mix.
func printMessage(_ program: String, _ place: String, _ message: String) {
  let line = place.isEmpty ? "\(program): \(message)" : "\(program): \(place): \(message)"
  let bytes = Array(visible(line).utf8) + [UInt8(ascii: "\n")]
  _ = bytes.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
}
