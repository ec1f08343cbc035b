#include "core/zip.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <zlib.h>

namespace claimwatch {
namespace {

constexpr std::size_t kPiece = std::size_t{64} << 10U;
constexpr std::size_t kMostAtOnce = std::size_t{1} << 30U;  // zlib counts in 32 bits

int WindowOf(Inflater::Format format) {
  switch (format) {
    case Inflater::Format::kGzip:
      return 16 + MAX_WBITS;
    case Inflater::Format::kZlib:
      return MAX_WBITS;
    case Inflater::Format::kDeflate:
      return -MAX_WBITS;
  }
  return MAX_WBITS;
}

}  // namespace

struct Inflater::Stream {
  z_stream zlib{};
};

bool IsGzip(std::string_view bytes) {
  return bytes.starts_with("\x1F\x8B\x08");
}

std::string Gzip(std::string_view bytes) {
  z_stream zlib{};
  CW_CHECK(deflateInit2(&zlib, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 16 + MAX_WBITS, MAX_MEM_LEVEL,
                        Z_DEFAULT_STRATEGY) == Z_OK);
  std::string out;
  std::array<char, kPiece> piece{};
  int status = Z_OK;
  while (status == Z_OK) {
    if (zlib.avail_in == 0) {
      const std::size_t next = std::min(bytes.size(), kMostAtOnce);
      zlib.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
      zlib.avail_in = static_cast<uInt>(next);
      bytes.remove_prefix(next);
    }
    zlib.next_out = reinterpret_cast<Bytef*>(piece.data());
    zlib.avail_out = static_cast<uInt>(piece.size());
    status = deflate(&zlib, bytes.empty() ? Z_FINISH : Z_NO_FLUSH);
    out.append(piece.data(), piece.size() - zlib.avail_out);
  }
  deflateEnd(&zlib);
  return out;
}

Inflater::Inflater(Format format) : stream_(std::make_unique<Stream>()) {
  CW_CHECK(inflateInit2(&stream_->zlib, WindowOf(format)) == Z_OK);
}

Inflater::~Inflater() {
  inflateEnd(&stream_->zlib);
}

Result<Inflater::Step> Inflater::Take(std::string_view bytes, std::size_t most, std::string& out) {
  z_stream& zlib = stream_->zlib;
  const std::size_t given = std::min(bytes.size(), kMostAtOnce);
  zlib.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  zlib.avail_in = static_cast<uInt>(given);
  std::array<char, kPiece> piece{};
  int status = Z_OK;
  while (status == Z_OK && most > 0) {
    const std::size_t room = std::min(piece.size(), most);
    zlib.next_out = reinterpret_cast<Bytef*>(piece.data());
    zlib.avail_out = static_cast<uInt>(room);
    status = inflate(&zlib, Z_NO_FLUSH);
    out.append(piece.data(), room - zlib.avail_out);
    most -= room - zlib.avail_out;
  }
  // Z_BUF_ERROR: all that was given is taken.
  if (status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR) {
    return Error(Errc::kCorrupt,
                 fmt::format("zlib: {}", zlib.msg != nullptr ? zlib.msg : zError(status)));
  }
  return Step{given - zlib.avail_in, status == Z_STREAM_END};
}

}  // namespace claimwatch
