import Synchronization
import Testing
import Threads

struct ParallelTests {
  @Test(arguments: [1, 2, 3, 64])
  func everyIndexIsDoneOnce(threads: Int) {
    let counts = Mutex([Int](repeating: 0, count: 1000))
    Parallel.forEach(1000, threads: threads) { index in counts.withLock { $0[index] += 1 } }
    #expect(counts.withLock { $0 } == [Int](repeating: 1, count: 1000))
  }

  @Test(arguments: [1, 4])
  func resultsStandInTheOrderOfTheirIndices(threads: Int) {
    #expect(Parallel.map(10, threads: threads) { $0 * $0 } == [0, 1, 4, 9, 16, 25, 36, 49, 64, 81])
    #expect(Parallel.map(0, threads: threads) { $0 } == [])
  }
}

struct PrefetchTests {
  @Test func resultsComeInOrderAndNotTooFarAhead() throws {
    let made = Mutex(0)
    let results = Prefetch(count: 100, threads: 2) {
      { number in
        made.withLock { $0 += 1 }
        return number
      }
    }
    for number in 0..<100 {
      #expect(try results.next() == number)
      // At most eight results per thread wait, and one per thread is being made.
      #expect(made.withLock { $0 } <= number + 1 + 2 * 8 + 2)
    }
  }
}

struct SharedTests {
  @Test func aValueIsMadeOnceForAllThreads() {
    let made = Mutex(0)
    let shared = Shared<Int> {
      made.withLock { $0 += 1 }
      return 7
    }
    Parallel.forEach(20, threads: 4) { _ in #expect(throws: Never.self) { try shared.get() } }
    #expect(made.withLock { $0 } == 1)
  }

  @Test func aFailureStaysTheSame() {
    struct Gone: Error {}
    let made = Mutex(0)
    let shared = Shared<Int> {
      made.withLock { $0 += 1 }
      throw Gone()
    }
    for _ in 0..<2 { #expect(throws: Gone.self) { try shared.get() } }
    #expect(made.withLock { $0 } == 1)
  }
}
