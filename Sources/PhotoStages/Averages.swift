import FaceGeometry
import Filter
import Threads
import Vision

/// The average pictures of a plan; nil where no face of it could be used.
public struct Averages {
  /// Of all faces. Where clusters were sampled, each counts with all its faces.
  public let whole: AveragePicture?
  /// Beside the plan's clusters.
  public let clusters: [AveragePicture?]
}

/// An average as a JPEG.
public struct AveragePicture {
  public let jpeg: [UInt8]
  /// How many faces it was made of.
  public let count: Int
}

extension Run {
  /// Warps the faces of a plan to the mean shapes and averages them, on several threads; memory
  /// grows neither with the number of faces nor, but for the JPEGs, with that of clusters.
  ///
  /// - Parameters:
  ///   - limit: take at most so many faces of a cluster, spread evenly over its faces in their
  ///     order.
  ///   - quality: of the JPEGs, 1 … 100.
  ///   - onFailure: gets the face whose photo could not be used; it is left out.
  public func averages(
    _ plan: AveragePlan, limit: Int?, quality: Int, onFailure: (Int, InputFailure) throws -> Void
  ) throws -> Averages {
    // The faces that no cluster has come last, for the average of all alone.
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
      // Tasks come cluster by cluster.
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
