import Records
import Threads

/// What came of one input that was worked on beside others.
package struct Processed: Sendable {
  /// The records to deliver.
  package var text = JSONText()
  /// Where the input came from, for messages.
  package var place = ""
  package var failures: [InputFailure] = []
  /// Why it is no record.
  package var malformed: String?
  /// Whether an earlier stage could not process it.
  package var failedBefore = false
  /// Whether it is a name of a list that leads nowhere.
  package var isMissing = false
  /// What is told besides.
  package var remark: Remark?
  /// What ends the run.
  package var end: (any Error)?

  package init(place: String = "", malformed: String? = nil) {
    self.place = place
    self.malformed = malformed
  }
}

/// What is told of the first of all inputs that are alike in something.
public struct Remark: Sendable {
  let ofThis: String
  let ofAll: String

  /// - Parameters:
  ///   - ofThis: what is told of the first.
  ///   - ofAll: what holds for all of them: it is said once.
  public init(_ ofThis: String, ofAll: String) {
    (self.ofThis, self.ofAll) = (ofThis, ofAll)
  }
}

extension Run {
  /// Threads that work on several inputs at once; what comes of them is delivered in the order of
  /// the inputs.
  ///
  /// - Parameters:
  ///   - gather: gets the text of the records that come of one input, instead of the output.
  ///   - makeWorker: called in each thread; what it makes stays there.
  package func inOrder<Item: Sendable>(
    gather: ((JSONText) throws -> Void)? = nil,
    _ makeWorker: @escaping @Sendable () -> (Item) -> Processed
  ) -> OrderedWorkers<Item, Processed> {
    OrderedWorkers(count: jobs, makeWorker: makeWorker, deliver: { self.deliver($0, gather) })
  }

  /// Does numbered work on several threads, for a program that has no input; lines leave in the
  /// order of the numbers.
  ///
  /// - Parameter unit: what is made, in the plural.
  public func eachNumber(
    below count: Int, unit: String,
    makeWorker: @escaping @Sendable () -> (Int, inout JSONText) throws -> Void
  ) throws {
    let workers = inOrder { () -> (Int) -> Processed in
      let worker = makeWorker()
      return { number in
        var processed = Processed()
        do {
          try worker(number, &processed.text)
        } catch {
          processed.end = error
        }
        return processed
      }
    }
    progress.restart(total: count, unit: unit)
    defer { workers.finish() }
    for number in 0..<count { try workers.submit(number) }
  }

  private func deliver(_ processed: Processed, _ gather: ((JSONText) throws -> Void)?) {
    do {
      if let end = processed.end { throw end }
      if !processed.isMissing { tellMissing() }
      for failure in processed.failures where !failure.isExpected {
        if processed.isMissing, holdMissing(failure.message, at: processed.place) { continue }
        try inputFailed(failure.message, at: processed.place)
      }
      if let remark = processed.remark { noteOnce(remark, at: processed.place) }
      if processed.failedBefore { failedBefore += 1 }
      if let reason = processed.malformed { try lineFailed(reason, at: processed.place) }
      if let gather {
        try gather(processed.text)
      } else {
        processed.text.bytes.withUnsafeBytes { output.text.append($0) }
      }
      // Such work takes long against a write, so what is ready leaves at once.
      try output.flush()
      progress.advance()
    } catch {
      end(with: error)
    }
  }
}
