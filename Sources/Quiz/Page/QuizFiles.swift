import Report

/// The files in this folder, which the page contains unchanged.
enum QuizFiles {
  static let style = String(decoding: PackageResources.quiz_css, as: UTF8.self)
  static let script = String(decoding: PackageResources.quiz_js, as: UTF8.self)

  // Written by Scripts/page-hashes (see Report's PageFiles).
  static let styleHash = "sha256-fAiiERxbsdMlUaaYP1MBxJo5QXMSzb4vozpC9zt4WLw="  // quiz.css
  static let scriptHash = "sha256-61dRTdVaFUv0jEKCwzJYGyIqtvZNadio/WXQYialHGc="  // quiz.js
}
