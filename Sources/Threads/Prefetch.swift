/// Results of numbered work, computed ahead on several threads and returned in order.
///
/// Only a few results per thread wait to be taken, so memory does not grow with their number.
// @unchecked: all mutable state is accessed only under the monitor, except the threads, which only
// the taking thread accesses.
public final class Prefetch<Result: Sendable>: @unchecked Sendable {
  private let monitor = Monitor()
  private let count: Int
  private let mostAhead: Int
  private var begun = 0
  private var taken = 0
  private var ready: [Int: Result] = [:]
  private var threads: ThreadTeam
  private let makeWorker: @Sendable () -> (Int) -> Result

  /// - Parameters:
  ///   - count: the total number of results.
  ///   - makeWorker: called in each thread; what it makes stays there.
  public init(count: Int, threads: Int, makeWorker: @escaping @Sendable () -> (Int) -> Result) {
    self.count = count
    mostAhead = 8 * threads
    self.threads = ThreadTeam(limit: min(threads, count))
    self.makeWorker = makeWorker
  }

  /// The next result; waits for it.
  ///
  /// - Throws: `NoThread` where no thread can be started.
  /// - Precondition: fewer than `count` results have been taken.
  public func next() throws -> Result {
    while threads.count < threads.limit { try threads.grow { self.work() } }
    let result = monitor.locked {
      precondition(taken < count, "all results are taken")
      while true {
        if let result = ready.removeValue(forKey: taken) {
          taken += 1
          monitor.announceChange()
          return result
        }
        monitor.wait()
      }
    }
    // There is nothing left for them to do.
    if taken == count { threads.join() }
    return result
  }

  private func work() {
    let work = makeWorker()
    while let number = begin() {
      let result = work(number)
      monitor.locked {
        ready[number] = result
        monitor.announceChange()
      }
    }
  }

  private func begin() -> Int? {
    monitor.locked {
      while begun < count, begun - taken >= mostAhead { monitor.wait() }
      guard begun < count else { return nil }
      begun += 1
      return begun - 1
    }
  }
}
