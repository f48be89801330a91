/// A command line, read.
struct Parsed<Values> {
  var values: Values
  var common = CommonOptions()
  /// As bytes, since the name of a file need not be UTF-8.
  var operands: [[UInt8]] = []
  /// The files that options name.
  var optionFiles: [(flag: String, path: String)] = []
  /// The program's own options as they were given, spelled out.
  var given: [String] = []
}
