/// A measure of the face, what to call a low and a high value of it, and what it is measured
/// between.
public struct Feature: Sendable, Equatable {
  /// As in the records: `nose_size`.
  public var name: String
  /// What a face with a low value has: "short nose". Nil: say nothing in words.
  public var low: String?
  /// What a face with a high value has: "long nose".
  public var high: String?
  /// The lengths behind it, to be drawn over a face.
  public var lengths: [Length]

  /// A length between two places, each the mean of one or more of the 68 landmarks, by index.
  public struct Length: Sendable, Equatable {
    public var from: [Int]
    public var to: [Int]

    public init(from: [Int], to: [Int]) {
      self.from = from
      self.to = to
    }
  }

  public init(name: String, low: String? = nil, high: String? = nil, lengths: [Length] = []) {
    self.name = name
    self.low = low
    self.high = high
    self.lengths = lengths
  }

  /// As people read it: "nose size".
  package var label: String {
    String(name.map { $0 == "_" ? " " : $0 })
  }

  /// The lengths for the page's script: `19-37+38,24-43+44`.
  package var lengthsText: String {
    lengths.map { length in
      [length.from, length.to].map { $0.map(String.init).joined(separator: "+") }.joined(
        separator: "-")
    }.joined(separator: ",")
  }
}
