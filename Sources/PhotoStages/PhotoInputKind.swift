import Filter

extension InputKind {
  /// Photos, and records that name photos.
  public static let photos = InputKind.files(
    operand: "PHOTO", plural: "photos",
    sentence:
      "Reads the PHOTOs, the pictures in a PHOTO that is a folder (told by their first bytes, in "
      + "the order of their names; hidden files and @eaDir aside), and records from a PHOTO that "
      + "is a file of records; standard input, "
      + "without one or where PHOTO is -: a path or a record with \"path\" a line.")
}

extension Claims {
  /// Checks a picture that is written besides the output.
  ///
  /// - Parameter photos: paths of photos that are read.
  /// - Throws: `Fatal` where it is one of them, or another file of this run.
  /// - Complexity: O(photos) where there is such a file already.
  public func check(_ path: String, photos: some Sequence<String>) throws {
    try check(path)
    guard let identity = FileIdentity(path: path) else { return }
    guard !photos.contains(where: { FileIdentity(path: $0) == identity }) else {
      throw Fatal("is one of the photos, which would be destroyed: name another folder", at: path)
    }
  }
}
