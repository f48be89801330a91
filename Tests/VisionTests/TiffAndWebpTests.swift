import Foundation
import Testing

import Vision

/// All the ways in which TIFF and WebP store a picture give the gray that Pillow gives, or that was
/// written.
@Suite struct TiffAndWebpTests {
  /// A python3 with the modules that make_tiff_webp.py needs; nil where there is none.
  static let python = ["/usr/bin/python3", "/usr/local/bin/python3"].first { path in
    (try? run(path, ["-c", "import PIL, tifffile"])) != nil
  }

  private static func run(_ program: String, _ arguments: [String]) throws -> String {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw CocoaError(.executableLoad) }
    return String(decoding: output, as: UTF8.self)
  }

  @Test(.enabled(if: python != nil, "needs python3 with Pillow and tifffile"))
  func grays() throws {
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("make_tiff_webp.py")
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let output = try Self.run(#require(Self.python), [script.path, folder.path])
    let list = output.split(separator: "\n")
    #expect(list.count > 100)
    for line in list {
      let words = line.split(separator: " ").map(String.init)
      guard words.count == 3 else {
        let error = #expect(throws: VisionError.self, "\(line)") {
          _ = try Photo(path: folder.appendingPathComponent(words[0]).path).level(reduction: 1)
        }
        #expect(error?.kind.rawValue == words[1], "\(line)")
        continue
      }
      try compare(folder, words[0], size: Array(words[1...]))
    }
  }

  private func compare(_ folder: URL, _ name: String, size: [String]) throws {
    let expected = try [UInt8](Data(contentsOf: folder.appendingPathComponent(name + ".gray")))
    let photo = try Photo(path: folder.appendingPathComponent(name).path)
    let gray = try photo.level(reduction: 1).bytes
    let colour = try photo.level(reduction: 1, colour: true).bytes
    #expect(size == ["\(photo.width)", "\(photo.height)"], "\(name)")
    try #require(gray.count == expected.count && colour.count == 3 * gray.count, "\(name)")
    let off = zip(gray, expected).map { abs(Int($0) - Int($1)) }.max() ?? 255
    #expect(off <= 2, "\(name): the gray is off by \(off)")
    let apart = gray.indices.map { i in
      let (blue, green, red) = (colour[3 * i], colour[3 * i + 1], colour[3 * i + 2])
      // The weights of ITU-R BT.601.
      let sum = 7471 * Int(blue) + 38470 * Int(green) + 19595 * Int(red) + 32768
      return abs(sum >> 16 - Int(gray[i]))
    }.max()
    #expect(apart ?? 255 <= 1, "\(name): gray and colour are apart")
  }
}
