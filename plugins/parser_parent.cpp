// The near end of a child parser: asks children and holds their answers for untrusted.
#include <fmt/core.h>

#include "plugins/child/pool.h"
#include "plugins/extract/explanation_json.h"
#include "plugins/extract/template.h"
#include "plugins/parser.h"
#include "plugins/parser_words.h"
#include "plugins/source/feed_json.h"

namespace claimwatch {
namespace {

PoolOptions PoolFor(const ChildParserOptions& options) {
  PoolOptions pool;
  pool.name = "parse failed";
  pool.command = {options.program, "--child=parse", std::to_string(options.memory.count), "2m"};
  pool.timeout = options.timeout;
  return pool;
}

class ChildParser final : public Parser {
 public:
  ChildParser(const ChildParserOptions& options, const Clock& clock)
      : pool_(PoolFor(options), clock) {}

  Status Start() {
    const Result<Json> hello = pool_.Greet();
    return hello.ok() ? Ok() : Status(Error(Errc::kUnsupported, hello.error().message()));
  }

  Result<Explanation> ReadArticle(const Page& page, const SiteFacts& site) override {
    Json question = Json::Of({{"do", "article"}, {"page", PageJson(page)}});
    if (site.memory != nullptr) {
      question.Set("memory", site.memory->OnlyFurniture().ToJson());
    }
    if (site.rule != nullptr) {
      question.Set("rule", SiteRuleJson(*site.rule));
    }
    const Json answer = CW_TRY(Ask(std::move(question), page));
    return ExplanationFromJson(answer);
  }

  Result<Feed> ReadFeed(const Page& page, const SourceOptions& options) override {
    Json question = Json::Of({{"do", "feed"}, {"page", PageJson(page)}});
    question.Set("options", SourceOptionsJson(options));
    const Json answer = CW_TRY(Ask(std::move(question), page));
    return FeedFromJson(answer["feed"]);
  }

  std::vector<std::string> FindFeeds(const Page& page) override {
    const Result<Json> answer = Ask(Json::Of({{"do", "discover"}, {"page", PageJson(page)}}), page);
    return answer.ok() ? (*answer)["feeds"].AsTexts() : std::vector<std::string>();
  }

 private:
  Result<Json> Ask(Json question, const Page& page) {
    Json answer = CW_TRY(pool_.Ask(std::move(question), page.body));
    if (answer.Has("error")) {
      return ErrorFromJson(answer);
    }
    return answer;
  }

  ChildPool pool_;
};

}  // namespace

Result<std::unique_ptr<Parser>> MakeChildParser(const ChildParserOptions& options,
                                                const Clock& clock) {
  auto parser = std::make_unique<ChildParser>(options, clock);
  CW_TRY(parser->Start());
  return std::unique_ptr<Parser>(std::move(parser));
}

}  // namespace claimwatch
