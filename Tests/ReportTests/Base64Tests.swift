import Foundation
import Testing

import Report

@Suite struct Base64Tests {
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
    ("fooba", "Zm9vYmE="),
  ])
  func examplesOfRFC4648(text: String, encoded: String) {
    #expect(base64(Array(text.utf8)) == encoded)
  }

  @Test func agreesWithFoundation() {
    let bytes = (0..<1021).map { UInt8(truncatingIfNeeded: $0 &* 101) }
    #expect(base64(bytes) == Data(bytes).base64EncodedString())
  }
}
