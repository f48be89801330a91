import CRecords
import Glibc

/// A line that cannot be a record, with a short reason.
public struct MalformedRecord: Error, Equatable, Sendable {
  public let reason: String
}

/// Reads and edits one NDJSON line at a time: which of a stage's fields it has, what they contain,
/// and the line again with some of them replaced and every other byte unchanged.
///
/// A record is reused from line to line, so scanning allocates nothing once its buffers have grown.
/// It belongs to one thread. What it returns (except strings) is valid until the next scan.
public final class Record {
  /// The top-level fields that this stage reads or writes.
  public let fieldNames: [String]

  private let scanner: OpaquePointer
  // These belong to one thread and are never accessed during their own changes; checking that at
  // run time takes a tenth of a text stage's time.
  @exclusivity(unchecked) private(set) var line = UnsafeRawBufferPointer(start: nil, count: 0)
  @exclusivity(unchecked) private(set) var found = records_scan()
  @exclusivity(unchecked) private var edits: [Edit]
  /// What `begin` was called with; nil where the record came from a line.
  @exclusivity(unchecked) private var origin: (field: Int, text: Range<Int>)?
  @exclusivity(unchecked) private var isWritten: [Bool]
  @exclusivity(unchecked) private var scratch = JSONText()

  private enum Edit {
    case keep
    case remove
    case replace(Range<Int>)
  }

  /// The number of readable bytes that must follow the last byte of a scanned line.
  public static let padding = records_padding()

