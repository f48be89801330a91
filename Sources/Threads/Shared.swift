import Synchronization

/// A value that is made when it is first asked for, once for all threads: a model that may never be
/// needed.
public final class Shared<Value: Sendable>: Sendable {
  private let made = Mutex<Result<Value, any Error>?>(nil)
  private let make: @Sendable () throws -> Value

  public init(_ make: @escaping @Sendable () throws -> Value) {
    self.make = make
  }

  /// The value; where making it failed, the same error each time.
  public func get() throws -> Value {
    try made.withLock { made in
      let result = made ?? Result { try make() }
      made = result
      return try result.get()
    }
  }
}
