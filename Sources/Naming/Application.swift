extension NamedClusters {
  /// Applies one statement.
  ///
  /// - Complexity: O(faces) for a merge and where a cluster is given by its number; otherwise O(the
  ///   statement's faces).
  public mutating func apply(_ statement: Statement) -> Outcome {
    var outcome = Outcome()
    do throws(UnfitReason) {
      switch statement.body {
      case .nameCluster(let name, let group):
        try nameCluster(name, group, statement.location, &outcome)
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
        try move(places, from: source, to: target, statement.location, &outcome)
      case .not(let places, let group):
        try refuse(places, group, statement.location, &outcome)
      }
    } catch {
      outcome.unfit.append(error)
    }
    return outcome
  }

  // MARK: Names

  /// Of two names for one cluster, the later one counts if both statements name some of the same
  /// faces. Otherwise two named groups have become one cluster, and the name with more faces
  /// counts.
  private mutating func nameCluster(
    _ name: String?, _ group: Statement.Group, _ location: String, _ outcome: inout Outcome
  ) throws(UnfitReason) {
    let (cluster, rows) = try find(group)
    defer { touched.insert(cluster) }
    let new = Title(name: name, location: location, rows: rows)
    guard let old = titles[cluster], let earlier = old.location, old.name != name else {
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
    _ location: String, _ outcome: inout Outcome
  ) throws(UnfitReason) {
    let (rows, missing) = find(places)
    outcome.unfit = missing
    guard !rows.isEmpty else { return }
    // If these faces already have a cluster to themselves, that is the new cluster.
    let cluster =
      try target.map { (group) throws(UnfitReason) in try find(group).cluster } ?? own(rows)
    for row in rows {
      let refusal = refusals[row]?.firstIndex { number(after: $0.cluster) == cluster }
      if let refusal, let earlier = refusals[row]?.remove(at: refusal).location {
        outcome.contradictions.append(
          other("moves a face to where an earlier line says it is not", row, earlier))
      } else if let earlier = movers[row], clusters[row] != cluster {
        outcome.contradictions.append(
          other("moves a face that an earlier line moved", row, earlier))
      }
      put(row, into: cluster, location)
    }
    // The faces must not return to the cluster that they came from, if it still exists.
    guard let source, let old = try? find(source).cluster, old != cluster else { return }
    for row in rows { refusals[row, default: []].append((old, location)) }
  }

  private func other(_ sentence: String, _ row: Int, _ earlier: String) -> UnfitReason {
    UnfitReason(sentence, "\(index.faces[row]), \(earlier)")
  }

  /// The number of the cluster that consists of these faces only; a new number where there is none.
  private mutating func own(_ rows: [Int]) -> Int {
    if let cluster = clusters[rows[0]] {
      let members = clusters.indices.filter { clusters[$0] == cluster }
      if Set(members) == Set(rows) { return cluster }
    }
    defer { next += next < Int.max ? 1 : 0 }
    return next
  }

  private mutating func put(_ row: Int, into cluster: Int?, _ location: String) {
    clusters[row] = cluster
    isByHand[row] = true
    movers[row] = location
    // An earlier statement may have named the face in its old cluster.
    ownNames[row] = nil
  }

  private mutating func refuse(
    _ places: [FacePlace], _ group: Statement.Group, _ location: String, _ outcome: inout Outcome
  ) throws(UnfitReason) {
    let (rows, missing) = find(places)
    outcome.unfit = missing
    guard !rows.isEmpty else { return }
    let cluster = try find(group).cluster
    for row in rows {
      refusals[row, default: []].append((cluster, location))
      guard clusters[row] == cluster else { continue }
      if let earlier = movers[row] {
        outcome.contradictions.append(
          other("takes a face from where an earlier line moved it", row, earlier))
      }
      put(row, into: nil, location)
    }
  }
}
