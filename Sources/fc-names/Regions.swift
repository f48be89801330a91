import Filter
import Glibc
import NameRecords
import Naming
import NumberText
import PhotoRegions
import PhotoStages
import Records
import Vision

/// Names in records, and in the XMP of their photos.
struct PhotoNames {
  private let run: Run
  private let photos: PhotoCache

  init(_ run: Run) {
    self.run = run
    photos = PhotoCache(run.decoders())
  }

  // MARK: From photos

  /// Gives faces the names of their regions.
  func apply(_ places: [FacePlace], to clusters: inout NamedClusters) throws {
    run.progress.restart(total: places.count, unit: "faces")
    for rows in byPhoto(places) {
      let path = places[rows[0]].path
      do {
        guard let found = try regions(of: path) else { continue }
        for (row, name) in try named(rows, places, found, path) {
          _ = clusters.apply(Statement(.nameFaces(name, [places[row]]), at: path))
        }
      } catch let failure as InputFailure {
        try run.inputFailed(failure.message, at: path)
      }
      run.progress.advance(by: rows.count)
    }
  }

  /// The photo's face regions, from its sidecar or else from the photo; nil where it has none.
  private func regions(of path: String) throws -> FaceRegions? {
    for sidecar in sidecarPaths(of: path) where FileIdentity(path: sidecar) != nil {
      if let found = try regions(inFile: sidecar, limit: 64 << 20) { return found }
    }
    return try regions(inFile: path, limit: 1 << 30)
  }

  private func regions(inFile path: String, limit: Int) throws -> FaceRegions? {
    do {
      let bytes = try readFile(path, limit: limit)
      return try bytes.withUnsafeBytes { bytes in
        for packet in packets(in: bytes) {
          if let found = try FaceRegions(packet: packet) { return found }
        }
        return nil
      }
    } catch let fatal as Fatal {
      throw InputFailure("unreadable", fatal.message)
    } catch let unreadable as UnreadableRegions {
      throw InputFailure("bad-regions", "\(unreadable.reason): its names are left out")
    }
  }

  /// The names of the faces that match a named region.
  private func named(
    _ rows: [Int], _ places: [FacePlace], _ found: FaceRegions, _ path: String
  ) throws -> [(row: Int, name: String)] {
    let regions = found.regions.filter { !($0.name ?? "").isEmpty }
    let boxed = rows.filter { places[$0].box != nil }
    guard !regions.isEmpty, !boxed.isEmpty else { return [] }
    let photo = try photos.photo(at: path, expectedSize: nil, takesDamaged: true)
    let size = SIMD2(Double(photo.width), Double(photo.height))
    guard let orientation = found.orientation(photo.orientation, photo: size) else {
      throw InputFailure(
        "bad-regions", "its regions were drawn before it was cropped: their positions are unknown")
    }
    let boxes = regions.map { $0.box(orientation: orientation, photo: size) }
    let regionOfFace = matches(faces: boxed.compactMap { places[$0].box }, regions: boxes)
    var names: [(row: Int, name: String)] = []
    for (row, region) in zip(boxed, regionOfFace) {
      guard let region, let name = regions[region].name else { continue }
      switch Result(catching: { () throws(UnfitName) in try NameRule.checked(name) }) {
      case .success(let name): names.append((row, name))
      case .failure(let unfit): try run.inputFailed(unfit.reason, at: path)
      }
    }
    let lost = Set(regions.indices).subtracting(regionOfFace.compactMap { $0 })
    for region in lost.sorted() {
      run.noteAlike(
        "a named region is not on any detected face", about: regions[region].name ?? "",
        at: path)
    }
    return names
  }

  // MARK: Into sidecars

  /// Writes the names of faces into their photos' sidecars, `photo.jpg.xmp`; everything else in
  /// these stays.
  func writeSidecars(_ places: [FacePlace], names: [String?]) throws {
    for rows in byPhoto(places) {
      let named = rows.filter { names[$0] != nil && places[$0].box != nil }
      guard !named.isEmpty else { continue }
      let path = places[rows[0]].path
      do {
        try writeSidecar(of: path, named.map { (places[$0].box ?? [], names[$0]) })
      } catch let failure as InputFailure {
        try run.inputFailed(failure.message, at: path)
      }
    }
  }

  private func writeSidecar(of path: String, _ faces: [(box: [Double], name: String?)]) throws {
    let photo = try photos.photo(at: path, expectedSize: nil, takesDamaged: true)
    let size = SIMD2(Double(photo.width), Double(photo.height))
    let regions = FaceRegions(faces, orientation: photo.orientation, photo: size)
    let sidecar = sidecarPaths(of: path)[0]
    // Whoever created the folder of photos might make us write elsewhere through a link.
    var status = stat()
    if lstat(sidecar, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
      throw InputFailure(
        "bad-regions", "its sidecar is a link or not a file, and is left unchanged: \(sidecar)")
    }
    let old = FileIdentity(path: sidecar) == nil ? nil : try readFile(sidecar, limit: 64 << 20)
    guard let text = regions.sidecar(replacing: old) else {
      throw InputFailure("bad-regions", "its sidecar is not XMP, and is left unchanged: \(sidecar)")
    }
    try run.claims.check(sidecar)
    try writeFile(sidecar, text)
  }

  /// The indexes of the faces of each photo, in the order of the photos.
  private func byPhoto(_ places: [FacePlace]) -> [[Int]] {
    var numbers: [String: Int] = [:]
    var rows: [[Int]] = []
    for (row, place) in places.enumerated() {
      if let number = numbers[place.photo] {
        rows[number].append(row)
      } else {
        numbers[place.photo] = rows.count
        rows.append([row])
      }
    }
    return rows
  }
}
