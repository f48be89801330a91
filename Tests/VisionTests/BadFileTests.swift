import Foundation
import Testing

import Vision

/// Every file that is not a complete photo must give the right kind of error, at once or when its
/// pixels are requested.
@Suite struct BadFileTests {
  private func kind(_ bytes: [UInt8], _ name: String) throws -> VisionError.Kind? {
    try withFile(bytes, named: name) { path in
      do {
        let photo = try Photo(path: path)
        _ = try photo.level(reduction: 1)
        return nil
      } catch let error as VisionError {
        #expect(!error.message.isEmpty && !error.message.contains("\n"))
        return error.kind
      }
    }
  }

  private let gradient = TestPicture(width: 160, height: 120) { x, y in
    UInt8((x * 7 + y * 13) % 256)
  }

  @Test func missingFile() {
    #expect(throws: VisionError(kind: .unreadable, message: "No such file or directory")) {
      _ = try Photo(path: "/nowhere/at/all.jpg")
    }
  }

  @Test func folder() {
    #expect(throws: VisionError(kind: .unreadable, message: "Is a directory")) {
      _ = try Photo(path: "/")
    }
  }

  @Test func emptyFile() throws {
    try withFile([], named: "empty.jpg") { path in
      #expect(throws: VisionError(kind: .notAPhoto, message: "the file is empty")) {
        _ = try Photo(path: path)
      }
    }
  }

  @Test func textNamedJPEG() throws {
    let letter = try kind(Array("This is a letter, not a photo.\n".utf8), "letter.jpg")
    #expect(letter == .notAPhoto)
  }

  @Test func gifIsNamed() throws {
    try withFile(Array("GIF89a__________".utf8), named: "a.gif") { path in
      let error = #expect(throws: VisionError.self) { _ = try Photo(path: path) }
      #expect(error == VisionError(kind: .unsupported, message: "GIF is not supported"))
    }
  }

  @Test(arguments: [0.1, 0.5, 0.9]) func jpegCutShort(part: Double) throws {
    let whole = try gradient.jpeg()
    let full = try kind(whole, "whole.jpg")
    let cut = try kind(Array(whole.prefix(Int(Double(whole.count) * part))), "cut.jpg")
    #expect(full == nil && cut == .truncated)
  }

  @Test func jpegWithoutEndMarkerIsWhole() throws {
    let cut = try kind(gradient.jpeg().dropLast(2), "cut.jpg")
    #expect(cut == nil)
  }

  @Test func progressiveJPEGCutShort() throws {
    let whole = try storedPicture("progressiveJPEG")
    let full = try kind(whole, "whole.jpg")
    let cut = try kind(whole.dropLast(12), "cut.jpg")
    #expect(full == nil && cut == .truncated)
  }

  @Test(arguments: ["palettePNG", "gray16PNG", "bmp", "webp", "tiff"]) func otherFormatsCutShort(
    name: String
  ) throws {
    let whole = try storedPicture(name)
    let full = try kind(whole, name)
    let cut = try kind(Array(whole.prefix(whole.count * 2 / 3)), name)
    #expect(full == nil && cut == .truncated)
  }

  @Test func pgmCutShort() throws {
    let full = try kind(gradient.pgm(), "a.pgm")
    let cut = try kind(gradient.pgm().dropLast(100), "a.pgm")
    #expect(full == nil && cut == .truncated)
  }

  @Test func badModels() throws {
    try withFile(Array("no model at all, only some text".utf8), named: "model.dat") { path in
      #expect(
        throws: VisionError(
          kind: .badModel, message: "the file is not dlib's 68-point landmark model")
      ) {
        _ = try LandmarkPredictor(modelPath: path)
      }
      #expect(throws: VisionError.self) { _ = try FaceDetector(.haar, modelPath: path) }
    }
    #expect(throws: VisionError(kind: .badModel, message: "No such file or directory")) {
      _ = try LandmarkPredictor(modelPath: "/nowhere/model.dat")
    }
  }
}
