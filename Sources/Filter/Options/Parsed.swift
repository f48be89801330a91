/// A parsed command line.
struct Parsed<Values> {
  var values: Values
  var common = CommonOptions()
  /// As bytes, since a file name need not be UTF-8.
  var operands: [[UInt8]] = []
  /// The files that options name.
  var optionFiles: [(flag: String, path: String)] = []
  /// The program's own options as given, with their full names.
  var given: [String] = []
}
