#include "PngOrientation.hpp"

#include <zlib.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "ByteOrder.hpp"
#include "Orientation.hpp"

namespace vision {

namespace {

using namespace std::string_view_literals;

/// Such profiles come from JPEG, where EXIF is smaller than 64 KiB: 128 KiB in hexadecimal.
constexpr size_t text_limit = size_t(1) << 20;
constexpr std::string_view profile_keyword = "Raw profile type exif\0"sv;

/// Decompresses a zlib stream up to the limit, or up to the first damage.
std::string unpack(std::string_view packed) {
  z_stream stream{};
  if (inflateInit(&stream) != Z_OK) return "";
  std::string text(text_limit, 0);
  stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(packed.data()));
  stream.avail_in = uInt(std::min<size_t>(packed.size(), text_limit));
  stream.next_out = reinterpret_cast<Bytef *>(text.data());
  stream.avail_out = uInt(text.size());
  inflate(&stream, Z_SYNC_FLUSH);
  text.resize(text.size() - stream.avail_out);
  inflateEnd(&stream);
  return text;
}

/// The text of a tEXt, zTXt or iTXt chunk. `rest`: the chunk after its keyword.
std::string text_of(std::string_view chunk_name, std::string_view rest) {
  bool packed = chunk_name == "zTXt";
  size_t head = packed ? 1 : 0;  // the compression method
  if (chunk_name == "iTXt") {
    // A compression flag, the compression method, the language, and the translated keyword.
    packed = !rest.empty() && rest[0] == 1;
    const size_t language = rest.find('\0', std::min<size_t>(2, rest.size()));
    const size_t keyword = language == rest.npos ? rest.npos : rest.find('\0', language + 1);
    if (keyword == rest.npos) return "";
    head = keyword + 1;
  }
  if (head > rest.size()) return "";
  rest.remove_prefix(head);
  return packed ? unpack(rest) : std::string(rest.substr(0, text_limit));
}

int digit_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// Decodes a profile: an empty line, its name, its length, and lines of hexadecimal digits.
Bytes profile_bytes(std::string_view text) {
  for (int line = 0; line < 3; line++) {
    const size_t end = text.find('\n');
    if (end == text.npos) return {};
    text.remove_prefix(end + 1);
  }
  Bytes block;
  int high = -1;
  for (const char c : text) {
    if (c == ' ' || (c >= '\t' && c <= '\r')) continue;
    const int value = digit_value(c);
    if (value < 0) break;
    if (high < 0) {
      high = value;
    } else {
      block.push_back(uint8_t(high << 4 | value));
      high = -1;
    }
  }
  return block;
}

}  // namespace

int png_orientation(const Bytes &bytes) {
  const std::string_view file(reinterpret_cast<const char *>(bytes.data()), bytes.size());
  std::string_view exif, profile, profile_chunk;
  size_t at = 8;
  while (at + 12 <= file.size()) {
    const size_t length = big_endian(&bytes[at]);
    const std::string_view name = file.substr(at + 4, 4);
    if (name == "IEND" || length > file.size() - at - 12) break;
    const std::string_view data = file.substr(at + 8, length);
    const bool is_text = name == "tEXt" || name == "zTXt" || name == "iTXt";
    if (name == "eXIf") {
      exif = data;
    } else if (is_text && data.substr(0, profile_keyword.size()) == profile_keyword) {
      profile = data.substr(profile_keyword.size());
      profile_chunk = name;
    }
    at += 12 + length;
  }
  if (exif.data() != nullptr) {
    return exif_orientation(reinterpret_cast<const uint8_t *>(exif.data()), exif.size());
  }
  if (profile.data() == nullptr) return 1;
  const Bytes block = profile_bytes(text_of(profile_chunk, profile));
  return exif_orientation(block.data(), block.size());
}

}  // namespace vision
