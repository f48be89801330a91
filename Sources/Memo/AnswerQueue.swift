import Filter
import Records

/// What was asked of the command, and not answered yet.
struct Question {
  let number: Int
  let key: Digest
  /// Where the input stood, for messages.
  let place: String
  /// The photo that it names, as it was before the command could see it.
  var photo: (path: String, stamp: FileStamp?)?
  /// Whether the record came with an error, which the command passes on.
  var hadError = false
  /// Asked only to know that everything before it has been answered.
  var isMark = false
}

/// An answer, with its lines.
struct Answer {
  var text = JSONText()
  var flags: AnswerFlags = []
}

/// The inputs whose answers are still to come, or wait for those of inputs before them.
///
/// The command answers in the order in which it was asked, one question by none, one or several
/// lines. So a question is known to be answered when an answer to a later one comes, or the command
/// has ended well.
struct AnswerQueue {
  enum Item {
    /// The answer is in the store, or held in memory because it may not be kept.
    case known(Digest, place: String)
    case ready(Answer, place: String)
    case asked(Question)
  }

  private var items: [Item] = []
  private var first = 0
  private(set) var lastNumber = 0
  /// How many questions are open, marks included.
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
