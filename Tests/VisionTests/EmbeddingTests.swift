import FaceGeometry
import Foundation
import Testing

import Vision

/// dlib's network: in $FC_MODELS, or where make models puts it.
private let networkPath: String? = {
  let variables = ProcessInfo.processInfo.environment
  let folders =
    (variables["FC_MODELS"] ?? "").split(separator: ":").map(String.init)
    + [(variables["HOME"] ?? "") + "/.local/share/face-clustering"]
  return folders.map { $0 + "/dlib_face_recognition_resnet_model_v1.dat" }
    .first { FileManager.default.isReadableFile(atPath: $0) }
}()
private let loadedEmbedder = Result { try FaceEmbedder(modelPath: networkPath ?? "") }

@Suite(.enabled(if: networkPath != nil, "no network: make models fetches it"))
struct EmbeddingTests {
  /// Not a face, but the same bytes everywhere.
  private let chip: FaceChip = {
    var bytes: [UInt8] = []
    for i in 0..<150 * 150 {
      bytes += [UInt8(i * 7 % 251), UInt8(i * 13 % 239), UInt8(i * 29 % 229)]
    }
    return FaceChip(bytes: bytes)
  }()

  private func maximum(_ a: [Float], _ b: [Float]) -> Float {
    zip(a, b).reduce(0) { max($0, abs($1.0 - $1.1)) }
  }

  /// The descriptor computed by dlib's Python module: make_descriptors.py.
  @Test func sameChipSameDescriptor() throws {
    let embedding = try loadedEmbedder.get().embedding(of: chip)
    #expect(embedding.count == FaceEmbedder.length && Self.plain.count == FaceEmbedder.length)
    #expect(maximum(embedding, Self.plain) < 1e-5)
  }

  @Test func meanOfJitteredCrops() throws {
    let embedder = try loadedEmbedder.get()
    let jittered = try embedder.embedding(of: chip, jitters: 3)
    #expect(maximum(Array(jittered[..<8]), Self.jittered) < 1e-4)
    #expect(try embedder.embedding(of: chip, jitters: 3) == jittered)
    // The first jittered crop is not the chip itself.
    #expect(try embedder.embedding(of: chip, jitters: 1) != embedder.embedding(of: chip))
  }

  @Test func workersShareOne() async throws {
    let embedder = try loadedEmbedder.get()
    let expected = try embedder.embedding(of: chip)
    try await withThrowingTaskGroup(of: [Float].self) { group in
      for _ in 0..<8 { group.addTask { [chip] in try embedder.embedding(of: chip) } }
      for try await embedding in group { #expect(embedding == expected) }
    }
  }

  private static let plain: [Float] = [
    -0.1414089, 0.0665222, 0.0949570, 0.0161736, -0.1278266, -0.1045433, -0.0494260, -0.1148223,
    0.0807648, 0.0001496, 0.2123722, -0.0840122, -0.2116489, -0.0485931, -0.0435722, 0.1346818,
    -0.1749572, -0.0822305, -0.0218691, -0.1283201, 0.0001756, -0.0178033, 0.0129005, 0.0586029,
    -0.1441901, -0.2742621, -0.0619638, -0.1385619, 0.0454858, -0.1045529, 0.0231851, 0.1004287,
    -0.2317196, -0.0025519, -0.0014811, 0.0736044, 0.0799469, -0.0509118, 0.1360227, -0.0210822,
    -0.1390282, -0.0508049, 0.0247414, 0.2189533, 0.1661551, -0.0181669, -0.0001168, -0.0204526,
    0.0612808, -0.2025908, -0.0059575, 0.1274190, 0.0544005, 0.0349359, 0.0307814, -0.1272009,
    0.0124549, 0.0602958, -0.1277995, 0.0462174, 0.0380390, -0.0870832, -0.0432259, -0.0690438,
    0.2437397, 0.0892769, -0.0573566, -0.0890661, 0.2245849, -0.1279199, -0.0480530, 0.0971556,
    -0.1107993, -0.1186891, -0.2884034, 0.0520252, 0.4146481, 0.1336216, -0.2103621, 0.0100818,
    -0.1240740, -0.0109598, 0.0164915, 0.0549084, -0.0359597, 0.0266557, -0.1017990, 0.0675332,
    0.2149338, -0.0292071, 0.0051203, 0.2171623, -0.0087325, 0.0220362, -0.0026302, -0.0232267,
    -0.0329572, -0.0535450, -0.0743663, -0.0604642, 0.0887950, -0.0701283, 0.0095488, 0.1589577,
    -0.1965522, 0.0586404, 0.0165282, -0.0539352, -0.0168941, 0.0735242, -0.0120512, -0.0363519,
    0.1659277, -0.2363801, 0.2353043, 0.1797377, 0.0144224, 0.0876792, -0.0518462, 0.0802624,
    -0.0437329, -0.0682887, -0.0556033, -0.0778745, 0.0144994, -0.0656688, -0.0200201, 0.0418872,
  ]

  private static let jittered: [Float] = [
    -0.1202900, 0.0858117, 0.0860417, 0.0024102, -0.1187558, -0.0943809, -0.0491530, -0.0711072,
  ]
}

@Suite struct FaceChipTests {
  /// 68 points that form some face: eyes above, everything else below.
  private func points(_ place: (SIMD2<Double>) -> SIMD2<Double>) throws -> Landmarks {
    let points = (0..<68).map { number in
      let angle = Double(number)
      let middle = (36...47).contains(number) ? -1.0 : 1.0
      return place(SIMD2(cos(angle), sin(angle * 1.7) + middle))
    }
    return try #require(Landmarks(points))
  }

