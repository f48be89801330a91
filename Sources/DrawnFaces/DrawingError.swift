import CVision

/// Why a face was not drawn.
public enum DrawingError: Error, Equatable, CustomStringConvertible {
  /// The requested size is outside `FaceParameters.sizes`.
  case size(Int)
  /// The drawing library failed, with this message.
  case library(String)

  public var description: String {
    switch self {
    case .size(let size):
      let sizes = FaceParameters.sizes
      return
        "cannot draw a face of \(size) pixels: choose \(sizes.lowerBound) to \(sizes.upperBound)"
    case .library(let message): return "drawing failed: \(message)"
    }
  }
}

/// Calls a function of CVision and throws the failure that it reports.
package func checked(_ body: (UnsafeMutablePointer<vision_failure>) -> vision_code) throws {
  var failure = vision_failure()
  if body(&failure) == VISION_OK { return }
  let message = withUnsafeBytes(of: failure.message) {
    String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
  }
  throw DrawingError.library(message)
}
