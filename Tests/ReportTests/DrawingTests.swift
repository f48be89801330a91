import Testing

import Report

@Suite struct DrawingTests {
  @Test func aSketchFitsItsSquareAndKeepsProportions() throws {
    // A cloud 2 wide and 4 high: 180 of 200 high, so 90 wide, centred: x 55…145, y 10…190.
    let face = landmarks { $0 == 0 ? [10, 20] : $0 == 16 ? [12, 24] : [11, 22] }
    let path = try #require(FaceSketch.path(face))
    // The jaw starts at the low corner, stays in the middle and ends at the high corner.
    #expect(path.hasPrefix("M55 10l45 90"))
    #expect(path.contains("0 0 45 90M100 100l"))
    #expect(path.count { $0 == "M" } == 9)
    #expect(path.count { $0 == "z" } == 4)
  }

  @Test func noSketchWithoutAFace() {
    #expect(FaceSketch.path(landmarks { _ in [3, 3] }) == nil)
  }

  @Test func axesHaveRoundTicks() {
    let axis = Axis(covering: [137, 480])
    #expect(axis.ticks == [100, 200, 300, 400, 500])
    #expect(axis.decimals == 0)
    #expect(axis.fraction(200) == 0.25)
    let small = Axis(covering: [0.21, 0.42])
    #expect(
      small.ticks.count <= 6 && small.low <= 0.21 && small.high >= 0.42 && small.decimals == 2)
    let one = Axis(covering: [5])
    #expect(one.low < 5 && one.high > 5)
    #expect(Axis(covering: []).ticks.count >= 2)
  }

  @Test func barsShareAScaleThatFits() {
    let bar = SpreadBar(fitting: [0.3, -2.4, .nan])
    #expect(bar.reach == 3)
    #expect(SpreadBar(fitting: []).reach == 2)
    #expect(
      bar.position(0) == 50 && bar.position(-3) == 0 && bar.position(1.5) == 75
        && bar.position(9) == 100)
    let svg = bar.svg(mean: -1.5, deviation: 0.75, standsOut: true).text
    #expect(
      svg.contains("class=spread x=12.5% width=25% /") && svg.contains("<circle cx=25% /")
        && svg.contains("<rect x=33.3% width=33.3% /"))
    #expect(bar.svg(mean: 0, deviation: 1, standsOut: false).text.contains("class=within"))
  }

  @Test func marksRepeatOnlyAfterFiftySixClusters() {
    let signs = Set(
      (0..<56).map {
        ClusterMark(number: $0).colourClass + ClusterMark(number: $0).relativePath(radius: 4)
      })
    #expect(signs.count == 56)
    #expect(ClusterMark(number: 0).svg.text.contains("><circle r=\"5.6\"/></svg>"))
    // A square of half side 0.9 · 10.
    #expect(ClusterMark(number: 1).relativePath(radius: 10) == "m-9-9l18 0 0 18 -18 0z")
    #expect(ClusterMark(number: -1).colourClass == "c7")
  }

  @Test func elbowChartsPlaceTheirNumbers() throws {
    let rows = [
      ElbowRow(k: 1, inertia: 500, gap: 0.1, gapStandardError: 0.05),
      ElbowRow(
        k: 2, inertia: 200, silhouette: 0.5, gap: 0.3, gapStandardError: 0.05, isElbow: true,
        isGapPick: true),
      ElbowRow(k: 3, inertia: 100, silhouette: 0.5, gap: 0.2),
    ]
    let charts = ElbowChart.charts(rows)
    #expect(charts.map(\.title) == ["Inertia", "Silhouette", "Gap"])
    #expect(charts.map { $0.pick?.k } == [2, 2, 2])
    let svg = charts[0].svg(kRange: 1...3).text
    // Axis 100…500 over y 166…24; k 1…3 over x 54…318.
    #expect(svg.contains("d=\"M54 24L186 130.5L318 166\""))
    #expect(svg.contains("translate(186 130.5)"))
    #expect(svg.contains("elbow: k = 2"))
    #expect(charts[2].svg(kRange: 1...3).text.contains("class=\"error\""))
    var steady = rows
    (steady[1].steadiness, steady[2].steadiness) = (0.9, 0.7)
    let last = ElbowChart.charts(steady)[3]
    #expect(last.title == "Steadiness" && last.pick == nil)
    #expect(last.svg(kRange: 1...3).text.contains("Steadiness. k 2: 0.900, k 3: 0.700\""))
    let single = ElbowChart.charts([ElbowRow(k: 4, inertia: 9)])[0].svg(kRange: 4...4).text
    #expect(single.contains("M186 "))
  }
}
