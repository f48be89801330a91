import Testing

import Filter

struct MessageTests {
  @Test(arguments: [
    ("plain", "plain"), ("Zoë 王 👩‍🚀 می‌خواهم", "Zoë 王 👩‍🚀 می‌خواهم"), ("a\\nb", "a\\nb"),
    ("\u{1b}[31mred", #"\u{1B}[31mred"#), ("two\nlines\t", #"two\nlines\t"#),
    ("\u{9b}2J", #"\u{009B}2J"#),
    ("gpj.\u{202e}exe", #"gpj.\u{202E}exe"#), ("\u{2066}a\u{2069}", #"\u{2066}a\u{2069}"#),
    ("a\u{2028}b\u{7f}", #"a\u{2028}b\u{7F}"#), ("\u{feff}x", #"\u{FEFF}x"#),
  ])
  func whatMovesACursorIsSpelledOut(text: String, shown: String) {
    #expect(visible(text) == shown)
  }

  @Test func thirdOfAlikeMessagesIsTheLastThatIsTold() {
    var messages = AlikeMessages()
    let told = (0..<5).map { _ in messages.shouldPrint("a") }
    #expect(told == [true, true, true, false, false])
    let isOtherTold = messages.shouldPrint("b")
    #expect(isOtherTold)
    let unprinted = messages.takeUnprinted()
    #expect(unprinted.map(\.message) == ["a"])
    #expect(unprinted.map(\.count) == [2])
    let isToldAnew = messages.shouldPrint("a")
    #expect(isToldAnew)
  }
}
