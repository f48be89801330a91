import Glibc

/// The files that a run reads and writes, so that it destroys none of its own.
public struct Claims: Sendable {
  /// What is read, as the command line names it.
  private let operands: [String]
  private let readsStandardInput: Bool
  /// The files that options name, by option.
  private let optionFiles: [(flag: String, path: String)]
  private let output: Destination

  init(
    operands: [[UInt8]], hasInput: Bool, readsStandardInputToo: Bool,
    optionFiles: [(flag: String, path: String)],
    output: Destination
  ) {
    let standardInput = Array("-".utf8)
    self.operands = operands.filter { $0 != standardInput }.compactMap {
      String(validating: $0, as: UTF8.self)
    }
    readsStandardInput =
      readsStandardInputToo
      || hasInput && (operands.isEmpty || operands.contains(standardInput))
    self.optionFiles = optionFiles
    self.output = output
  }

  /// Checks the run's output.
  ///
  /// - Parameter mayReplaceInput: whether all that the input holds is in the output too.
  /// - Throws: `Fatal` where the output is a file that is read or written besides.
  func checkOutput(at place: String?, mayReplaceInput: Bool) throws {
    let place = place ?? "standard output"
    if case .file = output, mayReplaceInput {} else { try checkInputs(output, place: place) }
    try checkOptions(output, place: place, except: ["--output"])
  }

  /// Checks a file that is written besides the output.
  ///
  /// - Parameters:
  ///   - except: the options that may name it.
  /// - Throws: `Fatal` where it is read, or written besides.
  public func check(_ path: String, except: [String] = []) throws {
    let destination = try Destination(path)
    guard !destination.isSame(as: output) else {
      throw Fatal("is the output too: name another file", at: path)
    }
    try checkInputs(destination, place: path)
    try checkOptions(destination, place: path, except: except + ["--output"])
  }

  private func checkInputs(_ destination: Destination, place: String) throws {
    guard let identity = destination.identity else { return }
    let isStandardInput = readsStandardInput && FileIdentity(regular: STDIN_FILENO) == identity
    guard isStandardInput || operands.contains(where: { FileIdentity(path: $0) == identity }) else {
      return
    }
    throw Fatal("is the input too, which would be destroyed: name another file", at: place)
  }

  private func checkOptions(_ destination: Destination, place: String, except: [String]) throws {
    for (flag, path) in optionFiles where !except.contains(flag) {
      guard let other = try? Destination(path), destination.isSame(as: other) else { continue }
      throw Fatal(
        "is the file of \(flag) too, which would be destroyed: name another file", at: place)
    }
  }
}
