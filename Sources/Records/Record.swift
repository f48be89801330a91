import CRecords
import Glibc

/// A line that cannot be a record, and why, in a few words.
public struct MalformedRecord: Error, Equatable, Sendable {
  public let reason: String
}

/// One NDJSON line at a time: which of the fields a stage names are there, what they hold, and the
/// line again with some of them replaced and every other byte as it came.
///
/// A scanner is reused from line to line, so scanning allocates nothing once its buffers have
/// grown. It belongs to one thread. What it hands out (strings aside) is valid until the next scan.
public final class Record {
  /// The top-level fields that this stage reads or writes.
  public let fieldNames: [String]

  private let scanner: OpaquePointer
  // These belong to one thread and are never reached from inside their own changes; looking for
  // that at run time takes a tenth of a text stage's time.
  @exclusivity(unchecked) private(set) var line = UnsafeRawBufferPointer(start: nil, count: 0)
  @exclusivity(unchecked) private(set) var found = records_scan()
  @exclusivity(unchecked) private var edits: [Edit]
  /// What the record was begun with; nil where it came from a line.
  @exclusivity(unchecked) private var origin: (field: Int, text: Range<Int>)?
  @exclusivity(unchecked) private var isWritten: [Bool]
  @exclusivity(unchecked) private var scratch = JSONText()

  private enum Edit {
    case keep
    case remove
    case replace(Range<Int>)
  }

  /// How many readable bytes must follow the last byte of a line that is scanned.
  public static let padding = records_padding()

  /// `{}`, with the padding of a line.
  // nonisolated(unsafe): never written to, and never freed.
  nonisolated(unsafe) private static let emptyObject: UnsafeRawBufferPointer = {
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 2 + padding, alignment: 1)
    room.initializeMemory(as: UInt8.self, repeating: 0)
    room.copyBytes(from: "{}".utf8)
    return UnsafeRawBufferPointer(rebasing: room[..<2])
  }()

  /// - Parameter fields: the names to look for; any other field is checked and kept, nothing else.
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

  /// Scans one line. The line's memory, and `padding` bytes behind it, must stay readable until the
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

  /// Begins a record that came from no line: an object of one string, which `resetEdits` keeps.
  /// There is nothing to read in it.
  public func begin(_ name: String, _ text: String) {
    line = Self.emptyObject
    records_scanner_clear(scanner, line.count - 1, &found)
    scratch.removeAll()
    scratch.string(text)
    origin = (index(of: name), 0..<scratch.count)
    resetEdits()
  }

  // MARK: Reading

  /// The line as it came, without edits: for another record that looks for other fields.
  public var source: UnsafeRawBufferPointer { line }

  /// Whether the field is there, whatever it holds, null included.
  public func has(_ name: String) -> Bool {
    field(name).kind != RECORDS_MISSING.rawValue
  }

  /// The field's value as it stands in the line; nil where the field is missing.
  public func raw(_ name: String) -> UnsafeRawBufferPointer? {
    let field = field(name)
    guard field.kind != RECORDS_MISSING.rawValue else { return nil }
    return UnsafeRawBufferPointer(rebasing: line[Int(field.value_begin)..<Int(field.value_end)])
  }

  /// A string without its escapes; nil where the field is missing, no string, or holds half a
  /// surrogate pair.
  public func string(_ name: String) -> String? {
    let field = field(name)
    guard field.kind == RECORDS_STRING.rawValue, let text = field.text else { return nil }
    return String(
      decoding: UnsafeRawBufferPointer(start: text, count: field.text_length), as: UTF8.self)
  }

  /// A number that is written alone; nil where the field is missing or no number. Beyond a double's
  /// range it is infinite.
  public func number(_ name: String) -> Double? {
    let field = field(name)
    guard field.kind == RECORDS_NUMBER.rawValue else { return nil }
    return found.numbers[Int(field.first_number)]
  }

  /// An array or object of numbers, or of rows of numbers, in one flat list.
  ///
  /// - Parameter allowingNulls: whether elements or members may be null, which are NaN then.
  public func numbers(_ name: String, allowingNulls: Bool = false) -> Numbers? {
    let field = field(name)
    guard field.only_numbers == 1, allowingNulls || field.null_count == 0 else { return nil }
    let start = found.numbers.map { $0 + Int(field.first_number) }
    return Numbers(
      values: UnsafeBufferPointer(start: start, count: Int(field.number_count)),
      elementCount: Int(field.element_count), rowLength: Int(field.row_length),
      isNamed: field.kind == RECORDS_OBJECT.rawValue)
  }

  /// Numbers found in a field.
  public struct Numbers {
    /// In the order of the line. Those beyond a double's range are infinite.
    public let values: UnsafeBufferPointer<Double>
    /// How many elements or members stand in the field itself.
    public let elementCount: Int
    /// Numbers in each element: 0 where elements are plain numbers, -1 where they differ.
    public let rowLength: Int
    /// Whether the field is an object, so that each element has a name.
    public let isNamed: Bool
  }

  // MARK: Writing

  /// Sets a field: where it stood if it was there, else behind the last one.
  public func set(_ name: String, _ write: (inout JSONText) -> Void) {
    let start = scratch.count
    write(&scratch)
    edits[index(of: name)] = .replace(start..<scratch.count)
  }

  /// Takes a field out.
  public func remove(_ name: String) {
    edits[index(of: name)] = .remove
  }

  /// Forgets what was set and removed since the scan, so that one line can become several.
  public func resetEdits() {
    for index in edits.indices { edits[index] = .keep }
    scratch.cut(to: origin?.text.upperBound ?? 0)
    if let origin { edits[origin.field] = .replace(origin.text) }
  }

  /// Appends the line with its edits, and a line feed. Without edits, the line comes out byte for
  /// byte.
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
      case .remove, .replace:  // a name that stood twice is written once
        output.append(line, copied..<Int(member.name_begin))
        copied = endWithComma(Int(member.value_end))
        hasRemoved = true
      }
    }
    let end = Int(found.object_end)
    output.append(line, copied..<end)
    // What a removed last member leaves before the brace is the comma of the one before it.
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
