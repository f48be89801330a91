import Glibc

/// Not a single thread could be started.
public struct NoThread: Error, CustomStringConvertible {
  /// The system's reason.
  public let code: Int32

  public var description: String { "no thread can be started: \(String(cString: strerror(code)))" }
}

/// The body of a thread, passed through a C pointer.
private final class ThreadBody {
  let run: @Sendable () -> Void
  init(_ run: @escaping @Sendable () -> Void) { self.run = run }
}

/// Threads that all do the same, started one by one as work arrives.
struct ThreadTeam {
  /// The maximum number of threads.
  private(set) var limit: Int
  private var threads: [pthread_t] = []

  var count: Int { threads.count }

  init(limit: Int) { self.limit = limit }

  /// Starts one more thread, unless the maximum is reached.
  ///
  /// - Throws: `NoThread` where the first cannot be started; the others are optional.
  mutating func grow(_ body: @escaping @Sendable () -> Void) throws {
    guard count < limit else { return }
    var thread = pthread_t()
    let context = Unmanaged.passRetained(ThreadBody(body))
    let result = pthread_create(&thread, nil, runThread, context.toOpaque())
    guard result != 0 else { return threads.append(thread) }
    context.release()
    guard count > 0 else { throw NoThread(code: result) }
    limit = count
  }

  /// Waits until all threads have ended.
  mutating func join() {
    for thread in threads { pthread_join(thread, nil) }
    threads = []
  }
}

private func runThread(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  if let context { Unmanaged<ThreadBody>.fromOpaque(context).takeRetainedValue().run() }
  return nil
}
