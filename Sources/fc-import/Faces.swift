import Filter
import Glibc
import Records
import Tables

/// The faces of a file.
///
/// - Throws: `InputFailure` where it cannot be read, or is not of its format.
func importedFaces(_ path: String, _ options: Options) throws(InputFailure) -> [ImportedFace] {
  let format = try options.format == .auto ? format(of: path) : options.format
  let bytes: [UInt8]
  do {
    bytes = try readFile(path, limit: 256 << 20)
  } catch let fatal as Fatal {
    throw InputFailure("unreadable", fatal.message)
  } catch {
    throw InputFailure("unreadable", "\(error)")
  }
  guard let text = String(validating: bytes, as: UTF8.self) else {
    throw InputFailure("not-text", "it is no text in UTF-8: save it as such")
  }
  do throws(MalformedPoints) {
    switch format {
    case .tps: return try TPS.faces(text, height: options.height)
    case .openface: return try OpenFace.faces(text)
    case .tem, .auto: return [ImportedFace(points: try Template.points(text))]
    }
  } catch {
    throw InputFailure("bad-points", error.sentence)
  }
}

private func format(of path: String) throws(InputFailure) -> Format {
  switch path.split(separator: ".").last?.lowercased() {
  case "tem": return .tem
  case "tps": return .tps
  case "csv": return .openface
  default:
    throw InputFailure(
      "unknown-format", "its name ends in neither .tem, .tps nor .csv: say which by --format")
  }
}

/// The photo that belongs to a file of points: the file beside it with the same name but another
/// extension; the file of points itself where there is none.
private func photo(beside path: String) -> String {
  guard let dot = path.lastIndex(of: "."), !path[dot...].contains("/") else { return path }
  let endings = ["jpg", "jpeg", "png", "webp", "tif", "tiff", "bmp", "ppm", "pgm", "heic", "avif"]
  for ending in endings + endings.map({ $0.uppercased() }) {
    let photo = path[...dot] + ending
    if access(String(photo), F_OK) == 0 { return String(photo) }
  }
  return path
}

/// Resolves a name in a file of points relative to that file's folder.
private func resolved(_ image: String, beside path: String) -> String {
  guard !image.hasPrefix("/"), access(image, F_OK) != 0, let slash = path.lastIndex(of: "/")
  else { return image }
  let beside = path[...slash] + image
  return access(String(beside), F_OK) == 0 ? String(beside) : image
}

extension JSONText {
  /// Appends the record of a face that was read from a file.
  mutating func append(_ face: ImportedFace, _ options: Options, of path: String) {
    append("{\"path\":")
    string(face.image.map { resolved($0, beside: path) } ?? photo(beside: path))
    for (name, value) in [("face", face.face), ("frame", face.frame)] {
      guard let value else { continue }
      append(",\"\(name)\":")
      integer(value)
    }
    if let confidence = face.confidence {
      append(",\"score\":")
      shortest(confidence)
    }
    append(",")
    string(options.field ?? (face.points.count == 68 ? "landmarks" : "points"))
    append(":")
    list(face.points) { text, point in
      text.list([point.x, point.y]) { $0.fixed($1, decimals: 6) }
    }
    append("}\n")
  }
}
