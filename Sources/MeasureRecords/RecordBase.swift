import Filter
import Measures
import Records

extension Base {
  /// The field in which records, and files learned from them, say what their lengths were divided
  /// by; without it, that is `Base.assumed`.
  public static let field = "base"

  /// What fc-normalize divides by where nothing else is asked for.
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
  /// What the record's lengths were divided by.
  public var base: Base {
    string(Base.field).flatMap(Base.init(rawValue:)) ?? .assumed
  }

  /// Sets what the record's lengths were divided by, which is not said where it goes without
  /// saying.
  public func setBase(_ base: Base) {
    if base == .assumed { remove(Base.field) } else { set(Base.field) { $0.string(base.rawValue) } }
  }
}

extension InputFailure {
  /// Of lengths over two bases.
  public static func mismatch(of own: Base, with first: Base, in field: String) -> InputFailure {
    InputFailure(
      "mismatch",
      "\(field) has lengths over \(own.words), where those of the first record or the model are "
        + "over \(first.words): run fc-normalize with one --base")
  }
}

extension JSONText {
  /// The same in a file.
  package mutating func member(_ base: Base) {
    guard base != .assumed else { return }
    append(",\"\(Base.field)\":\"\(base.rawValue)\"")
  }
}
