// export: what the store holds, for others.
#include <filesystem>

#include <fmt/format.h>

#include "cli/article_json.h"
#include "cli/open_store.h"
#include "cli/output.h"
#include "cli/sheet.h"
#include "cli/store_options.h"
#include "cli/verbs.h"
#include "core/clock.h"
#include "core/text.h"
#include "storage/warc.h"

namespace claimwatch {
namespace {

// RFC 4180; a cell that a spreadsheet would run as a formula gets an apostrophe in front.
std::string Cell(std::string_view text) {
  std::string cell(text);
  if (!cell.empty() && std::string_view("=+-@\t\r").find(cell.front()) != std::string_view::npos) {
    cell.insert(0, 1, '\'');
  }
  std::string quoted = "\"";
  for (const char letter : cell) {
    quoted += letter == '"' ? "\"\"" : std::string(1, letter);
  }
  return quoted + "\"";
}

std::string Row(const std::vector<std::string>& cells) {
  std::vector<std::string> quoted;
  for (const std::string& cell : cells) {
    quoted.push_back(Cell(cell));
  }
  return Join(quoted, ",") + "\r\n";
}

std::string VersionRow(const ArticleRecord& article, const Version& version) {
  return Row({article.id, std::to_string(version.number), article.url, version.source,
              version.article.language, FormatTime(version.retrieved),
              FormatTime(version.last_seen), version.article.title, version.article.Text(),
              version.raw_hash, version.text_hash});
}

Result<std::string> VersionLine(const Store& store, const Version& version) {
  Json json = VersionJson(version, WithText::kYes);
  Json findings = Json::MakeArray();
  const std::vector<FindingRecord> records =
      CW_TRY(store.Findings(version.article_id, version.number));
  for (const FindingRecord& record : records) {
    Json finding = record.finding;
    finding.Set("topic", record.topic).Set("fingerprint", record.fingerprint);
    findings.Push(std::move(finding));
  }
  json.Set("findings", std::move(findings));
  return json.Dump() + "\n";
}

Result<std::string> VersionWarc(const Store& store, const Version& version) {
  const Capture capture = CW_TRY(store.GetCapture(version.capture_id));
  return WarcRecords(
      capture, {{"claimwatch-version", fmt::format("{}@{}", version.article_id, version.number)},
                {"claimwatch-text-hash", version.text_hash}});
}

// What stands before the first version.
std::string Opening(const std::string& format, const std::string& file) {
  if (format == "csv") {
    return Row({"article", "version", "url", "source", "language", "retrieved", "last_seen",
                "title", "text", "raw_hash", "text_hash"});
  }
  return format == "warc" ? WarcInfo(file.empty() ? "claimwatch.warc"
                                                  : std::filesystem::path(file).filename().string(),
                                     "claimwatch " CW_VERSION, SystemClock().Now())
                          : "";
}

Result<std::string> OneVersion(const Store& store, const ArticleRecord& article,
                               const Version& version, const std::string& format) {
  if (format == "csv") {
    return VersionRow(article, version);
  }
  return format == "warc" ? VersionWarc(store, version) : VersionLine(store, version);
}

// The articles that were named, or all of them.
Result<std::vector<ArticleRecord>> Chosen(const Store& store, const Arguments& arguments) {
  if (arguments.positionals.empty()) {
    ArticleQuery query;
    query.source = arguments.Get("source");
    return store.Articles(query);
  }
  std::vector<ArticleRecord> articles;
  for (const std::string& name : arguments.positionals) {
    articles.push_back(CW_TRY(store.FindArticle(name)));
  }
  return articles;
}

Result<Exit> Export(const Arguments& arguments) {
  const std::string format = arguments.Get("format", "jsonl");
  if (format != "jsonl" && format != "csv" && format != "warc") {
    return Error(Errc::kInvalid, fmt::format("unknown format '{}'; use jsonl, csv or warc",
                                             EscapeControls(format)));
  }
  const std::unique_ptr<Store> store = CW_TRY(OpenStoreFor(arguments));
  const std::vector<ArticleRecord> articles = CW_TRY(Chosen(*store, arguments));
  Sheet sheet = CW_TRY(Sheet::Open(arguments.Get("output")));
  sheet.Write(Opening(format, arguments.Get("output")));
  for (const ArticleRecord& article : articles) {
    for (std::uint32_t number = 1; number <= article.versions; ++number) {
      const Version version = CW_TRY(store->GetVersion(article.id, number));
      sheet.Write(CW_TRY(OneVersion(*store, article, version, format)));
    }
  }
  CW_TRY(sheet.Close());
  return Exit::kDone;
}

}  // namespace

void AddEvidenceVerbs(std::vector<Verb>& verbs) {
  verbs.push_back(
      {"export", "evidence", "[ARTICLE...]", "versions as JSON lines, CSV or a WARC archive",
       "All articles unless some are named. WARC 1.1 holds the responses as they came, "
       "JSON lines the texts with their findings.",
       WithStoreOptions({{"--format", "FORMAT", "jsonl (default), csv or warc"},
                         {"--source", "ID", "only articles of this source"},
                         {"-o,--output", "FILE", "write there, not to standard output"}}),
       Export});
}

}  // namespace claimwatch
