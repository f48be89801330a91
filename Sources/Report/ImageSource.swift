/// The picture of a face, as the caller gives it at the moment it is written.
public enum ImageSource: Sendable {
  /// A small JPEG to put into the page, and its size in px.
  case jpeg([UInt8], width: Int, height: Int)
  /// A photo to point to, by its path.
  case link(path: String)
  /// No picture: the face is drawn from its landmarks.
  case none
}
