import Synchronization
import Testing
import Threads

struct OrderedWorkersTests {
  @Test func resultsComeInTheOrderOfTheItems() throws {
    let delivered = Mutex<[Int]>([])
    let workers = OrderedWorkers<Int, Int>(
      count: 4,
      makeWorker: {
        { item in
          // Of four items, the later ones are finished sooner.
          var sum = 0
          for step in 0..<((3 - item % 4) * 20_000) { sum &+= step * item }
          return sum == -1 ? -1 : item
        }
      },
      deliver: { item in delivered.withLock { $0.append(item) } })
    for item in 0..<100 { try workers.submit(item) }
    workers.finish()
    #expect(delivered.withLock { $0 } == Array(0..<100))
  }

  @Test func noMoreWorkersAreMadeThanThereAreItems() throws {
    let made = Mutex(0)
    let workers = OrderedWorkers<Int, Int>(
      count: 64,
      makeWorker: {
        made.withLock { $0 += 1 }
        return { $0 }
      },
      deliver: { _ in })
    for item in 0..<3 { try workers.submit(item) }
    workers.finish()
    #expect((1...3).contains(made.withLock { $0 }))
  }
}
