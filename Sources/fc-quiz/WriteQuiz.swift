import Filter
import NumberText
import Quiz

extension Run {
  /// Makes a page from the records in the input.
  func writeQuiz(_ options: Options) throws {
    let faces = try quizFaces()
    try checkOutput(isNoneOf: faces.lazy.map(\.path))
    let plan: QuizPlan
    do throws(QuizPlan.Unfit) {
      plan = try faces.plan(options.images, questions: options.questions, seed: options.seed)
    } catch {
      throw Fatal(error.sentence(faces.count, options.images))
    }
    reportLimits(of: plan, options)
    let identity = faces.identity(options.images)
    let pictures = try QuizPictures(of: plan, faces, options.images, self)
    let items = plan.questions.enumerated().map { index, question in
      QuizPage.Item(
        pictures: pictures.shown[index], keys: faces.keys(of: question, identity),
        sealed: identity.sealed(question, number: index + 1))
    }
    let page = QuizPage(
      title: options.title ?? "Which face is the odd one?", identity: identity,
      seed: options.seed, images: options.images, items: items, pictures: pictures.pictures)
    try page.write { text in
      output.text.append(text)
      try output.flushIfLarge()
    }
  }

  private func reportLimits(of plan: QuizPlan, _ options: Options) {
    if !plan.leftOut.isEmpty {
      let names = plan.leftOut.map { "\($0)" }
      note(
        "cluster\(names.count > 1 ? "s" : "") \(listed(names, "and")) left out: too few faces for "
          + "a picture")
    }
    if plan.pairsTooSmall > 0 {
      note(
        "\(counted(plan.pairsTooSmall, "pair")) of small clusters left out: a question needs two "
          + "pictures from one cluster")
    }
    let asked = (options.questions + 1) / 2
    if asked < plan.pairCount {
      let needed = 2 * plan.pairCount
      note(
        "\(asked) questions cannot ask about all \(grouped(plan.pairCount)) pairs of clusters"
          + (needed > 1000 ? "" : ": --questions \(needed) asks about each once"))
    }
  }
}

extension QuizPlan.Unfit {
  fileprivate func sentence(_ count: Int, _ images: QuizImages) -> String {
    switch self {
    case .tooFewFaces:
      return "a quiz needs three clustered faces, and there \(count == 1 ? "is 1" : "are \(count)")"
    case .oneCluster:
      return
        "all faces are in one cluster, but a quiz needs two or more: run fc-kmeans with a larger -k"
    case .noPair:
      let faces = images.facesPerPicture
      return faces > 1
        ? "no cluster has the \(2 * faces) faces that two averages need, while another has "
          + "\(faces): show single faces, with --images embed or none"
        : "no cluster has two faces, but a question shows two of one cluster: run fc-kmeans with a "
          + "smaller -k"
    }
  }
}
