import Glibc

/// What an output's path means.
enum Destination: Sendable {
  /// An open descriptor, such as /dev/stdout: what stands in a file behind it stays.
  case descriptor(Int32)
  /// A pipe or device, which is written to as it stands.
  case stream(String)
  /// A file that is there or comes to be, by a path that is no link.
  case file(String)

  /// Follows links, dangling ones too, so that they go on pointing at the new contents.
  ///
  /// - Throws: `Fatal` where that leads nowhere.
  init(_ path: String) throws {
    guard !path.isEmpty else { throw Fatal("the name of a file to write is empty") }
    var followed = path
    for _ in 0..<40 {
      if let number = descriptorNumber(followed) {
        self = .descriptor(number)
        return
      }
      guard let link = try link(at: followed, place: path) else {
        self = try Self.unlinked(followed, place: path)
        return
      }
      followed = link.hasPrefix("/") ? link : "\(directory(of: followed))/\(link)"
    }
    throw Fatal("cannot be written: \(systemMessage(ELOOP))", at: path)
  }

  private static func unlinked(_ path: String, place: String) throws -> Destination {
    var status = stat()
    guard stat(path, &status) == 0 else { return .file(path) }
    guard status.st_mode & S_IFMT != S_IFDIR else {
      throw Fatal("is a directory: name a file", at: place)
    }
    return status.st_mode & S_IFMT == S_IFREG ? .file(path) : .stream(path)
  }

  /// Whether both name one file, also one that is not there yet.
  func isSame(as other: Destination) -> Bool {
    if let identity, let otherIdentity = other.identity { return identity == otherIdentity }
    guard case .file(let path) = self, case .file(let otherPath) = other else { return false }
    return lastName(path) == lastName(otherPath)
      && FileIdentity(path: directory(of: path)) == FileIdentity(path: directory(of: otherPath))
  }

  /// Whether it is what records are written to by default.
  var isStandardOutput: Bool { if case .descriptor(STDOUT_FILENO) = self { true } else { false } }

  /// Of a regular file; nil for pipes and devices, which nothing is taken from by writing, and for
  /// what is not there.
  var identity: FileIdentity? {
    switch self {
    case .descriptor(let number): FileIdentity(regular: number)
    case .stream: nil
    case .file(let path): FileIdentity(path: path)
    }
  }
}

/// Where a link points; nil where the path is none.
private func link(at path: String, place: String) throws -> String? {
  var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
  let count = readlink(path, &buffer, buffer.count)
  guard count > 0 else { return nil }
  guard
    let link = String(
      validating: buffer[..<count].lazy.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  else {
    throw Fatal("is a link to a name that is not UTF-8: name the file itself", at: place)
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
