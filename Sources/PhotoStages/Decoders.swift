import Filter
import Vision

/// Proof that the run tried to start the decoder processes: code that opens photos must hold one.
public struct Decoders: Sendable {
  fileprivate init() {}

  /// For tests, which trust their photos.
  package static let inThisProcess = Decoders()

  /// Lets the decoders exit while the program continues. No photo can be opened afterwards.
  func finish() { PhotoDecoders.finish() }
}

extension Run {
  /// Starts the processes that decode this run's photos, one per thread. Call this before starting
  /// threads.
  ///
  /// If no process can be started, photos are decoded in this one, and a note says so.
  public func decoders() -> Decoders {
    do throws(VisionError) {
      try PhotoDecoders.start(count: jobs)
    } catch {
      note("photos are decoded without a cage: no process can be started: \(error.message)")
    }
    return Decoders()
  }
}

/// What `--version --verbose` prints for a program that opens photos.
public func decoderDetails() -> [String] {
  do throws(VisionError) {
    try PhotoDecoders.start(count: 1)
  } catch {
    return ["photos are decoded in the program's own process: \(error.message)"]
  }
  let cage = PhotoDecoders.cage
  return [
    "photos are decoded in separate processes: \(cage.isProcess ? "yes" : "no")",
    "files, TCP and signals are blocked (Landlock): "
      + (cage.landlock > 0 ? "yes, version \(cage.landlock)" : "no: this kernel lacks it"),
    "system calls that decoding does not need are blocked (seccomp): "
      + (cage.hasSeccomp ? "yes" : "no: this kernel or container refuses it"),
  ]
}
