// export: what the store holds, for others.
#include <filesystem>

#include <fmt/format.h>

#include "cli/exporter.h"
#include "cli/known_ids.h"
#include "cli/open_store.h"
#include "cli/output.h"
#include "cli/sheet.h"
#include "cli/store_options.h"
#include "cli/verbs.h"
#include "core/clock.h"
#include "core/text.h"

namespace claimwatch {
namespace {

// The articles that were named, or all of them.
Result<std::vector<ArticleRecord>> Chosen(const Store& store, const Arguments& arguments) {
  if (arguments.positionals.empty()) {
    ArticleQuery query;
    query.source = arguments.Get("source");
    query.topic = arguments.Get("topic");
    std::vector<ArticleRecord> articles = CW_TRY(store.Articles(query));
    CW_TRY(articles.empty() ? CheckChosenIds(arguments, store) : Ok());
    return articles;
  }
  std::vector<ArticleRecord> articles;
  for (const std::string& name : arguments.positionals) {
    articles.push_back(CW_TRY(store.FindArticle(name)));
  }
  return articles;
}

// --format, which --json and --jsonl say in short.
Result<std::string> FormatFrom(const Arguments& arguments) {
  CW_TRY(Output::From(arguments));  // not both
  const std::string format = arguments.Get("format");
  for (const std::string word : {"json", "jsonl"}) {
    if (arguments.Has(word) && !format.empty() && format != word) {
      return Error(Errc::kInvalid, fmt::format("export: --{} and --format {} exclude each other",
                                               word, EscapeControls(format)));
    }
    if (arguments.Has(word)) {
      return word;
    }
  }
  return format.empty() ? "jsonl" : format;
}

Result<Exit> Export(const Arguments& arguments) {
  const std::string format = CW_TRY(FormatFrom(arguments));
  const std::unique_ptr<Store> store = CW_TRY(OpenStoreFor(arguments));
  const std::string file = arguments.Get("output");
  const ExportFacts facts{*store, SystemClock().Now(),
                          file == "-" ? "" : std::filesystem::path(file).filename().string()};
  const std::unique_ptr<Exporter> exporter = CW_TRY(MakeExporter(format, facts));
  const std::vector<ArticleRecord> articles = CW_TRY(Chosen(*store, arguments));
  Sheet sheet = CW_TRY(Sheet::Open(file));
  exporter->Begin(sheet);
  for (const ArticleRecord& article : articles) {
    CW_TRY(exporter->Write(article, sheet));
  }
  CW_TRY(exporter->End(sheet));
  CW_TRY(sheet.Close());
  return Exit::kDone;
}

}  // namespace

void AddEvidenceVerbs(std::vector<Verb>& verbs) {
  verbs.push_back(
      {"export", "evidence", "[ARTICLE...]", "versions for other programs, or as a page to keep",
       "All articles unless some are chosen. jsonl: the texts with their findings, an object a "
       "line; json: the same as one document. csv: a table for a spreadsheet. warc: the responses "
       "as they came (WARC 1.1), packed when FILE ends in .gz. html: the texts of all versions on "
       "one page without scripts. "
       "claimreview: schema.org's NewsArticle, Claim and drafts of ClaimReview as JSON-LD.",
       WithStoreOptions(
           {{"--format", "FORMAT", "jsonl (default), json, csv, warc, html or claimreview"},
            {"--source", "ID", "only articles of this source"},
            {"--topic", "ID", "only what was compared under this topic"},
            {"-o,--output", "FILE", "write there, not to standard output"}}),
       Export});
}

}  // namespace claimwatch
