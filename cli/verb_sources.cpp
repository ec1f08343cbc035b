// source list, source test, schedule: what is polled, how it fares, and when it is asked next and
// why.
#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "cli/open_store.h"
#include "cli/output.h"
#include "cli/polite_page.h"
#include "cli/read_config.h"
#include "cli/site_reader.h"
#include "cli/source_trial.h"
#include "cli/store_options.h"
#include "cli/verbs.h"
#include "config/config.h"
#include "core/clock.h"
#include "core/text.h"
#include "core/url.h"
#include "daemon/scheduler.h"
#include "daemon/survey.h"

namespace claimwatch {
namespace {

// What a source brought so far.
struct Yielded {
  std::uint64_t articles = 0;
  std::uint64_t versions = 0;
};

Result<std::map<std::string, Yielded>> YieldsOf(const Store& store) {
  const std::vector<ArticleRecord> articles = CW_TRY(store.Articles({}));
  std::map<std::string, Yielded> yields;
  for (const ArticleRecord& article : articles) {
    Yielded& one = yields[article.source];
    ++one.articles;
    one.versions += article.versions;
  }
  return yields;
}

struct ListedSource {
  SourceState state;
  Yielded yielded;

  const SourceConfig& source() const { return *state.source; }

  bool HasError() const {
    return source().enabled && (!state.error.empty() || state.plan["failures"].AsInt() > 0);
  }
};

Json SourceJson(const ListedSource& one) {
  return Json::Of({{"id", one.source().id},
                   {"kind", one.source().kind},
                   {"url", one.source().url},
                   {"enabled", one.source().enabled},
                   {"state", one.state.state},
                   {"error", one.state.error},
                   {"articles", one.yielded.articles},
                   {"versions", one.yielded.versions},
                   {"schedule", one.state.plan}});
}

std::vector<std::string> SourceRow(const ListedSource& one) {
  const Json& plan = one.state.plan;
  return {one.source().id, one.state.state,
          one.source().enabled ? std::string(plan["in"].AsString("-")) : "-",
          fmt::format("{}", one.yielded.articles), fmt::format("{}", one.yielded.versions)};
}

// What does not fit into a column: address, last error, and why it is asked next when it is.
std::string SourceNote(const ListedSource& one) {
  constexpr std::size_t kLongest = 300;
  constexpr std::size_t kIndent = 4;
  // What a server said keeps to its line.
  const std::string why = EscapeControls(one.state.plan["why"].AsString("never asked"));
  const std::string error = EscapeControls(one.state.error);
  const bool told = error.empty() || why.find(error) != std::string::npos;
  return ShortenMiddle(EscapeControls(one.source().url), TerminalWidth() - kIndent) + "\n" +
         (told ? why : Ellipsize(error, kLongest) + "; " + why);
}

Result<Exit> ListSources(const Arguments& arguments) {
  const SystemClock clock;
  const Output output = CW_TRY(Output::From(arguments));
  const Config config = CW_TRY(ReadConfig(arguments));
  const std::unique_ptr<Store> store = CW_TRY(OpenStoreFor(arguments));
  const std::vector<SourceState> states = CW_TRY(SurveySources(config, *store, clock));
  std::map<std::string, Yielded> yields = CW_TRY(YieldsOf(*store));
  std::vector<Json> items;
  Table table({"SOURCE", "STATE", "NEXT", "ARTICLES", "VERSIONS"});
  for (const SourceState& state : states) {
    const ListedSource one{state, yields[state.source->id]};
    if (!arguments.Has("errors") || one.HasError()) {
      items.push_back(SourceJson(one));
      table.Add(SourceRow(one), SourceNote(one));
    }
  }
  if (output.format != Format::kPeople) {
    output.PrintItems(items);
  } else if (!table.empty()) {
    Print(table.Render(output.style));
  } else {
    Print(fmt::format("no sources{} in {}\n", arguments.Has("errors") ? " with errors" : "",
                      config.file.string()));
  }
  return Exit::kDone;
}

// "expected_per_day" as a person reads it.
std::string Words(std::string name) {
  std::replace(name.begin(), name.end(), '_', ' ');
  return name;
}

// A fact of the plan; empty when there is nothing to say.
std::string FactForPeople(const Json& value) {
  if (value.IsString()) {
    return std::string(value.AsString());
  }
  if (value.IsBool()) {
    return value.AsBool() ? "yes" : "no";
  }
  const bool whole = value.AsDecimal().ToInt().has_value();
  return value.IsNumber() && !whole ? fmt::format("{:.1f}", value.AsDouble()) : value.Dump();
}

Result<Exit> ExplainSchedule(const Arguments& arguments) {
  const SystemClock clock;
  const Output output = CW_TRY(Output::From(arguments));
  const Config config = CW_TRY(ReadConfig(arguments));
  const std::unique_ptr<Store> store = CW_TRY(OpenStoreFor(arguments));
  const std::string url = arguments.Get("explain");
  if (url.empty()) {
    return Error(Errc::kInvalid, "schedule: which address? use schedule --explain URL");
  }
  const Json plan = CW_TRY(ExplainUrl(config, *store, clock, url));
  if (output.format != Format::kPeople) {
    output.PrintOne(plan);
    return Exit::kDone;
  }
  for (const auto& [name, value] : plan.Members()) {
    if (const std::string text = FactForPeople(value); !text.empty()) {
      Print(output.style.Paint(Tone::kFaint, fmt::format("{:<18}", Words(name))) +
            output.style.Paint(Tone::kPlain, text) + "\n");
    }
  }
  return Exit::kDone;
}

std::string ArticleForPeople(const Output& output, const Json& article) {
  const std::string facts =
      article.Has("error")
          ? output.style.Paint(Tone::kWarning, article["error"].AsString())
          : fmt::format(
                "{}, {}, language {}, quality {}",
                Counted(static_cast<std::uint64_t>(article["characters"].AsInt()), "character"),
                Counted(static_cast<std::uint64_t>(article["figures"].AsInt()), "figure"),
                article["language"].AsString().empty() ? "not decided"
                                                       : article["language"].AsString(),
                article["quality"].AsDecimal().ToString());
  return "  " + output.style.Paint(Tone::kBold, article["title"].AsString()) + "\n    " + facts +
         "\n";
}

// What a newcomer asks of a feed: does it have dates, is its text whole, what was wrong with it.
std::string FeedForPeople(const Output& output, const TriedFeed& tried) {
  constexpr std::size_t kWarnings = 3;
  const Feed& feed = tried.feed;
  std::optional<Time> newest;
  for (const Entry& entry : feed.entries) {
    newest = std::max(newest, entry.published ? entry.published : entry.updated);
  }
  std::string text =
      output.style.Paint(Tone::kHeading, feed.title.empty() ? "(without a title)" : feed.title) +
      fmt::format("\n{}: {} feed, {}, {}\n", tried.url, FeedKindName(feed.kind),
                  Counted(feed.entries.size(), "entry", "entries"),
                  newest ? "newest of " + FormatTime(*newest) : std::string("none with a date"));
  if (feed.ttl) {
    text += fmt::format("wishes to be asked every {} at most\n", FormatDuration(*feed.ttl));
  }
  if (!feed.hub.empty()) {
    text += fmt::format("hub {}: not subscribed to, claimwatch polls and listens to nobody\n",
                        EscapeControls(feed.hub));
  }
  for (std::size_t i = 0; i < std::min(kWarnings, feed.warnings.size()); ++i) {
    text += output.style.Paint(Tone::kWarning, "warning: ") + feed.warnings[i] + "\n";
  }
  if (feed.warnings.size() > kWarnings) {
    text += fmt::format("and {}; --json shows them\n",
                        Counted(feed.warnings.size() - kWarnings, "more warning"));
  }
  return text;
}

Result<Exit> TestSource(const Arguments& arguments) {
  constexpr std::size_t kArticles = 3;
  const Output output = CW_TRY(Output::From(arguments));
  const std::unique_ptr<PolitePages> web = CW_TRY(PolitePagesFor(arguments));
  const Url url = CW_TRY(Url::Parse(arguments.positionals.front()));
  const TriedFeed tried = CW_TRY(TryFeed(*web, url));
  const Feed& feed = tried.feed;
  const std::unique_ptr<SiteReader> reader = CW_TRY(SiteReader::For(arguments));
  const std::vector<Json> articles = TryArticles(*web, *reader, tried, kArticles);
  if (output.format != Format::kPeople) {
    output.PrintOne(Json::Of({{"url", url.text()},
                              {"feed", tried.url},
                              {"kind", FeedKindName(feed.kind)},
                              {"title", feed.title},
                              {"entries", std::uint64_t{feed.entries.size()}},
                              {"hub", feed.hub},
                              {"warnings", Json::Texts(feed.warnings)},
                              {"articles", Json(articles)}}));
    return Exit::kDone;
  }
  Print(FeedForPeople(output, tried));
  for (const Json& article : articles) {
    Print(ArticleForPeople(output, article));
  }
  return Exit::kDone;
}

}  // namespace

void AddSourceVerbs(std::vector<Verb>& verbs) {
  verbs.push_back({"source list", "sources", "",
                   "the configured sources: state, yield, last error, next request and why",
                   "States: ok, new, failing, degraded (pages that are no articles), moving (an "
                   "operator's word is wanted: source move), retired, disabled.",
                   WithStoreOptions({{"--errors", "", "only those with an error"}}), ListSources});
  verbs.push_back(
      {"source test", "sources", "URL",
       "try a feed: one request for it and at most three for its articles, after robots.txt",
       "Nothing is stored. With --config its [fetch] section (user agent, proxy, limits) and its "
       "rules for outlets apply, with --state-dir what that store knows of the site.",
       WithStoreOptions(
           {{"--allow-private", "", "also addresses of this machine and private networks"}}),
       TestSource});
  verbs.push_back({"schedule", "sources", "", "why the next request for an address is when it is",
                   "",
                   WithStoreOptions({{"--explain", "URL", "a source's or an article's address"}}),
                   ExplainSchedule});
}

}  // namespace claimwatch
