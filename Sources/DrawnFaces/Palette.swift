/// Red, green and blue, 0 to 255.
package typealias Colour = SIMD3<Float>

enum Palette {
  static let skin: [Colour] = [
    [236, 201, 176], [231, 190, 160], [225, 178, 144], [216, 162, 124], [203, 145, 106],
    [180, 122, 86], [152, 100, 70], [124, 80, 56],
  ]
  static let hair: [Colour] = [
    [38, 28, 24], [58, 38, 28], [92, 58, 36], [134, 88, 50], [190, 146, 88], [150, 70, 38],
    [120, 116, 112], [24, 22, 26],
  ]
  static let iris: [Colour] = [
    [70, 44, 26], [92, 62, 34], [70, 96, 70], [74, 112, 150], [104, 120, 128], [54, 34, 22],
  ]
  static let clothing: [Colour] = [
    [236, 236, 238], [86, 112, 150], [150, 70, 74], [70, 120, 104], [196, 168, 112], [92, 84, 116],
    [52, 58, 70],
  ]
  static let backdrop: [Colour] = [
    [206, 212, 216], [190, 206, 220], [222, 210, 196], [200, 214, 200], [214, 202, 214],
    [178, 188, 198],
  ]
}

/// The colours of one face.
struct FaceColours {
  let skin, lips, hair, hairShadow, lashes, brows, iris, clothing: Colour

  init(_ face: FaceParameters) {
    skin = Palette.skin[face.skin]
    lips = skin * [0.84, 0.54, 0.57] + [10, 8, 12]
    hair = Palette.hair[face.hair]
    hairShadow = hair * 0.62
    lashes = pointwiseMin(hair, Colour(repeating: 70)) * 0.5
    // Blond and gray brows would hardly be visible.
    let isPale = face.hair == 4 || face.hair == 6
    brows = pointwiseMin(hair * (isPale ? 0.55 : 0.75), skin * 0.62)
    iris = Palette.iris[face.iris]
    clothing = Palette.clothing[face.clothing]
  }
}
