import Threads

/// Centres of clusters that were not made from centres.
extension Vectors {
  /// The mean of each cluster's rows, in cluster order; the mean of equal rows is exactly that row.
  ///
  /// - Precondition: `assignments` holds a cluster for each row, and no cluster is empty.
  public func means(of assignments: [Int], sizes: [Int]) -> Vectors {
    precondition(
      assignments.count == count && sizes.allSatisfy { $0 > 0 }, "a cluster for each row")
    var first = [Int](repeating: -1, count: sizes.count)
    var sums = [Double](repeating: 0, count: sizes.count * dimensions)
    for (row, cluster) in assignments.enumerated() {
      if first[cluster] < 0 { first[cluster] = row }
      for (column, (value, start)) in zip(self[row], self[first[cluster]]).enumerated() {
        sums[cluster * dimensions + column] += value - start
      }
    }
    for cluster in sizes.indices {
      for (column, start) in self[first[cluster]].enumerated() {
        let position = cluster * dimensions + column
        sums[position] = start + sums[position] / Double(sizes[cluster])
      }
    }
    return Vectors(values: sums, dimensions: dimensions)
  }
}

extension NearestCentres {
  /// The assignment of every row to the cluster that is given for it.
  ///
  /// - Complexity: O(count · centres · dimensions).
  public func assignments(
    of vectors: Vectors, to clusters: [Int], threads: Int = Parallel.processors
  ) -> [Assignment] {
    precondition(vectors.count == clusters.count, "a cluster for each row")
    return Parallel.map(vectors.count, threads: threads) {
      assignment(of: vectors[$0], to: clusters[$0])
    }
  }

  /// The assignment of a row to a given cluster: the runner-up is the nearest other centre, and the
  /// margin is negative where that is nearer than the own centre.
  ///
  /// - Complexity: O(centres · dimensions).
  public func assignment(of row: some Collection<Double>, to cluster: Int) -> Assignment {
    precondition(row.count == centres.dimensions, "a row of another length")
    let row = Array(row)
    let own = squaredDistance(row[...], centres[cluster])
    guard NearestCentres.isSafe(own) else {
      return row.withUnsafeBufferPointer { carefulAssignment(of: $0, to: cluster) }
    }
    let distance = own.squareRoot()
    guard centres.count > 1 else {
      return Assignment(cluster: cluster, distance: distance, runnerUp: nil, margin: nil)
    }
    let (runnerUp, square) = row.withUnsafeBufferPointer { row in
      row.baseAddress.map { nearest(to: $0, except: cluster) } ?? (cluster, 0)
    }
    let second = square.squareRoot()
    return Assignment(
      cluster: cluster, distance: distance, runnerUp: runnerUp,
      margin: second > 0 ? (second - distance) / second : 0)
  }
}
