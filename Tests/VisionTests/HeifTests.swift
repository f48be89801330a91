import CVision
import Foundation
import Testing

import Vision

private let canReadHeif: Bool = {
  let error = try? withFile(storedPicture("heic"), named: "a.heic") { path in
    do throws(VisionError) { _ = try Photo(path: path) } catch { return error }
    return VisionError(kind: .degenerate, message: "none")
  }
  return error?.kind == .degenerate && python != nil
}()
private let python = ["/usr/bin/python3", "/usr/local/bin/python3"].first {
  FileManager.default.isExecutableFile(atPath: $0)
}

/// HEIC and AVIF of all structures, made by Tests/Mutations/heifs.py from one coded picture each.
@Suite(.enabled(if: canReadHeif, "needs libheif and python3")) struct HeifTests {
  /// A folder with the variants of one source, which exists as long as the closure runs.
  private func withVariants(of name: String, _ body: (_ path: (String) -> String) throws -> Void)
    throws
  {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let source = folder.appendingPathComponent("x.\(name)")
    try Data(storedPicture(name)).write(to: source)
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../Mutations/heifs.py")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(python))
    process.arguments = ["-B", script.path, folder.path, source.path]
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    try body { folder.appendingPathComponent("x-\($0).\(name)").path }
  }

  private func gray(_ path: String) throws -> TestPicture {
    let photo = try Photo(path: path)
    let level = try photo.level(reduction: 1)
    return TestPicture(width: photo.width, height: photo.height, pixels: level.bytes)
  }

  /// The mean difference; infinite for different sizes. Colour has half the resolution, and is
  /// interpolated before the picture is rotated.
  private func difference(_ first: TestPicture, _ second: TestPicture) -> Double {
    guard (first.width, first.height) == (second.width, second.height) else { return 1000 }
    let sum = zip(first.pixels, second.pixels).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }
    return Double(sum) / Double(first.pixels.count)
  }

  @Test(arguments: ["heic", "avif"]) func colours(name: String) throws {
    try withFile(storedPicture(name), named: name) { path in
      let photo = try Photo(path: path)
      #expect(photo.width == 64 && photo.height == 48 && photo.pictures == 1)
      let level = try photo.level(reduction: 1, colour: true)
      // Red increases to the right, green downwards (see make_pictures.py).
      for (x, y) in [(8, 8), (56, 8), (24, 40)] {
        let pixel = level.bytes[(3 * (y * 64 + x))...].prefix(3).map(Int.init)
        #expect(abs(pixel[2] - 4 * x) < 24 && abs(pixel[1] - 5 * y) < 24, "\(x) \(y) \(pixel)")
      }
    }
  }

  @Test(arguments: ["heic", "avif"]) func eachOfTheEightTurns(name: String) throws {
    try withVariants(of: name) { path in
      let upright = try gray(path("turned-1"))
      for orientation in 1...8 {
        let seen = try gray(path("turned-\(orientation)"))
        // The inverse of 6 is 8; all others are their own inverse.
        let back = [6: 8, 8: 6][orientation] ?? orientation
        let (width, height, pixels) = upright.stored(orientation: back)
        let expected = TestPicture(width: width, height: height, pixels: pixels)
        #expect(difference(seen, expected) < 3, "\(name) \(orientation)")
      }
    }
  }

  @Test(arguments: ["heic", "avif"]) func tilesLieInTheirPlaces(name: String) throws {
    try withVariants(of: name) { path in
      let tile = try gray(path("turned-1"))
      let whole = TestPicture(width: 3 * tile.width, height: 2 * tile.height) { x, y in
        tile.pixels[y % tile.height * tile.width + x % tile.width]
      }
      for variant in ["grid", "shared-grid"] {
        let seen = try gray(path(variant))
        #expect(difference(seen, whole) < 2, "\(name) \(variant)")
        let count = try Photo(path: path(variant)).pictures
        #expect(count == 1)
      }
    }
  }

  @Test(arguments: ["heic", "avif"]) func ofAHundredTheMainOne(name: String) throws {
    try withVariants(of: name) { path in
      let photo = try Photo(path: path("many"))
      #expect(photo.pictures == 100)
      let (seen, single) = try (gray(path("many")), gray(path("turned-1")))
      #expect(difference(seen, single) < 1)
    }
  }

  /// The picture itself says how transparent it is: its luminance, on white.
  @Test(arguments: ["heic", "avif"]) func transparencyIsSeenOnWhite(name: String) throws {
    try withVariants(of: name) { path in
      let (opaque, seen) = try (gray(path("turned-1")), gray(path("alpha")))
      let expected = TestPicture(width: opaque.width, height: opaque.height) { x, y in
        let value = Int(opaque.pixels[y * opaque.width + x])
        return UInt8((value * value + 255 * (255 - value)) / 255)
      }
      #expect(difference(seen, expected) < 3, "\(name)")
    }
  }

  @Test(arguments: ["heic", "avif"]) func bombsAreRefused(name: String) throws {
    let kinds: [(String, VisionError.Kind)] = [
      ("large-grid", .tooLarge), ("large-shared-grid", .tooLarge), ("deep", .tooLarge),
      ("claims-more", .truncated), ("claims-less", .truncated), ("claims-none", .notAPhoto),
    ]
    try withVariants(of: name) { path in
      for (variant, kind) in kinds {
        let begin = clock()
        let error = #expect(throws: VisionError.self, "\(variant)") {
          _ = try Photo(path: path(variant)).level(reduction: 1)
        }
        // Releases of libheif report a picture without pixels differently.
        let isSaidOtherwise = variant == "claims-none" && error?.kind == .truncated
        #expect(
          error?.kind == kind || isSaidOtherwise, "\(variant): \(String(describing: error))")
        #expect(Double(clock() - begin) / Double(CLOCKS_PER_SEC) < 2, "\(variant)")
      }
    }
  }

  @Test(arguments: ["heic", "avif"]) func cutShort(name: String) throws {
    let cut = Array(try storedPicture(name).dropLast(20))
    try withFile(cut, named: name) { path in
      let error = #expect(throws: VisionError.self) { _ = try Photo(path: path) }
      #expect(error?.kind == .truncated && error?.hasRest == true)
      let photo = try Photo(path: path, takesDamaged: true)
      #expect(photo.isDamaged && photo.width == 64 && photo.height == 48)
    }
  }
}
