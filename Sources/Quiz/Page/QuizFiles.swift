import Report

/// The files of this folder, which the page contains as they are.
enum QuizFiles {
  static let style = String(decoding: PackageResources.quiz_css, as: UTF8.self)
  static let script = String(decoding: PackageResources.quiz_js, as: UTF8.self)

  // Written by Scripts/page-hashes (see Report's PageFiles).
  static let styleHash = "sha256-TywZtgTciZZaw9Aj4qIG7oSLNXGdYg/BaIGPbo3B/3M="  // quiz.css
  static let scriptHash = "sha256-eXqtVrATgTMEPkcdxEMbmV8Q0smvSwxfTItxJU4Cs4c="  // quiz.js
}
