import Tables
import Testing

private func csv(_ cells: String...) -> String {
  var row: [UInt8] = []
  for (index, cell) in cells.enumerated() {
    if index > 0 { CellStyle.csv.separate(&row) }
    CellStyle.csv.append(Array(cell.utf8), to: &row)
  }
  return String(decoding: row, as: UTF8.self)
}

@Suite struct CellTests {
  /// The examples of RFC 4180, section 2.
  @Test func quotesWhatTheRFCRequires() {
    #expect(csv("aaa", "bbb", "ccc") == "aaa,bbb,ccc")
    #expect(csv("aaa", "b\r\nbb", "ccc") == "aaa,\"b\r\nbb\",ccc")
    #expect(csv("aaa", "b\"bb", "ccc") == "aaa,\"b\"\"bb\",ccc")
    #expect(csv("", " a ", "b,c") == ", a ,\"b,c\"")
  }

  @Test func escapesTabs() {
    var row: [UInt8] = []
    CellStyle.tsv.append(Array("a\tb\\c\nd\"".utf8), to: &row)
    #expect(String(decoding: row, as: UTF8.self) == "a\\tb\\\\c\\nd\"")
  }
}

@Suite struct ColumnsTests {
  private func number(_ name: String, in columns: inout Columns) -> Int? {
    Array(name.utf8).withUnsafeBytes { columns.number(of: $0) }
  }
  private func made(_ names: String...) -> Columns {
    var columns = Columns()
    for name in names { Array(name.utf8).withUnsafeBytes { columns.add($0) } }
    return columns
  }

  @Test func findsNamesInAnyOrder() {
    var columns = made("a", "b.c", "d")
    columns.beginRow()
    #expect(number("a", in: &columns) == 0)
    #expect(number("b.c", in: &columns) == 1)
    #expect(number("a", in: &columns) == 0)
    #expect(number("d", in: &columns) == 2)
    #expect(number("e", in: &columns) == nil)
  }

  @Test func arrangesByFieldsAndWhatLiesInThem() {
    var columns = made("path", "features.nose", "feature", "box.0", "features.eye")
    columns.arrange(by: ["features", "path"])
    let names = columns.names.map { String(decoding: $0, as: UTF8.self) }
    #expect(names == ["features.nose", "features.eye", "path", "feature", "box.0"])
    #expect(number("box.0", in: &columns) == 4)
  }
}

@Suite struct PointFileTests {
  @Test func writesTPSWithYUp() {
    let text = TPS.text([[1.5, 2], [3, 4.25]], height: 10, image: "a b.jpg", id: "1")
    #expect(text == "LM=2\n1.5 8\n3 5.75\nIMAGE=a b.jpg\nID=1\n")
    let below = TPS.text([[1, 2]], height: nil, image: "a", id: "a")
    #expect(below == "LM=1\n1 -2\nIMAGE=a\nID=a\n")
  }

  @Test func readsTPS() throws {
    let text = "LM=1\r\n1 8\r\nIMAGE=a=b.jpg\r\nID=1\r\nLM=0\r\n"
    let faces = try TPS.faces(text, height: 10)
    #expect(
      faces == [ImportedFace(points: [[1, 2]], image: "a=b.jpg"), ImportedFace(points: [])])
  }

  @Test func templateLinesCoverAll68Points() {
    let lines = Template.text(Array(repeating: [0, 0], count: 68)).split(separator: "\n")
    #expect(lines[69] == "9")
    // A flag, a count and the numbers of the points for each line.
    let numbers = stride(from: 72, to: lines.count, by: 3).flatMap {
      lines[$0].split(separator: " ").compactMap { Int($0) }
    }
    #expect(Set(numbers) == Set(0..<68))
    let counts = stride(from: 71, to: lines.count, by: 3).compactMap { Int(lines[$0]) }
    #expect(counts.reduce(0, +) == numbers.count)
  }

  /// webmorph's own 44 lines, the last from the ear on the right along the jaw.
  @Test func drawsTheLinesOf189Points() {
    let lines = Template.text(Array(repeating: [0, 0], count: 189)).split(separator: "\n")
    #expect(lines.count == 1 + 189 + 1 + 3 * 44)
    #expect(lines[190] == "44")
    #expect(lines[191...193] == ["0", "2", "0 0"])
    #expect(lines[lines.count - 1] == "132 133 114")
    let numbers = stride(from: 193, to: lines.count, by: 3).flatMap {
      lines[$0].split(separator: " ")
    }
    #expect(Set(numbers.compactMap { Int($0) }) == Set(0..<189))
    for line in stride(from: 192, to: lines.count, by: 3) {
      #expect(Int(lines[line]) == lines[line + 1].split(separator: " ").count)
    }
  }

  @Test func namesTemplates() {
    #expect(Template.path(ofPhoto: "a.b/c") == "a.b/c.tem")
    #expect(Template.path(ofPhoto: "a.b/c.d.jpg") == "a.b/c.d.tem")
  }

  @Test func readsOpenFacesSpaces() throws {
    var text = "frame, face_id, confidence"
    for axis in ["x", "y"] { for point in 0..<68 { text += ", \(axis)_\(point)" } }
    text += "\n7, 1, 0.98"
    for number in 0..<136 { text += ", \(number).5" }
    let faces = try OpenFace.faces(text)
    #expect(faces.count == 1)
    #expect(faces.first?.points.last == [67.5, 135.5])
    #expect(faces.first?.frame == 7)
    #expect(faces.first?.face == 1)
    #expect(faces.first?.confidence == 0.98)
  }
}
