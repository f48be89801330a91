import Glibc

/// Makes text from outside, such as a path or a name, safe to print on a terminal: characters that
/// would move the cursor, set colours, change the writing direction or end the line are escaped, as
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
  // Joiners are part of Persian words and of emoji; other format characters change how their
  // neighbours are displayed.
  case .format: return scalar.value == 0x200c || scalar.value == 0x200d
  default: return true
  }
}

/// `program: where: what, and what to do`, in one write, so that messages of the programs in a
/// pipeline do not mix.
func printMessage(_ program: String, _ location: String, _ message: String) {
  let line = location.isEmpty ? "\(program): \(message)" : "\(program): \(location): \(message)"
  let bytes = Array(visible(line).utf8) + [UInt8(ascii: "\n")]
  _ = bytes.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
}
