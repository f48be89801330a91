import Testing

import Filter

@Test func aPortraitIsReadAsItWasWritten() {
  var portrait = Portrait()
  portrait.program = "fc-landmarks"
  portrait.version = "1"
  portrait.takesPaths = true
  portrait.refusal = "no = yes"
  portrait.options = ["--boxes=3", "--model=a\nb"]
  portrait.operands = [[0xff, 0x3d], []]
  portrait.files = ["/a"]
  portrait.isNull = true
  #expect(Portrait(portrait.bytes) == portrait)
  #expect(Portrait(Array("fc-list 2.14.1\n".utf8)) == nil)
  #expect(Portrait([]) == nil)
}
