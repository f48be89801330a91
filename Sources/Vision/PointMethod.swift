import CVision

/// How a model finds its points.
public enum PointMethod: String, Sendable, CaseIterable {
  /// An ensemble of regression trees on the picture alone (Kazemi and Sullivan 2014): for points
  /// that cannot be inferred from the 68 landmarks, such as the hairline.
  case trees
  /// A linear map of the 68 landmarks, then one step that moves each point according to its
  /// surroundings (supervised descent, Xiong and De la Torre 2013): for points within the face, and
  /// for many points.
  case descent

  init(_ code: vision_point_method) { self = code == VISION_POINT_DESCENT ? .descent : .trees }

  var code: vision_point_method {
    self == .descent ? VISION_POINT_DESCENT : VISION_POINT_TREES
  }
}
