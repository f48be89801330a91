import Testing

import Report

@Suite struct LayoutTests {
  static let faces = [
    FaceCard(path: "a", cluster: 1, distance: 2, margin: 0.5, features: [1, .nan]),
    FaceCard(path: "b", cluster: 0, distance: 3, margin: 0.09, features: [2, .nan]),
    FaceCard(path: "c", cluster: 0, distance: 1, margin: 0.1, features: [4, .nan]),
    FaceCard(path: "d", face: 0, faces: 2, cluster: 0, features: [6, 5]),
    FaceCard(path: "d", face: 1, faces: 2, cluster: 0, distance: 1, margin: 0, features: [8, 7]),
    FaceCard(path: "e"),
  ]

  @Test func clustersByNumberFacesFromTheMostTypicalOn() {
    let layout = Layout(
      Page(features: [Feature(name: "x"), Feature(name: "y")], faces: Self.faces))
    #expect(layout.clusters.map(\.number) == [0, 1])
    // Distance 1 (c before d, in input order), then 3, then the one without a distance.
    #expect(layout.clusters[0].faces.pictured == [2, 4, 1, 3])
    #expect(layout.clusters[0].borderline == 2)  // 0.09 and 0; 0.1 is not below the threshold
    #expect(layout.clusters[1].faces.all == [0])
    #expect(layout.gallery.pictured == [5])
    #expect(layout.photos == 5)
  }

