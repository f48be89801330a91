import Filter
import Records

/// What one thread of a photo stage does with a record: it writes the records that come of it, one
/// a face.
///
/// It throws `InputFailure` where this photo could not be processed, `Fatal` where no other can be
/// either.
public typealias PhotoWork = (PhotoRecord, inout PhotoOutput) throws -> Void

extension Run {
  /// Goes through the photos and files of records named on the command line, or the paths and
  /// records on standard input, on several threads; results leave in the order of the input. No
  /// photo can be opened afterwards.
  ///
  /// - Parameters:
  ///   - fields: the fields that the work reads or sets, besides those of `PhotoRecord`.
  ///   - owned: those that the stage sets; a record that fails does not keep old ones.
  ///   - takesDamaged: whether what is left of a damaged photo will do; where it is one, records
  ///     say so. A record that says so already is believed.
  ///   - gather: gets the records that come of one photo, a line each, instead of the output; those
  ///     of failed photos among them.
  ///   - makeWork: called in each thread; what it makes stays there.
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
    // What is under way is delivered, also where the input ends in an error.
    defer {
      workers.finish()
      decoders.finish()
      reportLeftOut(entries)
    }
    try entries.each { entry, place in
      if progress.isShown, entries.counts.total != expected {
        expected = entries.counts.total
        workers.undisturbed { progress.expect(total: expected) }
      }
      switch entry {
      case .path(let path, let isOperand):
        try workers.submit(.path(path, isOperand: isOperand))
      case .record(let line):
        try workers.submit(.record(Array(line), place: place()))
      case .tooLong:
        try workers.submit(.tooLong(place: place()))
      }
    }
  }
}
