/// The few vector operations of the hot loops, spelt out for the two types used, so that generic
/// code over them compiles to plain vector instructions instead of loops over lanes.
protocol LaneVector: SendableMetatype {
  associatedtype Scalar: BinaryFloatingPoint & SIMDScalar & BitwiseCopyable & Sendable

  static var lanes: Int { get }
  static func load(_ source: UnsafePointer<Scalar>) -> Self
  static func broadcast(_ value: Scalar) -> Self
  func store(to target: UnsafeMutablePointer<Scalar>)
  func plus(_ other: Self) -> Self
  func plusSquare(of difference: Self) -> Self
  func minus(_ other: Self) -> Self
  func times(_ other: Self) -> Self
  func lesser(_ other: Self) -> Self
  func squareRoots() -> Self
  func sumOfLanes() -> Scalar
  func leastLane() -> Scalar

  /// The first lane that holds `least`, and the minimum of all other lanes.
  func laneAndRest(of least: Scalar) -> (lane: Int, rest: Scalar)
}

extension SIMD8: LaneVector where Scalar == Float {
  static var lanes: Int { 8 }

  @inline(__always) static func load(_ source: UnsafePointer<Float>) -> SIMD8<Float> {
    UnsafeRawPointer(source).loadUnaligned(as: SIMD8<Float>.self)
  }

  @inline(__always) static func broadcast(_ value: Float) -> SIMD8<Float> {
    SIMD8<Float>(repeating: value)
  }

  @inline(__always) func store(to target: UnsafeMutablePointer<Float>) {
    UnsafeMutableRawPointer(target).storeBytes(of: self, as: SIMD8<Float>.self)
  }

  @inline(__always) func plus(_ other: SIMD8<Float>) -> SIMD8<Float> { self + other }

  @inline(__always) func plusSquare(of difference: SIMD8<Float>) -> SIMD8<Float> {
    self + difference * difference
  }

  @inline(__always) func minus(_ other: SIMD8<Float>) -> SIMD8<Float> { self - other }

  @inline(__always) func times(_ other: SIMD8<Float>) -> SIMD8<Float> { self * other }

  @inline(__always) func lesser(_ other: SIMD8<Float>) -> SIMD8<Float> {
    replacing(with: other, where: other .< self)
  }

  @inline(__always) func squareRoots() -> SIMD8<Float> { squareRoot() }

  @inline(__always) func sumOfLanes() -> Float {
    let half = lowHalf + highHalf
    let quarter = half.lowHalf + half.highHalf
    return quarter.x + quarter.y
  }

  @inline(__always) func leastLane() -> Float {
    let half = lowHalf.replacing(with: highHalf, where: highHalf .< lowHalf)
    let quarter = half.lowHalf.replacing(with: half.highHalf, where: half.highHalf .< half.lowHalf)
    return quarter.y < quarter.x ? quarter.y : quarter.x
  }

  @inline(__always) func laneAndRest(of least: Float) -> (lane: Int, rest: Float) {
    var lane = 0
    while lane < 7 && self[lane] != least { lane += 1 }
    var others = self
    others[lane] = .infinity
    return (lane, others.leastLane())
  }
}

extension SIMD4: LaneVector where Scalar == Double {
  static var lanes: Int { 4 }

  @inline(__always) static func load(_ source: UnsafePointer<Double>) -> SIMD4<Double> {
    UnsafeRawPointer(source).loadUnaligned(as: SIMD4<Double>.self)
  }

  @inline(__always) static func broadcast(_ value: Double) -> SIMD4<Double> {
    SIMD4<Double>(repeating: value)
  }

  @inline(__always) func store(to target: UnsafeMutablePointer<Double>) {
    UnsafeMutableRawPointer(target).storeBytes(of: self, as: SIMD4<Double>.self)
  }

  @inline(__always) func plus(_ other: SIMD4<Double>) -> SIMD4<Double> { self + other }

  @inline(__always) func plusSquare(of difference: SIMD4<Double>) -> SIMD4<Double> {
    self + difference * difference
  }

