import FaceGeometry
import Filter
import PhotoStages
import Report
import Vision

extension FaceCard: AveragedFace {}

/// The average faces of a page, and the faces whose photos could not be used.
struct PageAverages {
  var averages: [Average] = []
  var failures: [Int: InputFailure] = [:]

  /// Width and height of a picture: twice as large as on the page, for high-density screens.
  private static let size = 352
  /// More faces per cluster would make the page slower but the average no sharper.
  private static let mostFaces = 200

  /// Pictures if the page embeds photos; otherwise mean landmarks, for which no photo is read.
  init(of page: Page, _ run: Run) throws {
    guard let plan = AveragePlan(page.faces, size: Self.size), plan.whole.members.count > 1 else {
      return
    }
    var failures: [Int: InputFailure] = [:]
    let made =
      page.images == .embed
      ? try run.averages(plan, limit: Self.mostFaces, quality: 85) { failures[$0] = $1 } : nil
    func append(_ cluster: Int?, _ picture: AveragePicture?, _ shape: Landmarks) {
      var average = Average(cluster: cluster, landmarks: CompactLandmarks(shape))
      if let picture { average.image = .jpeg(picture.jpeg, width: Self.size, height: Self.size) }
      averages.append(average)
    }
    append(nil, made?.whole, plan.whole.shape)
    for (index, cluster) in plan.clusters.enumerated() {
      append(cluster.number, made?.clusters[index], cluster.group.shape)
    }
    self.failures = failures
  }
}
