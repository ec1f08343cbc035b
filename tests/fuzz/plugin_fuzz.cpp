// Any answer of a plugin is read within its limits, and no finding of it points outside the text.
#include <cstddef>
#include <cstdint>

#include "plugins/extract/explanation_json.h"
#include "plugins/outside_finding.h"
#include "plugins/source/feed_json.h"

namespace {

claimwatch::Article Sample() {
  claimwatch::Article article;
  article.title = "Summit ends";
  article.paragraphs = {"The summit in Astana ended.", "It was a success."};
  return article;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const claimwatch::Json json = claimwatch::Json::Parse(text).value_or(claimwatch::Json());
  static_cast<void>(claimwatch::FeedFromJson(json));
  static_cast<void>(claimwatch::ExplanationFromJson(json));
  const claimwatch::Article article = Sample();
  claimwatch::Comparison comparison;
  comparison.article = &article;
  comparison.previous = &article;
  const auto finding = claimwatch::ReadFinding(json, "fuzz", comparison);
  if (finding.ok()) {
    const claimwatch::Span span = finding->sentence.span;
    if (article.Text().substr(span.start, span.size()) != finding->sentence.text) {
      __builtin_trap();
    }
  }
  return 0;
}
