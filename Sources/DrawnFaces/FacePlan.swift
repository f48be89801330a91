/// A set of faces to draw: the same plan always has the same faces, and a longer plan begins with
/// the faces of a shorter one.
public struct FacePlan: Sendable, RandomAccessCollection {
  public struct Face: Sendable {
    /// The planted type, counted from 0; nil in a plan without types.
    public let type: Int?
    public let parameters: FaceParameters
  }

  private let size: Int
  private let types: Int
  private let seed: UInt64
  private let shift: Double
  private let within: Double

  /// - Parameters:
  ///   - count: number of faces, 0 or more.
  ///   - types: the number of planted types, which take turns: 2, 3 or 4, or 0 for faces without
  ///     types.
  ///   - seed: plans with different seeds have unrelated faces.
  ///   - shift: see `FaceParameters.ofType`; one of `FaceParameters.shifts`. Ignored without types.
  ///   - within: see `FaceParameters.ofType`; one of `FaceParameters.spreads`. Ignored without
  ///     types.
  public init(count: Int, types: Int, seed: UInt64, shift: Double = 1.2, within: Double = 0.5) {
    precondition(count >= 0 && (types == 0 || 2...FaceParameters.typeCount ~= types))
    size = count
    self.types = types
    self.seed = seed
    self.shift = shift
    self.within = within
  }

  public var startIndex: Int { 0 }
  public var endIndex: Int { size }

  /// - Complexity: O(1); nothing is drawn yet.
  public subscript(index: Int) -> Face {
    precondition(indices.contains(index))
    // Mixed twice, so that neighbouring seeds do not have the same faces at shifted indices.
    let own = SplitMix64.mix(SplitMix64.mix(seed) &+ UInt64(index))
    guard types > 0 else { return Face(type: nil, parameters: .random(seed: own)) }
    let kind = index % types
    return Face(type: kind, parameters: .ofType(kind, seed: own, shift: shift, within: within))
  }
}
