import FaceGeometry
import Foundation
import Testing

import Report

/// A face with points given by a rule.
func landmarks(_ point: (Int) -> SIMD2<Double>) -> CompactLandmarks {
  guard let landmarks = Landmarks((0..<68).map(point)) else { fatalError("no such face") }
  return CompactLandmarks(landmarks)
}

@Suite struct PageTests {
  static let hostile =
    "\"><script>alert(1)</script><img src=x onerror='alert(2)'> & \u{202E}gpj.exe"

  static func page(_ images: ImageMode = .embed, limit: Int? = nil) -> Page {
    let landmarks = landmarks { [Double($0 % 9), Double($0 / 9)] }
    var faces = (0..<6).map { index in
      FaceCard(
        path: "faces/\(index).jpg", cluster: index % 2, distance: Double(6 - index),
        runnerUp: 1 - index % 2, margin: index == 0 ? 0.04 : 0.4,
        features: [Float(index), Float(index * index)], landmarks: landmarks)
    }
    faces[3].path = hostile
    return Page(
      title: hostile,
      features: [
        Feature(
          name: "nose_size", low: "short nose", high: "long nose",
          lengths: [.init(from: [27], to: [33])]),
        Feature(name: hostile, low: hostile, high: hostile),
      ], faces: faces, unclustered: [Unclustered(path: hostile, kind: hostile, message: hostile)],
      elbow: [
        ElbowRow(k: 1, inertia: 9), ElbowRow(k: 2, inertia: 3, silhouette: 0.4, isElbow: true),
      ], verdict: hostile,
      map: FaceMap(points: (0..<6).map { [Float($0), Float($0 * $0)] }, explained: [0.4, 0.25]),
      averages: [
        Average(cluster: 1, image: .jpeg([9, 9, 1], width: 1, height: 1), landmarks: landmarks),
        Average(cluster: nil, image: .jpeg([9, 9, 2], width: 1, height: 1), landmarks: landmarks),
      ], images: images, limit: limit)
  }

  static func html(_ page: Page, asked: ((Int) -> Void)? = nil) -> String {
    var text = ""
    PageWriter(page).write(
      image: { index in
        asked?(index)
        return page.images == .link
          ? .link(path: page.faces[index].path)
          : .jpeg([0xFF, 0xD8, UInt8(index)], width: 160, height: 160)
      }, to: { text += $0 })
    return text
  }

