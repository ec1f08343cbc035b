#include "plugins/source/gunzip.h"

#include <array>

#include <zlib.h>

namespace claimwatch {

bool IsGzip(std::string_view bytes) {
  return bytes.starts_with("\x1F\x8B\x08");
}

std::string Gunzip(std::string_view bytes) {
  constexpr std::size_t kMost = std::size_t{16} << 20U;
  constexpr int kGzipWindow = 16 + MAX_WBITS;
  std::string out;
  z_stream stream{};
  if (inflateInit2(&stream, kGzipWindow) != Z_OK) {
    return out;
  }
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  std::array<char, 65536> buffer{};
  int status = Z_OK;
  while (status == Z_OK && out.size() < kMost) {
    stream.next_out = reinterpret_cast<Bytef*>(buffer.data());
    stream.avail_out = static_cast<uInt>(buffer.size());
    status = inflate(&stream, Z_NO_FLUSH);
    out.append(buffer.data(), buffer.size() - stream.avail_out);
  }
  inflateEnd(&stream);
  return out;
}

}  // namespace claimwatch
