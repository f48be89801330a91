import Filter
import Records

/// Why a line of JSON is not the file that it should be; nil where it is something else altogether.
package struct Unfit: Error {
  package let reason: String?
  package init(_ reason: String?) { self.reason = reason }
}

/// Numbers of a file, one per column.
package struct FileColumns {
  /// Nil where they have none; no name stands twice.
  package let names: [String]?
  package let values: [Double]

  /// Where each column of `others` stands here; nil unless both have the same ones.
  package func places(of others: FileColumns) -> [Int]? {
    switch (names, others.names) {
    case (let names?, let others?): names.places(of: others)
    case (nil, nil) where values.count == others.values.count: Array(values.indices)
    default: nil
    }
  }
}

/// A deviation of a file, by which numbers can be divided.
package func deviation(_ value: Double) throws(Unfit) -> Double {
  guard value.isNormal, value > 0 else {
    throw Unfit("a deviation is not above 0, or too small to divide by")
  }
  return value
}

extension Record {
  /// Reads a file that is one line of JSON.
  ///
  /// - Throws: `Fatal` where the file is no JSON, or `body` finds it unfit.
  package func withLine<Value>(
    _ bytes: [UInt8], place: String, wanted: String, _ body: (Record) throws(Unfit) -> Value
  ) throws -> Value {
    let line = bytes.prefix(bytes.lastIndex { $0 != UInt8(ascii: "\n") }.map { $0 + 1 } ?? 0)
    let padded = line + [UInt8](repeating: 0, count: Record.padding)
    return try padded.withUnsafeBytes { padded in
      do throws(MalformedRecord) {
        try scan(UnsafeRawBufferPointer(rebasing: padded[..<line.count]))
      } catch {
        throw Fatal("\(error.reason): not \(wanted)", at: place)
      }
      do throws(Unfit) {
        return try body(self)
      } catch {
        throw Fatal("is not \(wanted)\(error.reason.map { ": \($0)" } ?? "")", at: place)
      }
    }
  }

  /// One number a column, all of them such as can be computed with.
  package func columns(_ field: String) throws(Unfit) -> FileColumns {
    guard let numbers = numbers(field), numbers.rowLength == 0, numbers.values.count > 0 else {
      throw Unfit("\(field) is no list of numbers")
    }
    let names = numbers.isNamed ? memberNames(field) : nil
    if let name = names?.repeatedName { throw Unfit("the name \(name) stands twice in \(field)") }
    return FileColumns(names: names, values: try computable(numbers, field))
  }

  /// Rows of equally many numbers, at least one, all of them such as can be computed with.
  ///
  /// - Returns: all rows' numbers, one row after the other.
  package func rows(_ field: String, of length: Int) throws(Unfit) -> [Double] {
    guard let numbers = numbers(field), !numbers.isNamed, numbers.elementCount > 0,
      numbers.rowLength == length
    else { throw Unfit("\(field) is no list of rows with \(length) numbers each") }
    return try computable(numbers, field)
  }

  private func computable(_ numbers: Numbers, _ field: String) throws(Unfit) -> [Double] {
    let values = Array(numbers.values)
    // So small that squares, and sums of many of them, stay within a double's range.
    guard values.allSatisfy({ $0.magnitude < 1e145 }) else {
      throw Unfit("a number in \(field) is too large to compute with")
    }
    return values
  }
}
