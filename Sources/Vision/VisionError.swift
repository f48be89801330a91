import CVision

/// Why a photo, a face or a model could not be used.
public struct VisionError: Error, Sendable, Equatable {
  /// The values of `error.kind` in records.
  public enum Kind: String, Sendable {
    /// The file cannot be opened or read.
    case unreadable
    /// The file is empty or not a picture.
    case notAPhoto = "not-a-photo"
    /// A picture in a format that is not supported, such as GIF.
    case unsupported
    /// The picture ends early or is damaged.
    case truncated
    /// More than 2^28 pixels, a file above 1 GiB, or a picture that takes far more time or memory
    /// to decode than its size justifies.
    case tooLarge = "too-large"
    /// A model file is missing, damaged or of the wrong kind.
    case badModel = "bad-model"
    case outOfMemory = "out-of-memory"
    /// A box or points that cannot be a face.
    case degenerate
    case `internal`
  }

  public let kind: Kind
  /// One line of plain English, without the path.
  public let message: String
  /// Whether part of a `truncated` photo can still be decoded.
  public var hasRest = false

  public init(kind: Kind, message: String) {
    self.kind = kind
    self.message = message
  }

  init(_ code: vision_code, _ failure: vision_failure) {
    switch code {
    case VISION_UNREADABLE: kind = .unreadable
    case VISION_NOT_A_PHOTO: kind = .notAPhoto
    case VISION_UNSUPPORTED: kind = .unsupported
    case VISION_TRUNCATED, VISION_DAMAGED: kind = .truncated
    case VISION_TOO_LARGE: kind = .tooLarge
    case VISION_BAD_MODEL: kind = .badModel
    case VISION_OUT_OF_MEMORY: kind = .outOfMemory
    case VISION_DEGENERATE: kind = .degenerate
    default: kind = .internal
    }
    hasRest = code == VISION_DAMAGED
    message = withUnsafeBytes(of: failure.message) {
      String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
    }
  }
}

/// Calls a function of CVision and throws the failure that it reports.
func check(_ call: (UnsafeMutablePointer<vision_failure>) -> vision_code) throws(VisionError) {
  var failure = vision_failure()
  let code = call(&failure)
  guard code == VISION_OK else { throw VisionError(code, failure) }
}

/// Opens a handle of CVision: like `check`, for functions that return a pointer.
func open(
  _ call: (UnsafeMutablePointer<OpaquePointer?>, UnsafeMutablePointer<vision_failure>) ->
    vision_code
) throws(VisionError) -> OpaquePointer {
  var handle: OpaquePointer?
  try check { call(&handle, $0) }
  guard let handle else { throw VisionError(kind: .internal, message: "no handle") }
  return handle
}
