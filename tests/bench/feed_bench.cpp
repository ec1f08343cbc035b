// How fast a feed becomes entries and JSON; the floor is 60 MB/s (spec of the feeds).
#include <string>

#include <benchmark/benchmark.h>

#include "plugins/source/feed_json.h"
#include "plugins/source/source.h"

namespace {

using namespace claimwatch;

std::string NewsFeed(int items) {
  std::string feed =
      "<?xml version=\"1.0\" encoding=\"utf-8\"?><rss version=\"2.0\"><channel>"
      "<title>Harbour</title><link>https://harbour.example/</link>";
  for (int i = 0; i < items; ++i) {
    const std::string number = std::to_string(i);
    feed += "<item><title>Summit &amp; trade " + number +
            "</title>"
            "<link>https://harbour.example/news/2025/06/" +
            number +
            "</link>"
            "<guid isPermaLink=\"false\">h-" +
            number +
            "</guid>"
            "<pubDate>Thu, 19 Jun 2025 08:30:00 +0500</pubDate>"
            "<dc:creator>Ann Lee</dc:creator><category>Asia</category>"
            "<description><![CDATA[<p>Leaders met in Astana and signed <a href=\"/a/" +
            number + "\">12 agreements</a> worth 25 billion dollars.</p><img src=\"/i/" + number +
            ".jpg\" alt=\"Leaders\">]]></description><content:encoded><![CDATA[";
    for (int paragraph = 0; paragraph < 12; ++paragraph) {
      feed +=
          "<p>Trade between the five states and China grew by 12.4% to 94.8 billion dollars in "
          "2024, the ministry said. Саммит прошёл в Астане.</p>\n";
    }
    feed += "]]></content:encoded></item>";
  }
  return feed + "</channel></rss>";
}

void ReadNewsFeed(benchmark::State& state) {
  Page page;
  page.body = NewsFeed(static_cast<int>(state.range(0)));
  page.url = Url::Parse("https://harbour.example/rss").value();
  for (auto _ : state) {
    benchmark::DoNotOptimize(FeedJson("feed.xml", ReadFeed(page, SourceOptions{})));
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) *
                          static_cast<std::int64_t>(page.body.size()));
}

BENCHMARK(ReadNewsFeed)->Arg(20)->Arg(500);

}  // namespace
