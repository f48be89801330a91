import Clustering
import Filter
import Naming
import VectorRecords

extension Options {
  /// Up to this many faces are all compared with each other.
  var mostExact: Int {
    switch neighbours {
    case nil: 50_000
    case .exact: .max
    case .approximate: 0
    }
  }
}

extension Run {
  /// Clusters all vectors.
  ///
  /// - Parameters:
  ///   - faces: which face of which photo each vector is of; nil where that does not matter.
  ///   - statements: people's statements about the faces.
  func makeClusters(
    _ gathered: GatheredVectors<CompactingRows>, _ options: Options, _ faces: PhotoFaces?,
    _ statements: [Statement]
  ) throws -> MadeClusters {
    if let table = gathered.vectors.compact {
      return try approximate(table, gathered, options, faces, statements)
    }
    guard let vectors = gathered.vectors.vectors else { preconditionFailure("no rows") }
    return try exact(vectors, gathered, options, faces, statements)
  }

  private func exact(
    _ all: Vectors, _ gathered: GatheredVectors<CompactingRows>, _ options: Options,
    _ faces: PhotoFaces?, _ statements: [Statement]
  ) throws -> MadeClusters {
    // Sorted by content, so that the order of the input does not matter.
    let order = ContentOrder(of: all, ranks: faces?.ranks)
    let vectors = all.rows(at: order.rows)
    let apart = options.isApart ? faces?.apart(order.rows) { vectors[$0] == vectors[$1] } : nil
    let links =
      try faces.map { try self.links(statements, $0, rows: order.positions, apart: apart) } ?? []
    let unit = vectors.unit
    let scaled = vectors / unit
    var (method, generator) = (options.method, options.generator)
    method.threshold /= unit
    let result =
      if let apart {
        method.fit(scaled, apart: apart, links: links, using: &generator)
      } else {
        method.fit(scaled, links: links, using: &generator)
      }
    let made = try gathered.model(
      vectors.means(of: result.assignments, sizes: result.sizes), .exact, options)
    let assignments = NearestCentres(made.centres).assignments(of: vectors, to: result.assignments)
    return MadeClusters(made, kept: made.with(goneFrom: gathered.earlier)) { row, _ in
      Placement(assignments[order.positions[row]])
    }
  }

  private func approximate(
    _ table: CompactVectors, _ gathered: GatheredVectors<CompactingRows>, _ options: Options,
    _ faces: PhotoFaces?, _ statements: [Statement]
  ) throws -> MadeClusters {
    let order = ContentOrder(of: table, ranks: faces?.ranks)
    let apart =
      options.isApart
      ? faces?.apart(order.rows) { table.areEqual(order.rows[$0], order.rows[$1]) } : nil
    let links =
      try faces.map { try self.links(statements, $0, rows: order.positions, apart: apart) } ?? []
    var generator = options.generator
    let result = options.method.fit(
      table, rows: order.rows, apart: apart, links: links, using: &generator)
    if options.neighbours == nil {
      note(
        "\(table.count) faces: neighbours were looked up in lists, which finds most of them; "
          + "--neighbours exact compares all with all")
    }
    let made = try gathered.model(
      table.means(of: order.rows, result.assignments, sizes: result.sizes), .approximate, options)
    let runnersUp = NearbyCentres(made.centres, unit: table.unit).runnersUp(
      of: order.rows, in: table, clusters: result.assignments)
    return MadeClusters(made, kept: made.with(goneFrom: gathered.earlier)) { row, vector in
      let position = order.positions[row]
      return Placement(
        .init(
          vector, in: result.assignments[position], runnerUp: runnersUp[position], of: made.centres)
      )
    }
  }
}

extension Options {
  fileprivate var generator: SeededGenerator { SeededGenerator(seed: UInt64(clusters.seed)) }
}

extension GatheredVectors {
  fileprivate func model(
    _ means: Vectors, _ neighbours: ClusterModel.Neighbours, _ options: Options
  ) throws -> ClusterModel {
    ClusterModel(
      field: reader.field, names: reader.names, base: reader.base,
      scaling: .none(dimensions: means.dimensions), centres: means,
      numbers: try earlier?.numbers(for: means, reader, farthest: options.method.threshold),
      method: .chineseWhispers, neighbours: neighbours)
  }
}

extension ClusterModel {
  /// This model, followed by those clusters of the earlier model whose numbers do not occur here:
  /// their faces may come back.
  fileprivate func with(goneFrom earlier: ClusterModel?) -> ClusterModel {
    guard let earlier else { return self }
    let gone = earlier.numbers.indices.filter { !numbers.contains(earlier.numbers[$0]) }
    return ClusterModel(
      field: field, names: names, base: base, scaling: scaling,
      centres: Vectors(
        values: centres.values + gone.flatMap { earlier.centres[$0] },
        dimensions: centres.dimensions),
      numbers: numbers + gone.map { earlier.numbers[$0] }, method: method, neighbours: neighbours)
  }
}
