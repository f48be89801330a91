import FaceGeometry
import Filter
import LandmarkRecords
import Records
import Vision

/// The fields that describe a record's photo.
extension Record {
  /// The path of the record's photo.
  ///
  /// - Throws: `InputFailure` of kind `no-path` if it has none.
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

  /// Whether the photo was damaged and accepted when the record was made.
  public var isOfDamagedPhoto: Bool { isTrue("damaged") }

  /// Width and height of the photo as stated in the record, px; nil if they are missing.
  public var photoSize: SIMD2<Double>? {
    guard let width = number("width"), let height = number("height") else { return nil }
    return [width, height]
  }
}

extension PhotoRecord {
  /// The record's landmarks, checked against its photo.
  ///
  /// - Throws: `InputFailure` if there are none, in which case the photo is not opened, or if they
  ///   do not form a face on the photo.
  public func landmarks() throws -> Landmarks {
    guard record.holds("landmarks") else { return try record.landmarks() }
    let photo = try photo()
    return try record.landmarks(onPhotoOf: [Double(photo.width), Double(photo.height)])
  }
}
