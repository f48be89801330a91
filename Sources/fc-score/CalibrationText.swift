import Clustering
import Records

/// Writes predicted and observed steadiness.
extension Score {
  func write(_ calibration: Calibration, to text: inout JSONText) {
    func member(_ name: String, _ value: Double?) {
      text.append(",")
      text.name(name)
      text.optional(value) { $0.fixed($1, decimals: 4) }
    }
    text.append(",\"steadiness\":{\"faces\":\(calibration.faces),\"people\":\(calibration.people)")
    member("predicted", calibration.predicted)
    member("observed", calibration.observed)
    member("auc", calibration.ranking)
    text.append(",\"calibration\":")
    text.list(calibration.bins) { text, bin in
      text.append("{\"from\":")
      text.fixed(bin.lower, decimals: 4)
      text.append(",\"to\":")
      text.fixed(bin.upper, decimals: 4)
      text.append(",\"faces\":\(bin.faces),\"predicted\":")
      text.optional(bin.predicted) { $0.fixed($1, decimals: 4) }
      text.append(",\"observed\":")
      text.optional(bin.observed) { $0.fixed($1, decimals: 4) }
      text.append("}")
    }
    text.append("}")
  }

  /// For reading on a terminal.
  func lines(_ calibration: Calibration) -> [String] {
    func percent(_ share: Double?) -> String {
      share.map { "\(Int((100 * $0).rounded())) %" } ?? "-"
    }
    func row(_ cells: [String]) -> String {
      cells[0].padded(to: 20) + cells[1].padded(to: 11) + cells[2].padded(to: 11) + cells[3]
    }
    let ranges = calibration.bins.map { bin in
      row([
        "\(percent(bin.lower)) … \(percent(bin.upper))", percent(bin.predicted),
        percent(bin.observed), "\(bin.faces)",
      ])
    }
    return [
      "", row(["steadiness", "predicted", "observed", "faces"]),
      row([
        "all", percent(calibration.predicted), percent(calibration.observed),
        "\(calibration.faces)",
      ]),
    ] + ranges
  }
}
