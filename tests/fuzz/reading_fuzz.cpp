// Any bytes as an article: reading it, and comparing its two halves as versions, must end without a
// broken promise.
#include <cstdint>
#include <string_view>

#include "core/result.h"
#include "core/text.h"
#include "plugins/compare/revision.h"
#include "plugins/compare/words.h"
#include "plugins/read/reading.h"
#include "plugins/read/terms.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string text = claimwatch::RepairUtf8(
      {reinterpret_cast<const char*>(bytes), size});  // as the extractors hand it over
  const std::string_view view(text);
  std::size_t half = text.size() / 2;
  while (half > 0 && (static_cast<unsigned char>(text[half]) & 0xC0U) == 0x80U) {
    --half;
  }
  const claimwatch::Reading before =
      claimwatch::ReadArticle(claimwatch::ArticleFromText(view.substr(0, half)));
  const claimwatch::Reading after =
      claimwatch::ReadArticle(claimwatch::ArticleFromText(view.substr(half)));
  static_cast<void>(claimwatch::Revise(before, after));
  const claimwatch::SearchText searched(view, "");
  for (const auto& phrase : claimwatch::ReadSearch(view.substr(0, half), "")) {
    for (const claimwatch::TermPlace& place : claimwatch::FindPhrase(searched, phrase)) {
      CW_CHECK(place.span.end <= view.size() && place.span.start < place.span.end);
    }
  }
  static_cast<void>(claimwatch::WordDiff(view.substr(0, half), view.substr(half)));
  return 0;
}
