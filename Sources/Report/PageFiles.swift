/// The files of the folder Page, which pages contain as they are.
package enum PageFiles {
  /// What all pages share.
  static let base = String(decoding: PackageResources.base_css, as: UTF8.self)
  static let style = String(decoding: PackageResources.page_css, as: UTF8.self)
  package static let script = String(decoding: PackageResources.page_js, as: UTF8.self)

  // SHA-256 as Content Security Policy writes it. Scripts/page-hashes writes these lines after a
  // change of the files; make lint and the tests look whether they are right.
  static let baseHash = "sha256-WouCFf21dkbZ++Z0jcSR9k+u670izWERpYI3JJvheb0="  // base.css
  static let styleHash = "sha256-ViWacqpmA1Zfn8WBlAHSeMOdO3ghAVEmTLyp1JyF6JQ="  // page.css
  static let scriptHash = "sha256-IE9XciB3hLopAcWUCJed+NWKcyiwVebu6sU6mAKBY2o="  // page.js
}
