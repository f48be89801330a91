/// Text that is HTML already.
///
/// Other text can only become part of it by interpolation, and interpolating a `String` escapes it.
/// So a template cannot forget to escape: `HTML` is inserted unchanged, everything else through
/// ``escaped(_:)``.
///
///     let name = "<b>.jpg"
///     let html: HTML = "<li>\(name)</li>"  // <li>&lt;b&gt;.jpg</li>
public struct HTML: ExpressibleByStringInterpolation, Sendable {
  public private(set) var text: String

  /// A literal in the source code, used as HTML.
  public init(stringLiteral value: String) {
    text = value
  }

  public init(stringInterpolation: StringInterpolation) {
    text = stringInterpolation.text
  }

  public struct StringInterpolation: StringInterpolationProtocol {
    var text = ""

    public init(literalCapacity: Int, interpolationCount: Int) {
      text.reserveCapacity(literalCapacity + interpolationCount * 16)
    }

    public mutating func appendLiteral(_ literal: String) {
      text += literal
    }

    public mutating func appendInterpolation(_ value: String) {
      text += escaped(value)
    }

    public mutating func appendInterpolation(_ value: Int) {
      text += String(value)
    }

    public mutating func appendInterpolation(_ value: HTML) {
      text += value.text
    }

    public mutating func appendInterpolation(_ values: [HTML]) {
      for value in values { text += value.text }
    }

    /// The HTML if there is any, nothing otherwise.
    public mutating func appendInterpolation(_ value: HTML?) {
      if let value { text += value.text }
    }
  }

  static func += (left: inout HTML, right: HTML) {
    left.text += right.text
  }
}
