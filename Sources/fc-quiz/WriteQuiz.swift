import Filter
import NumberText
import Quiz

extension Run {
  /// Makes a page of the records that come in.
  func writeQuiz(_ options: Options) throws {
    let faces = try quizFaces()
    try checkOutput(isNoneOf: faces.lazy.map(\.path))
    let plan: QuizPlan
    do throws(QuizPlan.Unfit) {
      plan = try faces.plan(options.images, questions: options.questions, seed: options.seed)
    } catch {
      throw Fatal(error.sentence(faces.count, options.images))
    }
    tellLimits(of: plan, options)
    let identity = faces.identity(options.images)
    let pictures = try QuizPictures(of: plan, faces, options.images, self)
    let items = plan.questions.enumerated().map { place, question in
      QuizPage.Item(
        pictures: pictures.shown[place], keys: faces.keys(of: question, identity),
        sealed: identity.sealed(question, number: place + 1))
    }
    let page = QuizPage(
      title: options.title ?? "Which face is the odd one?", identity: identity,
      seed: options.seed, images: options.images, items: items, pictures: pictures.pictures)
    try page.write { text in
      output.text.append(text)
      try output.flushIfLarge()
    }
  }

  private func tellLimits(of plan: QuizPlan, _ options: Options) {
    if !plan.leftOut.isEmpty {
      let names = plan.leftOut.map { "\($0)" }
      note(
        "cluster\(names.count > 1 ? "s" : "") \(listed(names, "and")) left out: too few faces for "
          + "a picture beside the others'")
    }
    if plan.pairsTooSmall > 0 {
      note(
        "\(counted(plan.pairsTooSmall, "pair")) of small clusters left out: a question takes two "
          + "pictures of one")
    }
    let asked = (options.questions + 1) / 2
    if asked < plan.pairCount {
      let wanted = 2 * plan.pairCount
      note(
        "\(asked) questions cannot ask about all \(grouped(plan.pairCount)) pairs of clusters"
          + (wanted > 1000 ? "" : ": --questions \(wanted) asks about each once"))
    }
  }
}

extension QuizPlan.Unfit {
  fileprivate func sentence(_ count: Int, _ images: QuizImages) -> String {
    switch self {
    case .tooFewFaces:
      return "a quiz takes three clustered faces, and \(count == 1 ? "1 is" : "\(count) are") here"
    case .oneCluster:
      return
        "all faces are of one cluster, and a quiz asks about two or more: run fc-kmeans with a "
        + "larger -k"
    case .noPair:
      let faces = images.facesPerPicture
      return faces > 1
        ? "no cluster has the \(2 * faces) faces that two averages take, while another has "
          + "\(faces): show faces themselves, with --images embed or none"
        : "no cluster has two faces, and a question shows two of one: run fc-kmeans with a "
          + "smaller -k"
    }
  }
}
