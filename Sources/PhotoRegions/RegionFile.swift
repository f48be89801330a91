import CXMP
import Glibc

/// Why the regions of a file cannot be read.
public struct UnreadableRegions: Error, Sendable {
  public let reason: String
}

extension FaceRegions {
  /// The face regions in XMP (UTF-8).
  ///
  /// - Returns: nil where there are none.
  /// - Throws: `UnreadableRegions` where it is not XMP, is too large, or declares a document type.
  public init?(packet: some Collection<UInt8>) throws(UnreadableRegions) {
    var found = xmp_regions()
    let answer = Array(packet).withUnsafeBytes { bytes in
      xmp_regions_read(bytes.bindMemory(to: CChar.self).baseAddress, bytes.count, &found)
    }
    defer { xmp_regions_free(&found) }
    switch answer {
    case XMP_REGIONS_FOUND: break
    case XMP_REGIONS_NONE: return nil
    case XMP_REGIONS_TOO_LARGE:
      throw UnreadableRegions(reason: "its XMP is larger than \(XMP_PACKET_MIB) MiB")
    case XMP_REGIONS_ENTITIES:
      throw UnreadableRegions(reason: "its XMP declares a document type, which XMP never needs")
    default: throw UnreadableRegions(reason: "its XMP is damaged")
    }
    let regions = UnsafeBufferPointer(start: found.regions, count: found.count).map { region in
      FaceRegion(
        centre: [region.x, region.y], size: [region.width, region.height],
        name: region.name.map { String(cString: $0) })
    }
    self.init(regions, drawnOn: found.width > 0 ? [found.width, found.height] : nil)
  }

  /// The text of a sidecar with these regions; everything else in the old one stays, including
  /// regions of other faces.
  ///
  /// - Returns: nil where the old one is not XMP.
  public func sidecar(replacing old: [UInt8]?) -> [UInt8]? {
    let names = regions.map { strdup($0.name ?? "") }
    defer { names.forEach { free($0) } }
    var list = zip(regions, names).map { region, name in
      xmp_region(
        x: region.centre.x, y: region.centre.y, width: region.size.x, height: region.size.y,
        name: name)
    }
    return list.withUnsafeMutableBufferPointer { list in
      var written = xmp_regions(
        width: drawnOn?.x ?? 0, height: drawnOn?.y ?? 0, count: list.count,
        regions: list.baseAddress)
      var count = 0
      let bytes = old ?? []
      let text = bytes.withUnsafeBytes { bytes in
        xmp_regions_write(
          old == nil ? nil : bytes.bindMemory(to: CChar.self).baseAddress, bytes.count, &written,
          &count)
      }
      guard let text else { return nil }
      defer { xmp_text_free(text) }
      return Array(UnsafeRawBufferPointer(start: text, count: count))
    }
  }
}

/// The XMP packets in a file's bytes, whatever its format: JPEG, PNG, TIFF, WebP and HEIC contain
/// them unchanged (XMP specification 3, packet scanning).
///
/// - Complexity: O(bytes).
public func packets(in bytes: UnsafeRawBufferPointer) -> [UnsafeRawBufferPointer] {
  var found: [UnsafeRawBufferPointer] = []
  var rest = bytes
  while found.count < 16, let start = rest.baseAddress {
    var length = 0
    let packet = xmp_packet_find(
      start.assumingMemoryBound(to: CChar.self), rest.count, &length)
    guard let packet else { break }
    found.append(UnsafeRawBufferPointer(start: packet, count: length))
    let end = UnsafeRawPointer(packet) + length
    rest = UnsafeRawBufferPointer(start: end, count: rest.count - (end - start))
  }
  return found
}

/// The possible paths of a photo's sidecar: digiKam and darktable write `photo.jpg.xmp`, Lightroom
/// `photo.xmp`.
public func sidecarPaths(of photo: String) -> [String] {
  let own = photo + ".xmp"
  guard let dot = photo.lastIndex(of: "."), !photo[dot...].contains("/") else { return [own] }
  return [own, photo[..<dot] + ".xmp"]
}
