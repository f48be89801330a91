/// Threads that work on items as they come and deliver the results in the items' order.
///
/// At most a few items a thread are under way, so memory does not grow with the input, and a slow
/// reader slows the source.
// @unchecked: everything mutable is touched under the monitor only, but for the threads, which the
// submitting thread alone touches.
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
  ///   - count: threads at most; no more are started than there is work for.
  ///   - makeWorker: called in each thread; what it makes stays there.
  ///   - deliver: gets the results in order, one at a time, under a lock, in whichever thread has
  ///     the next one.
  public init(
    count: Int, makeWorker: @escaping @Sendable () -> Work, deliver: @escaping (Result) -> Void
  ) {
    self.makeWorker = makeWorker
    self.deliver = deliver
    mostUnderWay = 8 * count
    threads = ThreadTeam(limit: count)
  }

  /// Hands in the next item; waits while too many are under way.
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

  /// Does something while no thread delivers.
  public func undisturbed(_ body: () -> Void) { monitor.locked(body) }

  /// Waits until everything handed in has been delivered.
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
