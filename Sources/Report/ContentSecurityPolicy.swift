/// What a browser may load for the page: nothing but its own text, and pictures as its kind of
/// images asks.
///
/// The style and the script are allowed by the digest of their text, so nothing that came in with
/// the data can ever be run or styled, and nothing is fetched: with embedded or drawn faces only
/// `data:` pictures are allowed; with linked photos also files beside the page.
func contentSecurityPolicy(images: ImageMode) -> String {
  [
    "default-src 'none'",
    images == .link ? "img-src data: 'self' file:" : "img-src data:",
    "style-src '" + PageFiles.styleHash + "'",
    "script-src '" + PageFiles.scriptHash + "'",
    "base-uri 'none'",
    "form-action 'none'",
  ].joined(separator: "; ")
}
