import Testing

import Filter

struct ProgressTests {
  private let progress = Progress(program: "fc-test", isWanted: false)

  @Test func fileHasABarByItsBytes() {
    progress.restart(totalBytes: 4000, unit: "records")
    progress.advance(by: 50)
    #expect(
      progress.line(elapsed: 5, reached: 1000, width: 80)
        == "fc-test: [#####---------------] 50 records, 10 a second, 15 s left")
  }

  @Test func countedInputsHaveABarByTheirNumber() {
    progress.restart(total: 100, unit: "photos")
    progress.advance(by: 50)
    #expect(
      progress.line(elapsed: 10, reached: 50, width: 80)
        == "fc-test: [##########----------] 50 of 100 photos, 5.0 a second, 10 s left")
  }

  @Test func timeLeftIsNotToldWherePartsTakeUnlikeLong() {
    progress.restart(total: 40, unit: "clusterings", isEven: false)
    progress.advance(by: 10)
    #expect(
      progress.line(elapsed: 10, reached: 10, width: 80)
        == "fc-test: [#####---------------] 10 of 40 clusterings")
  }

  @Test func lineFitsATerminalOfAnyWidth() {
    progress.restart(total: 100, unit: "photos")
    progress.advance(by: 50)
    // Without its bar, the line takes 50 columns; one column stays free.
    #expect(
      progress.line(elapsed: 10, reached: 50, width: 50)
        == "fc-test: 50 of 100 photos, 5.0 a second, 10 s lef")
    #expect(progress.line(elapsed: 10, reached: 50, width: 59).hasPrefix("fc-test: [##---] 50 of"))
    for width in 0..<90 {
      #expect(progress.line(elapsed: 10, reached: 50, width: width).count <= max(0, width - 1))
    }
  }
}
