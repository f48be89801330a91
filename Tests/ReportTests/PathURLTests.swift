import Testing

import Report

@Suite struct PathURLTests {
  @Test(arguments: [
    ("faces/ann.jpg", "faces/ann.jpg"),
    ("a b/ü#1?.jpg", "a%20b/%C3%BC%231%3F.jpg"),
    ("100%.jpg", "100%25.jpg"),
    ("javascript:alert(1)", "javascript%3Aalert%281%29"),
    ("data:text/html,x", "data%3Atext/html%2Cx"),
    ("https://example.org/x.jpg", "https%3A//example.org/x.jpg"),
    ("\\\\host\\x", "%5C%5Chost%5Cx"),
    ("../up.jpg", "../up.jpg"),
    ("/photos/a.jpg", "file:///photos/a.jpg"),
    ("//host/a.jpg", "file:///host/a.jpg"),
    ("\" onload=\"x", "%22%20onload%3D%22x"),
  ])
  func aPathBecomesASafeReference(path: String, reference: String) {
    #expect(urlReference(path: path) == reference)
  }

  @Test func aPrefixGoesBeforeRelativePathsOnly() {
    #expect(urlReference(path: "a.jpg", prefix: "..") == "../a.jpg")
    #expect(urlReference(path: "a.jpg", prefix: "../") == "../a.jpg")
    #expect(urlReference(path: "a.jpg", prefix: "//host") == "file:///host/a.jpg")
    #expect(urlReference(path: "/a.jpg", prefix: "..") == "file:///a.jpg")
  }
}
