import Foundation
import Testing

/// Tests the runner with small cases made here, including some that must fail.
@Suite struct PipelineRunnerTests {
  @Test func passesWhenEverythingIsAsExpected() async throws {
    let outcome = try await outcome(of: [
      "cmd": "cat input; echo oops >&2; exit 3", "input": "a\n", "expout": "a\n",
      "experr": "oops\n", "expstatus": "3\n",
    ])
    #expect(outcome == .passed)
  }

  @Test func failsOnOtherOutput() async throws {
    let outcome = try await outcome(of: ["cmd": "printf 'a\\nb\\tc\\n'", "expout": "a\nbcd\n"])
    let reason = """
      standard output differs at line 2, byte 2 (2 lines expected, 2 written)
        expected: bcd\\n
        got:      b\\tc\\n
      """
    #expect(outcome == .failed([reason]))
  }

  @Test(arguments: [
    ("", "a\n"), ("a", "a\n"), ("a\n", "a\nb\n"), ("a\nb\n", "a\n"), ("a\n", ""), ("\n", ""),
  ])
  func failsOnMissingOrSurplusBytes(written: String, expected: String) async throws {
    let outcome = try await outcome(of: ["cmd": "cat input", "input": written, "expout": expected])
    #expect(isFailed(outcome, "standard output"))
  }

  @Test func failsOnMessagesThatNobodyExpected() async throws {
    let outcome = try await outcome(of: ["cmd": "echo oops >&2", "expout": ""])
    #expect(isFailed(outcome, "standard error differs at line 1"))
  }

  @Test func failsOnMissingMessages() async throws {
    let outcome = try await outcome(of: ["cmd": "true", "expout": "", "experr": "oops\n"])
    #expect(isFailed(outcome, "standard error differs at line 1"))
  }

  @Test(arguments: [("exit 1", nil), ("true", "1"), ("kill -TERM $$", "1")])
  func failsOnAnotherStatus(command: String, expected: String?) async throws {
    var files = ["cmd": command, "expout": ""]
    files["expstatus"] = expected
    #expect(isFailed(try await outcome(of: files), "exit status"))
  }

  @Test func namesTheSignalThatEndedTheCommand() async throws {
    let outcome = try await outcome(of: ["cmd": "kill -TERM $$", "expout": "", "expstatus": "143"])
    #expect(outcome == .passed)
  }

  @Test(arguments: [
    ["expout": ""], ["cmd": "true"], ["cmd": "true", "expout": "", "expstatus": "none"],
    ["cmd": "true", "expout": "", "expstatus": ""],
  ])
  func failsOnAnIncompleteCase(files: [String: String]) async throws {
    guard case .failed = try await outcome(of: files) else {
      Issue.record("an incomplete case did not fail")
      return
    }
  }

  @Test func killsWhatHangsWithAllItsChildren() async throws {
    let marker = FileManager.default.temporaryDirectory.appendingPathComponent(
      "child-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: marker) }
    let command = "sleep 600 & echo $! > '\(marker.path)'; cat input | sleep 600"
    let outcome = try await outcome(
      of: ["cmd": command, "input": "", "expout": ""], limit: .seconds(2))
    #expect(isFailed(outcome, "still running after"))
    let child = try #require(
      pid_t(String(contentsOf: marker, encoding: .utf8).split(separator: "\n").first ?? ""))
    #expect(try await isGone(child), "a child of the killed pipeline lived on")
  }

  @Test func takesTheLimitThatTheCaseNames() async throws {
    let outcome = try await outcome(
      of: ["cmd": "sleep 600", "limit": "1\n", "expout": ""], limit: .seconds(120))
    #expect(isFailed(outcome, "still running after 1.0 seconds"))
  }

  @Test func doesNotWaitForWhatRunsInTheBackground() async throws {
    // Waiting for the background process would reach the limit, and fail.
    let outcome = try await outcome(
      of: ["cmd": "sleep 600 & echo done", "expout": "done\n"], limit: .seconds(120))
    #expect(outcome == .passed)
  }

  /// Whether a killed process ends; the system may take a moment, and a loaded machine longer.
  private func isGone(_ process: pid_t) async throws -> Bool {
    for _ in 0..<600 {
      let state = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
      if state.map({ $0.contains(") Z ") }) ?? true { return true }
      try await Task.sleep(for: .milliseconds(50))
    }
    return false
  }

  @Test func endsAWriterWhoseReaderIsGoneQuietly() async throws {
    let outcome = try await outcome(of: [
      "cmd": "yes | head -1; echo ${PIPESTATUS[0]}", "expout": "y\n141\n",
    ])
    #expect(outcome == .passed)
  }

