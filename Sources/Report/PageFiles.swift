/// The files in the folder Page, which pages contain unchanged.
package enum PageFiles {
  /// The style that all pages share.
  static let base = String(decoding: PackageResources.base_css, as: UTF8.self)
  static let style = String(decoding: PackageResources.page_css, as: UTF8.self)
  package static let script = String(decoding: PackageResources.page_js, as: UTF8.self)
  /// The scripts in order, each with its digest. The last one starts the page.
  static let scripts: [(text: String, hash: String)] = [
    (String(decoding: PackageResources.desk_js, as: UTF8.self), deskHash),
    (String(decoding: PackageResources.chooser_js, as: UTF8.self), chooserHash),
    (String(decoding: PackageResources.side_js, as: UTF8.self), sideHash),
    (String(decoding: PackageResources.desk_page_js, as: UTF8.self), deskPageHash),
    (String(decoding: PackageResources.downloads_js, as: UTF8.self), downloadsHash),
    (script, scriptHash),
  ]

  // SHA-256 in the form of a Content Security Policy. Run Scripts/page-hashes to update these lines
  // after changing the files; make lint and the tests check them.
  static let baseHash = "sha256-6xpmrbBVX2wEmmq2Pd9FBoRdwggig4zwKVHPgjq8QVE="  // base.css
  static let styleHash = "sha256-jJ0+f99eIquDqaIKdp3lJD9OQtsW3mLR2IlgjfV1HoA="  // page.css
  static let deskHash = "sha256-3OVhg5BesZR196K65r5hr4x7pmzdhhu6pbuy0KkLbw4="  // desk.js
  static let chooserHash = "sha256-BOhcuHUnhXKI3ApVC2hXptmCXEfISgOPIQI89hemSLk="  // chooser.js
  static let sideHash = "sha256-rEMAyy/qzarmDB7+xEZDjDttd/hDbb8skjnhJsT5GyI="  // side.js
  static let deskPageHash = "sha256-+ZH3edJv5MtF6kCeQiaSw+Fnjj8OECYIJOZQ2/JJrL0="  // desk_page.js
  static let downloadsHash = "sha256-5NSnjacqPESCY87lqnMiURU5Fyi49zrWB8vBrOBVVjQ="  // downloads.js
  static let scriptHash = "sha256-zCGHzybae5ruRKNldJmyBEcjCc3tFiDr+7SEq6FUoZo="  // page.js
}