  @inline(__always) func minus(_ other: SIMD4<Double>) -> SIMD4<Double> { self - other }

  @inline(__always) func times(_ other: SIMD4<Double>) -> SIMD4<Double> { self * other }

  @inline(__always) func lesser(_ other: SIMD4<Double>) -> SIMD4<Double> {
    replacing(with: other, where: other .< self)
  }

  @inline(__always) func squareRoots() -> SIMD4<Double> { squareRoot() }

  @inline(__always) func sumOfLanes() -> Double {
    let half = lowHalf + highHalf
    return half.x + half.y
  }

  @inline(__always) func leastLane() -> Double {
    let half = lowHalf.replacing(with: highHalf, where: highHalf .< lowHalf)
    return half.y < half.x ? half.y : half.x
  }

  @inline(__always) func laneAndRest(of least: Double) -> (lane: Int, rest: Double) {
    var lane = 0
    while lane < 3 && self[lane] != least { lane += 1 }
    var others = self
    others[lane] = .infinity
    return (lane, others.leastLane())
  }
}

/// Squared Euclidean distance of two rows.
@inline(__always) func squaredDistance<L: LaneVector>(
  _ first: UnsafePointer<L.Scalar>, _ second: UnsafePointer<L.Scalar>, _ dimensions: Int, as: L.Type
) -> L.Scalar {
  var sums = L.broadcast(0)
  var column = 0
  while column + L.lanes <= dimensions {
    sums = sums.plusSquare(of: L.load(first + column).minus(L.load(second + column)))
    column += L.lanes
  }
  var result = sums.sumOfLanes()
  while column < dimensions {
    let difference = first[column] - second[column]
    result += difference * difference
    column += 1
  }
  return result
}

/// Squared Euclidean distances from one row to the `L.lanes` rows of a panel, in which number
/// `column` of row `lane` is at index `column * L.lanes + lane`.
///
/// Four sums run side by side: in a single chain, each addition would wait for the previous one.
@inline(__always) func squaredDistances<L: LaneVector>(
  _ row: UnsafePointer<L.Scalar>, toPanel panel: UnsafePointer<L.Scalar>, _ dimensions: Int,
  as: L.Type
) -> L {
  var even = L.broadcast(0)
  var odd = even
  var column = 0
  if dimensions >= 4 {
    var third = even
    var fourth = even
    while column + 4 <= dimensions {
      let source = panel + column * L.lanes
      even = even.plusSquare(of: L.broadcast(row[column]).minus(L.load(source)))
      odd = odd.plusSquare(of: L.broadcast(row[column + 1]).minus(L.load(source + L.lanes)))
      third = third.plusSquare(of: L.broadcast(row[column + 2]).minus(L.load(source + 2 * L.lanes)))
      fourth = fourth.plusSquare(
        of: L.broadcast(row[column + 3]).minus(L.load(source + 3 * L.lanes)))
      column += 4
    }
    even = even.plus(third)
    odd = odd.plus(fourth)
  }
  while column < dimensions {
    even = even.plusSquare(of: L.broadcast(row[column]).minus(L.load(panel + column * L.lanes)))
    column += 1
  }
  return even.plus(odd)
}

/// Number of panels that hold `rows` rows.
@inline(__always) func panelCount<L: LaneVector>(_ rows: Int, as: L.Type) -> Int {
  (rows + L.lanes - 1) / L.lanes
}

/// Copies rows into panels; lanes without a row are infinitely far from everything.
func fillPanels<L: LaneVector>(
  _ panels: UnsafeMutablePointer<L.Scalar>, from rows: UnsafePointer<L.Scalar>, count: Int,
  _ dimensions: Int, as: L.Type
) {
  for index in 0..<panelCount(count, as: L.self) * L.lanes {
    let target = panels + (index / L.lanes) * L.lanes * dimensions + index % L.lanes
    for column in 0..<dimensions {
      target[column * L.lanes] = index < count ? rows[index * dimensions + column] : .infinity
    }
  }
}
