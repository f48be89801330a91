import CVision

/// The processes that decode photos; none of them can reach a file, the network or another process.
/// Unless they are started, photos are decoded in this process.
public enum PhotoDecoders {
  /// Starts them; a second call does nothing.
  ///
  /// Call this before starting threads and before opening a photo. From then on a thread may have
  /// only one photo open: opening a second one blocks.
  ///
  /// - Parameter count: the number of threads that open photos.
  /// - Throws: `internal` with the system's error message where no process can be started.
  public static func start(count: Int) throws(VisionError) {
    try check { vision_decoders_start(Int32(clamping: count), $0) }
  }

  /// Lets the processes exit while the program finishes its work. No photo can be opened
  /// afterwards.
  public static func finish() { vision_decoders_finish() }

  /// How the decoders are confined. Call it from one thread, after `start`.
  public static var cage: (isProcess: Bool, landlock: Int, hasSeccomp: Bool) {
    let cage = vision_decoders_cage()
    return (cage.process != 0, Int(cage.landlock), cage.seccomp != 0)
  }
}
