import Filter
import Glibc
import NumberText
import Records

/// Where the known name of a face is found.
public enum LabelSource: Sendable {
  case field(String)
  /// The group of a POSIX extended regular expression that has exactly one, matched against the
  /// path.
  case path(pattern: String)
}

/// The two options that say where known names are found, for programs that compare with them.
public struct LabelOptions: Sendable {
  public var field: String?
  public var pattern: String?

  public init() {}

  public static var options: [Option<LabelOptions>] {
    [
      .text("label", "FIELD", \.field, "The field with each face's known name")
        .offering(["name", "type"]),
      .text(
        "label-from-path", "REGEX", \.pattern,
        "Take the name from the path: REGEX (POSIX extended) must have one group, which matches "
          + "the name"),
    ]
  }

  /// - Throws: `UsageError` where both are given.
  public func source() throws(UsageError) -> LabelSource? {
    switch (field, pattern) {
    case (nil, nil): nil
    case (let field?, nil): .field(field)
    case (nil, let pattern?): .path(pattern: pattern)
    case (_?, _?):
      throw UsageError("--label and --label-from-path both say where names are: give only one")
    }
  }
}

/// Reads the known name of each face.
public final class LabelReader {
  /// The field to read.
  public let field: String
  private var expression: UnsafeMutablePointer<regex_t>?
  /// For messages: what a record without a name lacks.
  public let meaning: String

  /// - Throws: `UsageError` where the expression is malformed or does not have exactly one group.
  public init(_ source: LabelSource) throws {
    switch source {
    case .field(let name):
      field = name
      meaning = "the field \(name)"
    case .path(let pattern):
      field = "path"
      meaning = "a path that '\(pattern)' matches"
      let compiled = UnsafeMutablePointer<regex_t>.allocate(capacity: 1)
      let code = regcomp(compiled, pattern, REG_EXTENDED)
      guard code == 0 else {
        var text = [CChar](repeating: 0, count: 200)
        regerror(code, compiled, &text, text.count)
        compiled.deallocate()
        let reason = String(
          decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        throw UsageError("--label-from-path '\(pattern)' is not a regular expression: \(reason)")
      }
      expression = compiled
      guard compiled.pointee.re_nsub == 1 else {
        throw UsageError(
          "--label-from-path needs one group, as in '([^/]*)/[^/]*$'; '\(pattern)' has "
            + "\(compiled.pointee.re_nsub)")
      }
    }
  }

  deinit {
    if let expression {
      regfree(expression)
      expression.deallocate()
    }
  }

  /// The same text for 1, 1.0 and 1e0; whole numbers keep all their digits.
  private static func text(of number: Double, spelled: String) -> String {
    guard number.isFinite, spelled.contains(where: { ".eE".contains($0) }) else { return spelled }
    return briefText(number)
  }

  /// The record's name; nil where it is missing or empty. A number can be a name, like a string.
  public func label(of record: Record) -> String? {
    guard record.holds(field) else { return nil }
    guard let text = record.string(field) else {
      guard expression == nil, let raw = record.raw(field) else { return nil }
      let spelled = String(decoding: raw, as: UTF8.self)
      return record.number(field).map { Self.text(of: $0, spelled: spelled) } ?? spelled
    }
    guard let expression else { return text }
    var matches = [regmatch_t](repeating: regmatch_t(), count: 2)
    guard regexec(expression, text, matches.count, &matches, 0) == 0, matches[1].rm_so >= 0 else {
      return nil
    }
    let bytes = Array(text.utf8)
    return String(decoding: bytes[Int(matches[1].rm_so)..<Int(matches[1].rm_eo)], as: UTF8.self)
  }
}
