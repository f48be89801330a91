import Glibc

/// What the path of an output leads to.
enum Destination: Sendable {
  /// An open descriptor, such as /dev/stdout: a file behind it is not truncated.
  case descriptor(Int32)
  /// A pipe or device, which is opened and written to.
  case stream(String)
  /// A file, which may not exist yet, by a path that is not a link.
  case file(String)

  /// Follows links, including dangling ones, so that they go on pointing at the new contents.
  ///
  /// - Throws: `Fatal` where they form a loop.
  init(_ path: String) throws {
    guard !path.isEmpty else { throw Fatal("the name of a file to write is empty") }
    var followed = path
    for _ in 0..<40 {
      if let number = descriptorNumber(followed) {
        self = .descriptor(number)
        return
      }
      guard let link = try link(at: followed, location: path) else {
        self = try Self.unlinked(followed, location: path)
        return
      }
      followed = link.hasPrefix("/") ? link : "\(directory(of: followed))/\(link)"
    }
    throw Fatal("cannot be written: \(systemMessage(ELOOP))", at: path)
  }

  private static func unlinked(_ path: String, location: String) throws -> Destination {
    var status = stat()
    guard stat(path, &status) == 0 else { return .file(path) }
    guard status.st_mode & S_IFMT != S_IFDIR else {
      throw Fatal("is a directory: name a file", at: location)
    }
    return status.st_mode & S_IFMT == S_IFREG ? .file(path) : .stream(path)
  }

  /// Whether both lead to the same file, even one that does not exist yet.
  func isSame(as other: Destination) -> Bool {
    if let identity, let otherIdentity = other.identity { return identity == otherIdentity }
    guard case .file(let path) = self, case .file(let otherPath) = other else { return false }
    return lastName(path) == lastName(otherPath)
      && FileIdentity(path: directory(of: path)) == FileIdentity(path: directory(of: otherPath))
  }

  /// Whether this is where records go by default.
  var isStandardOutput: Bool { if case .descriptor(STDOUT_FILENO) = self { true } else { false } }

  /// Of a regular file; nil for pipes and devices, which lose nothing by being written to, and for
  /// a file that does not exist.
  var identity: FileIdentity? {
    switch self {
    case .descriptor(let number): FileIdentity(regular: number)
    case .stream: nil
    case .file(let path): FileIdentity(path: path)
    }
  }
}

/// The target of a link; nil where the path is not a link.
private func link(at path: String, location: String) throws -> String? {
  var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
  let count = readlink(path, &buffer, buffer.count)
  guard count > 0 else { return nil }
  guard
    let link = String(
      validating: buffer[..<count].lazy.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  else {
    throw Fatal("is a link to a name that is not UTF-8: name the file itself", at: location)
  }
  return link
}

private func descriptorNumber(_ path: String) -> Int32? {
  switch path {
  case "/dev/stdin": return STDIN_FILENO
  case "/dev/stdout": return STDOUT_FILENO
  case "/dev/stderr": return STDERR_FILENO
  default:
    guard let folder = ["/dev/fd/", "/proc/self/fd/"].first(where: path.hasPrefix) else {
      return nil
    }
    return Int32(path.dropFirst(folder.count))
  }
}

private func lastName(_ path: String) -> Substring {
  path.lastIndex(of: "/").map { path[path.index(after: $0)...] } ?? path[...]
}
