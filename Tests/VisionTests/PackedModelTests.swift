import FaceGeometry
import Foundation
import Testing

import Vision

/// Compares the packed form of the 68-point model with dlib's file.
@Suite struct PackedModelTests {
  private static let packed = Result { try LandmarkPredictor.packed(modelPath: landmarkModel) }
  private let face = cartoonFace(width: 500, height: 600)

  private func points(_ predictor: LandmarkPredictor) throws -> Landmarks {
    try withFile(face.jpeg(), named: "face.jpg") { path in
      try predictor.landmarks(
        in: Photo(path: path), box: Box(x: 150, y: 180, width: 200, height: 200))
    }
  }

  @Test func samePointsAsFromDlibsFile() throws {
    let expected = try points(sharedPredictor())
    try withFile(try Self.packed.get(), named: "model.packed") { path in
      let beside = try LandmarkPredictor(modelPath: landmarkModel, packedPath: path)
      let alone = try LandmarkPredictor(modelPath: path)
      #expect(try points(beside) == expected)
      #expect(try points(alone) == expected)
    }
  }

  /// The first 72 bytes: magic, version and byte order, size, checksum, the source's size, time and
  /// checksum, and counts.
  @Test(arguments: [0, 8, 12, 16, 56, 60, 64, 68]) func damagedHeader(byte: Int) throws {
    var bytes = try Self.packed.get()
    bytes[byte] ^= 0x41
    try withFile(bytes, named: "model.packed") { path in
      #expect(throws: VisionError.self) { _ = try LandmarkPredictor(modelPath: path) }
      let fallenBack = try LandmarkPredictor(modelPath: landmarkModel, packedPath: path)
      #expect(try points(fallenBack) == points(sharedPredictor()))
    }
  }

  @Test func indexOutsideIsRefused() throws {
    // The first split follows the header and the mean shape: 72 bytes, rounded up to 128, and 136
    // floats.
    var bytes = try Self.packed.get()
    let split = 128 + 136 * 4 + 32
    bytes[split + 1] = 0xff
    try withFile(bytes, named: "model.packed") { path in
      #expect(throws: VisionError.self) { _ = try LandmarkPredictor(modelPath: path) }
    }
  }

  @Test func madeOfAnotherFileIsLeftAside() throws {
    // The packed model's points are moved, which shows whether it is used; its header still names
    // dlib's file.
    var bytes = try Self.packed.get()
    for float in 0..<136 {
      let byte = 128 + 4 * float + 3
      bytes[byte] ^= 0x80
    }
    let expected = try points(sharedPredictor())
    try withFile(bytes, named: "model.packed") { path in
      let used = try LandmarkPredictor(modelPath: landmarkModel, packedPath: path)
      #expect(try points(used) != expected)
      // A copy has a different time: the checksum of its contents is computed, and is the same.
      try withFile(
        Array(try Data(contentsOf: URL(fileURLWithPath: landmarkModel))), named: "copy.dat"
      ) { copy in
        let ofCopy = try LandmarkPredictor(modelPath: copy, packedPath: path)
        #expect(try points(ofCopy) == points(used))
      }
      bytes[40] ^= 1  // the time of the source
      bytes[48] ^= 1  // and its checksum
      try withFile(bytes, named: "stale.packed") { stale in
        let aside = try LandmarkPredictor(modelPath: landmarkModel, packedPath: stale)
        #expect(try points(aside) == expected)
      }
    }
  }
}
