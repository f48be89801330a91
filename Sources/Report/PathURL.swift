/// The URL reference of a file, safe to use in `href` and `src`.
///
/// Every byte outside `A–Z a–z 0–9 - . _ ~ /` is percent-encoded (RFC 3986), so a colon, a
/// backslash, a question mark or a number sign in a file name stays part of the name:
/// `javascript:x` is a file in the working directory. An absolute path becomes a `file:` URL with
/// an empty host; slashes at its start are reduced to one, because `//name` would be a host.
///
/// - Parameters:
///   - path: absolute or relative, with `/` between its parts.
///   - prefix: put before a relative path: the path from the page's folder to the working
///     directory.
public func urlReference(path: String, prefix: String = "") -> String {
  if path.utf8.first == slash {
    return "file:///" + percentEncoded(path.utf8.drop { $0 == slash })
  }
  guard !prefix.isEmpty else { return percentEncoded(path.utf8[...]) }
  let separator = prefix.utf8.last == slash ? "" : "/"
  return urlReference(path: prefix + separator + path)
}

private let slash = UInt8(ascii: "/")

private func percentEncoded(_ bytes: Substring.UTF8View) -> String {
  let digits = Array("0123456789ABCDEF".utf8)
  var result: [UInt8] = []
  result.reserveCapacity(bytes.count + 16)
  for byte in bytes {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "_"), UInt8(ascii: "~"), slash:
      result.append(byte)
    default:
      result.append(UInt8(ascii: "%"))
      result.append(digits[Int(byte >> 4)])
      result.append(digits[Int(byte & 15)])
    }
  }
  return String(decoding: result, as: UTF8.self)
}
