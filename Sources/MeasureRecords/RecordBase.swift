import Filter
import Measures
import Records

extension Base {
  /// The field in which records, and files learned from them, give the base that lengths were
  /// divided by; without it, that is `Base.assumed`.
  public static let field = "base"

  /// The default base of fc-normalize.
  public static let assumed = Base.jaw

  /// For messages.
  package var words: String {
    switch self {
    case .jaw: "the jaw's width"
    case .eyes: "the distance of the eyes"
    case .height: "the face's height"
    }
  }
}

extension Record {
  /// The base that the record's lengths were divided by.
  public var base: Base {
    string(Base.field).flatMap(Base.init(rawValue:)) ?? .assumed
  }

  /// Sets the base that the record's lengths were divided by; the default base is not written.
  public func setBase(_ base: Base) {
    if base == .assumed { remove(Base.field) } else { set(Base.field) { $0.string(base.rawValue) } }
  }
}

extension InputFailure {
  /// The failure of a record whose lengths were divided by a different base.
  public static func mismatch(of own: Base, with first: Base, in field: String) -> InputFailure {
    InputFailure(
      "mismatch",
      "\(field) has lengths divided by \(own.words), but those of the first record or the model "
        + "are divided by \(first.words): run fc-normalize with the same --base")
  }
}

extension JSONText {
  /// The same in a file.
  package mutating func member(_ base: Base) {
    guard base != .assumed else { return }
    append(",\"\(Base.field)\":\"\(base.rawValue)\"")
  }
}
