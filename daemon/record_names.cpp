#include "daemon/record_names.h"

#include "core/digest.h"
#include "core/url.h"

namespace claimwatch {

std::string ArticleName(const Url& url) {
  constexpr std::size_t kNameDigits = 16;
  return Hex(Sha256(CanonicalUrl(url))).substr(0, kNameDigits);
}

}  // namespace claimwatch
