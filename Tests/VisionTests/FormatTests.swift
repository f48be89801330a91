import Foundation
import Testing

import Vision

/// All kinds of pixels give the same gray and the same colour.
@Suite struct FormatTests {
  @Test(arguments: [
    "cmykJPEG", "progressiveJPEG", "rgbJPEG", "palettePNG", "bmp", "webp", "tiff",
  ])
  func colourAndGray(name: String) throws {
    let bytes = try storedPicture(name)
    try withFile(bytes, named: name) { path in
      let photo = try Photo(path: path)
      #expect((photo.width, photo.height) == (24, 16))
      let gray = try photo.level(reduction: 1)
      let colour = try photo.level(reduction: 1, colour: true)
      // 0.299 · 200 + 0.587 · 100 + 0.114 · 50 = 124.2; 0.299 · 20 + 0.587 · 60 + 0.114 · 220 =
      // 66.3
      for (x, expected, bgr) in [(4, 124, [50, 100, 200]), (19, 66, [220, 60, 20])] {
        let at = 8 * 24 + x
        #expect(abs(Int(gray.bytes[at]) - expected) <= 3)
        for channel in 0..<3 {
          #expect(abs(Int(colour.bytes[3 * at + channel]) - bgr[channel]) <= 8)
        }
      }
    }
  }

  @Test(arguments: ["grayJPEG", "gray16PNG", "gray16TIFF"]) func grayOnly(name: String) throws {
    let bytes = try storedPicture(name)
    try withFile(bytes, named: name) { path in
      let photo = try Photo(path: path)
      let gray = try photo.level(reduction: 1)
      let colour = try photo.level(reduction: 1, colour: true)
      for (x, expected) in [(4, 124), (19, 66)] {
        let at = 8 * 24 + x
        #expect(abs(Int(gray.bytes[at]) - expected) <= 2)
        for channel in 0..<3 { #expect(colour.bytes[3 * at + channel] == gray.bytes[at]) }
      }
    }
  }

  /// Alpha 40 of 255: 255 - (255 - value) * 40 / 255 of each colour, and the gray of that.
  @Test(arguments: ["alphaPNG", "grayAlphaPNG"])
  func transparencyIsSeenOnWhite(name: String) throws {
    try withFile(storedPicture(name), named: name) { path in
      let photo = try Photo(path: path)
      let gray = try photo.level(reduction: 1)
      for (x, expected) in [(4, 234), (19, 225)] {
        #expect(abs(Int(gray.bytes[8 * 24 + x]) - expected) <= 1)
      }
      guard name == "alphaPNG" else { return }
      let colour = try photo.level(reduction: 1, colour: true)
      for (x, bgr) in [(4, [223, 231, 246]), (19, [250, 224, 218])] {
        let at = 3 * (8 * 24 + x)
        for channel in 0..<3 { #expect(abs(Int(colour.bytes[at + channel]) - bgr[channel]) <= 1) }
      }
    }
  }
}
