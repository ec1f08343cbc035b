#include "tests/system/ever_changing.h"

#include "core/text.h"
#include "tests/daemon/desk.h"

namespace claimwatch::testing {
namespace {

std::string StoryUrl(int i) {
  return "http://herald.example/world/" + std::to_string(i);
}

}  // namespace

void PrintEverChanging(FakeSite& site, int stories, std::atomic<int>& edits) {
  std::vector<std::pair<std::string, std::string>> entries;
  for (int i = 0; i < stories; ++i) {
    const std::string url = StoryUrl(i);
    entries.emplace_back(url, "Summit ends in Astana, report " + std::to_string(i));
    site.SetAnswer(url, [url, i, &edits](const HttpRequest&) {
      HttpResponse response;
      response.headers = {{"Content-Type", "text/html; charset=utf-8"}};
      response.body = ArticlePage(url, "Summit ends in Astana, report " + std::to_string(i),
                                  SummitStory(std::to_string(3001 + edits++)));
      return response;
    });
  }
  site.SetRss("http://herald.example/feed.xml", RssOf(entries));
}

// "version 3 of 0123456789abcdef"
std::optional<std::pair<std::string, std::uint32_t>> Acknowledged(const Json& event) {
  const std::vector<std::string_view> words = Split(event["result"].AsString(), ' ');
  if (words.size() != 4 || words[0] != "version") {
    return std::nullopt;
  }
  return std::make_pair(std::string(words[3]),
                        static_cast<std::uint32_t>(std::stoul(std::string(words[1]))));
}

std::vector<Json> WholeEvents(const Service& service) {
  std::vector<Json> events;
  const std::string text = ReadFile(service.alert_log().parent_path() / "events.jsonl");
  for (const std::string_view line : Split(text, '\n')) {
    if (Result<Json> event = Json::Parse(line); event.ok()) {
      events.push_back(std::move(event).value());
    }
  }
  return events;
}

}  // namespace claimwatch::testing
