import Filter
import Glibc
import Vision

/// Opens photos for one worker and keeps the last one, because the faces of a photo usually follow
/// each other.
public final class PhotoCache {
  private var last: (path: String, version: FileVersion?, takesDamaged: Bool, photo: Photo)?

  /// - Parameter decoders: the run's decoders. A cache closes the last photo before it opens
  ///   another.
  public init(_ decoders: Decoders) {}

  /// The upright photo at a path.
  ///
  /// - Parameters:
  ///   - size: width and height stated in the record, px; nil if there are none.
  ///   - isOperand: whether the command line names it; it may then be a pipe or a device.
  ///   - takesDamaged: whether a damaged photo is accepted.
  /// - Throws: `InputFailure` if it cannot be opened or has another size.
  public func photo(
    at path: String, expectedSize size: SIMD2<Double>?, isOperand: Bool = false, takesDamaged: Bool
  ) throws -> Photo {
    let photo = try photo(at: path, isOperand: isOperand, takesDamaged: takesDamaged)
    if let size, size != [Double(photo.width), Double(photo.height)] {
      throw InputFailure(
        "changed",
        "the photo is now \(photo.width) x \(photo.height) px, but its record states another size: "
          + "run the first stage again")
    }
    return photo
  }

  private func photo(at path: String, isOperand: Bool, takesDamaged: Bool) throws -> Photo {
    // The same path may name another picture by now.
    let version = FileVersion(path: path)
    if let last, last.path == path, last.version == version, last.takesDamaged == takesDamaged {
      return last.photo
    }
    last = nil  // two photos at a time would double the memory
    guard !path.utf8.contains(0) else {
      throw InputFailure("unreadable", "a file name cannot contain a NUL")
    }
    if version == nil, let scheme = urlScheme(of: path) {
      throw InputFailure(
        "unreadable",
        scheme == "file"
          ? "is a URL: give the path after file://"
          : "is a URL, but this program opens no network connections: download the photo first")
    }
    if access(path, R_OK) == 0, PictureFolder.isFolder(Array(path.utf8)) {
      throw InputFailure(
        "unreadable",
        "is a folder: as an operand it stands for the pictures in it, if there are any")
    }
    let photo = try failing { () throws(VisionError) in
      try Photo(path: path, allowsStreams: isOperand, takesDamaged: takesDamaged)
    }
    last = (path, version, takesDamaged, photo)
    return photo
  }
}

/// The scheme of a URL; nil if the path is not a URL.
private func urlScheme(of path: String) -> String? {
  guard let colon = path.firstIndex(of: ":"), path[colon...].hasPrefix("://") else { return nil }
  let scheme = path[..<colon].lowercased()
  let known = ["http", "https", "ftp", "sftp", "file", "s3", "gs", "smb", "data"]
  return known.contains(scheme) ? scheme : nil
}

/// Converts errors of Vision into failures of one input, or of the whole run if a model is bad.
///
/// - Parameter model: the model file to name in the message.
public func failing<Value>(model: String = "", _ body: () throws(VisionError) -> Value) throws
  -> Value
{
  do throws(VisionError) {
    return try body()
  } catch {
    guard error.kind != .badModel else { throw Fatal(error.message, at: model) }
    let remedy = error.kind.remedy.map { "; \($0)" } ?? ""
    let rest = error.hasRest ? ", or take what is left with --damaged" : ""
    throw InputFailure(error.kind.rawValue, error.message + remedy + rest)
  }
}

/// Runs `body` and captures its result or failure, for work done ahead on another thread.
public func result<Value>(_ body: () throws -> Value) -> Result<Value, InputFailure> {
  do {
    return .success(try body())
  } catch let failure as InputFailure {
    return .failure(failure)
  } catch {
    return .failure(InputFailure("internal", "\(error)"))
  }
}

extension VisionError.Kind {
  /// What a user can do about it.
  fileprivate var remedy: String? {
    switch self {
    case .unreadable: "check its path and permissions"
    case .notAPhoto: "leave it out, or save it as JPEG or PNG"
    case .unsupported: "save it as JPEG or PNG"
    case .truncated: "get the whole file"
    case .tooLarge: "reduce it first"
    case .outOfMemory: "use fewer --jobs, or reduce it first"
    case .internal: "please report it"
    case .badModel, .degenerate: nil
    }
  }
}
