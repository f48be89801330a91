import Foundation
import Testing

/// Runs the built programs on `Tests/Pipelines/<topic>/<case>/`; that folder's README explains what
/// a case consists of.
@Suite struct PipelineTests {
  private static let variables = ProcessInfo.processInfo.environment
  private static let project = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  private static let records = variables["FC_RECORD"] == "1"

  private static let runner = PipelineRunner(programs: programs, project: project, records: records)

  /// Each case is a pipeline of several processes: two at a time keep a small machine busy.
  private static let slots = Slots(variables["FC_TEST_JOBS"].flatMap { Int($0) } ?? 2)

  /// `$FC_BIN`, or else the folder of this test program: the programs of the same build.
  private static var programs: URL {
    if let folder = variables["FC_BIN"] { return URL(fileURLWithPath: folder) }
    return URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent()
  }

  /// The cases, or those whose name contains `$FC_CASES`.
  private static func cases() throws -> [PipelineCase] {
    let all = try PipelineCase.all(below: project.appendingPathComponent("Tests/Pipelines"))
    guard let part = variables["FC_CASES"] else { return all }
    return all.filter { $0.name.contains(part) }
  }

  @Test func programsAreBuiltAndCasesAreThere() throws {
    let programs = try FileManager.default.contentsOfDirectory(atPath: Self.programs.path)
    #expect(
      programs.contains { $0.hasPrefix("fc-") },
      "no programs in \(Self.programs.path): run make build")
    #expect(try !Self.cases().isEmpty)
  }

  @Test(arguments: try cases()) func pipeline(_ pipeline: PipelineCase) async throws {
    switch try await Self.slots.run({ try await Self.runner.run(pipeline) }) {
    case .passed: break
    case .failed(let reasons):
      Issue.record("\(pipeline.name)\n\(reasons.joined(separator: "\n"))")
    case .recorded(let files):
      Issue.record("\(pipeline.name): recorded \(files.joined(separator: ", "))")
    case .skipped(let missing):
      // Swift Testing cannot mark an argument as skipped; the summary at the end counts these
      // lines.
      print("skipped: \(pipeline.name): needs \(missing.joined(separator: ", "))")
    }
  }

  @Test func recordingIsNoTest() {
    #expect(!Self.records, "recorded: look at git diff, then run make test")
  }
}
