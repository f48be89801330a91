import Glibc

/// Recognizes, by the first bytes, files that a stage does not read.
package enum FirstBytes {
  /// The kind of picture that begins with these bytes; nil where they are not a picture's.
  package static func picture(_ bytes: some Collection<UInt8>) -> String? {
    let head = Array(bytes.prefix(16))
    func has(_ text: String, at offset: Int = 0) -> Bool {
      head.dropFirst(offset).starts(with: text.utf8)
    }
    if head.starts(with: [0xff, 0xd8, 0xff]) { return "JPEG" }
    if head.starts(with: [0x89, 0x50, 0x4e, 0x47]) { return "PNG" }
    if has("RIFF"), has("WEBP", at: 8) { return "WebP" }
    if head.starts(with: [0x49, 0x49, 0x2a, 0]) || head.starts(with: [0x4d, 0x4d, 0, 0x2a]) {
      return "TIFF"
    }
    if has("GIF87a") || has("GIF89a") { return "GIF" }
    if has("ftyp", at: 4), head.first == 0, isPictureBrand(head.dropFirst(8)) {
      return "HEIC or AVIF"
    }
    // Names may begin like these two as well, but do not go on with zeros and line ends.
    if has("BM"), head.count == 16, head[6..<10].allSatisfy({ $0 == 0 }) { return "BMP" }
    if head.count > 3, has("P"), (0x31...0x36).contains(head[1]),
      head[2] == 0x0a || head[2] == 0x20,
      bytes.prefix(512).contains(where: { $0 == 0 || $0 >= 0x80 })
    {
      return "PNM"
    }
    return nil
  }

  /// Films belong to the same family of formats.
  private static func isPictureBrand(_ brand: some Collection<UInt8>) -> Bool {
    ["avi", "hei", "hev", "mif", "msf"].contains { brand.starts(with: $0.utf8) }
  }

  /// The first bytes, at most 512, of a file that can be read twice; nil for other files.
  static func head(of path: [UInt8]) -> ArraySlice<UInt8>? {
    // Opening and closing a pipe would cut off its writer.
    var status = stat()
    guard withPath(path, { stat($0, &status) }) == 0, status.st_mode & S_IFMT == S_IFREG else {
      return nil
    }
    let descriptor = withPath(path) { open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY) }
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    guard FileIdentity(regular: descriptor) != nil else { return nil }
    var head = [UInt8](repeating: 0, count: 512)
    let count = read(descriptor, &head, head.count)
    return count >= 0 ? head[..<count] : nil
  }

  /// - Parameters:
  ///   - wanted: what the input should be, in the plural.
  /// - Throws: `Fatal` where the bytes are a picture's.
  static func refusePicture(
    _ bytes: UnsafeRawBufferPointer, wanted: String, at location: String
  ) throws {
    guard let kind = picture(bytes) else { return }
    throw Fatal(
      "is a picture (\(kind)), where \(wanted) are read: name pictures on the command line of "
        + "fc-detect, fc-landmarks or fc-embed", at: location)
  }

  /// Whether a file that can be read twice begins like a record, which no picture does.
  package static func areRecord(ofFile path: String) -> Bool {
    guard var bytes = head(of: Array(path.utf8)) else { return false }
    if bytes.starts(with: [0xef, 0xbb, 0xbf]) { bytes = bytes.dropFirst(3) }
    return bytes.first { !isSpaceByte($0) } == UInt8(ascii: "{")
  }

  private static func isSpaceByte(_ byte: UInt8) -> Bool {
    [0x20, 0x09, 0x0a, 0x0d].contains(byte)
  }
}
