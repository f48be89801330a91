import Filter
import Records

// From what the command writes to answers that are stored and delivered.
extension Exchange {
  /// Our own programs write only records.
  private func isRecord(_ line: JSONText) -> Bool {
    let padded = line.bytes.dropLast() + [UInt8](repeating: 0, count: Record.padding)
    return padded.withUnsafeBytes { bytes in
      (try? record.scan(UnsafeRawBufferPointer(rebasing: bytes.dropLast(Record.padding)))) != nil
    }
  }

  /// How a question turned out to be answered.
  enum Ending {
    /// An answer to a later one came.
    case overtaken
    /// The command ended without an error.
    case well
    /// The command failed, so it is not known whether the question is answered.
    case badly
  }

  /// A line that the command wrote, without its line feed.
  func hear(_ tagged: UnsafeRawBufferPointer) throws {
    line.removeAll()
    guard let number = tag.appendUntagged(tagged, to: &line), stage.isOurs || isRecord(line) else {
      throw foreignLine(tagged)
    }
    guard let open = queue.openQuestion, number >= open.number, number <= queue.lastNumber else {
      throw mistrust("answers in a different order from its input")
    }
    // An answer to a later question: all before it are complete.
    while let open = queue.openQuestion, open.number < number { try close(open, .overtaken) }
    if let open = queue.openQuestion, open.isMark { return try close(open, .overtaken) }
    answer.append(line, 0..<line.count)
    guard answer.count <= StoreEntry.longestAnswer else {
      throw mistrust(
        "goes on answering one record (\(queue.openQuestion?.location ?? "")) beyond 256 MiB")
    }
  }

  /// The question at the head of the queue has been answered.
  func close(_ question: Question, _ ending: Ending) throws {
    defer {
      answer.removeAll()
      deliveredCount = 0
    }
    queue.removeHead()
    if !question.isMark { try conclude(question, ending) }
    try passKnown()
  }

  private func conclude(_ question: Question, _ ending: Ending) throws {
    let waiting = self.waiting.removeValue(forKey: question.number) ?? 0
    if open[question.key] == question.number { open[question.key] = nil }
    try answer.bytes.withUnsafeBytes { bytes in
      let findings = reader.findings(bytes, hadError: question.hadError)
      let isUntouched =
        question.photo.map { FileStamp.isUntouched($0.path, since: $0.stamp) } ?? true
      let mayKeep =
        ending != .badly && isUntouched && !findings.mayChange && hasRoom(for: bytes.count)
      if mayKeep, !bytes.isEmpty {
        try store.keep(bytes, for: question.key, flags: findings.flags)
      } else {
        if mayKeep, ending == .overtaken, !stage.isOurs { nothings.append(question.key) }
        if waiting > 0 {
          let answer = Answer(text: answer, flags: findings.flags)
          held[question.key] = (answer, waiting)
        }
      }
      let rest = UnsafeRawBufferPointer(rebasing: bytes[deliveredCount...])
      try delivery.deliver(rest, findings.flags, at: { question.location })
    }
    run.progress.advance()
  }

  private func hasRoom(for count: Int) -> Bool {
    guard let maximumSize else { return true }
    return store.usedBytes + count + StoreEntry.size + StoreFile.headSize <= maximumSize
  }

  /// Delivers known answers, up to the next open question.
  func passKnown() throws {
    while let head = queue.head {
      switch head {
      case .asked:
        return
      case .ready(let answer, let location):
        try answer.text.bytes.withUnsafeBytes {
          try delivery.deliver($0, answer.flags, at: { location })
        }
      case .known(let key, let location):
        try passKnown(key, location)
        run.progress.advance()
      }
      queue.removeHead()
    }
  }

  private func passKnown(_ key: Digest, _ location: String) throws {
    if let (answer, times) = held[key] {
      held[key] = times > 1 ? (answer, times - 1) : nil
      try answer.text.bytes.withUnsafeBytes {
        try delivery.deliver($0, answer.flags, at: { location })
      }
    } else if let known = try store.answer(key) {
      try delivery.deliver(known.bytes, known.flags, at: { location })
    } else {
      throw Fatal("changed while it was read: run again", at: store.location)
    }
  }

  /// Delivers the lines so far of an answer that may go on, while there is nothing else to do.
  func deliverBeginning() throws {
    guard !stage.isOurs, !run.options.dropErrors, answer.count > deliveredCount else { return }
    run.output.text.append(answer, deliveredCount..<answer.count)
    deliveredCount = answer.count
  }

  /// The command succeeded, so the empty answers can be trusted.
  func keepNothings() throws {
    for key in nothings where hasRoom(for: 0) {
      try store.keep(UnsafeRawBufferPointer(start: nil, count: 0), for: key, flags: [])
    }
  }

  // MARK: Commands that cannot be remembered

  private func foreignLine(_ line: UnsafeRawBufferPointer) -> any Error {
    let beginning =
      String(decoding: line.prefix(60), as: UTF8.self) + (line.count > 60 ? "..." : "")
    return mistrust(
      "wrote a line that is not a record with the field \(tag.spelled) of its input: "
        + "\(beginning)",
      remedy:
        "fc-memo needs a command that reads records from standard input, keeps fields that it "
        + "does not know, and writes one record per line (jq -c, not jq)")
  }

  /// The command's answers in this run are in doubt: removes from the store all that the run added.
  func mistrust(
    _ what: String,
    remedy: String = "fc-memo needs a command whose answer to a record depends on that record alone"
  ) -> any Error {
    do {
      try store.cut(to: sizeBefore)
    } catch {
      return error
    }
    run.output.text.removeAll()
    return Fatal("\(what): \(remedy); nothing from this run was kept", at: stage.name)
  }
}
