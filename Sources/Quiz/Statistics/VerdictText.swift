extension Judgement {
  /// The verdict in a sentence, with the figures that it is based on.
  public var sentence: String {
    guard let difference else {
      return "whether people see these groups cannot be said: there are only answers about "
        + (clusters.proportion.count > 0 ? "clusters" : "random groups")
    }
    let figures =
      "the odd face was found in \(share(clusters.proportion)) of "
      + "\(Int(clusters.proportion.count)) answers about clusters and "
      + "\(share(control.proportion)) of \(Int(control.proportion.count)) about random groups, "
      + "where guessing finds 33 %; that is \(points(difference.value)) points more (95 % interval "
      + "\(points(difference.interval.lowerBound)) to \(points(difference.interval.upperBound)))"
    return "\(opening(difference)): \(figures)\(remark(difference))"
  }

  private func opening(_ difference: Difference) -> String {
    let isSmall = difference.interval.upperBound < Self.differenceOfInterest
    switch verdict {
    case .seen:
      return isSmall ? "people see these groups, but only barely" : "people see these groups"
    case .notSeen:
      return isSmall
        ? "people do not see these groups" : "people do not see these groups, or only barely"
    case .undecided: return "too few answers to tell whether people see these groups"
    }
  }

  private func remark(_ difference: Difference) -> String {
    var remark = persons == 1 ? "; these are the answers of one person" : ""
    if difference.interval.upperBound < 0 {
      remark +=
        "; random groups should not be easier: check what else in the pictures tells them apart"
    }
    if verdict == .undecided {
      remark += "; \(stillNeeded) more would be enough to show a difference of 10 points"
      // More answers of the same kind add little where people agree on each question, or answer all
      // questions alike.
      let isAlike = max(clusters.designEffect, control.designEffect) > 2
      remark += isAlike ? ", best from other people and to other questions (--seed)" : ""
    }
    return remark
  }

  private func share(_ proportion: Proportion) -> String {
    "\(Int(((proportion.value ?? 0) * 100).rounded())) %"
  }

  private func points(_ difference: Double) -> String {
    "\(Int((difference * 100).rounded()))"
  }
}
