import Filter
import NumberText
import Quiz

extension QuizReport {
  /// For reading on a terminal.
  var table: String {
    var lines = [judgement.sentence, ""]
    lines += counts.filter { $0.value > 0 }.map { count in
      count.name.split(separator: "_").joined(separator: " ").padded(to: 16) + "\(count.value)"
    }
    lines += ["", header("answers about")]
    lines.append(line("clusters", judgement.clusters.proportion))
    lines.append(line("random groups", judgement.control.proportion))
    if let difference = judgement.difference {
      let (low, high) = (difference.interval.lowerBound, difference.interval.upperBound)
      lines.append(
        "difference".padded(to: 40) + percent(difference.value).padded(to: 8)
          + "\(percent(low)) to \(percent(high))")
    }
    lines += ["", "agreement (Krippendorff's alpha)  \(judgement.alpha.map(rounded) ?? "none")"]
    lines += ["answers still needed              \(judgement.stillNeeded)"]
    lines += ["", header("clusters")]
    lines += pairs.map { line("\($0.clusters.x) and \($0.clusters.y)", $0.proportion) }
    lines += ["", header("person, about clusters")]
    lines += persons.map { line(visible($0.name), $0.clusters) }
    lines += ["", header("person, about random groups")]
    lines += persons.map { line(visible($0.name), $0.control) }
    return lines.joined(separator: "\n") + "\n"
  }

  private func header(_ title: String) -> String {
    title.padded(to: 28) + "right".padded(to: 20) + "95 % interval"
  }

  private func line(_ title: String, _ proportion: Proportion) -> String {
    let (right, count) = (Int(proportion.right), Int(proportion.count))
    let interval = proportion.exactInterval
    return title.padded(to: 28) + "\(right) of \(count)".padded(to: 12)
      + (proportion.value.map(percent) ?? "").padded(to: 8)
      + "\(percent(interval.lowerBound)) to \(percent(interval.upperBound))"
  }

  private func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }

  private func rounded(_ value: Double) -> String { decimalText(value, places: 3) }
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(1, width - count))
  }
}
