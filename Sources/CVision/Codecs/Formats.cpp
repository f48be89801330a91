#include "Formats.hpp"

#include <algorithm>
#include <string_view>

namespace vision {

namespace {

using namespace std::string_view_literals;

struct Signature {
  Format format;
  const char *name;
  std::string_view first;
  /// A second signature further on, where the first bytes are not specific enough.
  size_t offset = 0;
  std::string_view later = {};
};

/// The supported formats, then those that are recognised only so that a message can name them.
constexpr Signature signatures[] = {
    {Format::unsupported, "JPEG-LS", "\xFF\xD8\xFF\xF7"sv},
    {Format::jpeg, "JPEG", "\xFF\xD8\xFF"sv},
    {Format::png, "PNG", "\x89PNG\r\n\x1A\n"sv},
    {Format::webp, "WebP", "RIFF"sv, 8, "WEBP"sv},
    // Raw files that start like a TIFF must come before it.
    {Format::unsupported, "raw (CR2)", "II*\0"sv, 8, "CR\2\0"sv},
    {Format::tiff, "TIFF", "II*\0"sv},
    {Format::tiff, "TIFF", "MM\0*"sv},
    {Format::tiff, "TIFF", "II+\0"sv},
    {Format::tiff, "TIFF", "MM\0+"sv},
    {Format::bmp, "BMP", "BM"sv},

    {Format::unsupported, "GIF", "GIF87a"sv},
    {Format::unsupported, "GIF", "GIF89a"sv},
    {Format::unsupported, "JPEG 2000", "\0\0\0\x0CjP  \r\n\x87\n"sv},
    {Format::unsupported, "JPEG 2000", "\xFF\x4F\xFF\x51"sv},
    {Format::unsupported, "JPEG XL", "\0\0\0\x0CJXL \r\n\x87\n"sv},
    {Format::unsupported, "JPEG XL", "\xFF\x0A"sv},
    {Format::unsupported, "JPEG XR", "II\xBC"sv},
    {Format::unsupported, "OpenEXR", "v/1\1"sv},
    {Format::unsupported, "Radiance HDR", "#?RADIANCE"sv},
    {Format::unsupported, "Radiance HDR", "#?RGBE"sv},
    {Format::unsupported, "PDF", "%PDF-"sv},
    {Format::unsupported, "PostScript", "%!PS"sv},
    {Format::unsupported, "PostScript", "\xC5\xD0\xD3\xC6"sv},
    {Format::unsupported, "Photoshop (PSD)", "8BPS"sv},
    {Format::unsupported, "GIMP (XCF)", "gimp xcf"sv},
    {Format::unsupported, "ICO", "\0\0\1\0"sv, 5, "\0"sv},
    {Format::unsupported, "ICO", "\0\0\2\0"sv, 5, "\0"sv},
    {Format::unsupported, "ICNS", "icns"sv},
    {Format::unsupported, "MNG", "\x8AMNG\r\n\x1A\n"sv},
    {Format::unsupported, "JNG", "\x8BJNG\r\n\x1A\n"sv},
    {Format::unsupported, "SVG", "<svg"sv},
    {Format::unsupported, "DjVu", "AT&TFORM"sv},
    {Format::unsupported, "QOI", "qoif"sv},
    {Format::unsupported, "FLIF", "FLIF"sv},
    {Format::unsupported, "BPG", "BPG\xFB"sv},
    {Format::unsupported, "DDS", "DDS \x7C\0\0\0"sv},
    {Format::unsupported, "Sun raster", "\x59\xA6\x6A\x95"sv},
    {Format::unsupported, "SGI", "\x01\xDA\0\1"sv},
    {Format::unsupported, "SGI", "\x01\xDA\1\1"sv},
    {Format::unsupported, "SGI", "\x01\xDA\0\2"sv},
    {Format::unsupported, "SGI", "\x01\xDA\1\2"sv},
    {Format::unsupported, "PCX", "\x0A\5\1\1"sv},
    {Format::unsupported, "PCX", "\x0A\5\1\x08"sv},
    {Format::unsupported, "FITS", "SIMPLE  ="sv},
    {Format::unsupported, "DPX", "SDPX"sv},
    {Format::unsupported, "DPX", "XPDS"sv},
    {Format::unsupported, "XPM", "/* XPM */"sv},
    {Format::unsupported, "PAM", "P7\nWIDTH"sv},
    {Format::unsupported, "PFM (floating-point pixels)", "PF\n"sv},
    {Format::unsupported, "PFM (floating-point pixels)", "Pf\n"sv},
    {Format::unsupported, "Windows metafile", "\xD7\xCD\xC6\x9A"sv},
    {Format::unsupported, "Windows metafile", "\1\0\0\0"sv, 40, " EMF"sv},
    {Format::unsupported, "OS/2 bitmap array", "BA"sv, 14, "BM"sv},

    {Format::unsupported, "raw (CRW)", "II\x1A\0"sv, 6, "HEAPCCDR"sv},
    {Format::unsupported, "raw (ORF)", "IIRO"sv},
    {Format::unsupported, "raw (ORF)", "IIRS"sv},
    {Format::unsupported, "raw (ORF)", "MMOR"sv},
    {Format::unsupported, "raw (RW2)", "IIU\0"sv},
    {Format::unsupported, "raw (RAF)", "FUJIFILMCCD-RAW"sv},
    {Format::unsupported, "raw (MRW)", "\0MRM"sv},
    {Format::unsupported, "raw (X3F)", "FOVb"sv},

    // ISO base media files name their brand. Videos belong to the same family; their brands are not
    // listed.
    {Format::heif, "AVIF", ""sv, 4, "ftypavif"sv},
    {Format::heif, "AVIF", ""sv, 4, "ftypavis"sv},
    {Format::heif, "HEIC", ""sv, 4, "ftyphei"sv},
    {Format::heif, "HEIC", ""sv, 4, "ftyphev"sv},
    {Format::heif, "HEIC", ""sv, 4, "ftypmif1"sv},
    {Format::heif, "HEIC", ""sv, 4, "ftypmif2"sv},
    {Format::heif, "HEIC", ""sv, 4, "ftypmsf1"sv},
    {Format::unsupported, "raw (CR3)", ""sv, 4, "ftypcrx "sv},
};

bool is_pnm(std::string_view start) {
  constexpr std::string_view spaces = " \t\n\v\f\r#";
  return start.size() > 2 && start[0] == 'P' && start[1] >= '1' && start[1] <= '6' &&
         spaces.find(start[2]) != spaces.npos;
}

}  // namespace

Recognised recognise(const Bytes &bytes) {
  const size_t count = std::min<size_t>(bytes.size(), 64);
  const std::string_view start(reinterpret_cast<const char *>(bytes.data()), count);
  for (const Signature &known : signatures) {
    const bool begins = start.substr(0, known.first.size()) == known.first;
    if (!begins || start.size() < known.offset) continue;
    if (start.substr(known.offset, known.later.size()) != known.later) continue;
    return {known.format, known.name};
  }
  if (is_pnm(start)) return {Format::pnm, "PNM"};
  return {Format::unknown, ""};
}

}  // namespace vision
