/// What the mean steadiness of some faces means, in a sentence anyone can read.
public struct SteadinessSentence: Sendable, Equatable {
  /// One sentence without a full stop.
  public let text: String

  /// Another way to cluster the same faces, and the mean steadiness that it gives.
  public struct Alternative: Sendable, Equatable {
    /// The options that ask for it.
    public let options: String
    public let mean: Double

    public init(options: String, mean: Double) { (self.options, self.mean) = (options, mean) }
  }

  /// - Parameter alternative: mentioned where it keeps clearly more faces.
  public init(mean: Double, alternative: Alternative? = nil) {
    let start = "in another photo \(Self.percent(mean)) of 100 faces would stay in their cluster"
    guard Self.isWeak(mean), let alternative, alternative.mean >= mean + Self.clearly else {
      text = start
      return
    }
    text = "\(start): \(alternative.options) keeps \(Self.percent(alternative.mean))"
  }

  /// Whether so many faces would leave their cluster that another way to cluster is worth looking
  /// for.
  public static func isWeak(_ mean: Double) -> Bool { mean < 0.9 }

  /// Predicted and observed shares were 3 to 4 points apart on average.
  private static let clearly = 0.05

  static func percent(_ share: Double) -> Int { Int((100 * share).rounded()) }
}
