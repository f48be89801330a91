/// A measure of the face, the words for a low and a high value of it, and the points that it is
/// measured between.
public struct Feature: Sendable, Equatable {
  /// The name in records: `nose_size`.
  public var name: String
  /// What a face with a low value has: "short nose". Nil if there are no words for it.
  public var low: String?
  /// What a face with a high value has: "long nose".
  public var high: String?
  /// The lengths it is made of, to be drawn over a face.
  public var lengths: [Length]

  /// A length between two positions, each the mean of one or more of the 68 landmarks, by index.
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

  /// The name for people: "nose size".
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
