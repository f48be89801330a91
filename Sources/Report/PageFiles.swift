/// The files of the folder Page, which the page contains as they are.
package enum PageFiles {
  static let style = String(decoding: PackageResources.page_css, as: UTF8.self)
  package static let script = String(decoding: PackageResources.page_js, as: UTF8.self)

  // SHA-256 as Content Security Policy writes it. Scripts/page-hashes writes these two lines after
  // a change of the files; make lint and the tests look whether they are right.
  static let styleHash = "sha256-xvwK7GL8h1Sxs6uFL2CdX8CdVuOxMEM9lM6SHf0L1SA="
  static let scriptHash = "sha256-FLNVmqnTQulQNG7g7XoNv7zPNB1xQQppNN7Q3nwDDlI="
}
