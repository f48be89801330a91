/// The beginning of every page: its policy, style and title.
package struct PageFrame: Sendable {
  /// The page's own style, which follows the shared one, and its digest.
  package var style: String
  package var styleHash: String
  /// The digests of the page's scripts.
  package var scriptHashes: [String]
  /// Whether the page links to photos.
  package var linksPhotos: Bool

  package init(
    style: String, styleHash: String, scriptHashes: [String], linksPhotos: Bool = false
  ) {
    (self.style, self.styleHash, self.scriptHashes) = (style, styleHash, scriptHashes)
    self.linksPhotos = linksPhotos
  }

  /// From the doctype to the link that skips the header.
  package func head(title: String) -> HTML {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="\(policy)">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="referrer" content="no-referrer">
    <title>\(title)</title>
    <link rel="icon" href="data:,">
    <style>\(HTML(stringLiteral: PageFiles.base))</style>
    <style>\(HTML(stringLiteral: style))</style>
    </head>
    <body>
    <a class="skip" href="#main">Skip to the content</a>

    """
  }

  /// What a browser may load for the page: only its own text, and the pictures that its kind of
  /// images needs.
  ///
  /// The style and the scripts are allowed by the digests of their text, so nothing in the data can
  /// ever be run or styled, and nothing is fetched: with embedded or drawn faces only `data:`
  /// pictures are allowed; with linked photos, files beside the page are too.
  private var policy: String {
    [
      "default-src 'none'",
      linksPhotos ? "img-src data: 'self' file:" : "img-src data:",
      "style-src '" + PageFiles.baseHash + "' '" + styleHash + "'",
      "script-src " + scriptHashes.map { "'\($0)'" }.joined(separator: " "),
      "base-uri 'none'",
      "form-action 'none'",
    ].joined(separator: "; ")
  }
}
