import Glibc

/// A fixed number of threads that work on items as they come and deliver the results in the items' order.
///
/// At most a few items a thread are under way, so memory does not grow with the input, and a slow reader slows the source.
// @unchecked: everything mutable is touched under `lock` only, or before the threads start.
final class OrderedWorkers<Item: Sendable, Result: Sendable>: @unchecked Sendable {
  typealias Work = (Item) -> Result

  private let makeWorker: @Sendable () -> Work
  private let deliver: (Result) -> Void
  private let mostUnderWay: Int

  private let lock: UnsafeMutablePointer<pthread_mutex_t>
  private let changed: UnsafeMutablePointer<pthread_cond_t>
  private var waiting: [(number: Int, item: Item)] = []
  private var ready: [Int: Result] = [:]
  private var submitted = 0
  private var delivered = 0
  private var isFinished = false
  private var threads: [pthread_t] = []

  /// - Parameters:
  ///   - count: threads.
  ///   - makeWorker: called in each thread; what it makes stays there.
  ///   - deliver: gets the results in order, one at a time, under a lock, in whichever thread has the next one.
  init(count: Int, makeWorker: @escaping @Sendable () -> Work, deliver: @escaping (Result) -> Void) {
    self.makeWorker = makeWorker
    self.deliver = deliver
    mostUnderWay = 8 * count
    lock = .allocate(capacity: 1)
    changed = .allocate(capacity: 1)
    pthread_mutex_init(lock, nil)
    pthread_cond_init(changed, nil)
    threads = (0..<count).map { _ in startThread { self.work() } }
  }

  deinit {
    pthread_cond_destroy(changed)
    pthread_mutex_destroy(lock)
    changed.deallocate()
    lock.deallocate()
  }

  /// Hands in the next item; waits while too many are under way.
  func submit(_ item: Item) {
    locked {
      while submitted - delivered >= mostUnderWay { pthread_cond_wait(changed, lock) }
      waiting.append((submitted, item))
      submitted += 1
      pthread_cond_broadcast(changed)
    }
  }

  /// Waits until everything handed in has been delivered.
  func finish() {
    locked {
      isFinished = true
      pthread_cond_broadcast(changed)
    }
    for thread in threads { pthread_join(thread, nil) }
    threads = []  // they hold this object
  }

  private func work() {
    let work = makeWorker()
    while let (number, item) = take() {
      let result = work(item)
      locked {
        ready[number] = result
        while let next = ready.removeValue(forKey: delivered) {
          deliver(next)
          delivered += 1
        }
        pthread_cond_broadcast(changed)
      }
    }
  }

  private func take() -> (number: Int, item: Item)? {
    locked {
      while waiting.isEmpty {
        if isFinished { return nil }
        pthread_cond_wait(changed, lock)
      }
      return waiting.removeFirst()
    }
  }

  private func locked<Value>(_ body: () -> Value) -> Value {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    return body()
  }
}

/// A thread's body, on its way through a C pointer.
private final class ThreadBody {
  let run: @Sendable () -> Void
  init(_ run: @escaping @Sendable () -> Void) { self.run = run }
}

private func startThread(_ body: @escaping @Sendable () -> Void) -> pthread_t {
  var thread = pthread_t()
  let context = Unmanaged.passRetained(ThreadBody(body)).toOpaque()
  let result = pthread_create(&thread, nil, runThread, context)
  guard result == 0 else { fatalError("no thread can be started: \(systemMessage(result))") }
  return thread
}

private func runThread(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  if let context { Unmanaged<ThreadBody>.fromOpaque(context).takeRetainedValue().run() }
  return nil
}

/// How many processors this process may use.
func processorCount() -> Int {
  max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
}
