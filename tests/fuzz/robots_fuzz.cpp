// robots.txt and the headers that say when to come back: read from strangers, bounded and without a
// crash.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/http_date.h"
#include "daemon/freshness.h"
#include "daemon/robots.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace claimwatch;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::size_t half = size / 2;
  const Robots robots = Robots::Parse(text);
  robots.Allows("claimwatch/0.1", text.substr(half));
  robots.CrawlDelay(text.substr(0, half));
  RobotsMatch(text.substr(0, half), text.substr(half));
  const Headers headers = {{"date", std::string(text.substr(0, half))},
                           {"retry-after", std::string(text.substr(half))},
                           {"cache-control", std::string(text)},
                           {"expires", std::string(text.substr(half))},
                           {"age", std::string(text.substr(0, half))}};
  RetryAfter(headers, Time{});
  FreshFor(headers, Time{});
  EndsEarly(text);
  if (const std::optional<Time> time = ParseHttpDate(text)) {
    FormatHttpDate(*time);
  }
  return 0;
}
