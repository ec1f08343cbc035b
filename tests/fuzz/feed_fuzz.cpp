// Any bytes as a feed, as a page with link patterns, as OPML and as a date: no crash, no hang,
// valid UTF-8, and sanitised HTML that a second pass does not change.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "core/text.h"
#include "plugins/source/date.h"
#include "plugins/source/feed_json.h"
#include "plugins/source/sanitise.h"
#include "plugins/source/source.h"

namespace {

void Require(bool condition) {
  if (!condition) {
    std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace claimwatch;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  Page page;
  page.body = bytes;
  page.url = Url::Parse("https://n.example/feed").value();
  SourceOptions options;
  options.link_patterns = {"/*"};
  const Result<Feed> feed = ReadFeed(page, options);
  Require(IsValidUtf8(FeedJson("x", feed)));
  if (feed.ok()) {
    for (const Entry& entry : feed->entries) {
      Require(SanitiseHtml(entry.summary, Markup::kHtml, "") == entry.summary);
    }
  }
  static_cast<void>(ReadOpml(bytes));
  static_cast<void>(DiscoverFeeds(RepairUtf8(bytes), "https://n.example/"));
  static_cast<void>(ReadDate(RepairUtf8(bytes), "Asia/Almaty"));
  return 0;
}
