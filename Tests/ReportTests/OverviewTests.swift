import Testing

import Report

@Suite struct OverviewTests {
  @Test func theMapKeepsDistancesAndNamesPlacesInTheListsOrder() throws {
    let map = FaceMap(points: [[0, 0], [4, 0], [.nan, 0], [2, 2]], explained: [0.5, 0.3])
    let drawing = try #require(MapDrawing(map))
    // 4 units over 480 - 24 px: 114 px each; y runs up, 2 units from 170 + 114 to 170 - 114.
    #expect(
      drawing.position(0) == [12, 284] && drawing.position(1) == [468, 284]
        && drawing.position(3) == [240, 56])
    #expect(drawing.position(2) == [-999, 0] && drawing.position(77) == [-999, 0])
    let discs = drawing.path([3, 2, 0], mark: ClusterMark(number: 0))
    #expect(discs == "M240 56h0M-999 0h0M12 284h0")
    let squares = drawing.path([1], mark: ClusterMark(number: 1))
    #expect(squares.hasPrefix("M468 284m-3.6-3.6l"))
    #expect(MapDrawing(FaceMap(points: [[1, 1], [1, 1]], explained: [0, 0])) == nil)
    #expect(MapDrawing(FaceMap(points: [], explained: [0, 0])) == nil)
  }

  @Test func manyFacesHaveSmallMarks() {
    let radii = [10, 1000, 10_000].compactMap { count in
      MapDrawing(FaceMap(points: (0..<count).map { [Float($0), 1] }, explained: [1, 0]))?.radius
    }
    #expect(radii == [4, 2.8, 1.8])
  }

  @Test func anAxisIsNamedByItsLargestWeights() {
    let features = [
      Feature(name: "nose_size", low: "small nose", high: "big nose"),
      Feature(name: "my_own"), Feature(name: "jaw", low: "narrow jaw", high: "wide jaw"),
      Feature(name: "brow", low: "low brow", high: "high brow"), Feature(name: "x"),
    ]
    // At least half of the largest weight, at most three measures; the sign swaps the words.
    let axis = MapAxis(
      features: features, weights: [0.3, -0.4, -0.6, 0.29, .nan], isMadeOfThem: true)
    #expect(axis.parts.map(\.name) == ["jaw", "my_own", "nose_size"])
    var page = PageTests.page()
    page.map?.axes = [
      axis,
      MapAxis(features: features, weights: [0.2, 0, 0, 0, 0], isMadeOfThem: false, floor: 0.3),
    ]
    let text = PageTests.html(page)
    #expect(
      text.contains(
        "<b>Left to right</b> (40 %): from <bdi>wide jaw, high my own, small nose</bdi> to "
          + "<bdi>narrow jaw, low my own, big nose</bdi>"))
    #expect(text.contains("(<bdi>jaw −0.60, my own −0.40, nose size 0.30</bdi>)"))
    #expect(text.contains("<b>Bottom to top</b> (25 %): no measure in the records is correlated"))
  }

  @Test func averagesStandSideBySideThatOfAllFirst() throws {
    let text = PageTests.html(PageTests.page())
    let whole = try #require(text.range(of: "alt=\"Average of all faces\""))
    let cluster = try #require(text.range(of: "alt=\"Average of cluster 1\""))
    #expect(whole.lowerBound < cluster.lowerBound)
    #expect(text.contains("base64,CQkC\" alt=\"Average of all faces\""))
  }

  @Test func averagesWithoutPhotosAreDrawnInOneFrame() throws {
    let small = landmarks { [Double($0 % 9), Double($0 / 9)] }
    let large = landmarks { [Double($0 % 9) * 2, Double($0 / 9) * 2] }
    let together = try #require(FaceSketch.path(small, inFrameOf: [small, large]))
    let alone = try #require(FaceSketch.path(small))
    #expect(together != alone)
    // 16 × 14 units over 180 px: 11.25 px each; the small one starts at the common low corner.
    #expect(together.hasPrefix("M10 21l11 0"))
    let text = PageTests.html(PageTests.page(.none))
    #expect(
      text.contains("aria-label=\"Average of cluster 1\"><path d=\"M") && !text.contains("base64"))
  }

  @Test func verdictAndPicksStandAboveTheCharts() {
    var page = PageTests.page()
    page.verdict = "Two groups, weakly."
    let text = PageTests.html(page)
    #expect(text.contains("<p class=\"signature\">Two groups, weakly.</p>"))
    #expect(text.contains("Each measure’s pick: inertia k = 2, silhouette k = 2."))
  }

  @Test func aFaceCostsFewBytes() {
    let landmarks = landmarks { [Double($0 % 9) * 40, Double($0 / 9) * 40] }
    var page = Page(
      features: (0..<8).map { Feature(name: "feature_\($0)") },
      faces: (0..<1000).map { index in
        FaceCard(
          path: "faces/person-\(index).jpg", cluster: index % 4, distance: Double(index) / 300,
          runnerUp: 1, margin: 0.3, features: [Float](repeating: 0.25, count: 8),
          landmarks: landmarks)
      }, images: .link)
    page.map = FaceMap(
      points: (0..<1000).map { [Float($0 % 31), Float($0 / 31)] }, explained: [0.5, 0.2])
    var bytes = 0
    let view = PhotoView(x: 123, y: 234, side: 345, photoWidth: 1350, photoHeight: 1350)
    PageWriter(page).write(
      image: { .link(path: page.faces[$0].path, view: view) }, to: { bytes += $0.utf8.count })
    var empty = 0
    PageWriter(Page(images: .link)).write(image: { _ in .none }, to: { empty += $0.utf8.count })
    #expect((bytes - empty) / 1000 < 600)
  }
}