  @Test(arguments: ImageMode.allCases) func nothingFromTheInputBecomesMarkup(images: ImageMode) {
    let text = Self.html(Self.page(images))
    #expect(!text.contains("<script>alert") && !text.contains("<img src=x"))
    #expect(!text.unicodeScalars.contains("\u{202E}"))
    #expect(text.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
    #expect(text.components(separatedBy: "<script").count == 7)
    #expect(text.components(separatedBy: "</script").count == 7)
    #expect(
      !text.contains(" style=")
        && text.range(of: " on[a-z]+=\"", options: .regularExpression) == nil)
  }

  @Test(arguments: ImageMode.allCases) func nothingIsFetched(images: ImageMode) {
    let text = Self.html(Self.page(images))
    #expect(!text.contains("http://") && !text.contains("https://") && !text.contains("url("))
    #expect(!text.contains("@import") && !text.contains("src=\"//") && !text.contains("href=\"//"))
    let sources = text.matches(of: /src="([^"]*)"/).map { String($0.1) }
    // Six faces, in their lists and side by side, and two averages.
    #expect(sources.count == (images == .none ? 0 : 14))
    let embedded = sources.count { $0.hasPrefix("data:image/jpeg;base64,") }
    #expect(embedded == (images == .embed ? 14 : images == .link ? 2 : 0))
    for source in sources where !source.hasPrefix("data:") { #expect(!source.contains(":")) }
  }

  @Test func thePolicyNamesTheStyleAndTheScriptByTheirDigests() throws {
    let text = Self.html(Self.page())
    for (tag, count) in [("style", 2), ("script", 6)] {
      let pieces = text.components(separatedBy: "<\(tag)>").dropFirst()
      #expect(pieces.count == count)
      for piece in pieces {
        let content = String(piece[..<(try #require(piece.range(of: "</\(tag)>"))).lowerBound])
        #expect(content.count > 100)
        let hex = try sha256sum(Array(content.utf8))
        let digest = stride(from: 0, to: 64, by: 2).compactMap {
          UInt8(String(Array(hex)[$0..<$0 + 2]), radix: 16)
        }
        let source = "'sha256-\(Data(digest).base64EncodedString())'"
        let policy = (text.firstMatch(of: /content="(default-src [^"]*)"/)?.1 ?? "")
          .replacingOccurrences(of: "&#39;", with: "'")
        let directive = policy.components(separatedBy: "; ").first { $0.hasPrefix("\(tag)-src ") }
        #expect(
          directive?.contains(source) == true,
          "after a change of the page's files: Scripts/page-hashes")
      }
    }
    #expect(text.contains("default-src &#39;none&#39;; img-src data:; style-src"))
    #expect(text.contains("base-uri &#39;none&#39;; form-action &#39;none&#39;"))
    #expect(!text.contains("unsafe-inline"))
    #expect(Self.html(Self.page(.link)).contains("img-src data: &#39;self&#39; file:;"))
  }

  @Test func countsStandInTheHeading() {
    let text = Self.html(Self.page())
    for entry in [
      "<dt>photos</dt><dd>6</dd>", "<dt>faces</dt><dd>6</dd>", "<dt>clusters</dt><dd>2</dd>",
      "<dt>not clustered</dt><dd>1</dd>",
    ] {
      #expect(text.contains(entry))
    }
  }

  @Test func picturesAreAskedForInTheOrderOfThePage() {
    var asked: [Int] = []
    let page = Self.page()
    let text = Self.html(page) { asked.append($0) }
    #expect(asked == [4, 2, 0, 5, 3, 1])
    #expect(asked == PageWriter(page).shownFaces)
    let ids = text.matches(of: /<li id=f(\d+)/).compactMap { Int($0.1) }
    #expect(ids == asked)
    asked = []
    _ = Self.html(Self.page(.none)) { asked.append($0) }
    #expect(asked.isEmpty)
  }

  @Test func aLimitSaysWhatIsLeftOut() {
    let text = Self.html(Self.page(limit: 2))
    #expect(text.matches(of: /<li id=f\d+><details/).count == 4)
    #expect(text.matches(of: /1 more face, without pictures/).count == 2)
    #expect(text.matches(of: /<li class=more>and 1 more<\/li>/).count == 2)
    #expect(!Self.html(Self.page(limit: 3)).contains("class=\"rest\""))
  }

  @Test func fewFacesStandSideBySideOnTop() throws {
    var page = Self.page()
    func rows(_ page: Page) -> [String] {
      Self.html(page).matches(of: /<tr data-of="([^"]*)"/).map { String($0.1) }
    }
    #expect(rows(page) == ["cluster0", "cluster1"])
    let text = Self.html(page)
    // At the top, a picture that links to each face, labelled with its name.
    let table = try #require(text.range(of: "id=\"side\""))
    let averages = try #require(text.range(of: "class=\"averages\""))
    #expect(table.lowerBound < averages.lowerBound)
    let links = text.matches(of: /<li><a href="#f(\d)" tabindex=-1><img [^>]*alt="([^"]*)"/)
    #expect(links.map { String($0.1) } == ["4", "2", "0", "5", "3", "1"])
    #expect(links.first?.2 == "4.jpg")
    page.faces[1].cluster = nil
    #expect(rows(page) == ["cluster0", "cluster1", "unplaced"])
    page.faces += Array(repeating: page.faces[0], count: 195)
    #expect(page.faces.count == 201 && rows(page) == [])
    page.hasTable = true
    #expect(rows(page).count == 3)
    for index in page.faces.indices { page.faces[index].cluster = nil }
    #expect(rows(page) == [])
  }

  @Test func borderlineFacesAreMarkedInWords() {
    let text = Self.html(Self.page())
    #expect(text.matches(of: /<\/bdi><b class=edge>borderline<\/b><\/summary>/).count == 1)
    #expect(text.contains("3 faces, of which 1 <b class=\"edge\">borderline</b>"))
  }

  @Test func facesThatWouldMoveAreMarkedInWords() {
    var page = Self.page()
    #expect(!Self.html(page).contains("another photo"))
    // Cluster 0 has 0, 2, 4: 1.6 of them would stay; cluster 1 has 1, 3, 5: 2.97.
    for (index, share) in [0.49, 1, 0.5, 0.98, 0.61, 0.99].enumerated() {
      page.faces[index].steadiness = share
    }
    let text = Self.html(page)
    #expect(text.matches(of: /<b class=moves>would move<\/b><\/summary>/).count == 1)
    #expect(text.contains("borderline</b>, 1 <b class=\"moves\">would move</b>, "))
    #expect(text.contains("In another photo about 2 of them would stay here."))
    #expect(text.contains("In another photo all would stay here."))
    #expect(text.contains(", steadiness 0.49"))
    #expect(text.contains("<option value=\"steadiness\">"))
    page.grouping = Grouping(field: "look", names: [0: "a", 1: "b"])
    for index in page.faces.indices { page.faces[index].steadiness = nil }
    #expect(!Self.html(page).contains("would move"))
  }

  @Test func featureTablesCompareWithAll() {
    let text = Self.html(Self.page())
    // Cluster 0 has 0, 2, 4: mean 2 against 2.5, deviation √(35/12) = 1.708: −0.3.
    #expect(text.contains("<th scope=\"row\">nose size</th><td>2.000</td><td>2.500</td>"))
    #expect(text.contains("<span>−0.3</span>") && text.contains("<span>0.3</span>"))
  }

  @Test func withoutPhotosFacesAreDrawn() {
    let text = Self.html(Self.page(.none))
    #expect(!text.contains("<img") && !text.contains("base64,/9"))
    #expect(text.matches(of: /class=sketch/).count == 14)
    var bare = Self.page(.none)
    bare.faces[0].landmarks = nil
    #expect(Self.html(bare).contains("no picture"))
  }

  @Test func facesThatWereNeverClusteredAreOneGallery() {
    var page = Self.page()
    page.elbow = []
    page.unclustered = []
    page.averages = []
    for index in page.faces.indices { page.faces[index].cluster = nil }
    let text = Self.html(page)
    #expect(text.contains("<h2 id=\"h-unplaced\">Faces</h2>"))
    #expect(text.contains("6 faces, <span class=\"order\">in the order of the input</span>."))
    #expect(
      !text.contains("<nav") && !text.contains("Not clustered</h2>")
        && !text.contains("How many clusters?"))
  }

  @Test func elbowRowsAloneMakeAPage() {
    let text = Self.html(
      Page(title: "k", elbow: [ElbowRow(k: 2, inertia: 3), ElbowRow(k: 3, inertia: 1)]))
    #expect(text.contains("How many clusters?") && !text.contains("class=\"counts\""))
    let empty = Self.html(Page())
    #expect(empty.contains("<main") && empty.hasSuffix("</html>\n"))
  }

  @Test func theSameInputGivesTheSameBytes() {
    #expect(Self.html(Self.page()) == Self.html(Self.page()))
  }

  @Test func errorsOfTheCallerPassThrough() {
    struct Full: Error {}
    #expect(throws: Full.self) {
      try PageWriter(Self.page()).write(image: { _ in .none }, to: { _ in throw Full() })
    }
    #expect(throws: Full.self) {
      try PageWriter(Self.page()).write(image: { _ in throw Full() }, to: { _ in })
    }
  }
}

/// The digest as the system's own program computes it.
private func sha256sum(_ bytes: [UInt8]) throws -> String {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/sha256sum")
  let (input, output) = (Pipe(), Pipe())
  process.standardInput = input
  process.standardOutput = output
  try process.run()
  input.fileHandleForWriting.write(Data(bytes))
  try input.fileHandleForWriting.close()
  let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
  process.waitUntilExit()
  return String(text.prefix(64))
}
