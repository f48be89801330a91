import Records

extension JSONText {
  /// A share of people for each measure, or null.
  public mutating func scores(_ names: [String], _ scores: [Double?]) {
    append("{")
    for (index, name) in names.enumerated() {
      if index > 0 { append(",") }
      string(name)
      append(":")
      if let score = scores[index] { fixed(score, decimals: 4) } else { null() }
    }
    append("}")
  }
}
