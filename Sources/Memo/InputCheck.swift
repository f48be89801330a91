import Filter
import Glibc

extension Entries {
  /// Checks what can be checked before anything is run.
  ///
  /// - Parameter asPhotos: whether operands may be photos; if false, they are files of records.
  /// - Throws: `UsageError` where the user would have to type the input; `Fatal` where a file
  ///   cannot be read.
  func check(asPhotos: Bool) throws {
    guard !readsStandardInput || isatty(STDIN_FILENO) != 1 else {
      throw UsageError(
        "standard input is a terminal: give paths or records through a pipe or from a file")
    }
    guard !asPhotos else { return try checkPhotos() }
    for path in names {
      guard access(path, R_OK) == 0 else {
        throw Fatal("cannot be read: \(systemMessage())", at: path)
      }
    }
  }

  /// Without fc-memo, a stage reads a pipe that its command line names, but not one that a record
  /// names; through fc-memo, it gets all photos as records.
  private func checkPhotos() throws {
    for path in names {
      var status = stat()
      guard stat(path, &status) == 0, ![S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT) else {
        continue
      }
      throw Fatal(
        "is not a regular file, so its answer cannot be kept: run the command without fc-memo",
        at: path)
    }
  }
}