  @Test func startsInAFreshFolderWithTheInputsAlone() async throws {
    let command =
      "ls; ls -A \"$HOME\" \"$TMPDIR\" | grep -v : | tr -d '\\n'; touch left; "
      + "echo $LC_ALL $TZ ${NO_COLOR-unset}"
    let files = [
      "cmd": command, "input.txt": "", "expout": "input.txt\nC.UTF-8 UTC unset\n", "experr": "",
      "expstatus": "0",
    ]
    try await withCase(files) { pipeline async throws in
      let runner = runner(inherited: ["NO_COLOR": "1", "PATH": "/usr/bin:/bin"])
      #expect(try await runner.run(pipeline) == .passed)
      // What the first run left behind is not there in the second.
      #expect(try await runner.run(pipeline) == .passed)
    }
  }

  @Test func findsTheProgramsFirst() async throws {
    try await withCase(["cmd": "cat input", "input": "", "expout": "input\n"]) {
      pipeline async throws in
      let programs = pipeline.folder.appendingPathComponent("bin")
      try FileManager.default.createDirectory(at: programs, withIntermediateDirectories: true)
      // A link: a newly written program may still be open in a process that another test has
      // started.
      try FileManager.default.createSymbolicLink(
        atPath: programs.appendingPathComponent("cat").path, withDestinationPath: "/bin/echo")
      var runner = runner()
      #expect(isFailed(try await runner.run(pipeline), "standard output"))
      runner = PipelineRunner(programs: programs, project: pipeline.folder)
      #expect(try await runner.run(pipeline) == .passed)
    }
  }

  @Test func skipsWhatTheMachineLacks() async throws {
    let files = ["cmd": "exit 1", "expout": "", "needs": "faces\nno-such-command bash\n"]
    let without = try await outcome(
      of: files, inherited: ["FACES": "/nonexistent", "PATH": "/usr/bin:/bin"])
    #expect(without == .skipped(missing: ["faces", "no-such-command"]))
    let with = try await outcome(
      of: ["cmd": "echo \"$FACES\"", "expout": "/usr\n", "needs": "faces bash"],
      inherited: ["FACES": "/usr", "PATH": "/usr/bin:/bin"])
    #expect(with == .passed)
  }

  @Test func recordsWhatChangedAndSaysSo() async throws {
    let files = ["cmd": "echo new; echo oops >&2; exit 2", "expout": "old\n", "expstatus": "2\n"]
    try await withCase(files) { pipeline async throws in
      var recording = runner()
      recording.records = true
      #expect(try await recording.run(pipeline) == .recorded(["expout", "experr"]))
      #expect(pipeline.contents("expout") == Data("new\n".utf8))
      #expect(pipeline.contents("experr") == Data("oops\n".utf8))
      #expect(try await recording.run(pipeline) == .passed)
      #expect(try await runner().run(pipeline) == .passed)

      try Data("true".utf8).write(to: pipeline.file("cmd"))
      #expect(try await recording.run(pipeline) == .recorded(["expout", "experr", "expstatus"]))
      #expect(pipeline.contents("experr") == nil && pipeline.contents("expstatus") == nil)
      #expect(try await runner().run(pipeline) == .passed)
    }
  }

  @Test func findsEveryCaseFolder() async throws {
    try await withCase(["cmd": "true", "expout": ""]) { pipeline async throws in
      let root = pipeline.folder.deletingLastPathComponent().deletingLastPathComponent()
      try Data().write(to: root.appendingPathComponent("README.md"))
      try FileManager.default.createDirectory(
        at: root.appendingPathComponent("another/empty"), withIntermediateDirectories: true)
      #expect(try PipelineCase.all(below: root).map(\.name) == ["another/empty", "topic/case"])
    }
  }

  private func runner(
    inherited: [String: String] = ProcessInfo.processInfo.environment,
    limit: Duration = .seconds(60)
  ) -> PipelineRunner {
    let nowhere = URL(fileURLWithPath: "/nonexistent/programs")
    return PipelineRunner(programs: nowhere, project: nowhere, inherited: inherited, limit: limit)
  }

  private func outcome(
    of files: [String: String], inherited: [String: String] = ProcessInfo.processInfo.environment,
    limit: Duration = .seconds(60)
  ) async throws -> PipelineRunner.Outcome {
    try await withCase(files) { try await runner(inherited: inherited, limit: limit).run($0) }
  }

  /// Writes `files` to a case folder that lives as long as `body` runs.
  private func withCase<R>(_ files: [String: String], _ body: (PipelineCase) async throws -> R)
    async throws -> R
  {
    let root = FileManager.default.temporaryDirectory.appendingPathComponent(
      "cases-\(UUID().uuidString)")
    let folder = root.appendingPathComponent("topic/case")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: root) }
    for (name, contents) in files {
      try Data(contents.utf8).write(to: folder.appendingPathComponent(name))
    }
    return try await body(PipelineCase(folder: folder))
  }

  private func isFailed(_ outcome: PipelineRunner.Outcome, _ part: String) -> Bool {
    guard case .failed(let reasons) = outcome else { return false }
    return reasons.contains { $0.contains(part) }
  }
}
