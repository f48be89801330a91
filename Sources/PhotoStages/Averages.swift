import Filter
import Vision

/// The average pictures of a plan.
public struct Averages {
  /// Of all faces. Where clusters were sampled, each counts with all its faces.
  public let whole: AverageFace
  /// How many faces the average of all was made of.
  public let wholeCount: Int
  /// Beside the plan's clusters.
  public let clusters: [AverageFace]
}

extension Run {
  /// Warps the faces of a plan to the mean shapes and averages them, on several threads; memory does not grow with the
  /// number of faces.
  ///
  /// - Parameters:
  ///   - limit: take at most so many faces of a cluster, spread evenly over its faces in their order.
  ///   - onFailure: gets the face whose photo could not be used; it is left out.
  public func averages(
    _ plan: AveragePlan, limit: Int? = nil, onFailure: (Int, InputFailure) throws -> Void
  ) throws -> Averages {
    func warp(_ shape: [SIMD2<Double>]) throws -> FaceWarp {
      try failing { () throws(VisionError) in try FaceWarp(to: shape, size: plan.size) }
    }
    // The faces that no cluster has come last, for the average of all alone.
    var parts = plan.clusters.map { Part(members: $0.group.members, limit: limit) }
    parts.append(Part(members: plan.unclustered, limit: limit))
    let warps = try plan.clusters.map { try warp($0.group.shape) }
    let wholeWarp = try warp(plan.whole.shape)

    let tasks = parts.enumerated().flatMap { part, members in members.sample.map { (face: $0, part: part) } }
    progress.restart(total: tasks.count, unit: "faces averaged")
    let pictures = Prefetch(count: tasks.count, threads: jobs) {
      let photos = PhotoCache()
      return { number in
        let task = tasks[number]
        let own = task.part < warps.count ? warps[task.part] : nil
        return warped(plan.faces[task.face], own, wholeWarp, photos)
      }
    }

    var whole = AverageFace(size: plan.size)
    var wholeCount = 0
    var clusters: [AverageFace] = []
    for (index, part) in parts.enumerated() {
      var (own, share) = (AverageFace(size: plan.size), AverageFace(size: plan.size))
      for face in part.sample {
        switch try pictures.next() {
        case .success(let picture):
          picture.own.map { own.add($0) }
          share.add(picture.whole)
        case .failure(let failure): try onFailure(face, failure)
        }
        progress.advance()
      }
      whole.add(share, standingFor: part.isSampled ? part.count : share.count)
      wholeCount += share.count
      if index < warps.count { clusters.append(own) }
    }
    return Averages(whole: whole, wholeCount: wholeCount, clusters: clusters)
  }
}

/// The faces of a cluster that are looked at.
private struct Part {
  let count: Int
  let sample: [Int]
  var isSampled: Bool { sample.count < count }

  init(members: [Int], limit: Int?) {
    count = members.count
    let taken = min(members.count, limit ?? members.count)
    sample = (0..<taken).map { members[$0 * members.count / taken] }
  }
}

/// One face on two canvases.
private struct WarpedFace: Sendable {
  /// On its cluster's mean shape.
  let own: [UInt8]?
  /// On the mean shape of all.
  let whole: [UInt8]
}

private func warped(
  _ face: AveragedFace, _ own: FaceWarp?, _ whole: FaceWarp, _ photos: PhotoCache
) -> Result<WarpedFace, InputFailure> {
  do {
    let photo = try face.photoSize.map { try photos.photo(at: face.path, told: $0) } ?? photos.photo(at: face.path)
    let landmarks = face.landmarks.map { SIMD2<Double>($0) }
    return .success(
      try failing { () throws(VisionError) in
        WarpedFace(own: try own?(photo, landmarks), whole: try whole(photo, landmarks))
      })
  } catch let failure as InputFailure {
    return .failure(failure)
  } catch {
    return .failure(InputFailure("internal", "\(error)"))
  }
}
