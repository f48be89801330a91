import CSystem
import Synchronization

/// Numbered work spread over threads. Results never depend on the number of threads: each index
/// writes to its own position, and callers combine the positions in index order.
public enum Parallel {
  /// The number of processors that this process may use.
  public static var processors: Int { Int(usable_processors()) }

  /// Calls `body` once for every index in 0..<count, on up to `threads` threads including the
  /// caller's; returns when all calls have returned. Where a thread cannot be started, the others
  /// do its share.
  public static func forEach(
    _ count: Int, threads: Int, _ body: @escaping @Sendable (Int) -> Void
  ) {
    let helpers = min(threads, count) - 1
    guard helpers > 0 else {
      for index in 0..<count { body(index) }
      return
    }
    let indices = Indices(count)
    let work: @Sendable () -> Void = { while let index = indices.next() { body(index) } }
    var team = ThreadTeam(limit: helpers)
    for _ in 0..<helpers { try? team.grow(work) }
    work()
    team.join()
  }

  /// The results of `body` for every index in 0..<count, in index order.
  @inlinable
  public static func map<Element: Sendable>(
    _ count: Int, threads: Int, _ body: @escaping @Sendable (Int) -> Element
  ) -> [Element] {
    let slots = Slots<Element>(count)
    forEach(count, threads: threads) { slots.put(body($0), at: $0) }
    return slots.elements
  }
}

/// Hands out each index once.
private final class Indices: Sendable {
  private let begun = Atomic<Int>(0)
  private let count: Int

  init(_ count: Int) { self.count = count }

  func next() -> Int? {
    let index = begun.wrappingAdd(1, ordering: .relaxed).oldValue
    return index < count ? index : nil
  }
}

@usableFromInline
final class Slots<Element: Sendable>: Sendable {
  @usableFromInline let slots: Mutex<[Element?]>

  @inlinable
  init(_ count: Int) { slots = Mutex([Element?](repeating: nil, count: count)) }

  @inlinable
  func put(_ element: Element, at index: Int) { slots.withLock { $0[index] = element } }

  @inlinable
  var elements: [Element] { slots.withLock { $0.compactMap(\.self) } }
}
