import Naming
import Records

/// Parses statements, one per line of JSON.
final class StatementReader {
  private let line = Record(fields: [
    "name", "cluster", "faces", "merge", "move", "from", "to", "not", "path",
  ])
  private let face = Record(fields: ["path", "box", "face"])

  /// Why a line is not a statement.
  struct Malformed: Error {
    let reason: String
    /// Whether the line is a record instead, so that the whole file is not one of statements.
    let isRecord: Bool

    init(_ reason: String, isRecord: Bool = false) {
      (self.reason, self.isRecord) = (reason, isRecord)
    }
  }

  /// - Parameter bytes: a line, followed by the padding that a scan needs.
  func statement(_ bytes: UnsafeRawBufferPointer) throws(Malformed) -> Statement.Body {
    do throws(MalformedRecord) {
      try line.scan(bytes)
    } catch {
      throw Malformed(error.reason)
    }
    let kinds = ["merge", "move", "not", "name"].filter(line.has)
    guard let kind = kinds.first, kinds.count == 1 else {
      guard kinds.isEmpty else { throw Malformed("says both \(kinds[0]) and \(kinds[1])") }
      throw line.has("path")
        ? Malformed(
          "is the record of a face, not a statement: give records on standard input",
          isRecord: true) : Malformed("says none of name, merge, move and not")
    }
    switch kind {
    case "merge": return .merge(try groups("merge"))
    case "move":
      guard let to = line.json("to") else { throw Malformed("move needs to: a cluster, or null") }
      let source = try line.json("from").map { (part) throws(Malformed) in try group(part, "from") }
      return .move(
        try faces("move"), from: source, to: to.isNull ? nil : try group(to, "to"))
    case "not": return .not(try faces("not"), try cluster(of: "not"))
    default:
      guard line.has("faces") else { return .nameCluster(try name(), try cluster(of: "name")) }
      guard !line.has("cluster") else { throw Malformed("says both cluster and faces") }
      return .nameFaces(try name(), try faces("faces"))
    }
  }

  private func name() throws(Malformed) -> String? {
    guard let part = line.json("name"), !part.isNull else { return nil }
    guard let text = part.string else { throw Malformed("name is not a string") }
    do throws(UnfitName) {
      return try NameRule.checked(text)
    } catch {
      throw Malformed(error.reason)
    }
  }

  private func cluster(of kind: String) throws(Malformed) -> Statement.Group {
    guard let part = line.json("cluster") else { throw Malformed("\(kind) needs cluster") }
    return try group(part, "cluster")
  }

  private func groups(_ field: String) throws(Malformed) -> [Statement.Group] {
    let parts = line.json(field)?.elements ?? []
    guard parts.count > 1 else { throw Malformed("\(field) is not a list of two or more clusters") }
    var groups: [Statement.Group] = []
    for part in parts { groups.append(try group(part, field)) }
    return groups
  }

  /// A cluster, given as a number or as faces.
  private func group(_ part: JSONPart, _ field: String) throws(Malformed) -> Statement.Group {
    if let number = part.integer { return .number(number) }
    return .holding(try faces(in: part, field))
  }

  private func faces(_ field: String) throws(Malformed) -> [FacePlace] {
    guard let part = line.json(field) else { throw Malformed("\(field) is missing") }
    return try faces(in: part, field)
  }

  /// One face, or a list of faces.
  private func faces(in part: JSONPart, _ field: String) throws(Malformed) -> [FacePlace] {
    guard part.isArray else { return [try place(part, field)] }
    var places: [FacePlace] = []
    for element in part.elements { places.append(try place(element, field)) }
    guard !places.isEmpty else { throw Malformed("\(field) names no face") }
    return places
  }

  private func place(_ part: JSONPart, _ field: String) throws(Malformed) -> FacePlace {
    let wanted = "a face in \(field) is neither a path nor {\"path\":…,\"box\":[x,y,w,h]}"
    guard part.isObject else {
      guard let path = part.string, !path.isEmpty else { throw Malformed(wanted) }
      return FacePlace(path: path)
    }
    guard (try? face.scan(part.bytes)) != nil, let path = face.string("path"), !path.isEmpty else {
      throw Malformed(wanted)
    }
    let place = face.facePlace(path: path)
    guard place.box != nil || !face.holds("box") else {
      throw Malformed("a box in \(field) is not four numbers: [x,y,w,h]")
    }
    return place
  }
}

extension Record {
  /// The fields that identify the face of a record.
  public static let facePlaceFields = ["path", "box", "face"]

  /// The face that the record is about.
  ///
  /// - Precondition: the record was scanned for ``facePlaceFields``.
  public func facePlace(path: String) -> FacePlace {
    FacePlace(
      path: path, box: numbers("box").map { Array($0.values) },
      number: number("face").flatMap { Int(exactly: $0) })
  }
}
