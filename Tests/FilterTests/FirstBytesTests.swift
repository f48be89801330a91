import Testing

import Filter

struct FirstBytesTests {
  @Test(
    arguments: [
      ([0xff, 0xd8, 0xff, 0xe0], "JPEG"),
      (Array("\u{89}PNG".unicodeScalars.map { UInt8($0.value) }), "PNG"),
      (Array("RIFF....WEBPVP8 ".utf8), "WebP"), ([0x49, 0x49, 0x2a, 0, 8, 0, 0, 0], "TIFF"),
      (Array("MM\0*".utf8), "TIFF"), (Array("GIF89a".utf8), "GIF"),
      (Array("\0\0\0\u{18}ftypheic".utf8), "HEIC or AVIF"),
      (Array("BM....\0\0\0\0........".utf8), "BMP"),
      (Array("P5 2 1 255\n".utf8) + [0, 200], "PNM"),
    ] as [([UInt8], String)])
  func picturesAreKnown(bytes: [UInt8], kind: String) {
    #expect(FirstBytes.picture(bytes) == kind)
  }

  @Test(arguments: [
    "", "{\"path\":1}", "BMW 2002 from the left.jpg\nnext.jpg", "P5 the band.jpg\nb.jpg",
    "P5\n12 34.jpg", "GIF.jpg",
    "MM.jpg", "RIFF raff.WEBP.jpg", "a/ftyp.jpg",
  ])
  func namesAndRecordsAreNoPictures(text: String) {
    #expect(FirstBytes.picture(Array(text.utf8)) == nil)
  }
}
