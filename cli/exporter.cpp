#include "cli/exporter.h"

#include <array>
#include <utility>

#include <fmt/format.h>

#include "cli/archive_page.h"
#include "cli/article_json.h"
#include "cli/claim_review.h"
#include "core/text.h"
#include "daemon/erasing.h"
#include "storage/erasure.h"
#include "storage/order.h"
#include "storage/warc.h"

namespace claimwatch {
namespace {

// The formats that are a run of versions, each written as it is read: an export of a large store
// takes no more memory than that of one version.
class VersionExporter : public Exporter {
 public:
  explicit VersionExporter(ExportFacts facts) : facts_(std::move(facts)) {}

  Status Write(const ArticleRecord& article, Sheet& sheet) final {
    for (const std::uint32_t number : CW_TRY(OrderOf(facts_.store, article))) {
      if (const auto erasure = CW_TRY(facts_.store.GetErasure(article.id, number))) {
        sheet.Write(Erased(article, *erasure));
        continue;
      }
      const Version version = CW_TRY(facts_.store.GetVersion(article.id, number));
      sheet.Write(CW_TRY(Written(article, version)));
    }
    return Ok();
  }

  void Begin(Sheet& /*sheet*/) override {}

  Status End(Sheet& /*sheet*/) override { return Ok(); }

 protected:
  const ExportFacts& facts() const { return facts_; }

 private:
  virtual Result<std::string> Written(const ArticleRecord& article, const Version& version) = 0;
  // What stands in an erased version's place.
  virtual std::string Erased(const ArticleRecord& article, const Erasure& erasure) = 0;

  ExportFacts facts_;
};

Result<Json> VersionWithFindings(const Store& store, const Version& version) {
  Json json = VersionJson(store, version, WithText::kYes);
  Json findings = Json::MakeArray();
  const std::vector<FindingRecord> records =
      CW_TRY(store.Findings(version.article_id, version.number));
  for (const FindingRecord& record : records) {
    Json finding = record.finding;
    finding.Set("topic", record.topic).Set("fingerprint", record.fingerprint);
    findings.Push(std::move(finding));
  }
  return json.Set("findings", std::move(findings));
}

class JsonLinesExporter final : public VersionExporter {
 public:
  using VersionExporter::VersionExporter;

 private:
  Result<std::string> Written(const ArticleRecord& /*article*/, const Version& version) override {
    return CW_TRY(VersionWithFindings(facts().store, version)).Dump() + "\n";
  }

  std::string Erased(const ArticleRecord& /*article*/, const Erasure& erasure) override {
    return ErasureJson(erasure).Dump() + "\n";
  }
};

// The same objects as one array: one JSON document.
class JsonExporter final : public VersionExporter {
 public:
  using VersionExporter::VersionExporter;

  Status End(Sheet& sheet) override {
    sheet.Write(before_ == "[\n" ? "[]\n" : "\n]\n");
    return Ok();
  }

 private:
  Result<std::string> Written(const ArticleRecord& /*article*/, const Version& version) override {
    const Json json = CW_TRY(VersionWithFindings(facts().store, version));
    return std::exchange(before_, ",\n") + json.Dump();
  }

  std::string Erased(const ArticleRecord& /*article*/, const Erasure& erasure) override {
    return std::exchange(before_, ",\n") + ErasureJson(erasure).Dump();
  }

  std::string before_ = "[\n";
};

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
  quoted.reserve(cells.size());
  for (const std::string& cell : cells) {
    quoted.push_back(Cell(cell));
  }
  return Join(quoted, ",") + "\r\n";
}

class CsvExporter final : public VersionExporter {
 public:
  using VersionExporter::VersionExporter;

  void Begin(Sheet& sheet) override {
    sheet.Write(Row({"article", "version", "url", "source", "language", "retrieved", "last_seen",
                     "title", "text", "raw_hash", "text_hash"}));
  }

 private:
  Result<std::string> Written(const ArticleRecord& article, const Version& version) override {
    const std::string& asked = version.article.url;  // the record's is its canonical form
    return Row({article.id, std::to_string(version.number), asked.empty() ? article.url : asked,
                version.source, version.article.language, FormatTime(version.retrieved),
                FormatTime(version.last_seen), version.article.title, version.article.Text(),
                version.raw_hash, version.text_hash});
  }

  std::string Erased(const ArticleRecord& article, const Erasure& erasure) override {
    return Row({article.id, std::to_string(erasure.number), article.url, erasure.source, "",
                FormatTime(erasure.retrieved), "", "(" + ErasedWords(erasure) + ")", "",
                erasure.raw_hash, erasure.text_hash});
  }
};

class WarcExporter final : public VersionExporter {
 public:
  using VersionExporter::VersionExporter;

