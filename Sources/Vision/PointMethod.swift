import CVision

/// How a model finds its points.
public enum PointMethod: String, Sendable, CaseIterable {
  /// An ensemble of regression trees on the picture alone (Kazemi and Sullivan 2014): for points of
  /// which the 68 landmarks say little, such as the hairline's.
  case trees
  /// A linear map of the 68 landmarks, then a step of each point by what is around it (supervised
  /// descent, Xiong and De la Torre 2013): for points in the face, and for many.
  case descent

  init(_ code: vision_point_method) { self = code == VISION_POINT_DESCENT ? .descent : .trees }

  var code: vision_point_method {
    self == .descent ? VISION_POINT_DESCENT : VISION_POINT_TREES
  }
}
