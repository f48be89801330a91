import PhotoRegions
import Testing

@Suite struct FaceRegionTests {
  /// A region at the upper left of the stored picture, 4 wide and 1 high, and its position in the
  /// eight EXIF orientations, worked out by hand from the standard's figures ("row 0 is the right
  /// side" and so on).
  @Test(arguments: [
    (1, [0.0, 0, 4, 1]), (2, [6, 0, 4, 1]), (3, [6, 9, 4, 1]), (4, [0, 9, 4, 1]),
    (5, [0, 0, 1, 4]), (6, [9, 0, 1, 4]), (7, [9, 6, 1, 4]), (8, [0, 6, 1, 4]),
  ])
  func turnsByOrientation(orientation: Int, box: [Double]) {
    // Relative to 10 × 10 px.
    let region = FaceRegion(centre: [0.2, 0.05], size: [0.4, 0.1], name: nil)
    let found = region.box(orientation: orientation, photo: [10, 10])
    for (one, other) in zip(found, box) { #expect(abs(one - other) < 1e-9) }
    let back = FaceRegion(box: found, orientation: orientation, photo: [10, 10], name: nil)
    #expect(abs(back.centre.x - 0.2) < 1e-9 && abs(back.centre.y - 0.05) < 1e-9)
    #expect(abs(back.size.x - 0.4) < 1e-9 && abs(back.size.y - 0.1) < 1e-9)
  }

  @Test func believesTheSizeThatRegionsWereDrawnOn() {
    let stored = FaceRegions([], drawnOn: [400, 300])
    // Stored 400 × 300, upright 300 × 400.
    #expect(stored.orientation(6, photo: [300, 400]) == 6)
    #expect(stored.orientation(1, photo: [400, 300]) == 1)
    // Reduced afterwards, or drawn on the upright picture.
    #expect(stored.orientation(6, photo: [150, 200]) == 6)
    #expect(FaceRegions([], drawnOn: [300, 400]).orientation(6, photo: [300, 400]) == 1)
    // Cropped afterwards.
    #expect(stored.orientation(1, photo: [400, 200]) == nil)
    #expect(FaceRegions([], drawnOn: nil).orientation(8, photo: [4, 3]) == 8)
  }

  @Test func matchesEachFaceOnce() {
    let faces: [[Double]] = [[0, 0, 10, 10], [20, 0, 10, 10], [100, 100, 5, 5]]
    // The first region is around both faces, nearer to the second; the second is around the first.
    let regions: [[Double]] = [[15, 0, 16, 10], [1, 1, 10, 10], [0, 50, 10, 10]]
    #expect(matches(faces: faces, regions: regions) == [1, 0, nil])
    // One region, two faces: the nearer one.
    let two: [[Double]] = [[0, 0, 10, 10], [1, 0, 10, 10]]
    #expect(matches(faces: two, regions: [[1, 0, 10, 10]]) == [nil, 0])
  }

  @Test func readsWhatItWrote() throws {
    let regions = FaceRegions(
      [FaceRegion(centre: [0.5, 0.25], size: [0.25, 0.5], name: "Zoë <&> \"x\"")],
      drawnOn: [640, 480])
    let text = try #require(regions.sidecar(replacing: nil))
    #expect(try FaceRegions(packet: text) == regions)
    // A region elsewhere stays; one in the same position gets the new name.
    let more = FaceRegions(
      [
        FaceRegion(centre: [0.5, 0.26], size: [0.25, 0.5], name: "Ann"),
        FaceRegion(centre: [0.1, 0.1], size: [0.1, 0.1], name: "Ben"),
      ], drawnOn: [640, 480])
    let both = try FaceRegions(packet: try #require(more.sidecar(replacing: text)))
    #expect(both?.regions.map(\.name) == ["Ann", "Ben"])
  }

  @Test func refusesWhatIsNoXMP() {
    // Nothing is found in them; whether that is an error is up to exempi.
    for text in ["<x:xmpmeta", "", "no"] {
      let found = try? FaceRegions(packet: Array(text.utf8))
      #expect(found == nil)
    }
    let entities = "<!DOCTYPE x [<!ENTITY a \"b\">]><x:xmpmeta/>"
    #expect(throws: UnreadableRegions.self) { try FaceRegions(packet: Array(entities.utf8)) }
    let deep = String(repeating: "<a>", count: 100_000)
    #expect(throws: UnreadableRegions.self) { try FaceRegions(packet: Array(deep.utf8)) }
  }

  @Test func findsPacketsAmongOtherBytes() {
    let text = "\u{0}..<x:xmpmeta a>1</x:xmpmeta>..<x:xmpmeta>2</x:xmpmeta>.<x:xmpmeta"
    let bytes = Array(text.utf8)
    bytes.withUnsafeBytes { bytes in
      #expect(
        packets(in: bytes).map { String(decoding: $0, as: UTF8.self) }
          == ["<x:xmpmeta a>1</x:xmpmeta>", "<x:xmpmeta>2</x:xmpmeta>"])
    }
  }

  @Test func namesSidecars() {
    #expect(sidecarPaths(of: "a.b/c.jpg") == ["a.b/c.jpg.xmp", "a.b/c.xmp"])
    #expect(sidecarPaths(of: "a.b/c") == ["a.b/c.xmp"])
  }
}
