/// A value that is made when it is first asked for, once for all threads: a model that may never be
/// needed.
// @unchecked: `made` is touched under the monitor only. (ThreadSanitizer does not see
// Synchronization's Mutex, and would call every use of the value a race with its making.)
public final class Shared<Value: Sendable>: @unchecked Sendable {
  private let monitor = Monitor()
  private var made: Result<Value, any Error>?
  private let make: @Sendable () throws -> Value

  public init(_ make: @escaping @Sendable () throws -> Value) {
    self.make = make
  }

  /// The value; where making it failed, the same error each time.
  public func get() throws -> Value {
    try monitor.locked {
      let result = made ?? Result { try make() }
      made = result
      return result
    }
    .get()
  }
}
