// The far end of a child parser: reads one page after the other, from standard input.
#include <cstdio>
#include <cstdlib>
#include <string>

#include "core/site_rule.h"
#include "core/zone.h"
#include "plugins/child/line.h"
#include "plugins/extract/explanation_json.h"
#include "plugins/extract/template.h"
#include "plugins/parser.h"
#include "plugins/parser_words.h"
#include "plugins/source/feed_json.h"
#include "plugins/source/source.h"

namespace claimwatch {
namespace {

constexpr std::int64_t kMostBytes = std::int64_t{1} << 30;

bool ReadBody(const Json& question, std::string& body) {
  const std::int64_t size = question["bytes"].AsInt();
  if (size < 0 || size > kMostBytes) {
    return false;
  }
  body.resize(static_cast<std::size_t>(size));
  return std::fread(body.data(), 1, body.size(), stdin) == body.size();
}

Result<Json> ReadAsArticle(const Json& question, const Page& page) {
  SiteFacts site;
  SiteMemory memory;
  if (question.Has("memory")) {
    memory = CW_TRY(SiteMemory::FromJson(question["memory"]));
    site.memory = &memory;
  }
  const SiteRule rule = SiteRuleFromJson(question["rule"]);
  site.rule = question.Has("rule") ? &rule : nullptr;
  const Explanation read = CW_TRY(MakeParser()->ReadArticle(page, site));
  return ExplanationJson(read);
}

Json ReadAsNames(const Page& page) {
  return Json::Of({{"feeds", Json::Texts(MakeParser()->FindFeeds(page))}});
}

// A feed is written straight into text; the others are small.
std::string WithId(std::int64_t id, std::string_view rest) {
  return "{\"id\":" + std::to_string(id) + "," + std::string(rest.substr(1));
}

Result<std::string> Answer(const Json& question, std::string body) {
  Page page = CW_TRY(PageFromJson(question["page"]));
  page.body = std::move(body);
  const std::string_view wanted = question["do"].AsString();
  if (wanted == "feed") {
    const Feed feed =
        CW_TRY(MakeParser()->ReadFeed(page, SourceOptionsFromJson(question["options"])));
    return "{\"feed\":" + FeedJson("", feed) + "}";
  }
  if (wanted == "discover") {
    return ReadAsNames(page).Dump();
  }
  const Json article = CW_TRY(ReadAsArticle(question, page));
  return article.Dump();
}

}  // namespace

void WarmUpParser() {
  LoadZones();
  Page page;
  page.content_type = "text/html";
  page.body =
      "<html lang=en><title>A title</title><article><h1>A title</h1><p>By Dana Orazova, 18 June "
      "2025.</p><p>The council voted on Monday to keep its 3,000 library cards free of charge for "
      "the next two years, after a long debate.</p></article></html>";
  static_cast<void>(MakeParser()->ReadArticle(page, {}));
  page.content_type = "text/xml";
  page.body =
      "<rss version='2.0'><channel><title>T</title><item><title>I</title><link>http://a.example/"
      "</link><pubDate>Wed, 18 Jun 2025 10:00:00 GMT</pubDate></item></channel></rss>";
  static_cast<void>(MakeParser()->ReadFeed(page, SourceOptions()));
}

int RunParseChild() {
  std::string line;
  std::string body;
  bool talking = true;
  while (talking && ReadLine(line)) {
    const Json question = Json::Parse(line).value_or(Json());
    const std::int64_t id = question["id"].AsInt();
    if (!question.Has("do")) {
      talking = SayLine(WithId(id, "{\"ready\":true}"));  // the greeting
    } else if (ReadBody(question, body)) {
      const Result<std::string> answer = Answer(question, std::move(body));
      talking = SayLine(WithId(id, answer.ok() ? *answer : ErrorJson(answer.error()).Dump()));
    } else {
      talking = false;
    }
  }
  return EXIT_SUCCESS;
}

}  // namespace claimwatch
