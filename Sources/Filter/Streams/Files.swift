import Glibc

/// Makes a folder and its parents, where they are missing.
public func makeFolder(_ path: String) throws {
  guard !path.isEmpty else { throw Fatal("the name of a folder to write into is empty") }
  var made = path.hasPrefix("/") ? "/" : ""
  for part in path.split(separator: "/") {
    made += part + "/"
    guard mkdir(made, 0o777) == 0 || errno == EEXIST else {
      throw Fatal("the folder cannot be made: \(systemMessage())", at: path)
    }
  }
}

/// Writes a whole file, replacing an existing one.
public func writeFile(_ path: String, _ bytes: [UInt8]) throws {
  let output = try Output(path: path)
  bytes.withUnsafeBytes { output.text.append($0) }
  do {
    try output.finish()
  } catch {
    output.discard()
    throw error
  }
}

/// Drops a file that was just written from the page cache, as far as possible: the next program to
/// map it then gets it in the largest pages that the system has.
public func dropFromMemory(_ path: String) {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { return }
  defer { close(descriptor) }
  if fdatasync(descriptor) == 0 { posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED) }
}

/// Reads a whole file.
///
/// - Parameter limit: the maximum size in bytes; by default more than any program writes.
/// - Throws: `Fatal` where it cannot be read, or is larger.
public func readFile(_ path: String, limit: Int = 1 << 30) throws -> [UInt8] {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { throw Fatal("cannot be read: \(systemMessage())", at: path) }
  defer { close(descriptor) }
  var bytes: [UInt8] = []
  var piece = [UInt8](repeating: 0, count: 64 << 10)
  while true {
    let count = read(descriptor, &piece, piece.count)
    guard count >= 0 || errno == EINTR else {
      throw Fatal("cannot be read: \(systemMessage())", at: path)
    }
    if count == 0 { return bytes }
    if count > 0 { bytes += piece[..<count] }
    guard bytes.count <= limit else {
      let size = limit < 1 << 30 ? "\(limit >> 20) MiB" : "1 GiB"
      throw Fatal("is larger than \(size): name another file", at: path)
    }
  }
}

extension Run {
  /// The relative path from the output's folder to the working folder, which relative paths start
  /// from: empty, or ending in a slash. Nil where the output is not a file, or its folder is not
  /// known.
  public func pathToWorkingFolder() -> String? {
    guard let path = output.filePath != nil ? options.output : output.fileBehind,
      let here = absolutePath("."), let there = absolutePath(directory(of: path))
    else { return nil }
    let (from, to) = (there.split(separator: "/"), here.split(separator: "/"))
    let shared = zip(from, to).prefix { $0 == $1 }.count
    let steps = Array(repeating: "..", count: from.count - shared) + to[shared...].map(String.init)
    return steps.map { $0 + "/" }.joined()
  }
}

/// The path without links, `.` and `..`; nil where there is no such file.
func absolutePath(_ path: String) -> String? {
  realpath(path, nil).map { pointer in
    defer { free(pointer) }
    return String(cString: pointer)
  }
}

/// The folder that a path is in.
func directory(of path: String) -> String {
  guard let slash = path.lastIndex(of: "/") else { return "." }
  return slash == path.startIndex ? "/" : String(path[..<slash])
}
