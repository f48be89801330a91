/// Lets a limited number of tasks run at a time; the others wait, first come, first served.
actor Slots {
  private var free: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(_ count: Int) { free = count }

  func run<R: Sendable>(_ body: @Sendable () async throws -> R) async rethrows -> R {
    await take()
    defer { give() }
    return try await body()
  }

  private func take() async {
    if free > 0 {
      free -= 1
    } else {
      await withCheckedContinuation { waiting.append($0) }
    }
  }

  /// A slot that is given back goes straight to the task that has waited longest.
  private func give() {
    if waiting.isEmpty {
      free += 1
    } else {
      waiting.removeFirst().resume()
    }
  }
}