  void Begin(Sheet& sheet) override {
    sheet.Write(WarcInfo(facts().file.empty() ? "claimwatch.warc" : facts().file,
                         "claimwatch " CW_VERSION, facts().made, packing()));
  }

 private:
  Result<std::string> Written(const ArticleRecord& /*article*/, const Version& version) override {
    const Result<Capture> capture = facts().store.GetCapture(version.capture_id);
    if (!capture.ok() && capture.error().code() == Errc::kNotFound) {
      ++left_out_;  // by retention, or erased
      return std::string();
    }
    CW_TRY(capture.ok() ? Ok() : Status(capture.error()));
    return WarcRecords(
        *capture,
        {{"claimwatch-version", fmt::format("{}@{}", version.article_id, version.number)},
         {"claimwatch-text-hash", version.text_hash}},
        ImportOf(facts().store, version), packing());
  }

  Status End(Sheet& /*sheet*/) override {
    if (left_out_ > 0) {
      fmt::print(stderr, "claimwatch: {} left out: the response is not kept any more\n",
                 Counted(left_out_, "version"));
    }
    return Ok();
  }

  // As the name of the file says.
  WarcPacking packing() const {
    return facts().file.ends_with(".gz") ? WarcPacking::kGzip : WarcPacking::kPlain;
  }

  // An archive of responses has no place for one that is not there.
  std::string Erased(const ArticleRecord& /*article*/, const Erasure& /*erasure*/) override {
    return {};
  }

  std::size_t left_out_ = 0;
};

class HtmlExporter final : public Exporter {
 public:
  explicit HtmlExporter(ExportFacts facts) : facts_(std::move(facts)) {}

  void Begin(Sheet& sheet) override { sheet.Write(ArchiveOpening(facts_.made)); }

  Status Write(const ArticleRecord& article, Sheet& sheet) override {
    const std::vector<Version> versions = CW_TRY(facts_.store.Versions(article.id));
    sheet.Write(ArchiveSection(article, versions));
    return Ok();
  }

  Status End(Sheet& sheet) override {
    sheet.Write(ArchiveClosing());
    return Ok();
  }

 private:
  ExportFacts facts_;
};

// One graph: a claim names articles that may stand anywhere in it, so it is written at the end.
class ClaimReviewExporter final : public Exporter {
 public:
  explicit ClaimReviewExporter(ExportFacts facts) : facts_(std::move(facts)) {}

  void Begin(Sheet& /*sheet*/) override {}

  Status Write(const ArticleRecord& article, Sheet& /*sheet*/) override {
    const std::vector<Version> versions = CW_TRY(facts_.store.Versions(article.id));
    graph_.Add(article, versions);
    return Ok();
  }

  Status End(Sheet& sheet) override {
    for (const ClaimRecord& claim : CW_TRY(facts_.store.Claims(""))) {
      CW_TRY(Add(claim));
    }
    sheet.Write(graph_.Document().DumpPretty() + "\n");
    return Ok();
  }

 private:
  // With the finding of the version that brought it, which says why.
  Status Add(const ClaimRecord& claim) {
    if (claim.sightings.empty() || !graph_.Concerns(claim)) {
      return Ok();
    }
    const Sighting& first = claim.sightings.front();
    Json finding;
    for (const FindingRecord& record :
         CW_TRY(facts_.store.Findings(first.article_id, first.version))) {
      if (record.fingerprint == claim.fingerprint) {
        finding = record.finding;
      }
    }
    graph_.Add(claim, finding);
    return Ok();
  }

  ExportFacts facts_;
  ClaimGraph graph_;
};

template <typename T>
std::unique_ptr<Exporter> Make(ExportFacts facts) {
  return std::make_unique<T>(std::move(facts));
}

struct NamedFormat {
  std::string_view name;
  std::unique_ptr<Exporter> (*make)(ExportFacts);
};

constexpr std::array<NamedFormat, 6> kFormats = {{{"jsonl", Make<JsonLinesExporter>},
                                                  {"json", Make<JsonExporter>},
                                                  {"csv", Make<CsvExporter>},
                                                  {"warc", Make<WarcExporter>},
                                                  {"html", Make<HtmlExporter>},
                                                  {"claimreview", Make<ClaimReviewExporter>}}};

}  // namespace

std::vector<std::string> ExportFormats() {
  std::vector<std::string> names;
  for (const NamedFormat& format : kFormats) {
    names.emplace_back(format.name);
  }
  return names;
}

Result<std::unique_ptr<Exporter>> MakeExporter(std::string_view format, ExportFacts facts) {
  for (const NamedFormat& one : kFormats) {
    if (one.name == format) {
      return one.make(std::move(facts));
    }
  }
  return Error(Errc::kInvalid, fmt::format("unknown format '{}'; use {}", EscapeControls(format),
                                           Join(ExportFormats(), ", ")));
}

}  // namespace claimwatch
