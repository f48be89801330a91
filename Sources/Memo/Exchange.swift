import Filter
import Glibc
import Records

/// One run: from inputs to answers, stored and new ones, in the order of the inputs.
final class Exchange {
  /// The command is gone, so nothing more can be asked.
  struct CommandGone: Error {}

  let run: Run
  let stage: Stage
  let store: Store
  let sameness: Sameness
  let delivery: Delivery
  let tag = Tag()
  var queue = AnswerQueue()
  var conversation: Conversation?
  /// The answer that is being received.
  var answer = JSONText()
  /// How many bytes of it have been delivered.
  var deliveredCount = 0
  /// Answers that may not be stored, with the number of inputs that wait for each.
  var held: [Digest: (answer: Answer, times: Int)] = [:]
  /// The number of the last open question for each key.
  var open: [Digest: Int] = [:]
  /// For each question, how many other inputs wait for its answer.
  var waiting: [Int: Int] = [:]
  /// Keys with empty answers, which are stored only if the command succeeds: a program that fails
  /// may have skipped a record.
  var nothings: [Digest] = []
  let record = Record(fields: ["path", "error"])
  /// The parts of the current input's key.
  private var parts = DigestOfParts()
  /// The current line of output, without its tag.
  var line = JSONText()
  let reader: AnswerReader
  /// The size of the store at the start of the run.
  let sizeBefore: Int
  let maximumSize: Int?
  private var hasInput = false
  private var (hits, misses) = (0, 0)

  init(_ run: Run, _ stage: Stage, _ store: Store, by sameness: Sameness, maximumSize: Int?) {
    (self.run, self.stage, self.store, self.sameness) = (run, stage, store, sameness)
    self.maximumSize = maximumSize
    reader = AnswerReader(program: stage.portrait?.program)
    delivery = Delivery(run, stage, reader)
    sizeBefore = store.size
    run.progress.restart(total: nil, unit: stage.readsPhotos ? "photos" : "records")
    run.progress.remark = { [unowned self] in "\(hits) kept, \(misses) new" }
  }

  // MARK: Inputs

  func take(_ input: Entry, location: () -> String) throws {
    hasInput = true
    if let conversation, conversation.isOver { throw CommandGone() }
    switch input {
    case .tooLong:
      try run.lineFailed(LineReader.tooLongReason, at: location())
    case .path(let path, _):
      guard let text = String(validating: path, as: UTF8.self) else {
        return try refuse(path, location())
      }
      beginKey(1)
      path.withUnsafeBytes { parts.add(Digest(of: $0)) }
      let stamp = FileStamp(path: text, by: sameness)
      FileStamp.add(stamp, to: &parts)
      guard try !isKnown(parts.digest, location) else { return }
      var line = JSONText()
      line.append("{\"path\":")
      line.string(text)
      line.append("}")
      let question = question(parts.digest, location(), photo: (text, stamp))
      try line.bytes.withUnsafeBytes { try ask(question, $0) }
    case .record(let line):
      try take(record: line, location)
    }
    try advance()
  }

  private func take(record line: UnsafeRawBufferPointer, _ location: () -> String) throws {
    beginKey(2)
    parts.add(Digest(of: line))
    var photo: (path: String, stamp: FileStamp?)?
    if stage.readsPhotos {
      guard try scan(line, location) else { return }
      if let path = record.string("path") {
        photo = (path, FileStamp(path: path, by: sameness))
        FileStamp.add(photo?.stamp, to: &parts)
      }
    }
    let key = parts.digest
    guard try !isKnown(key, location) else { return }
    if !stage.readsPhotos {
      guard try scan(line, location) else { return }
    }
    var question = question(key, location(), photo: photo)
    question.hadError = record.raw("error")?.first == UInt8(ascii: "{")
    try ask(question, line)
  }

  private func beginKey(_ kind: Int) {
    parts.removeAll()
    parts.add(stage.digest)
    parts.add(kind)
  }