  /// Red increases to the right, green downwards.
  private func slopes(_ chip: FaceChip) -> (right: SIMD2<Double>, down: SIMD2<Double>) {
    func colour(_ x: Int, _ y: Int) -> SIMD2<Double> {
      let start = (y * FaceChip.side + x) * 3
      return SIMD2(Double(chip.bytes[start]), Double(chip.bytes[start + 1]))
    }
    return ((colour(120, 75) - colour(30, 75)) / 90, (colour(75, 120) - colour(75, 30)) / 90)
  }

  /// A picture whose colours encode the position: red x / 4, green y / 4.
  private func withGradient(_ body: (Photo) throws -> Void) throws {
    var ppm = Array("P6 1000 1000 255\n".utf8)
    for y in 0..<1000 { for x in 0..<1000 { ppm += [UInt8(x / 4), UInt8(y / 4), 0] } }
    try withFile(ppm, named: "gradient.ppm") { try body(Photo(path: $0)) }
  }

  @Test(arguments: [0, 0.5, -2.0]) func turnedUpright(angle: Double) throws {
    try withGradient { photo in
      let turn = { (point: SIMD2<Double>) in
        SIMD2(
          point.x * cos(angle) - point.y * sin(angle), point.x * sin(angle) + point.y * cos(angle))
      }
      let upright = try slopes(FaceChip(of: photo, landmarks: points { SIMD2(500, 500) + $0 * 60 }))
      let turned = try slopes(
        FaceChip(of: photo, landmarks: points { SIMD2(500, 500) + turn($0) * 60 }))
      // Colours change along the face's own axes, as far as bytes can show.
      #expect(norm(turned.right - turn(upright.right)) < 0.02)
      #expect(norm(turned.down - turn(upright.down)) < 0.02)
      #expect(abs(norm(upright.right) - norm(upright.down)) < 0.02)
    }
  }

  /// A face of twice the size gives the same chip with twice the step, whatever the size at which
  /// the photo was decoded.
  @Test func sizeDropsOut() throws {
    try withGradient { photo in
      let one = try slopes(FaceChip(of: photo, landmarks: points { SIMD2(500, 500) + $0 * 40 }))
      let two = try slopes(FaceChip(of: photo, landmarks: points { SIMD2(500, 500) + $0 * 80 }))
      #expect(norm(two.right - one.right * 2) < 0.03)
      #expect(norm(two.down - one.down * 2) < 0.03)
    }
  }

  @Test func blackBeyondThePhoto() throws {
    let white = TestPicture(width: 300, height: 300) { _, _ in 200 }
    try withFile(white.pgm(), named: "white.pgm") { path in
      let photo = try Photo(path: path)
      let inside = try FaceChip(of: photo, landmarks: points { SIMD2(150, 150) + $0 * 20 })
      #expect(inside.bytes.allSatisfy { $0 == 200 })
      let half = try FaceChip(of: photo, landmarks: points { SIMD2(0, 150) + $0 * 20 })
      // Bilinear mixing of equal bytes may be off by one, as in dlib.
      #expect(half.bytes.contains(0) && half.bytes.allSatisfy { $0 == 0 || $0 >= 199 })
    }
  }

  @Test func noFace() throws {
    try withFile(TestPicture(width: 50, height: 50) { _, _ in 9 }.pgm(), named: "plain.pgm") {
      path in
      let photo = try Photo(path: path)
      for landmarks in try [points { _ in [20, 20] }, points { $0 * 1e8 }] {
        #expect(throws: VisionError.self) { _ = try FaceChip(of: photo, landmarks: landmarks) }
      }
    }
  }

  @Test func filesThatAreNoNetwork() throws {
    for bytes in [[], Array("junk".utf8), [1, 1, 255, 1, 2, 3], [UInt8](repeating: 1, count: 100)] {
      try withFile(bytes, named: "bad.dat") { path in
        let error = #expect(throws: VisionError.self) { _ = try FaceEmbedder(modelPath: path) }
        #expect(error?.kind == .badModel)
        let other = #expect(throws: VisionError.self) {
          _ = try FaceDetector(.cnn, modelPath: path)
        }
        #expect(other?.kind == .badModel)
      }
    }
    #expect(throws: VisionError.self) { _ = try FaceEmbedder(modelPath: "/none") }
  }

  private func norm(_ vector: SIMD2<Double>) -> Double { (vector * vector).sum().squareRoot() }
}
