import Filter

/// The options of a run.
public struct MemoOptions: Sendable {
  public var sameness = Sameness.time
  /// Additional files that the answers depend on.
  public var depends: [String] = []
  public var prunes = false
  /// In bytes.
  public var maximumSize: Int?

  public init() {}
}

/// Delivers what a command would write for the input, and runs it only for inputs that are not in
/// the store.
///
/// - Parameters:
///   - operands: the store's path, then the command line.
/// - Throws: `Fatal` or `UsageError` where that cannot be done; what was finished by then is kept.
public func remember(_ options: MemoOptions, _ run: Run) throws {
  let operands = run.operands
  guard operands.count >= 2 else {
    throw UsageError("needs a file for the store, and a command: fc-memo faces.memo fc-landmarks")
  }
  let stage = try Stage(
    Array(operands[1...]), isStrict: run.options.strict, files: options.depends,
    by: options.sameness)
  let entries = Entries(
    stage.portrait?.operands ?? [], takesPaths: stage.takesPaths,
    wanted: stage.takesPaths ? "names of photos or records" : "records",
    isNullSeparated: run.options.null || (stage.portrait?.isNull ?? false),
    isRecursive: stage.portrait?.isRecursive ?? false, outputPipe: run.output.pipe)
  try entries.check(asPhotos: stage.takesPaths)
  let store = try Store(path: String(decoding: operands[0], as: UTF8.self))
  if store.damagedBytes > 0 {
    run.note(
      "\(store.location): \(store.damagedBytes) bytes are damaged: what they held is computed "
        + "again"
    )
  }
  let exchange = Exchange(run, stage, store, by: options.sameness, maximumSize: options.maximumSize)
  do {
    try exchange.pass(entries)
  } catch {
    // Flushing stores what is about to be delivered.
    try exchange.flush()
    throw error
  }
  try exchange.flush()
  run.reportLeftOut(entries)
  if options.prunes || options.maximumSize.map({ store.size > $0 }) ?? false {
    try store.shrink(prunes: options.prunes, to: options.maximumSize)
  }
}

extension Exchange {
  /// Processes all inputs.
  fileprivate func pass(_ entries: Entries) throws {
    do {
      try entries.each(beforeWaiting: { try self.wait(for: $0) }) { entry, location in
        try self.take(entry, location: location)
        try self.flushIfLarge()
      }
    } catch is CommandGone {}
    try beginWithoutInput()
    guard let conversation else { return }
    try conversation.turn(until: .end)
    guard let end = conversation.child.wait(mayWait: true) else { return }
    let isGood = !end.isSignal && (end.status == 0 || stage.isOurs && end.status == 1)
    if isGood {
      if end.status != 0 { run.answer = end.status }
      try finish(conversation)
    } else {
      try giveUp(conversation, end)
    }
  }

  private func wait(for descriptor: Int32) throws {
    guard let conversation else { return try flush() }
    try conversation.turn(until: .input(descriptor))
    if conversation.isOver { throw CommandGone() }
  }

  /// The command has succeeded.
  private func finish(_ conversation: Conversation) throws {
    guard !conversation.child.hasRefused else {
      throw mistrust("ended before it had read all its input")
    }
    if !conversation.rest.isEmpty { try conversation.hearRest() }
    while let open = queue.openQuestion { try close(open, .well) }
    try keepNothings()
  }

  /// The command has failed.
  private func giveUp(_ conversation: Conversation, _ end: (status: Int32, isSignal: Bool)) throws {
    // A foreign command may have skipped some records and gone on, as jq does; then the other
    // answers are complete. What one of our programs has begun, or a signal has interrupted, is
    // computed again.
    if !stage.isOurs, !end.isSignal, !conversation.child.hasRefused {
      while let open = queue.openQuestion { try close(open, .badly) }
    }
    let how =
      end.isSignal ? "was ended by signal \(end.status - 128)" : "ended with status \(end.status)"
    var fatal = Fatal("\(how): what it finished is kept; run again to go on", at: stage.name)
    fatal.status = end.status
    throw fatal
  }
}
