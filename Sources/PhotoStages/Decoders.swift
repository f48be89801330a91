import Filter
import Vision

/// That photos are decoded where nothing else can be reached: whoever opens photos holds one.
public struct Decoders: Sendable {
  fileprivate init() {}

  /// For tests, whose photos are their own.
  package static let inThisProcess = Decoders()

  /// No photo is opened any more: the decoders end while the program goes on.
  func finish() { PhotoDecoders.finish() }
}

extension Run {
  /// Starts the processes that decode this run's photos, one per thread. Call it before there are
  /// threads.
  ///
  /// Where the system gives no process, photos are decoded in this one, and a note says so.
  public func decoders() -> Decoders {
    do throws(VisionError) {
      try PhotoDecoders.start(count: jobs)
    } catch {
      note("photos are decoded without a cage, since no process can be started: \(error.message)")
    }
    return Decoders()
  }
}

/// What `--version --verbose` tells of a program that opens photos.
public func decoderDetails() -> [String] {
  do throws(VisionError) {
    try PhotoDecoders.start(count: 1)
  } catch {
    return ["photos are decoded in the program's own process: \(error.message)"]
  }
  let cage = PhotoDecoders.cage
  return [
    "photos are decoded in processes of their own: \(cage.isProcess ? "yes" : "no")",
    "no file, no TCP, no signal (Landlock): "
      + (cage.landlock > 0 ? "yes, version \(cage.landlock)" : "no: this kernel has none"),
    "no call to the kernel that decoding does not need (seccomp): "
      + (cage.hasSeccomp ? "yes" : "no: this kernel or container refuses it"),
  ]
}
