import Glibc

/// The pictures of a folder, sorted by name. Hidden files are ignored, and so is `@eaDir`, where
/// NAS devices keep thumbnails.
///
/// Only names are kept, so that the order is stable and little memory is used; each file is
/// examined when its turn comes.
package struct PictureFolder {
  /// Files that may be pictures, and folders that cannot be read.
  package private(set) var candidates: [[UInt8]] = []
  /// The number of folders that were not entered.
  package private(set) var foldersLeftOut = 0
  /// The number of links to folders.
  package private(set) var linksLeftOut = 0
  private let isRecursive: Bool

  /// - Parameter isRecursive: whether subfolders are entered as well; links to folders never are,
  ///   since they may form a loop.
  /// - Complexity: O(n log n) for n names.
  package init(_ path: [UInt8], isRecursive: Bool) {
    self.isRecursive = isRecursive
    add(path)
  }

  /// Whether a path leads to a folder, possibly through a link.
  package static func isFolder(_ path: [UInt8]) -> Bool {
    fileKind(path, followsLinks: true) == S_IFDIR
  }

  /// Whether a candidate is to be processed: because its first bytes are a picture's, or because it
  /// is named like a picture, so that its failure must be reported.
  package static func isWanted(_ path: [UInt8]) -> Bool {
    if fileKind(path, followsLinks: true) == S_IFDIR { return true }
    if let head = FirstBytes.head(of: path), FirstBytes.picture(head) != nil { return true }
    guard let dot = path.lastIndex(of: UInt8(ascii: ".")) else { return false }
    return pictureEndings.contains(String(decoding: path[(dot + 1)...], as: UTF8.self).lowercased())
  }

  private static let pictureEndings: Set = [
    "jpg", "jpeg", "jpe", "png", "webp", "tif", "tiff", "bmp", "pnm", "pbm", "pgm", "ppm", "heic",
    "heif", "avif", "gif",
  ]

  private mutating func add(_ folder: [UInt8]) {
    guard let names = folderNames(folder) else {
      // The stage that opens it reports why it fails.
      candidates.append(folder)
      return
    }
    let start = folder.last == UInt8(ascii: "/") ? folder : folder + [UInt8(ascii: "/")]
    for name in names {
      let path = start + name
      switch fileKind(path, followsLinks: false) {
      case S_IFREG: candidates.append(path)
      case S_IFDIR where isRecursive: add(path)
      case S_IFDIR: foldersLeftOut += 1
      case S_IFLNK:
        switch fileKind(path, followsLinks: true) {
        case S_IFDIR: linksLeftOut += 1
        case S_IFREG, nil: candidates.append(path)  // a dangling one is reported
        default: break
        }
      default: break
      }
    }
  }
}

/// The names in a folder that are not ignored, sorted by their bytes; nil where it cannot be read.
func folderNames(_ folder: [UInt8]) -> [[UInt8]]? {
  guard let stream = withPath(folder, { opendir($0) }) else { return nil }
  defer { closedir(stream) }
  var names: [[UInt8]] = []
  while let entry = readdir(stream) {
    // Read without copying the entry, which may end right after the name.
    let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
    if name.first != UInt8(ascii: "."), name != Array("@eaDir".utf8) { names.append(name) }
  }
  return names.sorted { $0.lexicographicallyPrecedes($1) }
}

/// The kind of file that a path leads to, such as `S_IFREG`; nil where there is none.
private func fileKind(_ path: [UInt8], followsLinks: Bool) -> mode_t? {
  var status = stat()
  let found = withPath(path) { followsLinks ? stat($0, &status) : lstat($0, &status) }
  return found == 0 ? status.st_mode & S_IFMT : nil
}

/// Passes a path of any bytes to a system call.
func withPath<Result>(_ path: [UInt8], _ body: (UnsafePointer<CChar>) -> Result) -> Result {
  (path + [0]).map { CChar(bitPattern: $0) }.withUnsafeBufferPointer { bytes in
    // It contains at least one byte.
    bytes.baseAddress.map(body) ?? body([0])
  }
}
