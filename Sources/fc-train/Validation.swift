import FaceGeometry
import Filter
import NumberText
import Records
import Vision

/// The prediction for a face by a model that was not trained on the person.
struct HeldOut {
  /// px of the frame.
  let points: [SIMD2<Double>]
  /// The mean distance from the hand-placed points, in eye distances.
  let error: Double
  let spread: Double
}

/// The number of each face's person, in the order of their first faces. Persons are assigned to
/// folds in turn, so all photos of a person are in the same fold.
func numbers(ofPeople people: [String]) -> [Int] {
  var numbers: [String: Int] = [:]
  return people.map { person in
    let number = numbers[person] ?? numbers.count
    numbers[person] = number
    return number
  }
}

extension PointTrainer {
  /// Trains without each fold in turn, and predicts the faces in it.
  func validate(
    _ lessons: [Lessons], folds count: Int, advance: () -> Void
  ) throws(VisionError) -> [HeldOut] {
    var answers = [HeldOut?](repeating: nil, count: lessons.count)
    for fold in 0..<count {
      let taught = lessons.filter { $0.person % count != fold }.flatMap(\.all)
      let model = try PointModel(bytes: train(taught, spreadLimit: nil))
      for index in lessons.indices where lessons[index].person % count == fold {
        answers[index] = try model.heldOut(lessons[index].plain)
      }
      advance()
    }
    return answers.compactMap(\.self)
  }
}

extension PointModel {
  fileprivate func heldOut(_ lesson: PointLesson) throws(VisionError) -> HeldOut {
    let (points, spread) = try predict(lesson.upright, landmarks: lesson.landmarks)
    let distances = zip(points, lesson.points).map { (($0 - $1) * ($0 - $1)).sum().squareRoot() }
    let mean = distances.reduce(0, +) / Double(distances.count)
    return HeldOut(points: points, error: mean / UprightFrame.eyeDistance, spread: spread)
  }
}

/// The quantile of a share, with linear interpolation.
func quantile(_ values: [Double], _ share: Double) -> Double {
  let sorted = values.sorted()
  let place = share * Double(sorted.count - 1), below = Int(place)
  let above = min(below + 1, sorted.count - 1)
  return sorted[below] + (sorted[above] - sorted[below]) * (place - Double(below))
}

/// The spread above which a prediction is not trusted.
///
/// For trees, the 0.9 quantile of the people left out, since about one in ten is hard to learn
/// from. Of 34 people with hand-placed hairlines, those above it had shaved heads or a thick
/// fringe; of 50 others, 1 was above it; of 23 with shaved heads, all. Descent starts from
/// landmarks and is rarely far off: its limit is twice the maximum, which no face of the test
/// photos reaches.
func spreadLimit(of spreads: [Double], _ method: PointMethod) -> Double {
  method == .trees ? quantile(spreads, 0.9) : 2 * quantile(spreads, 1)
}

/// A sentence about what was learned, and how well.
func summary(
  faces: Int, people: Int, points: Int, _ heldOut: [HeldOut], _ spreadLimit: Double?
) -> String {
  let learned =
    "\(counted(points, "point")) learned from \(counted(faces, "face")) of "
    + counted(people, "person")
  guard let spreadLimit else {
    return "\(learned), without cross-validation: no prediction will be unclear"
  }
  let errors = heldOut.map(\.error)
  let (half, most) = (quantile(errors, 0.5), quantile(errors, 0.9))
  return
    "\(learned); for people left out, the error is \(threeDecimals(half)) eye distances in the "
    + "median face and above \(threeDecimals(most)) in one of ten; with a spread above "
    + "\(threeDecimals(spreadLimit)), points are unclear"
}

private func threeDecimals(_ value: Double) -> String {
  var text = JSONText()
  text.fixed(value, decimals: 3)
  return String(decoding: text.bytes, as: UTF8.self)
}

extension JSONText {
  /// The record of a face that was left out in cross-validation.
  mutating func heldOut(_ answer: HeldOut, of face: TaughtFace, fold: Int) {
    append("{\"path\":")
    string(face.path)
    append(",\"person\":")
    string(face.person)
    append(",\"fold\":\(fold),\"error\":")
    fixed(answer.error, decimals: 4)
    append(",\"spread\":")
    fixed(answer.spread, decimals: 4)
    append(",\"predicted\":")
    let back = UprightFrame(landmarks: face.landmarks)?.fromPhoto.inverse ?? Similarity()
    points(answer.points.map { back($0) })
    append("}\n")
  }
}
