/// Appends a number with a fixed number of decimals, rounded half away from zero: the same bytes on
/// every machine and in every locale. A number that is rounded to 0 has no minus sign.
///
/// - Parameters:
///   - places: the number of decimals, 0 … 9.
///   - trimmed: whether trailing zeros are left out, and the decimal point if nothing follows it.
/// - Precondition: the value is finite.
public func appendDecimals(
  of value: Double, places: Int, trimmed: Bool, to bytes: inout [UInt8]
) {
  var scale: UInt = 1
  for _ in 0..<places { scale *= 10 }
  let scaled = value.magnitude * Double(scale)
  guard scaled < 1e18 - 1 else {
    bytes.append(contentsOf: value.description.utf8)
    return
  }
  var units = UInt(scaled)
  if scaled - Double(units) >= 0.5 { units += 1 }
  appendDigits(to: &bytes) { number in
    let isNegative = value < 0 && units > 0
    var hasDecimals = !trimmed && places > 0
    for _ in 0..<places {
      let (rest, digit) = units.quotientAndRemainder(dividingBy: 10)
      hasDecimals = hasDecimals || digit > 0
      if hasDecimals { number.put(UInt8(ascii: "0") + UInt8(digit)) }
      units = rest
    }
    if hasDecimals { number.put(UInt8(ascii: ".")) }
    number.put(units)
    if isNegative { number.put(UInt8(ascii: "-")) }
  }
}

/// The same as text.
public func decimalText(_ value: Double, places: Int, trimmed: Bool = false) -> String {
  var bytes: [UInt8] = []
  appendDecimals(of: value, places: places, trimmed: trimmed, to: &bytes)
  return String(decoding: bytes, as: UTF8.self)
}

/// Appends a whole number.
public func appendInteger(_ value: Int, to bytes: inout [UInt8]) {
  appendDigits(to: &bytes) { number in
    number.put(value.magnitude)
    if value < 0 { number.put(UInt8(ascii: "-")) }
  }
}

/// The shortest text that reads back as the same number; whole numbers have no decimal point.
public func briefText(_ value: Double) -> String {
  Int(exactly: value).map(String.init) ?? value.description
}

/// A number's characters, written from the last to the first.
private struct Backwards {
  let room: UnsafeMutableBufferPointer<UInt8>
  var start: Int

  mutating func put(_ character: UInt8) {
    start -= 1
    room[start] = character
  }

  mutating func put(_ value: UInt) {
    var rest = value
    repeat {
      let (tens, digit) = rest.quotientAndRemainder(dividingBy: 10)
      put(UInt8(ascii: "0") + UInt8(digit))
      rest = tens
    } while rest > 0
  }
}

private func appendDigits(to bytes: inout [UInt8], _ write: (inout Backwards) -> Void) {
  // At most 20 digits, a sign and a point.
  withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 32) { room in
    var number = Backwards(room: room, start: room.count)
    write(&number)
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: room[number.start...]))
  }
}
