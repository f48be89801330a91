import Testing

import Report

@Suite struct SignatureTests {
  static let features = [
    Feature(name: "nose", low: "short nose", high: "long nose"),
    Feature(name: "eyes", low: "close-set eyes", high: "wide-set eyes"),
    Feature(name: "brows", low: "low brows", high: "high brows"),
    Feature(name: "plain"),
  ]
  static let all = [Summary?](repeating: Summary(count: 101, mean: 10, deviation: 2), count: 4)

  /// A cluster of n faces whose means differ by these numbers of standard deviations.
  static func cluster(_ n: Int, _ differences: [Double?]) -> [Summary?] {
    differences.map { $0.map { Summary(count: n, mean: 10 + 2 * $0, deviation: 1) } }
  }

  @Test func theLargestDifferenceComesFirst() {
    let signature = Signature(
      of: Self.cluster(25, [-0.7, 1.2, 0.2, 2]), against: Self.all, features: Self.features)
    #expect(signature.phrases == ["wide-set eyes", "short nose"])
    #expect(signature.standsOut == [true, true, false, true])
  }

  @Test func nothingIsSaidBelowHalfADeviation() {
    // Standard error of 50 of 101: √(51 / 100 / 50) = 0.101, so 0.45 is far outside of it, but
    // still small.
    let signature = Signature(
      of: Self.cluster(50, [0.45, -0.49, 0.51, nil]), against: Self.all, features: Self.features)
    #expect(signature.phrases == ["high brows"])
  }

  @Test func nothingIsSaidWithinTwoStandardErrors() {
    // Standard error of 4 of 101: √(97 / 100 / 4) = 0.4924: twice is 0.9849.
    let signature = Signature(
      of: Self.cluster(4, [0.98, -0.99, 0, nil]), against: Self.all, features: Self.features)
    #expect(signature.phrases == ["close-set eyes"])
  }

  @Test func aClusterOfAllAndAFeatureWithoutSpreadSayNothing() {
    #expect(outstandingDifference(Self.all[0], against: Self.all[0]) == nil)
    let flat = Summary(count: 10, mean: 1, deviation: 0)
    #expect(outstandingDifference(Summary(count: 2, mean: 3, deviation: 0), against: flat) == nil)
  }

  @Test func atMostFourPhrases() {
    let features = (0..<6).map { Feature(name: "f\($0)", low: "low \($0)", high: "high \($0)") }
    let all = [Summary?](repeating: Summary(count: 101, mean: 10, deviation: 2), count: 6)
    let signature = Signature(
      of: Self.cluster(25, [1, 1, 1, 1, 1, 2]), against: all, features: features)
    #expect(signature.phrases == ["high 5", "high 0", "high 1", "high 2"])
  }

  @Test func thePageSaysItOrSaysThatThereIsNothing() {
    func page(_ values: [Float]) -> String {
      let faces = values.enumerated().map {
        FaceCard(path: "\($0)", cluster: $0 < 20 ? 0 : 1, features: [$1])
      }
      return PageTests.html(Page(features: [Self.features[0]], faces: faces, images: .none))
    }
    let apart = page((0..<40).map { $0 < 20 ? 1 + Float($0 % 3) / 10 : 2 + Float($0 % 3) / 10 })
    #expect(
      apart.contains("<p class=\"signature\">Short nose</p>")
        && apart.contains("<p class=\"signature\">Long nose</p>"))
    let alike = page((0..<40).map { Float($0 % 4) })
    #expect(alike.matches(of: /Close to the mean of all faces in every feature/).count == 2)
  }
}
