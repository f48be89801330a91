/// The files of the folder Page, which the page contains as they are.
enum PageFiles {
  static let style = String(decoding: PackageResources.page_css, as: UTF8.self)
  static let script = String(decoding: PackageResources.page_js, as: UTF8.self)

  // SHA-256 as Content Security Policy writes it. Scripts/page-hashes writes these two lines after
  // a change of the files; make lint and the tests look whether they are right.
  static let styleHash = "sha256-Xa3MJSMlj66udd3n1Rc6v0+9AjuEFGFfWepPVf4+GPE="
  static let scriptHash = "sha256-Hdt/kVlh8R9wIYkX9HvWg9cci+UvfUHks0HxfXQ5TVU="
}
