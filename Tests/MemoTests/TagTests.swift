import Records
import Testing

import Memo

/// The line after it was tagged, passed through a stage and untagged, byte for byte.
private func roundTrip(_ line: String, _ stage: (String) -> String = { $0 }) -> (
  number: Int?, text: String
) {
  let tag = Tag()
  var sent: [UInt8] = []
  line.utf8.withContiguousStorageIfAvailable { bytes in
    tag.append(UnsafeRawBufferPointer(bytes), tagged: 17, to: &sent)
  }
  let answered = Array(stage(String(decoding: sent.dropLast(), as: UTF8.self)).utf8)
  var text = JSONText()
  let number = answered.withUnsafeBytes { tag.appendUntagged($0, to: &text) }
  return (number, text.bytes.withUnsafeBytes { String(decoding: $0, as: UTF8.self) })
}

@Test(arguments: [
  #"{"a":1}"#, #"{ "a" : 1 , "b":[1, 2] }"#, "{}", "{ }", #" {"a":"fc-memo"}"#,
  #"{"\u0061":1e400}"#,
])
func whatPassesIsUntouched(line: String) {
  let (number, text) = roundTrip(line)
  #expect(number == 17)
  #expect(text == line + "\n")
}

@Test func theTagIsFoundWhereverACommandPutsIt() {
  // As printed by Python, with sorted names, and inside another record.
  #expect(roundTrip(#"{"a":1}"#) { $0.spaced }.text == #"{"a": 1}"# + "\n")
  #expect(roundTrip(#"{"a":1}"#) { "{\"a\":1, \($0.tagMember)}" }.text == "{\"a\":1}\n")
  #expect(roundTrip(#"{"a":1}"#) { "{\"face\":\($0)}" }.text == "{\"face\":{\"a\":1}}\n")
  #expect(roundTrip(#"{"a":1}"#) { "[\($0),\($0)]" }.text == "[{\"a\":1},{\"a\":1}]\n")
  #expect(roundTrip("{}") { $0.dropLast() + ",\"a\":1}" }.text == "{\"a\":1}\n")
}

@Test func aLineWithoutOneTagHasNone() {
  #expect(roundTrip(#"{"a":1}"#) { _ in #"{"a":1}"# } == (nil, ""))
  #expect(roundTrip(#"{"a":1}"#) { "[\($0),\($0.replacing("17", with: "18"))]" } == (nil, ""))
  #expect(roundTrip(#"{"a":1}"#) { $0.replacing("17", with: "null") } == (nil, ""))
}

extension String {
  fileprivate var tagMember: String { String(dropFirst().prefix { $0 != "," }) }
  fileprivate var spaced: String { replacing(":", with: ": ").replacing(",", with: ", ") }
  fileprivate func replacing(_ old: String, with new: String) -> String {
    var (text, rest) = ("", self[...])
    while let first = rest.first {
      if rest.hasPrefix(old) {
        text += new
        rest = rest.dropFirst(old.count)
      } else {
        text.append(first)
        rest = rest.dropFirst()
      }
    }
    return text
  }
}