  /// `{}`, with the padding of a line.
  // nonisolated(unsafe): never modified, and never freed.
  nonisolated(unsafe) private static let emptyObject: UnsafeRawBufferPointer = {
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 2 + padding, alignment: 1)
    room.initializeMemory(as: UInt8.self, repeating: 0)
    room.copyBytes(from: "{}".utf8)
    return UnsafeRawBufferPointer(rebasing: room[..<2])
  }()

  /// - Parameter fields: the names to look for; all other fields are only checked and kept.
  public init(fields: [String]) {
    fieldNames = fields
    edits = Array(repeating: .keep, count: fields.count)
    isWritten = Array(repeating: false, count: fields.count)
    let names = fields.map { strdup($0) }
    defer { names.forEach { free($0) } }
    let pointers = names.map { UnsafePointer($0) }
    guard let scanner = records_scanner_create(pointers, pointers.count) else {
      fatalError("not enough memory for a JSON reader")
    }
    self.scanner = scanner
  }

  deinit {
    records_scanner_destroy(scanner)
  }

  /// Scans one line. The line's memory, and `padding` bytes after it, must stay readable until the
  /// next scan.
  ///
  /// - Throws: `MalformedRecord` when the line is not one JSON object in UTF-8.
  /// - Complexity: O(bytes).
  public func scan(_ line: UnsafeRawBufferPointer) throws(MalformedRecord) {
    self.line = line
    origin = nil
    resetEdits()
    guard let start = line.baseAddress else { throw MalformedRecord(reason: "an empty line") }
    let bytes = start.assumingMemoryBound(to: CChar.self)
    if let reason = records_scanner_scan(scanner, bytes, line.count, &found) {
      throw MalformedRecord(reason: String(cString: reason))
    }
  }

  /// Begins a record that does not come from a line: an object with one string, which `resetEdits`
  /// keeps. Its fields cannot be read.
  public func begin(_ name: String, _ text: String) {
    line = Self.emptyObject
    records_scanner_clear(scanner, line.count - 1, &found)
    scratch.removeAll()
    scratch.string(text)
    origin = (index(of: name), 0..<scratch.count)
    resetEdits()
  }

  // MARK: Reading

  /// The line without edits, for another `Record` that looks for other fields.
  public var source: UnsafeRawBufferPointer { line }

  /// Whether the field exists, even if it is null.
  public func has(_ name: String) -> Bool {
    field(name).kind != RECORDS_MISSING.rawValue
  }

  /// The field's value as written in the line; nil where the field is missing.
  public func raw(_ name: String) -> UnsafeRawBufferPointer? {
    let field = field(name)
    guard field.kind != RECORDS_MISSING.rawValue else { return nil }
    return UnsafeRawBufferPointer(rebasing: line[Int(field.value_begin)..<Int(field.value_end)])
  }

  /// The unescaped string; nil where the field is missing, is not a string, or contains half a
  /// surrogate pair.
  public func string(_ name: String) -> String? {
    let field = field(name)
    guard field.kind == RECORDS_STRING.rawValue, let text = field.text else { return nil }
    return String(
      decoding: UnsafeRawBufferPointer(start: text, count: field.text_length), as: UTF8.self)
  }

  /// The number in a field; nil where the field is missing or is not a number. Beyond a double's
  /// range it is infinite.
  public func number(_ name: String) -> Double? {
    let field = field(name)
    guard field.kind == RECORDS_NUMBER.rawValue else { return nil }
    return found.numbers[Int(field.first_number)]
  }

  /// An array or object of numbers, or of rows of numbers, as one flat list.
  ///
  /// - Parameter allowingNulls: whether elements or members may be null; they become NaN.
  public func numbers(_ name: String, allowingNulls: Bool = false) -> Numbers? {
    let field = field(name)
    guard field.only_numbers == 1, allowingNulls || field.null_count == 0 else { return nil }
    let start = found.numbers.map { $0 + Int(field.first_number) }
    return Numbers(
      values: UnsafeBufferPointer(start: start, count: Int(field.number_count)),
      elementCount: Int(field.element_count), rowLength: Int(field.row_length),
      isNamed: field.kind == RECORDS_OBJECT.rawValue)
  }

  /// The numbers found in a field.
  public struct Numbers {
    /// In the order of the line. Those beyond a double's range are infinite.
    public let values: UnsafeBufferPointer<Double>
    /// The number of elements or members of the field itself.
    public let elementCount: Int
    /// The number of numbers per element: 0 where elements are plain numbers, -1 where they differ.
    public let rowLength: Int
    /// Whether the field is an object, so that its elements have names.
    public let isNamed: Bool
  }

  // MARK: Writing

  /// Sets a field: in its old position if the record had it, otherwise after the last one.
  public func set(_ name: String, _ write: (inout JSONText) -> Void) {
    let start = scratch.count
    write(&scratch)
    edits[index(of: name)] = .replace(start..<scratch.count)
  }

  /// Removes a field.
  public func remove(_ name: String) {
    edits[index(of: name)] = .remove
  }

  /// Undoes all edits since the scan, so that one line can become several.
  public func resetEdits() {
    for index in edits.indices { edits[index] = .keep }
    scratch.cut(to: origin?.text.upperBound ?? 0)
    if let origin { edits[origin.field] = .replace(origin.text) }
  }

  /// Appends the line with its edits, and a line feed. Without edits, the line is unchanged, byte
  /// for byte.
  ///
  /// - Complexity: O(bytes), in as many block copies as there are edited fields.
  public func write(to output: inout JSONText) {
    var copied = 0
    var hasRemoved = false
    for index in isWritten.indices { isWritten[index] = false }
    for position in 0..<found.member_count {
      let member = found.members[position]
      let field = Int(member.field)
      switch edits[field] {
      case .keep:
        continue
      case .replace(let range) where !isWritten[field]:
        output.append(line, copied..<Int(member.value_begin))
        output.append(scratch, range)
        copied = Int(member.value_end)
        isWritten[field] = true
      case .remove, .replace:  // a repeated name is written once
        output.append(line, copied..<Int(member.name_begin))
        copied = endWithComma(Int(member.value_end))
        hasRemoved = true
      }
    }
    let end = Int(found.object_end)
    output.append(line, copied..<end)
    // Removing the last member leaves the comma of the one before it.
    if hasRemoved { output.dropTrailingComma() }
    appendNewFields(to: &output)
    output.append(line, end..<line.count)
    output.append(UInt8(ascii: "\n"))
  }

  private func appendNewFields(to output: inout JSONText) {
    for (index, edit) in edits.enumerated() {
      guard case .replace(let range) = edit, !isWritten[index] else { continue }
      if !output.endsWithOpenBrace { output.append(UInt8(ascii: ",")) }
      output.name(fieldNames[index])
      output.append(scratch, range)
    }
  }

  private func endWithComma(_ valueEnd: Int) -> Int {
    var end = valueEnd
    while isSpace(line[end]) { end += 1 }
    return line[end] == UInt8(ascii: ",") ? end + 1 : valueEnd
  }

  func field(_ name: String) -> records_field {
    found.fields[index(of: name)]
  }

  private func index(of name: String) -> Int {
    guard let index = fieldNames.firstIndex(of: name) else {
      preconditionFailure("the field \(name) was not named when the scanner was made")
    }
    return index
  }
}
