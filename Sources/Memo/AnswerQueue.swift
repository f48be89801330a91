import Filter
import Records

/// A question to the command: one input that has not been answered yet.
struct Question {
  let number: Int
  let key: Digest
  /// Where in the input it came from, for messages.
  let location: String
  /// The photo that it names, with its stamp from before the command could read it.
  var photo: (path: String, stamp: FileStamp?)?
  /// Whether the record came with an error, which the command passes on.
  var hadError = false
  /// Asked only to learn that everything before it has been answered.
  var isMark = false
}

/// An answer: the lines that the command wrote for one input.
struct Answer {
  var text = JSONText()
  var flags: AnswerFlags = []
}

/// The inputs whose answers are not delivered yet, because they or answers before them are still to
/// come.
///
/// The command answers in the order of the questions, each with no line, one line or several. So a
/// question is known to be answered once an answer to a later one comes, or the command has ended
/// without an error.
struct AnswerQueue {
  enum Item {
    /// The answer is in the store, or held in memory because it may not be stored.
    case known(Digest, location: String)
    case ready(Answer, location: String)
    case asked(Question)
  }

  private var items: [Item] = []
  private var first = 0
  private(set) var lastNumber = 0
  /// The number of open questions, including marks.
  private(set) var openCount = 0

  var isEmpty: Bool { first == items.count }
  var head: Item? { isEmpty ? nil : items[first] }
  /// The question that is being answered.
  var openQuestion: Question? {
    if case .asked(let question)? = head { return question }
    return nil
  }
  var endsWithMark: Bool {
    if case .asked(let question)? = items.last { return question.isMark }
    return false
  }

  mutating func append(_ item: Item) {
    if case .asked(let question) = item {
      lastNumber = question.number
      openCount += 1
    }
    items.append(item)
  }

  mutating func removeHead() {
    if case .asked = items[first] { openCount -= 1 }
    first += 1
    guard first == items.count || first > 4096 && 2 * first > items.count else { return }
    items.removeFirst(first)
    first = 0
  }
}
