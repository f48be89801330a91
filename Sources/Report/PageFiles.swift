/// The files of the folder Page, which pages contain as they are.
package enum PageFiles {
  /// What all pages share.
  static let base = String(decoding: PackageResources.base_css, as: UTF8.self)
  static let style = String(decoding: PackageResources.page_css, as: UTF8.self)
  package static let script = String(decoding: PackageResources.page_js, as: UTF8.self)
  /// The scripts in their order, each with its digest. The last one begins.
  static let scripts: [(text: String, hash: String)] = [
    (String(decoding: PackageResources.desk_js, as: UTF8.self), deskHash),
    (String(decoding: PackageResources.chooser_js, as: UTF8.self), chooserHash),
    (String(decoding: PackageResources.side_js, as: UTF8.self), sideHash),
    (String(decoding: PackageResources.desk_page_js, as: UTF8.self), deskPageHash),
    (String(decoding: PackageResources.downloads_js, as: UTF8.self), downloadsHash),
    (script, scriptHash),
  ]

  // SHA-256 as Content Security Policy writes it. Scripts/page-hashes writes these lines after a
  // change of the files; make lint and the tests look whether they are right.
  static let baseHash = "sha256-WouCFf21dkbZ++Z0jcSR9k+u670izWERpYI3JJvheb0="  // base.css
  static let styleHash = "sha256-WnVLIsY+K8QoBjXpZSTshdrT2rsy/UrhFVPay7LkKVA="  // page.css
  static let deskHash = "sha256-tY89ZljzRQhSGNcBkxEF1qzmTXVuviJdYOMy1p5PgeM="  // desk.js
  static let chooserHash = "sha256-Hx4CgDLXZDlFe2DuxoUHTHK09GfGEB2a8r1P6J4uuSw="  // chooser.js
  static let sideHash = "sha256-EZWxtPE2NPuqkphb/Hk7b/Hff3aQxvaoDVbTCRd2+yo="  // side.js
  static let deskPageHash = "sha256-vSgiRRrL8yfDoT56sbWfJIJzU/exwLIST+ADC096KSA="  // desk_page.js
  static let downloadsHash = "sha256-O9VUom+C51VHCxmU3XQnN79AwvtBVCDkaLUWNuvwPpw="  // downloads.js
  static let scriptHash = "sha256-ftu0yRqfBuWj/frH04s+xthOODqTLLZutlfYDfcJ9l4="  // page.js
}