  private func scan(_ line: UnsafeRawBufferPointer, _ location: () -> String) throws -> Bool {
    do throws(MalformedRecord) {
      try record.scan(line)
      return true
    } catch {
      let hint = stage.takesPaths ? "; write a photo's name that begins with { as ./{..." : ""
      try run.lineFailed(error.reason + hint, at: location())
      return false
    }
  }

  /// A path that no record can hold: its answer is known without asking.
  private func refuse(_ path: [UInt8], _ location: String) throws {
    guard let program = stage.portrait?.program else {
      return try run.lineFailed(InputFailure.notUTF8.message, at: location)
    }
    var answer = Answer(flags: [.hasError, .hasFailed])
    var line = JSONText()
    line.append("{\"path\":")
    line.string(String(decoding: path, as: UTF8.self))
    line.append("}")
    let record = Record.forStage([])
    let padded = line.bytes + [UInt8](repeating: 0, count: Record.padding)
    try padded.withUnsafeBytes { bytes in
      try record.scan(UnsafeRawBufferPointer(rebasing: bytes[..<line.count]))
      record.setError(.notUTF8, stage: program, removing: [])
      record.write(to: &answer.text)
    }
    queue.append(.ready(answer, location: location))
    try passKnown()
  }

  /// Whether the answer is known, or will be once an earlier one is; if so, it is queued for the
  /// output.
  private func isKnown(_ key: Digest, _ location: () -> String) throws -> Bool {
    if let number = open[key] {
      let count = (waiting[number] ?? 0) + 1
      if count % 64 == 0 {
        // Without marks, one repeated line could never show that its first question is answered.
        guard stage.isOurs else { return false }
        askForMark()
      }
      waiting[number] = count
    } else if let known = try store.answer(key) {
      if queue.isEmpty {
        hits += 1
        try delivery.deliver(known.bytes, known.flags, at: location)
        return true
      }
    } else {
      return false
    }
    hits += 1
    queue.append(.known(key, location: location()))
    return true
  }

  // MARK: Questions

  /// Even without any input, a foreign command may have something to say, for example about a file
  /// that its arguments name.
  func beginWithoutInput() throws {
    if !hasInput, !stage.isOurs { conversation = try Conversation(self) }
  }

  private func question(
    _ key: Digest, _ location: String, photo: (path: String, stamp: FileStamp?)?
  ) -> Question {
    Question(number: queue.lastNumber + 1, key: key, location: location, photo: photo)
  }

  private func ask(_ question: Question, _ line: UnsafeRawBufferPointer) throws {
    let conversation = try self.conversation ?? Conversation(self)
    self.conversation = conversation
    misses += 1
    open[question.key] = question.number
    queue.append(.asked(question))
    tag.append(line, tagged: question.number, to: &conversation.child.waiting)
    if conversation.child.waitingCount > 64 << 10 { try conversation.turn(until: .room) }
  }

  /// Sends a mark, which only shows that everything before it is answered. Only our own programs
  /// are known to pass it on.
  ///
  /// - Returns: whether a mark was needed.
  @discardableResult
  func askForMark() -> Bool {
    guard stage.isOurs, queue.openCount > 0, !queue.endsWithMark, let child = conversation?.child,
      child.input >= 0
    else { return false }
    var mark = question(Digest(low: 0, high: 0), "", photo: nil)
    mark.isMark = true
    queue.append(.asked(mark))
    tag.appendMark(mark.number, to: &child.waiting)
    return true
  }

  // MARK: Progress

  private var sinceTurn = 0

  /// Called between inputs; lets the command proceed every now and then.
  private func advance() throws {
    sinceTurn += 1
    if queue.isEmpty { run.progress.advance() }
    guard sinceTurn >= 64 else { return }
    sinceTurn = 0
    try conversation?.turn(until: .nothing)
  }
}
