import FaceGeometry
import Filter
import LandmarkRecords
import Records
import Vision

/// What a record tells of its photo.
extension Record {
  /// The path of the record's photo.
  ///
  /// - Throws: `InputFailure` of kind `no-path` where it has none.
  public func path() throws(InputFailure) -> String {
    guard holds("path"), let path = string("path") else {
      throw InputFailure("no-path", "the record has no path to a photo")
    }
    return path
  }

  /// Sets the size of the upright photo, px.
  public func setSize(of photo: Photo) {
    set("width") { $0.integer(photo.width) }
    set("height") { $0.integer(photo.height) }
  }

  /// Whether the photo was damaged when the record was made, and what was left of it was wanted.
  public var isOfDamagedPhoto: Bool { isTrue("damaged") }

  /// Width and height of the photo as the record tells them, px; nil where it does not.
  public var photoSize: SIMD2<Double>? {
    guard let width = number("width"), let height = number("height") else { return nil }
    return [width, height]
  }
}

extension PhotoRecord {
  /// The record's landmarks, where they make a face on its photo.
  ///
  /// - Throws: `InputFailure` where there are none, or none that do; the photo is not opened where
  ///   there are none.
  public func landmarks() throws -> Landmarks {
    guard record.holds("landmarks") else { return try record.landmarks() }
    let photo = try photo()
    return try record.landmarks(onPhotoOf: [Double(photo.width), Double(photo.height)])
  }
}
