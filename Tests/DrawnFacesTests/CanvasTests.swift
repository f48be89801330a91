import CVision
import Testing

import DrawnFaces

@Suite struct CanvasTests {
  /// 200 pixels, 90 to a unit, origin at (100, 94).
  private func canvas(level: Float = 100) -> Canvas {
    let plane = [Float](repeating: level, count: 40_000)
    return Canvas(size: 200, face: FaceParameters(), planes: [plane, plane, plane])
  }

  private let square: [Point] = [[-0.2, -0.2], [0.2, -0.2], [0.2, 0.2], [-0.2, 0.2]]

  @Test func polygonCoversItsArea() throws {
    let mask = try canvas().mask(square)
    // 36 × 36 pixels; OpenCV draws the outline too, which adds about half a pixel on each side.
    let area = Double(mask.values.reduce(0, +))
    #expect(area > 1296 && area < 38 * 38)
    #expect(mask.values.max() == 1)
    #expect(mask.region == Region(left: 80, top: 74, right: 121, bottom: 115))
  }

  @Test func polygonOffThePictureIsEmpty() throws {
    let mask = try canvas().mask(square.moved(x: 5, y: 0))
    #expect(mask.region.isEmpty && mask.values.isEmpty)
  }

  @Test func blurKeepsTheArea() throws {
    let sharp = try canvas().mask(square).values.reduce(0, +)
    let soft = try canvas().mask(square, blur: 0.05)
    #expect(abs(soft.values.reduce(0, +) / sharp - 1) < 0.01)
    let wide = try canvas().blurred(canvas().mask(square), by: 0.05)
    #expect(wide.values.reduce(0, +) < sharp * 0.9)  // some of it leaves the region
  }

  @Test func paintsAndScales() throws {
    var canvas = canvas()
    let mask = Mask(region: Region(left: 3, top: 2, right: 5, bottom: 3), values: [1, 0.5])
    canvas.paint(mask, [200, 0, 100], opacity: 0.5)
    #expect(Array(canvas.planes[0][402...405]) == [100, 150, 125, 100])
    #expect(Array(canvas.planes[1][402...405]) == [100, 50, 75, 100])
    #expect(canvas.planes[2].allSatisfy { $0 == 100 })
    canvas.scale(mask, by: [-0.5, 1, 0])
    #expect(Array(canvas.planes[0][402...405]) == [100, 75, 93.75, 100])
    #expect(Array(canvas.planes[1][402...405]) == [100, 100, 112.5, 100])
  }

  @Test func masksCropClipAndCombine() {
    let mask = Mask(
      region: Region(left: 0, top: 0, right: 2, bottom: 2), values: [1, 0.5, 0.25, 0])
    let other = Mask(region: Region(left: 1, top: 0, right: 3, bottom: 2), values: [0.5, 1, 1, 1])
    #expect(
      mask.cropped(to: Region(left: 1, top: -1, right: 3, bottom: 1)).values == [0, 0, 0.5, 0])
    let clipped = mask.clipped(to: other)
    #expect(clipped.region == Region(left: 1, top: 0, right: 2, bottom: 2))
    #expect(clipped.values == [0.25, 0])
    #expect(mask.combined(with: other) { $0 - $1 }.values == [1, 0, 0.25, -1])
  }

  @Test func libraryFailuresAreThrown() {
    var plane: [Float] = [1, 2, 3, 4]
    #expect(throws: DrawingError.library("a blur needs pixels and a sigma above 0")) {
      try checked { vision_blur(&plane, 2, 2, 0, VISION_BORDER_ZERO, $0) }
    }
    #expect(throws: DrawingError.library("a polygon needs points and pixels")) {
      try checked { vision_fill_polygon([], 0, 2, 2, &plane, $0) }
    }
    #expect(plane == [1, 2, 3, 4])
  }
}
