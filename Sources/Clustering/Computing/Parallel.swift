import CSystem
import Glibc
import Synchronization

/// Work spread over POSIX threads. Results never depend on the number of threads: callers give
/// every index its own place to write to, and combine these places in index order.
public enum Parallel {
  /// Processors this process may run on.
  public static var processors: Int { Int(usable_processors()) }

  /// Calls `body` once for every index in 0..<count, on up to `threads` threads including the
  /// caller's; returns when all calls have returned. Where a thread cannot be started, the others
  /// do its share.
  static func forEach(_ count: Int, threads: Int, _ body: @escaping @Sendable (Int) -> Void) {
    let helpers = min(threads, count) - 1
    guard helpers > 0 else {
      for index in 0..<count { body(index) }
      return
    }
    let share = Share(count: count, body: body)
    var started: [pthread_t] = []
    for _ in 0..<helpers {
      var thread = pthread_t()
      let argument = Unmanaged.passRetained(share)
      let code = pthread_create(&thread, nil, runShare, argument.toOpaque())
      if code == 0 { started.append(thread) } else { argument.release() }
    }
    share.run()
    for thread in started { pthread_join(thread, nil) }
  }

  /// The results of `body` for every index in 0..<count, in index order.
  static func map<Element: Sendable>(
    _ count: Int, threads: Int, _ body: @escaping @Sendable (Int) -> Element
  ) -> [Element] {
    let places = Places<Element>(count)
    forEach(count, threads: threads) { places.put(body($0), at: $0) }
    return places.elements
  }
}

private final class Places<Element: Sendable>: Sendable {
  private let places: Mutex<[Element?]>

  init(_ count: Int) { places = Mutex([Element?](repeating: nil, count: count)) }

  func put(_ element: Element, at index: Int) { places.withLock { $0[index] = element } }

  var elements: [Element] { places.withLock { $0.compactMap(\.self) } }
}

private final class Share: Sendable {
  private let next = Atomic<Int>(0)
  private let count: Int
  private let body: @Sendable (Int) -> Void

  init(count: Int, body: @escaping @Sendable (Int) -> Void) {
    self.count = count
    self.body = body
  }

  func run() {
    while true {
      let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
      guard index < count else { return }
      body(index)
    }
  }
}

private func runShare(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  if let argument { Unmanaged<Share>.fromOpaque(argument).takeRetainedValue().run() }
  return nil
}

/// A fixed block of memory that several threads may use at once.
///
/// Unchecked, because the compiler cannot see the rule that makes it safe: in one
/// `Parallel.forEach` every index writes only to its own part, and nobody reads that part before
/// the call has returned.
final class SharedMemory<Element: BitwiseCopyable>: @unchecked Sendable {
  let base: UnsafeMutablePointer<Element>
  let count: Int

  init(repeating element: Element, count: Int) {
    self.count = count
    base = .allocate(capacity: max(1, count))
    base.initialize(repeating: element, count: max(1, count))
  }

  deinit { base.deallocate() }

  var array: [Element] { Array(UnsafeBufferPointer(start: base, count: count)) }

  func fill(_ element: Element) { base.update(repeating: element, count: count) }
}
