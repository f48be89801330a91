extension NamedClusters {
  /// Applies one statement.
  ///
  /// - Complexity: O(faces) for a merge and where a cluster is known by its number; else O(the
  ///   statement's faces).
  public mutating func apply(_ statement: Statement) -> Outcome {
    var outcome = Outcome()
    do throws(UnfitReason) {
      switch statement.body {
      case .nameCluster(let name, let group):
        try nameCluster(name, group, statement.place, &outcome)
      case .nameFaces(let name, let places):
        let (rows, missing) = find(places)
        outcome.unfit = missing
        for row in rows {
          if let earlier = ownNames[row], earlier != name {
            outcome.contradictions.append(
              UnfitReason("gives a face another name than an earlier line", "\(index.faces[row])"))
          }
          ownNames[row] = .some(name)
        }
      case .merge(let groups):
        try merge(groups)
      case .move(let places, let source, let target):
        try move(places, from: source, to: target, statement.place, &outcome)
      case .not(let places, let group):
        try refuse(places, group, statement.place, &outcome)
      }
    } catch {
      outcome.unfit.append(error)
    }
    return outcome
  }

  // MARK: Names

  /// Of two names for one cluster the later one counts where both mean the same faces. Where they
  /// do not, two groups with names have come together, and that with more faces there counts.
  private mutating func nameCluster(
    _ name: String?, _ group: Statement.Group, _ place: String, _ outcome: inout Outcome
  ) throws(UnfitReason) {
    let (cluster, rows) = try find(group)
    defer { touched.insert(cluster) }
    let new = Title(name: name, place: place, rows: rows)
    guard let old = titles[cluster], let earlier = old.place, old.name != name else {
      titles[cluster] = new
      return
    }
    let isRenamed = old.rows.isEmpty || rows.isEmpty || !old.rows.isDisjoint(with: rows)
    if isRenamed || rows.count > old.rows.count { titles[cluster] = new }
    guard !isRenamed else {
      outcome.contradictions.append(
        UnfitReason(
          "gives a cluster another name than an earlier line",
          "\(quoted(name)), not \(quoted(old.name)) of \(earlier)"))
      return
    }
    let winner = rows.count > old.rows.count ? name : old.name
    throw UnfitReason(
      "two groups with names are one cluster here: the name with more faces counts",
      "\(quoted(winner)), of \(quoted(old.name)) (\(earlier), \(counted(old.rows.count))) and "
        + "\(quoted(name)) (\(counted(rows.count)))")
  }

  private func counted(_ faces: Int) -> String { faces == 1 ? "1 face" : "\(faces) faces" }

  private func quoted(_ name: String?) -> String { name.map { "'\($0)'" } ?? "nothing" }

  // MARK: Moves

  private mutating func move(
    _ places: [FacePlace], from source: Statement.Group?, to target: Statement.Group?,
    _ place: String, _ outcome: inout Outcome
  ) throws(UnfitReason) {
    let (rows, missing) = find(places)
    outcome.unfit = missing
    guard !rows.isEmpty else { return }
    // A new cluster that these faces have already, and nobody else, is the one.
    let cluster =
      try target.map { (group) throws(UnfitReason) in try find(group).cluster } ?? own(rows)
    for row in rows {
      let refusal = refusals[row]?.firstIndex { number(after: $0.cluster) == cluster }
      if let refusal, let earlier = refusals[row]?.remove(at: refusal).place {
        outcome.contradictions.append(
          other("moves a face to where an earlier line says it is not", row, earlier))
      } else if let earlier = movers[row], clusters[row] != cluster {
        outcome.contradictions.append(
          other("moves a face that an earlier line moved", row, earlier))
      }
      put(row, into: cluster, place)
    }
    // Where it came from, if that is still there, it must not be put again.
    guard let source, let old = try? find(source).cluster, old != cluster else { return }
    for row in rows { refusals[row, default: []].append((old, place)) }
  }

  private func other(_ sentence: String, _ row: Int, _ earlier: String) -> UnfitReason {
    UnfitReason(sentence, "\(index.faces[row]), \(earlier)")
  }

  /// The number of the cluster that some faces have to themselves; a new one where they have none.
  private mutating func own(_ rows: [Int]) -> Int {
    if let cluster = clusters[rows[0]] {
      let members = clusters.indices.filter { clusters[$0] == cluster }
      if Set(members) == Set(rows) { return cluster }
    }
    defer { next += next < Int.max ? 1 : 0 }
    return next
  }

  private mutating func put(_ row: Int, into cluster: Int?, _ place: String) {
    clusters[row] = cluster
    isByHand[row] = true
    movers[row] = place
    // What an earlier statement called the face where it was.
    ownNames[row] = nil
  }

  private mutating func refuse(
    _ places: [FacePlace], _ group: Statement.Group, _ place: String, _ outcome: inout Outcome
  ) throws(UnfitReason) {
    let (rows, missing) = find(places)
    outcome.unfit = missing
    guard !rows.isEmpty else { return }
    let cluster = try find(group).cluster
    for row in rows {
      refusals[row, default: []].append((cluster, place))
      guard clusters[row] == cluster else { continue }
      if let earlier = movers[row] {
        outcome.contradictions.append(
          other("takes a face from where an earlier line moved it", row, earlier))
      }
      put(row, into: nil, place)
    }
  }
}
