// search, reindex: versions by what they say.
#include <fmt/format.h>

#include "cli/article_filter.h"
#include "cli/article_json.h"
#include "cli/known_ids.h"
#include "cli/open_store.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/read_config.h"
#include "cli/store_options.h"
#include "cli/verbs.h"
#include "core/text.h"
#include "daemon/search.h"
#include "daemon/search_index.h"

namespace claimwatch {
namespace {

Json HitJson(const SearchHit& hit) {
  Json marks = Json::MakeArray();
  for (const Span& mark : hit.marks) {
    marks.Push(Json(Json::Array{Json(std::uint64_t{mark.start}), Json(std::uint64_t{mark.end})}));
  }
  return Json::Of({{"article", hit.article.id},
                   {"version", std::uint64_t{hit.version}},
                   {"versions", std::uint64_t{hit.article.versions}},
                   {"retrieved", FormatTime(hit.retrieved)},
                   {"url", hit.url},
                   {"source", hit.article.source},
                   {"language", hit.article.language},
                   {"title", hit.article.title},
                   {"score", hit.score},
                   {"snippet", hit.snippet},
                   {"marks", std::move(marks)}});
}

std::string Marked(const SearchHit& hit, const Style& style) {
  std::string out;
  std::size_t at = 0;
  for (const Span& mark : hit.marks) {
    out += style.Paint(Tone::kPlain, hit.snippet.substr(at, mark.start - at));
    out += style.Paint(Tone::kBold, hit.snippet.substr(mark.start, mark.size()));
    at = mark.end;
  }
  return out + style.Paint(Tone::kPlain, hit.snippet.substr(at));
}

std::string HitLines(const SearchHit& hit, const Style& style) {
  const std::string later =
      hit.version == hit.latest ? "" : fmt::format(", not in @{}", hit.latest);
  std::string out = style.Paint(Tone::kHeading, hit.article.title) + "\n";
  out += style.Paint(Tone::kFaint, fmt::format("{}@{}{}  {}  {}  {}", hit.article.id.substr(0, 8),
                                               hit.version, later, FormatLocalTime(hit.retrieved),
                                               hit.article.source, hit.url)) +
         "\n";
  return out + Wrap(Marked(hit, style), TerminalWidth(), 2) + "\n";
}

void WarnOfLimits(const SearchAnswer& answer) {
  if (answer.behind) {
    fmt::print(stderr,
               "claimwatch: search: many versions are not indexed yet and were left out; run "
               "`claimwatch reindex`, or let the daemon get to them\n");
  }
  if (answer.newest_only) {
    fmt::print(stderr,
               "claimwatch: search: very many articles have these words; only the newest of them "
               "were read; narrow the search with more words or a phrase\n");
  }
}

Result<Exit> SearchFor(const Arguments& arguments) {
  const Output output = CW_TRY(Output::From(arguments));
  SearchQuery query;
  query.text = Join(arguments.positionals, " ");
  query.filter = CW_TRY(ArticleFilter(arguments));
  query.filter.limit = CW_TRY(LimitFrom(arguments, 20));
  const std::unique_ptr<Store> store = CW_TRY(OpenStoreFor(arguments));
  const SearchAnswer answer = CW_TRY(Search(*store, query));
  CW_TRY(answer.found == 0 ? CheckChosenIds(arguments, *store) : Ok());
  WarnOfLimits(answer);
  const Exit exit = answer.hits.empty() || !arguments.Has("exit-code") ? Exit::kDone : Exit::kFound;
  if (output.format != Format::kPeople) {
    std::vector<Json> items;
    for (const SearchHit& hit : answer.hits) {
      items.push_back(HitJson(hit));
    }
    output.PrintItems(items);
    return exit;
  }
  std::string out;
  for (const SearchHit& hit : answer.hits) {
    out += HitLines(hit, output.style);
  }
  if (answer.found == 0) {
    out = "nothing found: no version has every word, in any form; try fewer words\n";
  } else if (answer.found > answer.hits.size()) {
    out += fmt::format("{} articles, these are the best {}; see more with --limit\n", answer.found,
                       answer.hits.size());
  } else {
    out += Counted(answer.found, "article") + "\n";
  }
  Print(out);
  return exit;
}

Result<Exit> Reindex(const Arguments& arguments) {
  const Output output = CW_TRY(Output::From(arguments));
  const std::filesystem::path dir = CW_TRY(StateDirFor(arguments));
  const std::unique_ptr<Store> store = CW_TRY(Store::Open(dir));
  if (arguments.Has("anew")) {
    CW_TRY(store->DropIndex());
  }
  ProgressBar bar("indexing");
  CW_TRY(CompleteIndex(*store, bar.Teller()));
  bar.Clear();
  const std::uint64_t indexed = CW_TRY(store->GetIndexState()).records;
  if (output.format != Format::kPeople) {
    output.PrintOne(Json::Of({{"indexed", indexed}}));
  } else {
    Print(fmt::format("{} in the search index\n", Counted(indexed, "version is", "versions are")));
  }
  return Exit::kDone;
}

}  // namespace

void AddSearchVerbs(std::vector<Verb>& verbs) {
  std::vector<Option> options = ArticleFilterOptions();
  options.push_back({"--limit", "N", "at most so many articles, 0 for all (default 20)"});
  options.push_back({"--exit-code", "", "exit 1 when something was found"});
  verbs.push_back({"search", "read", "QUERY...", "the articles that say something, in any version",
                   "Every word has to be there, in any form, in English, Russian or Chinese. "
                   "'\"training opportunities\"' is a phrase. A figure is found in any writing: "
                   "3000 finds 3,000, three thousand and 三千; 10% finds 10 percent; June 17 finds "
                   "17 июня. --since and --until ask when the version was retrieved.",
                   WithStoreOptions(std::move(options)), SearchFor});
  verbs.push_back({"reindex", "operation", "", "bring the search index up to date, or make it anew",
                   "The daemon must be stopped; it keeps the index itself while it runs.",
                   WithStoreOptions({{"--anew", "", "forget the index first"}}), Reindex});
}

}  // namespace claimwatch