  @Test func meansAndDeviationsAreOfTheFacesThatHaveTheFeature() {
    let layout = Layout(
      Page(features: [Feature(name: "x"), Feature(name: "y")], faces: Self.faces))
    // Cluster 0: 2, 4, 6, 8: mean 5, variance (9 + 1 + 1 + 9) / 4 = 5.
    #expect(
      layout.clusters[0].features[0] == Summary(count: 4, mean: 5, deviation: 5.0.squareRoot()))
    #expect(layout.clusters[0].features[1] == Summary(count: 2, mean: 6, deviation: 1))
    #expect(layout.clusters[1].features[1] == nil)
    // All: 1, 2, 4, 6, 8: mean 4.2, squares 10.24 + 4.84 + 0.04 + 3.24 + 14.44 = 32.8.
    let all = layout.population[0]
    #expect(
      abs((all?.mean ?? 0) - 4.2) < 1e-12
        && abs((all?.deviation ?? 0) - (32.8 / 5).squareRoot()) < 1e-12)
    #expect(
      abs(
        (standardized(layout.clusters[0].features[0], against: all) ?? 0) - 0.8
          / (32.8 / 5).squareRoot()) < 1e-12)
  }

  @Test func aLimitCutsWhatIsShownNotWhatIsCounted() {
    let layout = Layout(Page(features: [Feature(name: "x")], faces: Self.faces, limit: 2))
    #expect(layout.clusters[0].faces.pictured == [2, 4])
    #expect(layout.clusters[0].faces.rest == [1, 3])
    #expect(layout.clusters[0].count == 4)
    #expect(layout.clusters[0].features[0]?.count == 4)
    #expect(PageWriter(Page(faces: Self.faces, limit: 0)).shownFaces == [])
  }

  @Test func ofManyFacesASampleIsPicturedTheSmallClustersWhole() {
    // 5000 of 2, 1000 and 9000: all of the small clusters, and the rest from the large one.
    let counts = [2, 1000, 9000]
    #expect(ShelfPlan.share(of: 5000, counts) == 3998)
    #expect(ShelfPlan.share(of: 5000, [2500, 2500]) == 2500)
    #expect(ShelfPlan.share(of: 5000, [3, 1, 2]) == 3)
    #expect(ShelfPlan.share(of: 2, [5, 5, 5]) == 1)
    #expect(ShelfPlan.share(of: 7, []) == 1)
    let faces = counts.enumerated().flatMap { cluster, count in
      (0..<count).map { FaceCard(path: "\($0)", cluster: cluster, distance: Double($0)) }
    }
    let layout = Layout(Page(faces: faces))
    #expect(layout.clusters.map(\.faces.pictured.count) == [2, 1000, 3998])
    #expect(layout.clusters.map(\.count) == counts)
    #expect(layout.clusters[2].faces.rest.count == 5002)
    let text = PageTests.html(Page(faces: faces, images: .none))
    #expect(text.contains("5000 of them are pictured, the most typical ones of each cluster; the"))
    #expect(!PageTests.html(Page(faces: faces, images: .none, limit: 9)).contains("There are many"))
    #expect(!PageTests.html(PageTests.page()).contains("There are many"))
  }

  @Test func namesBeyondWhatIsReadAreCountedOnly() {
    let faces = (0..<30_000).map { FaceCard(path: "\($0)", cluster: $0 % 2) }
    let layout = Layout(Page(faces: faces))
    let shelf = layout.clusters[0].faces
    #expect(shelf.pictured.count == 2500 && shelf.rest.count == 10_000 && shelf.unlisted == 2500)
    #expect(layout.clusters[0].count == 15_000)
    let text = PageTests.html(Page(faces: faces, images: .none))
    #expect(text.contains("some are listed by name, and 5000 are only counted"))
    #expect(text.contains("id=\"cluster0\" data-more=2500 "))
    #expect(text.contains("2500 more, not listed"))
  }

  @Test func facesThatWereLeftOutInTimeCountAsBefore() throws {
    func face(_ index: Int) -> FaceCard {
      var face = FaceCard(
        path: "\(index / 2)", cluster: index % 3 == 0 ? nil : index % 3,
        distance: Double(index * 7 % 1000), margin: Double(index % 7) / 10,
        features: [Float(index % 11), index % 5 == 0 ? .nan : Float(index % 13)])
      face.steadiness = index % 4 == 0 ? nil : Double(index % 10) / 10
      return face
    }
    let features = [Feature(name: "x"), Feature(name: "y")]
    let whole = Page(features: features, faces: (0..<70_000).map(face), images: .none)
    var page = Page(features: features, images: .none)
    var change = page.leaveOutUnlisted()
    #expect(change == nil)
    for start in stride(from: 0, to: 70_000, by: 35_000) {
      page.faces += (start..<start + 35_000).map(face)
      change = page.leaveOutUnlisted()
      let (stay, left) = try #require(change)
      #expect(stay == stay.sorted() && stay.count == page.faces.count && !left.isEmpty)
    }
    #expect(page.faces.count < 26_000)
    let (a, b) = (Layout(page), Layout(whole))
    #expect(a.faces == 70_000 && a.photos == 35_000 && b.photos == 35_000)
    for (left, right) in zip(a.clusters, b.clusters) {
      #expect(left.count == right.count && left.borderline == right.borderline)
      #expect(left.moving == right.moving && left.faces.unlisted == right.faces.unlisted)
      #expect(abs((left.staying ?? 0) - (right.staying ?? 1)) < 1e-6)
      let paths = { (page: Page, shelf: Shelf) in shelf.all.map { page.faces[$0].path } }
      #expect(paths(page, left.faces) == paths(whole, right.faces))
    }
    for (left, right) in zip(a.population, b.population) {
      let (left, right) = (try #require(left), try #require(right))
      #expect(left.count == right.count && abs(left.mean - right.mean) < 1e-9)
      #expect(abs(left.deviation - right.deviation) < 1e-9)
    }
    #expect(PageTests.html(page).contains("<dt>faces</dt><dd>70\u{202F}000</dd>"))
    page.limit = .max
    change = page.leaveOutUnlisted()
    #expect(change == nil)
  }

  @Test func featuresInWhichTheClustersDifferStandFirst() {
    func summaries(_ means: Double...) -> [Summary?] {
      means.map { Summary(count: 2, mean: $0, deviation: 1) }
    }
    // Means 0 and 2 around 1, deviation 1: half of the variance is between clusters. 0 and 4: four
    // fifths.
    let order = FeatureOrder([summaries(3, 0, 0), summaries(3, 2, 4)], count: 3)
    #expect(order.indices == [2, 1, 0])
    #expect(order.shares == [0, 0.5, 0.8])
    // With one cluster, a feature that no face has, or no variance: the original order.
    #expect(FeatureOrder([summaries(3, 1)], count: 2) == FeatureOrder([], count: 2))
    let still: [Summary?] = [nil, Summary(count: 3, mean: 1, deviation: 0)]
    let bare = FeatureOrder([still, still], count: 2)
    #expect(bare.indices == [0, 1] && bare.shares == [nil, nil])
    // All tables, and the numbers of a face, are in this order.
    let faces = (0..<4).map { index in
      FaceCard(
        path: "\(index)", cluster: index % 2, features: [Float(index / 2), Float(5 * (index % 2))])
    }
    let page = Page(
      features: [Feature(name: "same"), Feature(name: "apart")], faces: faces, images: .none)
    let text = PageTests.html(page)
    let labels = text.matches(of: /<th scope="row">(same|apart)/).map { String($0.1) }
    #expect(labels == ["apart", "same", "apart", "same", "apart", "same"])
    #expect(text.contains("<p>5.000 1.000</p>"))
    #expect(text.contains("<th scope=\"col\">between</th>") && text.contains("<td>100 %</td>"))
  }

  @Test func aMessageOfOnePhotoStandsBehindItsName() {
    let failures = [("a", "cut off"), ("b", "cut off"), ("c", "byte 7")].map {
      Unclustered(path: $0.0, kind: "unreadable", message: $0.1)
    }
    let text = Markup.unclustered(Reason.grouping(failures), count: 3).text
    #expect(text.contains("<h3>unreadable <span>3</span></h3>"))
    #expect(text.contains("<p>cut off</p><ul><li><bdi>a</bdi></li><li><bdi>b</bdi></li></ul>"))
    #expect(text.contains("<li><bdi>c</bdi> <span class=\"quiet\">byte 7</span></li>"))
    let alone = Markup.unclustered(Reason.grouping([failures[2]]), count: 1).text
    #expect(alone.contains("<p>byte 7</p><ul><li><bdi>c</bdi></li></ul>"))
  }

  @Test func failuresAreGroupedByKindThenMessage() {
    let reasons = Reason.grouping([
      Unclustered(path: "1", kind: "no-face", message: "none found"),
      Unclustered(path: "2", kind: "unreadable", message: "cut off"),
      Unclustered(path: "3", kind: "no-face", message: "none found"),
      Unclustered(path: "4", kind: "no-face", message: "too small"),
    ])
    #expect(
      reasons == [
        Reason(
          kind: "no-face", count: 3,
          messages: [
            .init(text: "none found", paths: ["1", "3"]), .init(text: "too small", paths: ["4"]),
          ]),
        Reason(kind: "unreadable", count: 1, messages: [.init(text: "cut off", paths: ["2"])]),
      ])
  }

  @Test func aFaceWithoutItsPictureTakesLessThanAKilobyte() {
    let arrays = 2 * 32 + 68 * MemoryLayout<SIMD2<Float>>.stride + 29 * MemoryLayout<Float>.stride
    let path = 64
    #expect(MemoryLayout<FaceCard>.stride + arrays + path < 1024)
  }
}
