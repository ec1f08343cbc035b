// track: one figure over time and outlets.
#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "cli/known_ids.h"
#include "cli/open_store.h"
#include "cli/output.h"
#include "cli/store_options.h"
#include "cli/verbs.h"
#include "core/text.h"
#include "plugins/compare/make.h"
#include "plugins/read/figure.h"
#include "plugins/read/reading.h"

namespace claimwatch {
namespace {

// One value of a tracked figure, where and when it was printed.
Json TrackRow(const Version& version, const Figure& figure) {
  return Json::Of({{"retrieved", FormatTime(version.retrieved)},
                   {"source", version.source},
                   {"article", version.article_id},
                   {"version", std::uint64_t{version.number}},
                   {"figure", FigureJson(figure)}});
}

// What is asked for: a noun, or a value when no noun stands beside it ("215 million").
struct Asked {
  std::string counted;
  std::optional<Figure> value;
};

Asked ReadAsked(const std::string& words) {
  const std::vector<Figure> figures = ReadFigures(words, "");
  if (figures.empty()) {
    return {words, std::nullopt};
  }
  const Figure& figure = figures.front();
  if (!figure.counted.empty()) {
    return {figure.counted, std::nullopt};
  }
  // "World Cup 2026 tickets" asks for tickets.
  const bool by_itself = figure.span.size() >= Trim(words).size();
  return by_itself ? Asked{"", figure} : Asked{words, std::nullopt};
}

bool Fits(const Asked& asked, const Figure& figure, const Clause& clause) {
  if (!asked.value) {
    return Counts(figure, clause, asked.counted);
  }
  const bool plain = asked.value->unit.empty() || asked.value->unit == figure.unit;
  const bool dated = !asked.value->when.empty();
  return dated ? figure.when == asked.value->when
               : plain && figure.when.empty() &&
                     (figure.value == asked.value->value || figure.high == asked.value->value);
}

using Rows = std::vector<std::pair<std::string, Json>>;  // by time

void AddRows(const Asked& asked, const Version& version, Rows& rows) {
  const Reading reading = ReadArticle(version.article);
  for (const Sentence& sentence : reading.sentences) {
    for (const Clause& clause : sentence.clauses) {
      for (const std::size_t i : clause.figures) {
        if (Fits(asked, reading.figures[i], clause)) {
          rows.emplace_back(FormatTime(version.retrieved), TrackRow(version, reading.figures[i]));
        }
      }
    }
  }
}

Result<Exit> Track(const Arguments& arguments) {
  const Output output = CW_TRY(Output::From(arguments));
  const std::unique_ptr<Store> store = CW_TRY(OpenStoreFor(arguments));
  ArticleQuery query;
  query.source = arguments.Get("source");
  const std::vector<ArticleRecord> articles = CW_TRY(store->Articles(query));
  CW_TRY(articles.empty() ? CheckChosenIds(arguments, *store) : Ok());
  const Asked asked = ReadAsked(arguments.positionals.front());
  Rows rows;
  for (const ArticleRecord& article : articles) {
    const std::vector<Version> versions = CW_TRY(store->Versions(article.id));
    for (const Version& version : versions) {
      AddRows(asked, version, rows);
    }
  }
  std::stable_sort(rows.begin(), rows.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<Json> items;
  Table table({"SEEN", "SOURCE", "ARTICLE", "VALUE", "AS PRINTED", "COUNTED"});
  for (const auto& [time, row] : rows) {
    items.push_back(row);
    const Json& figure = row["figure"];
    const std::string value = figure["value"].IsString() ? std::string(figure["value"].AsString())
                                                         : figure["value"].Dump();
    table.Add(
        {time, std::string(row["source"].AsString()),
         fmt::format("{}@{}", row["article"].AsString().substr(0, 8), row["version"].AsInt()),
         fmt::format("{} {} {}", figure["comparator"].AsString(), value, figure["unit"].AsString()),
         std::string(figure["text"].AsString()), std::string(figure["counted"].AsString())});
  }
  if (output.format != Format::kPeople) {
    output.PrintItems(items);
  } else {
    Print(table.empty() ? "no figure is or counts '" +
                              EscapeControls(arguments.positionals.front()) + "' so far\n"
                        : table.Render(output.style));
  }
  return Exit::kDone;
}

}  // namespace

void AddTrackVerb(std::vector<Verb>& verbs) {
  verbs.push_back(
      {"track", "claims", "FIGURE", "one figure over time and outlets, by what it counts",
       "FIGURE is what is counted, such as 'training opportunities', or an amount by itself, "
       "such as '215 million'.",
       WithStoreOptions({{"--source", "ID", "only of this source"}}), Track});
}

}  // namespace claimwatch
