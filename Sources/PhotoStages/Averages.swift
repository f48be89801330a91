import FaceGeometry
import Filter
import Threads
import Vision

/// The average pictures of a plan; an average is nil if none of its faces could be used.
public struct Averages {
  /// The average of all faces. A sampled cluster is weighted by the number of all its faces.
  public let whole: AveragePicture?
  /// The averages of the plan's clusters, in the same order.
  public let clusters: [AveragePicture?]
}

/// An average as a JPEG.
public struct AveragePicture {
  public let jpeg: [UInt8]
  /// The number of faces that it was made from.
  public let count: Int
}

extension Run {
  /// Warps the faces of a plan to the mean shapes and averages them, on several threads. Memory
  /// does not grow with the number of faces, and with the number of clusters only by the size of
  /// the JPEGs.
  ///
  /// - Parameters:
  ///   - limit: the maximum number of faces to use from each cluster, evenly spaced in their order.
  ///   - quality: of the JPEGs, 1 … 100.
  ///   - onFailure: called with a face whose photo could not be used; that face is left out.
  public func averages(
    _ plan: AveragePlan, limit: Int?, quality: Int, onFailure: (Int, InputFailure) throws -> Void
  ) throws -> Averages {
    // The faces without a cluster come last; they count only in the average of all.
    var parts = plan.clusters.map { Part(members: $0.group.members, limit: limit) }
    parts.append(Part(members: plan.unclustered, limit: limit))
    let wholeWarp = try warp(to: plan.whole.shape, plan.size)

    let tasks = parts.enumerated().flatMap { part, members in
      members.sample.map { (face: $0, part: part) }
    }
    progress.restart(total: tasks.count, unit: "faces averaged")
    let decoders = decoders()
    let pictures = Prefetch(count: tasks.count, threads: jobs) {
      let photos = PhotoCache(decoders)
      // Tasks are ordered by cluster, so keeping the last warp is enough.
      var last: (part: Int, warp: FaceWarp?)?
      return { number in
        let task = tasks[number]
        return result {
          if last?.part != task.part {
            let cluster = task.part < plan.clusters.count ? plan.clusters[task.part] : nil
            last = (task.part, try cluster.map { try warp(to: $0.group.shape, plan.size) })
          }
          return try warped(plan.faces[task.face], last?.warp, wholeWarp, photos)
        }
      }
    }

    var whole = AverageFace(size: plan.size)
    var wholeCount = 0
    var clusters: [AveragePicture?] = []
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
      if index < plan.clusters.count { clusters.append(try picture(own, of: own.count, quality)) }
    }
    return Averages(whole: try picture(whole, of: wholeCount, quality), clusters: clusters)
  }
}

/// A cluster's faces, or a sample of them.
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

/// One face, warped to two shapes.
private struct WarpedFace: Sendable {
  /// Warped to its cluster's mean shape.
  let own: [UInt8]?
  /// Warped to the mean shape of all.
  let whole: [UInt8]
}

private func picture(
  _ average: AverageFace, of count: Int, _ quality: Int
) throws -> AveragePicture? {
  guard count > 0 else { return nil }
  let jpeg = try failing { () throws(VisionError) in try average.jpeg(quality: quality) }
  return AveragePicture(jpeg: jpeg, count: count)
}

private func warp(to shape: Landmarks, _ size: Int) throws -> FaceWarp {
  try failing { () throws(VisionError) in try FaceWarp(to: shape, size: size) }
}

private func warped(
  _ face: any AveragedFace, _ own: FaceWarp?, _ whole: FaceWarp, _ photos: PhotoCache
) throws -> WarpedFace {
  let photo = try photos.photo(
    at: face.path, expectedSize: face.photoSize, takesDamaged: face.isOfDamagedPhoto)
  guard let landmarks = face.landmarks.map({ Landmarks($0) }) else {
    throw InputFailure("no-landmarks", "the face has no landmarks")
  }
  return try failing { () throws(VisionError) in
    WarpedFace(own: try own?(photo, landmarks), whole: try whole(photo, landmarks))
  }
}
