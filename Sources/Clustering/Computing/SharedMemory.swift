import Threads

/// A fixed block of memory that several threads may use at once.
///
/// Unchecked, because the compiler cannot see the rule that makes it safe: in one
/// `Parallel.forEach` every index writes only to its own part, and no other thread reads that part
/// before the call has returned.
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
