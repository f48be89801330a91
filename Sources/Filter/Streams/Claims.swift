import Glibc

/// The files that a run reads and writes, checked so that it does not overwrite its own.
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
  /// - Parameter mayReplaceInput: whether the output contains all that the input does.
  /// - Throws: `Fatal` where the output is also read, or written by another option.
  func checkOutput(at location: String?, mayReplaceInput: Bool) throws {
    let location = location ?? "standard output"
    if case .file = output, mayReplaceInput {} else { try checkInputs(output, location: location) }
    try checkOptions(output, location: location, except: ["--output"])
  }

  /// Checks a file that is written in addition to the output.
  ///
  /// - Parameters:
  ///   - except: the options that may name it.
  /// - Throws: `Fatal` where it is also read, or written by another option.
  public func check(_ path: String, except: [String] = []) throws {
    let destination = try Destination(path)
    guard !destination.isSame(as: output) else {
      throw Fatal("is also the output: name another file", at: path)
    }
    try checkInputs(destination, location: path)
    try checkOptions(destination, location: path, except: except + ["--output"])
  }

  private func checkInputs(_ destination: Destination, location: String) throws {
    guard let identity = destination.identity else { return }
    let isStandardInput = readsStandardInput && FileIdentity(regular: STDIN_FILENO) == identity
    guard isStandardInput || operands.contains(where: { FileIdentity(path: $0) == identity }) else {
      return
    }
    throw Fatal("is also the input, which would be overwritten: name another file", at: location)
  }

  private func checkOptions(_ destination: Destination, location: String, except: [String]) throws {
    for (flag, path) in optionFiles where !except.contains(flag) {
      guard let other = try? Destination(path), destination.isSame(as: other) else { continue }
      throw Fatal(
        "is also the file of \(flag), which would be overwritten: name another file", at: location)
    }
  }
}
