/// A value that is made when it is first requested, once for all threads, such as a model that may
/// never be needed.
// @unchecked: `made` is accessed only under the monitor. (ThreadSanitizer does not recognize
// Synchronization's Mutex, and would report every use of the value as a race with its creation.)
public final class Shared<Value: Sendable>: @unchecked Sendable {
  private let monitor = Monitor()
  private var made: Result<Value, any Error>?
  private let make: @Sendable () throws -> Value

  public init(_ make: @escaping @Sendable () throws -> Value) {
    self.make = make
  }

  /// The value; where making it failed, it throws the same error each time.
  public func get() throws -> Value {
    try monitor.locked {
      let result = made ?? Result { try make() }
      made = result
      return result
    }
    .get()
  }
}
