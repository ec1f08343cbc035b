#include "storage/pack.h"

#include <algorithm>
#include <bit>
#include <memory>

#include <fmt/format.h>
#include <zstd.h>

namespace claimwatch {
namespace {

constexpr int kLevel = 3;
constexpr int kLeastWindow = 10;
constexpr int kMostWindow = 27;

using Packer = std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)>;
using Unpacker = std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)>;

// The window has to reach back over the whole sibling.
int WindowFor(std::size_t size) {
  const int bits = static_cast<int>(std::bit_width(size));
  return std::clamp(bits, kLeastWindow, kMostWindow);
}

Error Failed(std::size_t code) {
  return Error(Errc::kCorrupt, fmt::format("zstd: {}", ZSTD_getErrorName(code)));
}

std::size_t Prepare(ZSTD_CCtx* context, std::string_view bytes, std::string_view base) {
  ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, kLevel);
  ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, WindowFor(bytes.size() + base.size()));
  if (base.empty()) {
    return 0;
  }
  ZSTD_CCtx_setParameter(context, ZSTD_c_enableLongDistanceMatching, 1);
  return ZSTD_CCtx_refPrefix(context, base.data(), base.size());
}

}  // namespace

Result<std::string> Pack(std::string_view bytes, std::string_view base) {
  if (bytes.size() > kMostUnpacked.count) {
    return Error(Errc::kLimit, fmt::format("{} bytes are too many for one record", bytes.size()));
  }
  const Packer context(ZSTD_createCCtx(), &ZSTD_freeCCtx);
  CW_CHECK(context != nullptr);
  if (const std::size_t code = Prepare(context.get(), bytes, base); ZSTD_isError(code) != 0) {
    return Failed(code);
  }
  std::string packed(ZSTD_compressBound(bytes.size()), '\0');
  const std::size_t size =
      ZSTD_compress2(context.get(), packed.data(), packed.size(), bytes.data(), bytes.size());
  if (ZSTD_isError(size) != 0) {
    return Failed(size);
  }
  packed.resize(size);
  return packed;
}

Result<std::string> Unpack(std::string_view packed, std::string_view base) {
  const unsigned long long size = ZSTD_getFrameContentSize(packed.data(), packed.size());
  if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN) {
    return Error(Errc::kCorrupt, "zstd: not a packed record");
  }
  if (size > kMostUnpacked.count) {
    return Error(Errc::kLimit, fmt::format("a packed record claims {} bytes", size));
  }
  // One for each thread: to make it costs more than most records (about 100 KB to clear).
  static thread_local const Unpacker context(ZSTD_createDCtx(), &ZSTD_freeDCtx);
  CW_CHECK(context != nullptr);
  ZSTD_DCtx_reset(context.get(), ZSTD_reset_session_and_parameters);
  ZSTD_DCtx_setParameter(context.get(), ZSTD_d_windowLogMax, kMostWindow);
  if (!base.empty()) {
    ZSTD_DCtx_refPrefix(context.get(), base.data(), base.size());
  }
  std::string bytes(static_cast<std::size_t>(size), '\0');
  const std::size_t written =
      ZSTD_decompressDCtx(context.get(), bytes.data(), bytes.size(), packed.data(), packed.size());
  if (ZSTD_isError(written) != 0) {
    return Failed(written);
  }
  if (written != bytes.size()) {
    return Error(Errc::kCorrupt, "zstd: a packed record is shorter than it says");
  }
  return bytes;
}

}  // namespace claimwatch
