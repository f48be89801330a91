import Clustering
import MeasureRecords
import Records

/// How photos of one person differ, in a model's file: `within_units` and `within`.
extension ClusterModel {
  func write(_ within: WithinSpread, to text: inout JSONText) {
    let size = within.units.count
    text.append(",\"within_units\":")
    write(within.units, to: &text)
    text.append(",\"within\":")
    text.list(0..<size) { text, row in
      text.list(within.covariance.values[row * size..<(row + 1) * size]) { $0.shortest($1) }
    }
  }
}

extension Record {
  /// The spread in a model's file; nil where it has none.
  ///
  /// - Parameter columns: the model's columns, in whose order the covariance's rows are.
  func within(of columns: FileColumns) throws(Unfit) -> WithinSpread? {
    guard has("within") || has("within_units") else { return nil }
    let units = try self.columns("within_units")
    guard let positions = units.positions(of: columns) else {
      throw Unfit("within_units and means have different columns")
    }
    return WithinSpread(
      covariance: try covariance("within", of: columns.values.count),
      units: try positions.map { (position) throws(Unfit) in try deviation(units.values[position]) }
    )
  }

  /// A covariance matrix of the given size.
  func covariance(_ field: String, of size: Int) throws(Unfit) -> SymmetricMatrix {
    let values = try rows(field, of: size)
    guard values.count == size * size,
      SymmetricMatrix(size: size, values: values).isCovariance(tolerance: 1e-5)
    else {
      throw Unfit(
        "\(field) is invalid: not square, not symmetric, or with a variance below 0")
    }
    return SymmetricMatrix(size: size, values: values)
  }
}
