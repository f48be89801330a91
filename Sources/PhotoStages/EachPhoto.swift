import Filter
import Records

/// The work of one thread of a photo stage: processes a record and writes the resulting records,
/// one per face.
///
/// It throws `InputFailure` if this photo could not be processed, `Fatal` if no photo can be.
public typealias PhotoWork = (PhotoRecord, inout PhotoOutput) throws -> Void

extension Run {
  /// Processes the photos and files of records named on the command line, or the paths and records
  /// on standard input, on several threads; results are written in the order of the input. No photo
  /// can be opened afterwards.
  ///
  /// - Parameters:
  ///   - fields: the fields that the work reads or sets, besides those of `PhotoRecord`.
  ///   - owned: the fields that the stage sets; they are removed from records that fail.
  ///   - takesDamaged: whether to accept damaged photos; their records are marked. A photo whose
  ///     record is marked already is accepted in any case.
  ///   - gather: receives the records of each photo, one per line, instead of the output, including
  ///     the records of failed photos.
  ///   - makeWork: called once in each thread; its result stays there.
  public func eachPhoto(
    fields: [String], owned: [String], takesDamaged: Bool = false,
    gather: ((JSONText) throws -> Void)? = nil,
    _ makeWork: @escaping @Sendable () -> PhotoWork
  ) throws {
    let (program, dropsErrors) = (program, options.dropErrors)
    let oldOutput = output.filePath.flatMap(FileIdentity.init(path:))
    let decoders = decoders()
    let workers = inOrder(gather: gather) { () -> (PhotoInput) -> Processed in
      let stage = PhotoStage(
        program: program, fields: fields, owned: owned, takesDamaged: takesDamaged,
        dropsErrors: dropsErrors, output: oldOutput, decoders: decoders, work: makeWork())
      return { stage.process($0) }
    }
    let entries = Entries(
      operands, wanted: "names of photos or records", isNullSeparated: options.null,
      isRecursive: options.recursive, outputPipe: output.pipe)
    progress.restart(total: entries.count, unit: "photos")
    entries.counts.areWanted = progress.isShown
    var expected = entries.count
    // Photos in progress are still delivered if the input ends with an error.
    defer {
      workers.finish()
      decoders.finish()
      reportLeftOut(entries)
    }
    try entries.each { entry, location in
      if progress.isShown, entries.counts.total != expected {
        expected = entries.counts.total
        workers.undisturbed { progress.expect(total: expected) }
      }
      switch entry {
      case .path(let path, let isOperand):
        try workers.submit(.path(path, isOperand: isOperand))
      case .record(let line):
        try workers.submit(.record(Array(line), location: location()))
      case .tooLong:
        try workers.submit(.tooLong(location: location()))
      }
    }
  }
}
