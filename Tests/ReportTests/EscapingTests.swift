import Testing

import Report

@Suite struct EscapingTests {
  @Test func theFiveCharactersBecomeReferences() {
    #expect(
      escaped("<a href=\"x\">Tom & 'Ann'</a>")
        == "&lt;a href=&quot;x&quot;&gt;Tom &amp; &#39;Ann&#39;&lt;/a&gt;")
  }

  @Test func plainAndForeignTextStaysAsItIs() {
    for text in ["", "ann.jpg", "Zoë – 名前.jpg", "עברית", "👩🏽‍🎤", "a\tb\nc", "é€™"] {
      #expect(escaped(text) == text)
    }
  }

  @Test func anEscapedAmpersandIsEscapedAgain() {
    #expect(escaped("&lt;") == "&amp;lt;")
  }

  @Test func controlsAreMadeVisible() {
    #expect(escaped("a\u{0}b\u{1B}[31m\u{7F}\u{85}") == "a\u{2400}b\u{241B}[31m\u{2421}\u{FFFD}")
    #expect(escaped("x\u{202E}gpj.exe\u{2069}") == "x[U+202E]gpj.exe[U+2069]")
  }

  @Test func interpolationEscapesStringsAndOnlyThose() {
    let name = "<b>"
    let inner: HTML = "<i>\(name)</i>"
    let nothing: HTML? = nil
    let html: HTML = "<p title=\"\(name)\">\(inner)\(7)\([inner, inner])\(nothing)</p>"
    #expect(
      html.text == "<p title=\"&lt;b&gt;\"><i>&lt;b&gt;</i>7<i>&lt;b&gt;</i><i>&lt;b&gt;</i></p>")
  }
}
