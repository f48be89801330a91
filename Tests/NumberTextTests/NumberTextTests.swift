import NumberText
import Testing

struct NumberTextTests {
  @Test(arguments: [
    (0.0, 2, "0.00", "0"), (-0.001, 2, "0.00", "0"), (0.05, 1, "0.1", "0.1"),
    (-0.25, 1, "-0.3", "-0.3"), (2.5, 0, "3", "3"), (999.96, 1, "1000.0", "1000"),
    (-7.1, 3, "-7.100", "-7.1"), (1e20, 2, "1e+20", "1e+20"),
  ])
  func decimalsAreRoundedHalfAwayFromZero(
    value: Double, places: Int, kept: String, trimmed: String
  ) {
    #expect(decimalText(value, places: places) == kept)
    #expect(decimalText(value, places: places, trimmed: true) == trimmed)
  }

  @Test func wholeNumbers() {
    var bytes: [UInt8] = []
    appendInteger(.min, to: &bytes)
    appendInteger(0, to: &bytes)
    appendInteger(.max, to: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == "\(Int.min)0\(Int.max)")
  }

  @Test func whatIsWholeHasNoPoint() {
    #expect(briefText(1e6) == "1000000")
    #expect(briefText(-0.5) == "-0.5")
    #expect(briefText(.infinity) == "inf")
  }

  @Test func countsHaveCommas() {
    #expect(counted(0, "record") == "0 records")
    #expect(counted(1, "record") == "1 record")
    #expect(counted(999, "record") == "999 records")
    #expect(counted(10_001, "record") == "10,001 records")
    #expect(counted(1_234_567, "record") == "1,234,567 records")
    #expect(counted(2, "person", "people") == "2 people")
    #expect(grouped(-1234, by: " ") == "-1 234")
    #expect(grouped(9999, from: 10_000) == "9999")
  }
}
