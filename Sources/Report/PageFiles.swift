/// The files of the folder Page, which the page contains as they are.
package enum PageFiles {
  static let style = String(decoding: PackageResources.page_css, as: UTF8.self)
  package static let script = String(decoding: PackageResources.page_js, as: UTF8.self)

  // SHA-256 as Content Security Policy writes it. Scripts/page-hashes writes these two lines after
  // a change of the files; make lint and the tests look whether they are right.
  static let styleHash = "sha256-dDf7yLSFofUfI58XRTcmJ6vpVRn5wx7PZHKYfoHFxq8="
  static let scriptHash = "sha256-lVPaTXQLGez120FTayT6s0fxtMYnhLqVL9l0cUuH2HM="
}
