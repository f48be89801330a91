import Threads

extension KMeans {
  /// The result for the labels that a start ended with: centres are computed as exact means, every
  /// row is assigned to the nearest centre in double precision, and clusters are numbered by size.
  func finished(_ start: Start, _ vectors: Vectors, _ frame: Frame) -> Result {
    var centres = means(of: vectors, start, frame)
    var order = bySize(sizes: start.sizes, labels: start.labels.lazy.map { Int($0) })
    var assignments: [Int] = []
    var sizes: [Int] = []
    var inertia = 0.0
    // The final assignment may change sizes, and with them the clusters' numbers, which in turn
    // decide between equally near centres. So assign again until both agree: at once, unless two
    // clusters are of nearly equal size.
    for _ in 0..<4 {
      centres = centres.rows(at: order)
      (assignments, inertia) = assign(vectors, to: centres)
      sizes = [Int](repeating: 0, count: k)
      for cluster in assignments { sizes[cluster] += 1 }
      order = bySize(sizes: sizes, labels: assignments)
      if order.elementsEqual(0..<k) { break }
    }
    if !order.elementsEqual(0..<k) {
      var number = [Int](repeating: 0, count: k)
      for (new, old) in order.enumerated() { number[old] = new }
      centres = centres.rows(at: order)
      assignments = assignments.map { number[$0] }
      sizes = order.map { sizes[$0] }
    }
    return Result(
      centres: centres, assignments: assignments, sizes: sizes, inertia: inertia,
      iterations: start.iterations, converged: start.converged)
  }

  /// Means of the clusters; an empty cluster keeps the centre it had. The second round corrects the
  /// rounding error of the first, so that the mean of equal rows is exactly that row.
  private func means(of vectors: Vectors, _ start: Start, _ frame: Frame) -> Vectors {
    let dimensions = vectors.dimensions
    var centres = start.centres.indices.map {
      start.centres[$0] / frame.factor + frame.origin[$0 % dimensions]
    }
    for _ in 0..<2 {
      var sums = [Double](repeating: 0, count: k * dimensions)
      var index = 0
      vectors.forEachRow { row in
        let offset = Int(start.labels[index]) * dimensions
        for column in 0..<dimensions {
          sums[offset + column] += row[column] - centres[offset + column]
        }
        index += 1
      }
      for entry in sums.indices where start.sizes[entry / dimensions] > 0 {
        centres[entry] += sums[entry] / Double(start.sizes[entry / dimensions])
      }
    }
    return Vectors(values: centres, dimensions: dimensions)
  }

  private func assign(_ vectors: Vectors, to centres: Vectors) -> ([Int], inertia: Double) {
    let nearest = NearestCentres(centres)
    let chunkSize = 4096
    let chunks = (vectors.count + chunkSize - 1) / chunkSize
    let labels = SharedMemory<Int>(repeating: 0, count: vectors.count)
    let parts = SharedMemory<Double>(repeating: 0, count: chunks)
    Parallel.forEach(chunks, threads: threads) { chunk in
      vectors.values.withUnsafeBufferPointer { values in
        guard let base = values.baseAddress else { return }
        for index in chunk * chunkSize..<min((chunk + 1) * chunkSize, vectors.count) {
          let (cluster, square) = nearest.nearest(to: base + index * vectors.dimensions)
          labels.base[index] = cluster
          parts.base[chunk] += square
        }
      }
    }
    return (labels.array, parts.array.reduce(0, +))
  }
}

/// Cluster numbers from the largest cluster to the smallest; of equally large clusters, the one
/// that appears first comes first. Empty clusters keep their order at the end.
func bySize(sizes: [Int], labels: some Sequence<Int>) -> [Int] {
  var firstSeen = [Int](repeating: .max, count: sizes.count)
  for (index, label) in labels.enumerated() where firstSeen[label] == .max {
    firstSeen[label] = index
  }
  return sizes.indices.sorted { (-sizes[$0], firstSeen[$0], $0) < (-sizes[$1], firstSeen[$1], $1) }
}
