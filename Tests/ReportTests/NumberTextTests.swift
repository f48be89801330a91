import Testing

import Report

@Suite struct NumberTextTests {
  @Test(arguments: [
    (0.0, 2, "0.00"), (1.005, 1, "1.0"), (0.05, 1, "0.1"), (-0.25, 1, "−0.3"), (-0.001, 1, "0.0"),
    (12.3456, 3, "12.346"),
    (7, 0, "7"), (999.96, 1, "1000.0"), (.nan, 2, "–"), (.infinity, 2, "–"),
  ])
  func fixedDecimals(value: Double, decimals: Int, text: String) {
    #expect(fixed(value, decimals) == text)
  }

  @Test func coordinatesAreShort() {
    #expect(coordinate(12.0) == "12")
    #expect(coordinate(-3.25, 2) == "-3.25")
    #expect(coordinate(100) == "100")
    #expect(coordinate(.nan) == "0")
  }

  @Test func counts() {
    #expect(counted(1, "face") == "1 face")
    #expect(counted(0, "face") == "0 faces")
    #expect(grouped(9999) == "9999")
    #expect(grouped(1_234_567) == "1\u{202F}234\u{202F}567")
  }
}
