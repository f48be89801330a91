import Records
import Threads

/// The result of one input that was processed in parallel with others.
package struct Processed: Sendable {
  /// The records to deliver.
  package var text = JSONText()
  /// Where the input came from, for messages.
  package var location = ""
  package var failures: [InputFailure] = []
  /// Why the line is not a record.
  package var malformed: String?
  /// Whether an earlier stage could not process it.
  package var failedBefore = false
  /// Whether it is a path from a list at which there is no file.
  package var isMissing = false
  /// A remark to print.
  package var remark: Remark?
  /// The error that ends the run.
  package var end: (any Error)?

  package init(location: String = "", malformed: String? = nil) {
    self.location = location
    self.malformed = malformed
  }
}

/// A remark that is printed only for the first of the inputs it applies to.
public struct Remark: Sendable {
  let ofThis: String
  let ofAll: String

  /// - Parameters:
  ///   - ofThis: the part about the first input.
  ///   - ofAll: the part that holds for all of them.
  public init(_ ofThis: String, ofAll: String) {
    (self.ofThis, self.ofAll) = (ofThis, ofAll)
  }
}

extension Run {
  /// Threads that process several inputs at once; the results are delivered in the order of the
  /// inputs.
  ///
  /// - Parameters:
  ///   - gather: receives the text of each input's records, instead of the output.
  ///   - makeWorker: called in each thread; what it makes stays there.
  package func inOrder<Item: Sendable>(
    gather: ((JSONText) throws -> Void)? = nil,
    _ makeWorker: @escaping @Sendable () -> (Item) -> Processed
  ) -> OrderedWorkers<Item, Processed> {
    OrderedWorkers(count: jobs, makeWorker: makeWorker, deliver: { self.deliver($0, gather) })
  }

  /// Does numbered work on several threads, for a program without input; lines are written in the
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
      if !processed.isMissing { reportMissing() }
      for failure in processed.failures where !failure.isExpected {
        if processed.isMissing, holdMissing(failure.message, at: processed.location) { continue }
        try inputFailed(failure.message, at: processed.location)
      }
      if let remark = processed.remark { noteOnce(remark, at: processed.location) }
      if processed.failedBefore { failedBefore += 1 }
      if let reason = processed.malformed { try lineFailed(reason, at: processed.location) }
      if let gather {
        try gather(processed.text)
      } else {
        processed.text.bytes.withUnsafeBytes { output.text.append($0) }
      }
      // Such work is slow compared with a write, so what is ready is written at once.
      try output.flush()
      progress.advance()
    } catch {
      end(with: error)
    }
  }
}
