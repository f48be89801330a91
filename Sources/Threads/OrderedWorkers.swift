/// Threads that process items as they come and deliver the results in the items' order.
///
/// Only a few items per thread are in progress at a time, so memory does not grow with the input,
/// and a slow reader slows the source down.
// @unchecked: all mutable state is accessed only under the monitor, except the threads, which only
// the submitting thread accesses.
public final class OrderedWorkers<Item: Sendable, Result: Sendable>: @unchecked Sendable {
  public typealias Work = (Item) -> Result

  private let makeWorker: @Sendable () -> Work
  private let deliver: (Result) -> Void
  private let mostUnderWay: Int

  private let monitor = Monitor()
  private var waiting: [(number: Int, item: Item)] = []
  private var ready: [Int: Result] = [:]
  private var submitted = 0
  private var delivered = 0
  private var isFinished = false
  private var threads: ThreadTeam

  /// - Parameters:
  ///   - count: the maximum number of threads; no more are started than there is work for.
  ///   - makeWorker: called in each thread; what it makes stays there.
  ///   - deliver: receives the results in order, one at a time, under a lock, in whichever thread
  ///     has the next one.
  public init(
    count: Int, makeWorker: @escaping @Sendable () -> Work, deliver: @escaping (Result) -> Void
  ) {
    self.makeWorker = makeWorker
    self.deliver = deliver
    mostUnderWay = 8 * count
    threads = ThreadTeam(limit: count)
  }

  /// Submits the next item; waits while too many are in progress.
  ///
  /// - Throws: `NoThread` where no thread can be started.
  public func submit(_ item: Item) throws {
    let underWay = monitor.locked {
      while submitted - delivered >= mostUnderWay { monitor.wait() }
      waiting.append((submitted, item))
      submitted += 1
      monitor.announceChange()
      return submitted - delivered
    }
    if underWay > threads.count { try threads.grow { self.work() } }
  }

  /// Runs something while no thread is delivering.
  public func undisturbed(_ body: () -> Void) { monitor.locked(body) }

  /// Waits until every submitted item has been delivered.
  public func finish() {
    monitor.locked {
      isFinished = true
      monitor.announceChange()
    }
    threads.join()
  }

  private func work() {
    let work = makeWorker()
    while let (number, item) = take() {
      let result = work(item)
      monitor.locked {
        ready[number] = result
        while let next = ready.removeValue(forKey: delivered) {
          deliver(next)
          delivered += 1
        }
        monitor.announceChange()
      }
    }
  }

  private func take() -> (number: Int, item: Item)? {
    monitor.locked {
      while waiting.isEmpty {
        if isFinished { return nil }
        monitor.wait()
      }
      return waiting.removeFirst()
    }
  }
}
