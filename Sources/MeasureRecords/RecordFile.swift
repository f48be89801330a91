import Filter
import Records

/// Why a line of JSON is not a file of the expected kind; nil if it is of another kind altogether.
package struct Unfit: Error {
  package let reason: String?
  package init(_ reason: String?) { self.reason = reason }
}

/// Numbers from a file, one per column.
package struct FileColumns {
  /// All different; nil if the columns have no names.
  package let names: [String]?
  package let values: [Double]

  /// The index here of each column of `others`; nil unless both have the same columns.
  package func positions(of others: FileColumns) -> [Int]? {
    switch (names, others.names) {
    case (let names?, let others?): names.positions(of: others)
    case (nil, nil) where values.count == others.values.count: Array(values.indices)
    default: nil
    }
  }
}

/// A deviation from a file, checked to be safe to divide by.
package func deviation(_ value: Double) throws(Unfit) -> Double {
  guard value.isNormal, value > 0 else {
    throw Unfit("a deviation is not above 0, or too small to divide by")
  }
  return value
}

extension Record {
  /// Reads a file that is one line of JSON.
  ///
  /// - Throws: `Fatal` where the file is not JSON, or `body` finds it unfit.
  package func withLine<Value>(
    _ bytes: [UInt8], source: String, expected: String, _ body: (Record) throws(Unfit) -> Value
  ) throws -> Value {
    let line = bytes.prefix(bytes.lastIndex { $0 != UInt8(ascii: "\n") }.map { $0 + 1 } ?? 0)
    let padded = line + [UInt8](repeating: 0, count: Record.padding)
    return try padded.withUnsafeBytes { padded in
      do throws(MalformedRecord) {
        try scan(UnsafeRawBufferPointer(rebasing: padded[..<line.count]))
      } catch {
        throw Fatal("\(error.reason): not \(expected)", at: source)
      }
      do throws(Unfit) {
        return try body(self)
      } catch {
        throw Fatal("is not \(expected)\(error.reason.map { ": \($0)" } ?? "")", at: source)
      }
    }
  }

  /// One number per column, all checked to be safe to compute with.
  package func columns(_ field: String) throws(Unfit) -> FileColumns {
    guard let numbers = numbers(field), numbers.rowLength == 0, numbers.values.count > 0 else {
      throw Unfit("\(field) is not a list of numbers")
    }
    let names = numbers.isNamed ? memberNames(field) : nil
    if let name = names?.repeatedName { throw Unfit("the name \(name) occurs twice in \(field)") }
    return FileColumns(names: names, values: try computable(numbers, field))
  }

  /// One or more rows of equal length, all numbers checked to be safe to compute with.
  ///
  /// - Returns: all rows' numbers, one row after the other.
  package func rows(_ field: String, of length: Int) throws(Unfit) -> [Double] {
    guard let numbers = numbers(field), !numbers.isNamed, numbers.elementCount > 0,
      numbers.rowLength == length
    else { throw Unfit("\(field) is not a list of rows of \(length) numbers each") }
    return try computable(numbers, field)
  }

  private func computable(_ numbers: Numbers, _ field: String) throws(Unfit) -> [Double] {
    let values = Array(numbers.values)
    // Small enough that squares, and sums of many squares, stay within a double's range.
    guard values.allSatisfy({ $0.magnitude < 1e145 }) else {
      throw Unfit("a number in \(field) is too large to compute with")
    }
    return values
  }
}
