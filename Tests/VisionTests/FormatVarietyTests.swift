import Foundation
import Testing

import Vision

/// The first python3 that has Pillow; Debian's own has it after `Scripts/setup test`.
private let pythonWithPillow: String? = ["python3", "/usr/bin/python3"].first {
  (try? run([$0, "-c", "import PIL"])) == 0
}

/// Runs a command that is found on the `PATH`, and returns its exit status.
private func run(_ command: [String]) throws -> Int32 {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  process.arguments = command
  process.standardError = FileHandle.nullDevice
  try process.run()
  process.waitUntilExit()
  return process.terminationStatus
}

/// Every depth, palette, transparency, interlacing, mask and run length that PNG, BMP, PNM and JPEG
/// support gives the gray that Pillow gives, composed on white and turned upright.
@Suite(.enabled(if: pythonWithPillow != nil, "no python3 with Pillow: apt-get install python3-pil"))
struct FormatVarietyTests {
  @Test func grayIsPillows() throws {
    let files = FileManager.default
    let folder = files.temporaryDirectory.appendingPathComponent("variety-\(UUID().uuidString)")
    defer { try? files.removeItem(at: folder) }
    let here = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let script = here.appendingPathComponent("make_variety.py").path
    let status = try run([#require(pythonWithPillow), script, folder.path])
    try #require(status == 0)
    let names = try files.contentsOfDirectory(atPath: folder.path)
    let grays = names.filter { $0.hasSuffix(".gray") }
    #expect(grays.count > 150)
    for gray in grays.sorted() {
      let expected = try Array(Data(contentsOf: folder.appendingPathComponent(gray)))
      let name = String(gray.dropLast(5))
      do {
        let photo = try Photo(path: folder.appendingPathComponent(name).path)
        let seen = try photo.level(reduction: 1).bytes
        let difference = zip(seen, expected).map { abs(Int($0) - Int($1)) }.max() ?? 255
        #expect(seen.count == expected.count && difference <= 2, "\(name): \(difference)")
      } catch {
        Issue.record("\(name): \(error)")
      }
    }
  }
}
