import CSystem
import Glibc

/// A mutex and a condition for one object's state.
// @unchecked: both are made for being used from several threads; the pointers never change.
final class Monitor: @unchecked Sendable {
  private let lock: UnsafeMutablePointer<pthread_mutex_t>
  private let changed: UnsafeMutablePointer<pthread_cond_t>

  init() {
    lock = .allocate(capacity: 1)
    changed = .allocate(capacity: 1)
    pthread_mutex_init(lock, nil)
    pthread_cond_init(changed, nil)
  }

  deinit {
    pthread_cond_destroy(changed)
    pthread_mutex_destroy(lock)
    changed.deallocate()
    lock.deallocate()
  }

  func locked<Value>(_ body: () -> Value) -> Value {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    return body()
  }

  /// Waits, inside `locked`, until another thread has announced a change.
  func wait() { pthread_cond_wait(changed, lock) }

  func announceChange() { pthread_cond_broadcast(changed) }
}

/// A thread's body, on its way through a C pointer.
private final class ThreadBody {
  let run: @Sendable () -> Void
  init(_ run: @escaping @Sendable () -> Void) { self.run = run }
}

/// Threads that do the same, started one by one as work comes.
struct ThreadTeam {
  /// How many there may be.
  private(set) var limit: Int
  private var threads: [pthread_t] = []

  var count: Int { threads.count }

  init(limit: Int) { self.limit = limit }

  /// Starts one more, unless there are as many as may be.
  ///
  /// - Throws: `Fatal` where the first cannot be started; the others are not needed.
  mutating func grow(_ body: @escaping @Sendable () -> Void) throws {
    guard count < limit else { return }
    var thread = pthread_t()
    let context = Unmanaged.passRetained(ThreadBody(body))
    let result = pthread_create(&thread, nil, runThread, context.toOpaque())
    guard result != 0 else { return threads.append(thread) }
    context.release()
    guard count > 0 else { throw Fatal("no thread can be started: \(systemMessage(result))") }
    limit = count
  }

  /// Waits until all have ended.
  mutating func join() {
    for thread in threads { pthread_join(thread, nil) }
    threads = []
  }
}

private func runThread(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  if let context { Unmanaged<ThreadBody>.fromOpaque(context).takeRetainedValue().run() }
  return nil
}

/// How many processors this process may use.
func processorCount() -> Int { Int(usable_processors()) }
