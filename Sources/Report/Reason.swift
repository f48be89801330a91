/// One kind of failure and the photos that it affected, grouped by message.
package struct Reason: Sendable, Equatable {
  package struct Message: Sendable, Equatable {
    var text: String
    var paths: [String]

    package init(text: String, paths: [String]) {
      self.text = text
      self.paths = paths
    }
  }

  var kind: String
  var count: Int
  var messages: [Message]

  package init(kind: String, count: Int, messages: [Message]) {
    self.kind = kind
    self.count = count
    self.messages = messages
  }

  /// Kinds and messages are in the order of their first appearance.
  package static func grouping(_ failures: [Unclustered]) -> [Reason] {
    var reasons: [Reason] = []
    var kinds: [String: Int] = [:]
    var messageIndices: [[String: Int]] = []
    for failure in failures {
      let kind = kinds[failure.kind] ?? reasons.count
      if kind == reasons.count {
        kinds[failure.kind] = kind
        reasons.append(Reason(kind: failure.kind, count: 0, messages: []))
        messageIndices.append([:])
      }
      reasons[kind].count += 1
      if let index = messageIndices[kind][failure.message] {
        reasons[kind].messages[index].paths.append(failure.path)
      } else {
        messageIndices[kind][failure.message] = reasons[kind].messages.count
        reasons[kind].messages.append(Message(text: failure.message, paths: [failure.path]))
      }
    }
    return reasons
  }
}
