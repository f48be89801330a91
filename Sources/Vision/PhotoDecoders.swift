import CVision

/// The processes in which photos are decoded: none of them can reach a file, the network or another
/// process. Without them, photos are decoded in this one.
public enum PhotoDecoders {
  /// Starts them; a second call does nothing.
  ///
  /// Call it before there are threads, and before a photo is opened. A thread then has one photo
  /// open at a time: another one waits.
  ///
  /// - Parameter count: threads that open photos.
  /// - Throws: `internal` with the system's words where no process can be started.
  public static func start(count: Int) throws(VisionError) {
    try check { vision_decoders_start(Int32(clamping: count), $0) }
  }

  /// Lets them end, while the program does what is left. No photo can be opened afterwards.
  public static func finish() { vision_decoders_finish() }

  /// What closes the decoders in. For one thread, after `start`.
  public static var cage: (isProcess: Bool, landlock: Int, hasSeccomp: Bool) {
    let cage = vision_decoders_cage()
    return (cage.process != 0, Int(cage.landlock), cage.seccomp != 0)
  }
}
