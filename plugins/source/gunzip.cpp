#include "plugins/source/gunzip.h"

#include "core/zip.h"

namespace claimwatch {

std::string Gunzip(std::string_view bytes) {
  constexpr std::size_t kMost = std::size_t{16} << 20U;
  std::string out;
  static_cast<void>(Inflater(Inflater::Format::kGzip).Take(bytes, kMost, out).ok());
  return out;
}

}  // namespace claimwatch
