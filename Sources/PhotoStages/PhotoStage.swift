import Filter
import Glibc
import Records
import Vision

/// One entry of a photo stage's input, on its way to a thread.
package enum PhotoInput: Sendable {
  case path([UInt8], isOperand: Bool)
  case record([UInt8], location: String)
  case tooLong(location: String)
}

/// A record that names a photo, and the photo.
public final class PhotoRecord {
  /// The fields that every photo stage reads.
  static let fields = ["path", "width", "height", "damaged"]

  public let record: Record
  private let photos: PhotoCache
  private let takesDamaged: Bool
  fileprivate var path = ""
  fileprivate var isOperand = false
  /// The photo, once it has been opened.
  fileprivate private(set) var opened: Photo?

  fileprivate init(_ record: Record, takesDamaged: Bool, _ decoders: Decoders) {
    self.record = record
    self.takesDamaged = takesDamaged
    photos = PhotoCache(decoders)
  }

  fileprivate func begin(at path: String, isOperand: Bool) {
    (self.path, self.isOperand) = (path, isOperand)
    opened = nil
  }

  /// The photo, which is opened when it is first needed.
  ///
  /// - Throws: `InputFailure` if it cannot be opened, or does not have the size stated in the
  ///   record: an existing box or landmarks would then be wrong.
  public func photo() throws -> Photo {
    // Only an operand may be a pipe. A damaged photo that an earlier stage accepted is accepted
    // here too.
    let photo = try photos.photo(
      at: path, expectedSize: record.photoSize, isOperand: isOperand,
      takesDamaged: takesDamaged || record.isOfDamagedPhoto)
    opened = photo
    return photo
  }

  /// Marks the record if pixels of its photo were missing.
  fileprivate func markDamage() {
    guard let opened, opened.isDamaged else { return }
    record.set("damaged") { $0.append("true") }
  }
}

/// Collects the records of one photo.
public struct PhotoOutput {
  fileprivate var text = JSONText()
  fileprivate var failures: [InputFailure] = []
  fileprivate var remark: Remark?
  private let photo: PhotoRecord
  private let stage: String
  private let owned: [String]
  private let dropsErrors: Bool

  fileprivate init(of photo: PhotoRecord, stage: String, owned: [String], dropsErrors: Bool) {
    self.photo = photo
    self.stage = stage
    self.owned = owned
    self.dropsErrors = dropsErrors
  }

  public mutating func remark(_ remark: Remark) {
    self.remark = remark
  }

  public mutating func write(_ record: Record) {
    photo.markDamage()
    record.write(to: &text)
  }

  /// Writes the record after `edit` has completed it. If `edit` throws an `InputFailure`, writes a
  /// record with that error instead, and the photo's other faces are not affected.
  ///
  /// - Throws: whatever else `edit` throws.
  public mutating func write(_ record: Record, _ edit: () throws -> Void) throws {
    do {
      try edit()
      write(record)
    } catch let failure as InputFailure {
      fail(record, failure)
    }
  }

  fileprivate mutating func fail(_ record: Record, _ failure: InputFailure) {
    failures.append(failure)
    guard !dropsErrors else { return }
    record.setError(failure, stage: stage, removing: owned)
    write(record)
  }
}

/// Processes input entries in one thread.
package final class PhotoStage {
  private let program: String
  private let owned: [String]
  private let dropsErrors: Bool
  private let photo: PhotoRecord
  private let failures = FailureReader()
  private let work: PhotoWork
  /// The file that the output will replace; it must not be one of the photos.
  private let output: FileIdentity?

  private var record: Record { photo.record }

  package init(
    program: String, fields: [String], owned: [String], takesDamaged: Bool = false,
    dropsErrors: Bool, output: FileIdentity? = nil, decoders: Decoders, work: @escaping PhotoWork
  ) {
    self.program = program
    self.output = output
    self.owned = owned
    self.dropsErrors = dropsErrors
    self.work = work
    photo = PhotoRecord(
      Record.forStage(PhotoRecord.fields + fields), takesDamaged: takesDamaged, decoders)
  }

  package func process(_ input: PhotoInput) -> Processed {
    switch input {
    case .tooLong(let location):
      Processed(location: location, malformed: LineReader.tooLongReason)
    case .record(let line, let location):
      process(line, location: location)
    case .path(let path, let isOperand):
      process(path: path, isOperand: isOperand)
    }
  }

  private func process(path: [UInt8], isOperand: Bool) -> Processed {
    let name = String(decoding: path, as: UTF8.self)
    var processed = Processed(location: name)
    record.begin("path", name)
    process(&processed) { output in
      guard String(validating: path, as: UTF8.self) != nil else { throw InputFailure.notUTF8 }
      try work(at: name, isOperand: isOperand, &output)
    }
    processed.isMissing =
      !isOperand && !processed.failures.isEmpty && !name.contains("://") && access(name, F_OK) != 0
      && errno == ENOENT
    return processed
  }

  private func process(_ line: [UInt8], location: String) -> Processed {
    var processed = Processed(location: location)
    let padded = line + [UInt8](repeating: 0, count: Record.padding)
    padded.withUnsafeBytes { bytes in
      do throws(MalformedRecord) {
        try record.scan(UnsafeRawBufferPointer(rebasing: bytes[..<line.count]))
      } catch {
        processed.malformed =
          "\(error.reason); write a photo's name that begins with { as ./{..."
        return
      }
      if failures.failure(of: record) != nil {
        processed.failedBefore = true
        if !dropsErrors { record.write(to: &processed.text) }
        return
      }
      let path = Result { () throws(InputFailure) in try record.path() }
      if case .success(let path) = path { processed.location = path }
      process(&processed) { output in try work(at: path.get(), isOperand: false, &output) }
    }
    return processed
  }

  private func process(
    _ processed: inout Processed, _ body: (inout PhotoOutput) throws -> Void
  ) {
    var output = PhotoOutput(of: photo, stage: program, owned: owned, dropsErrors: dropsErrors)
    do {
      try body(&output)
    } catch let failure as InputFailure {
      output.fail(record, failure)
    } catch {
      processed.end = error
    }
    (processed.text, processed.failures) = (output.text, output.failures)
    processed.remark = output.remark
  }

  private func work(at path: String, isOperand: Bool, _ output: inout PhotoOutput) throws {
    if let replaced = self.output, FileIdentity(path: path) == replaced {
      throw Fatal(
        "is also the output, and would be overwritten: name another file with -o", at: path)
    }
    photo.begin(at: path, isOperand: isOperand)
    try work(photo, &output)
  }
}
