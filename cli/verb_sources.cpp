// source list, source test, schedule: what is polled, how it fares, and when it is asked next and
// why.
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "cli/open_store.h"
#include "cli/output.h"
#include "cli/verbs.h"
#include "core/clock.h"
#include "core/text.h"
#include "daemon/fetcher.h"
#include "daemon/scheduler.h"
#include "plugins/extract/article.h"
#include "plugins/read/figure.h"
#include "plugins/source/source.h"

namespace claimwatch {
namespace {

// The schedule as the daemon left it in the store.
Result<std::unique_ptr<Scheduler>> StoredSchedule(const Config& config, const Store& store,
                                                  const Clock& clock) {
  auto scheduler = std::make_unique<Scheduler>(config.politeness, config.recheck, clock);
  scheduler->SetSources(config.sources);
  for (const char* prefix : {"source/", "article/"}) {
    const std::vector<StateRecord> records = CW_TRY(store.States(prefix));
    for (const StateRecord& record : records) {
      if (const Result<Json> state = Json::Parse(record.value); state.ok()) {
        scheduler->Restore(record.key, *state);
      }
    }
  }
  return scheduler;
}

Json SourceJson(const SourceConfig& source, const Json& plan) {
  return Json::Of({{"id", source.id},
                   {"kind", source.kind},
                   {"url", source.url},
                   {"enabled", source.enabled},
                   {"schedule", plan}});
}

Result<Exit> ListSources(const Arguments& arguments) {
  const SystemClock clock;
  const Output output = CW_TRY(Output::From(arguments));
  const Config config = CW_TRY(ReadConfig(arguments));
  const std::unique_ptr<Store> store = CW_TRY(OpenStoreFor(arguments));
  const std::unique_ptr<Scheduler> scheduler = CW_TRY(StoredSchedule(config, *store, clock));
  std::vector<Json> items;
  Table table({"SOURCE", "KIND", "NEXT", "LAST ERROR", "WHY THEN", "URL"});
  for (const SourceConfig& source : config.sources) {
    const Json plan = scheduler->Explain(SourceKey(source.id));
    items.push_back(SourceJson(source, plan));
    table.Add({source.id, source.kind,
               source.enabled ? std::string(plan["in"].AsString("-")) : "disabled",
               Ellipsize(plan.At("standing.last_error").AsString(""), 40),
               Ellipsize(plan["why"].AsString("never asked"), 48), source.url});
  }
  if (output.format != Format::kPeople) {
    output.PrintItems(items);
  } else {
    Print(table.empty() ? "no sources in " + config.file.string() + "\n"
                        : table.Render(output.style));
  }
  return Exit::kDone;
}

Result<Exit> ExplainSchedule(const Arguments& arguments) {
  const SystemClock clock;
  const Output output = CW_TRY(Output::From(arguments));
  const Config config = CW_TRY(ReadConfig(arguments));
  const std::unique_ptr<Store> store = CW_TRY(OpenStoreFor(arguments));
  const std::unique_ptr<Scheduler> scheduler = CW_TRY(StoredSchedule(config, *store, clock));
  const std::string url = arguments.Get("explain");
  const std::string key = scheduler->KeyForUrl(url);
  if (key.empty()) {
    return Error(Errc::kNotFound,
                 "'" + EscapeControls(url) + "' is neither a source nor a known article");
  }
  const Json plan = scheduler->Explain(key);
  if (output.format != Format::kPeople) {
    output.PrintOne(plan);
    return Exit::kDone;
  }
  for (const auto& [name, value] : plan.Members()) {
    const std::string text = value.IsString() ? std::string(value.AsString()) : value.Dump();
    Print(output.style.Paint(Tone::kFaint, fmt::format("{:<10}", name)) +
          output.style.Paint(Tone::kPlain, text) + "\n");
  }
  return Exit::kDone;
}

// The feed and what it costs, in one request and at most three articles.
struct Trial {
  Feed feed;
  std::vector<Json> articles;
};

Result<Page> Fetch(const FetchConfig& config, const Clock& clock, const Url& url, FetchKind kind) {
  FetchRequest request;
  request.key = url.text();
  request.url = url;
  request.kind = kind;
  const Fetched fetched = CW_TRY(FetchOnce(config, clock, std::move(request)));
  if (!fetched.error.empty()) {
    return Error(Errc::kNetwork, fetched.error);
  }
  if (fetched.page.status != 200) {
    return Error(Errc::kNetwork, fmt::format("{}: answered {}", url.text(), fetched.page.status));
  }
  return fetched.page;
}

Json TryArticle(const FetchConfig& config, const Clock& clock, const Url& base,
                const Entry& entry) {
  Json json = Json::Of({{"link", entry.link}, {"title", entry.title}});
  const Result<Url> url = Url::Resolve(base, entry.link);
  const Result<Page> page =
      url.ok() ? Fetch(config, clock, *url, FetchKind::kArticle) : Result<Page>(url.error());
  const Result<Article> article = page.ok() ? ExtractArticle(*page) : Result<Article>(page.error());
  if (!article.ok()) {
    return json.Set("error", article.error().message());
  }
  const std::string text = article->Text();
  Json reasons = Json::MakeArray();
  for (const std::string& reason : article->quality.reasons) {
    reasons.Push(reason);
  }
  return json.Set("characters", std::uint64_t{ToUtf32(text).size()})
      .Set("figures", std::uint64_t{ReadFigures(text, article->language).size()})
      .Set("language", article->language)
      .Set("quality", article->quality.score)
      .Set("reasons", std::move(reasons));
}

Result<Exit> TestSource(const Arguments& arguments) {
  constexpr std::size_t kArticles = 3;
  const SystemClock clock;
  const Output output = CW_TRY(Output::From(arguments));
  FetchConfig fetch;
  if (arguments.Has("config")) {
    fetch = CW_TRY(ReadConfig(arguments)).fetch;
  }
  fetch.allow_private_net = fetch.allow_private_net || arguments.Has("allow-private");
  if (arguments.Has("allow-private")) {
    fetch.allow_ports.clear();
  }
  const Url url = CW_TRY(Url::Parse(arguments.positionals.front()));
  const Page page = CW_TRY(Fetch(fetch, clock, url, FetchKind::kFeed));
  const Feed feed = CW_TRY(ReadFeed(page, SourceOptions{}));
  std::vector<Json> articles;
  for (std::size_t i = 0; i < std::min(kArticles, feed.entries.size()); ++i) {
    articles.push_back(TryArticle(fetch, clock, page.url, feed.entries[i]));
  }
  if (output.format != Format::kPeople) {
    output.PrintOne(Json::Of({{"url", url.text()},
                              {"kind", FeedKindName(feed.kind)},
                              {"title", feed.title},
                              {"entries", std::uint64_t{feed.entries.size()}},
                              {"articles", Json(articles)}}));
    return Exit::kDone;
  }
  Print(output.style.Paint(Tone::kHeading, feed.title) +
        fmt::format("\n{} feed, {} entries, {} warnings\n", FeedKindName(feed.kind),
                    feed.entries.size(), feed.warnings.size()));
  for (const Json& article : articles) {
    Print("  " + output.style.Paint(Tone::kBold, article["title"].AsString()) + "\n    " +
          (article.Has("error")
               ? output.style.Paint(Tone::kWarning, article["error"].AsString())
               : fmt::format("{} characters, {} figures, language {}, quality {}",
                             article["characters"].AsInt(), article["figures"].AsInt(),
                             article["language"].AsString(),
                             article["quality"].AsDecimal().ToString())) +
          "\n");
  }
  return Exit::kDone;
}

}  // namespace

void AddSourceVerbs(std::vector<Verb>& verbs) {
  verbs.push_back({"source list", "sources", "",
                   "the configured sources: state, last error, next request and why", "",
                   WithStoreOptions({}), ListSources});
  verbs.push_back(
      {"source test", "sources", "URL",
       "try a feed: one request for it and at most three for its articles",
       "Nothing is stored. With --config its [fetch] section applies (user agent, proxy, limits).",
       WithStoreOptions(
           {{"--allow-private", "", "also addresses of this machine and private networks"}}),
       TestSource});
  verbs.push_back({"schedule", "sources", "", "why the next request for an address is when it is",
                   "",
                   WithStoreOptions({{"--explain", "URL", "a source's or an article's address"}}),
                   ExplainSchedule});
}

}  // namespace claimwatch
