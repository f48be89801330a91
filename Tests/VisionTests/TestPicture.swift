import CVision
import Foundation
import Testing

/// A gray picture, upright, to write to a file in any orientation.
struct TestPicture {
  let width, height: Int
  /// Rows from the top.
  let pixels: [UInt8]

  init(width: Int, height: Int, pixels: [UInt8]) {
    self.width = width
    self.height = height
    self.pixels = pixels
  }

  init(width: Int, height: Int, value: (_ x: Int, _ y: Int) -> UInt8) {
    var pixels: [UInt8] = []
    for y in 0..<height { for x in 0..<width { pixels.append(value(x, y)) } }
    self.init(width: width, height: height, pixels: pixels)
  }

  /// The pixels as stored with EXIF `orientation` (Exif 2.3, tag 274: which side of the scene the
  /// first row and column show).
  func stored(orientation: Int) -> (width: Int, height: Int, bytes: [UInt8]) {
    let turned = orientation >= 5
    let (w, h) = turned ? (height, width) : (width, height)
    if orientation == 1 { return (width, height, pixels) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(pixels.count)
    for row in 0..<h {
      for column in 0..<w {
        let (x, y) =
          switch orientation {
          case 2: (width - 1 - column, row)  // first row: top; first column: right
          case 3: (width - 1 - column, height - 1 - row)  // bottom, right
          case 4: (column, height - 1 - row)  // bottom, left
          case 5: (row, column)  // left, top
          case 6: (width - 1 - row, column)  // right, top
          case 7: (width - 1 - row, height - 1 - column)  // right, bottom
          case 8: (row, height - 1 - column)  // left, bottom
          default: (column, row)  // top, left
          }
        bytes.append(pixels[y * width + x])
      }
    }
    return (w, h, bytes)
  }

  func jpeg(orientation: Int = 1, quality: Int = 95) throws -> [UInt8] {
    let (w, h, pixels) = stored(orientation: orientation)
    var encoded = vision_bytes()
    var failure = vision_failure()
    guard
      vision_encode_jpeg(pixels, Int32(w), Int32(h), w, 1, Int32(quality), &encoded, &failure)
        == VISION_OK
    else {
      throw CocoaError(.fileWriteUnknown)
    }
    defer { vision_bytes_free(encoded) }
    let bytes = Array(UnsafeBufferPointer(start: encoded.data, count: encoded.count))
    return orientation == 1 ? bytes : withExif(orientation: UInt8(orientation), bytes)
  }

  /// A raw PGM.
  func pgm() -> [UInt8] { Array("P5 \(width) \(height) 255\n".utf8) + stored(orientation: 1).bytes }
}

/// Inserts an Exif block with one tag, orientation, after the JPEG's first marker.
func withExif(orientation: UInt8, _ jpeg: [UInt8]) -> [UInt8] {
  // Big-endian TIFF header, one entry: tag 0x0112, type SHORT, count 1, value; no next directory.
  let tiff: [UInt8] =
    Array("MM".utf8) + [
      0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0,
    ]
  let block: [UInt8] = Array("Exif".utf8) + [0, 0] + tiff
  return Array(jpeg[..<2]) + [0xFF, 0xE1, 0, UInt8(block.count + 2)] + block + jpeg[2...]
}

/// A picture from Pictures.swift.
func storedPicture(_ name: String) throws -> [UInt8] {
  let text = try #require(pictures[name])
  let data = try #require(Data(base64Encoded: text))
  return Array(data)
}

/// A file that exists as long as the closure runs.
@discardableResult
func withFile<Result>(_ bytes: [UInt8], named suffix: String, _ body: (String) throws -> Result)
  throws -> Result
{
  let url = FileManager.default.temporaryDirectory.appendingPathComponent(
    "vision-\(UUID().uuidString)-\(suffix)")
  try Data(bytes).write(to: url)
  defer { try? FileManager.default.removeItem(at: url) }
  return try body(url.path)
}
