import Filter

extension InputKind {
  /// Photos, and records that name photos.
  public static let photos = InputKind.files(
    operand: "PHOTO", plural: "photos",
    sentence:
      "A PHOTO may be a picture, a folder or a file of records. The pictures in a folder are "
      + "recognised by their first bytes and read in the order of their names; hidden files and "
      + "@eaDir are skipped. Without PHOTO, or where it is -, standard input is read: one path, or "
      + "one record with \"path\", per line.")
}

extension Claims {
  /// Checks the path of a picture that is written in addition to the output.
  ///
  /// - Parameter photos: paths of the input photos.
  /// - Throws: `Fatal` if it is one of them, or another file of this run.
  /// - Complexity: O(photos) if the file exists already.
  public func check(_ path: String, photos: some Sequence<String>) throws {
    try check(path)
    guard let identity = FileIdentity(path: path) else { return }
    guard !photos.contains(where: { FileIdentity(path: $0) == identity }) else {
      throw Fatal("is one of the photos, which would be destroyed: name another folder", at: path)
    }
  }
}
