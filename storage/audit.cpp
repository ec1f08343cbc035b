#include "storage/audit.h"

#include <fmt/format.h>

#include "storage/chain.h"
#include "storage/keys.h"
#include "storage/packed.h"
#include "storage/retention.h"

namespace claimwatch {
namespace {

constexpr std::size_t kMostProblems = 100;
constexpr std::uint64_t kTellEvery = 256;

// "" or why the alert is not the one that follows `leaf`; moves `leaf` on.
std::string CheckAlert(std::uint64_t sequence, std::string_view bytes, std::string& leaf) {
  const Result<Json> record = Json::Parse(bytes);
  if (!record.ok()) {
    return "damaged record";
  }
  Alert again;
  again.record = *record;
  StampAlert(again, sequence, leaf);
  leaf = record->At("claimwatch.integrity.leaf_hash").AsString();
  return again.record.Dump() == bytes ? "" : "altered, or not the one that followed the one before";
}

}  // namespace

Audit::Audit(const Engine& engine, std::optional<Anchor> anchor, const Progress& progress)
    : engine_(engine),
      anchor_(anchor),
      progress_(progress) {}

void Audit::Problem(const std::string& what) {
  ++report_.problem_count;
  if (report_.problems.size() < kMostProblems) {
    report_.problems.push_back(what);
  }
}

void Audit::Advance() {
  ++done_;
  if (progress_ && (done_ % kTellEvery == 0 || done_ == total_)) {
    progress_(done_, total_);
  }
}

Result<VerifyReport> Audit::Run() {
  const std::optional<std::string> bytes = CW_TRY(engine_.Get(Family::kIndex, keys::kHead));
  const Result<Head> head = bytes ? DecodeHead(*bytes) : Head();
  if (!head.ok()) {
    Problem(head.error().message());
    return std::move(report_);
  }
  total_ = head->versions + head->alerts;
  if (const Status files = engine_.VerifyFiles(); !files.ok()) {
    Problem("files: " + files.error().message());
  }
  CheckAnchor(*head);
  CheckChain(*head);
  CheckOtherCaptures();
  CheckArticles(*head);
  CheckAlerts(*head);
  return std::move(report_);
}

void Audit::CheckAnchor(const Head& head) {
  if (!anchor_) {
    return;
  }
  if (head.versions < anchor_->versions || head.alerts < anchor_->alerts) {
    Problem(fmt::format("end of the store: {} of {} versions and {} of {} alerts are there",
                        head.versions, anchor_->versions, head.alerts, anchor_->alerts));
  }
}

void Audit::CheckChain(const Head& head) {
  bool whole = true;
  for (std::uint64_t index = 1; index <= head.versions; ++index) {
    const Result<std::optional<std::string>> bytes =
        engine_.Get(Family::kIndex, keys::Chain(index));
    std::string problem;
    if (!bytes.ok() || !*bytes) {
      problem = bytes.ok() ? "missing" : bytes.error().message();
    } else if (const Result<ChainEntry> entry = DecodeChainEntry(**bytes); !entry.ok()) {
      problem = entry.error().message();
    } else {
      problem = CheckEntry(index, *entry);
      problem = problem.empty() ? ""
                                : fmt::format("version {}@{}: {}", entry->record.article_id,
                                              entry->record.number, problem);
    }
    if (!problem.empty()) {
      Problem(fmt::format("version record {}: {}", index, problem));
      whole = false;
    }
    report_.trusted = whole ? index : report_.trusted;
    ++report_.versions;
    Advance();
  }
  report_.root = TaggedHex(RootOf(frontier_));
  if (head.versions > 0 && RootOf(frontier_) != head.root) {
    Problem("the log of versions does not end where the store says");
  }
}

std::string Audit::CheckEntry(std::uint64_t index, const ChainEntry& entry) {
  const ChainRecord& record = entry.record;
  AppendLeaf(frontier_, index - 1, entry.leaf);
  Last& last = articles_[record.article_id];
  const bool follows = record.number == last.number + 1 && record.previous == last.leaf;
  last = {record.number, entry.leaf};
  if (LeafHash(Encode(record)) != entry.leaf) {
    return "its record is not the one that was logged";
  }
  if (RootOf(frontier_) != entry.root) {
    return "the log was rewritten at or before it";
  }
  if (anchor_ && anchor_->versions == index && anchor_->root != entry.root) {
    return "the log is not the one its anchor names";
  }
  return follows ? CheckVersion(record) : "does not follow the version before";
}

std::string Audit::CheckVersion(const ChainRecord& record) {
  const Result<std::string> bytes =
      ReadPacked(engine_, Family::kVersions, keys::Version(record.article_id, record.number));
  if (!bytes.ok()) {
    return "text: " + bytes.error().message();
  }
  if (Sha256(*bytes) != record.version_hash) {
    return "text is not the one that was stored";
  }
  const Result<StoredVersion> stored = DecodeVersion(*bytes);
  if (!stored.ok() || TextHash(stored->version.article) != record.text_hash) {
    return "text does not have its hash";
  }
  const std::string& id = stored->version.capture_id;
  const Result<std::optional<std::string>> capture = engine_.Get(Family::kIndex, keys::Capture(id));
  if (!capture.ok() || !*capture) {
    return fmt::format("its capture {} is missing", id);
  }
  captures_.insert(id);
  if (Sha256(**capture) != record.capture_hash) {
    return fmt::format("its capture {} is not the one that was stored", id);
  }
  return CheckCapture(id, **capture);
}

std::string Audit::CheckCapture(std::string_view id, std::string_view bytes) {
  ++report_.captures;
  const Result<CaptureRecord> capture = DecodeCapture(bytes);
  if (!capture.ok()) {
    return fmt::format("capture {}: {}", id, capture.error().message());
  }
  const Result<std::string> body = ReadPacked(engine_, Family::kBodies, capture->raw_hash);
  if (!body.ok() && body.error().code() == Errc::kNotFound && IsWithheld(capture->raw_hash)) {
    ++report_.withheld;
    return "";
  }
  if (!body.ok()) {
    return fmt::format("body of capture {}: {}", id, body.error().message());
  }
  return TaggedHex(Sha256(*body)) == capture->raw_hash
             ? ""
             : fmt::format("body of capture {} is not the one that came", id);
}

// Dropped on purpose; the chain still commits to its hash.
bool Audit::IsWithheld(std::string_view raw_hash) const {
  const Result<std::optional<std::string>> mark =
      engine_.Get(Family::kIndex, keys::Withheld(raw_hash));
  return mark.ok() && mark->has_value();
}

// Evidence of walls and errors, which belong to no version.
void Audit::CheckOtherCaptures() {
  const Status scanned = engine_.Scan(
      Family::kIndex, keys::kCaptures, "", [&](std::string_view key, std::string_view value) {
        const std::string id(key.substr(keys::kCaptures.size()));
        const std::string problem = captures_.contains(id) ? "" : CheckCapture(id, value);
        if (!problem.empty()) {
          Problem(problem);
        }
        return true;
      });
  if (!scanned.ok()) {
    Problem("captures: " + scanned.error().message());
  }
}

void Audit::CheckArticles(const Head& head) {
  std::uint64_t count = 0;
  const Status scanned = engine_.Scan(
      Family::kIndex, keys::kArticles, "", [&](std::string_view key, std::string_view value) {
        ++count;
        const std::string id(key.substr(keys::kArticles.size()));
        const Result<StoredArticle> article = DecodeArticle(value);
        const Last& last = articles_[id];
        if (!article.ok()) {
          Problem(fmt::format("article {}: {}", id, article.error().message()));
        } else if (article->record.versions != last.number || article->last_leaf != last.leaf) {
          Problem(fmt::format("article {}: says {} versions, the log has {}", id,
                              article->record.versions, last.number));
        }
        return true;
      });
  if (!scanned.ok()) {
    Problem("articles: " + scanned.error().message());
  } else if (count != head.articles) {
    Problem(fmt::format("articles: {} are there, {} were stored", count, head.articles));
  }
}

void Audit::CheckAlerts(const Head& head) {
  const Result<AlertFloor> floor = ReadAlertFloor(engine_);
  if (!floor.ok()) {
    return Problem("alerts: " + floor.error().message());
  }
  std::string leaf = floor->leaf;
  for (std::uint64_t sequence = floor->sequence + 1; sequence <= head.alerts; ++sequence) {
    const Result<std::optional<std::string>> bytes =
        engine_.Get(Family::kAlerts, keys::Alert(sequence));
    std::string problem;
    if (!bytes.ok() || !*bytes) {
      problem = bytes.ok() ? "missing" : bytes.error().message();
    } else {
      problem = CheckAlert(sequence, **bytes, leaf);
    }
    if (!problem.empty()) {
      Problem(fmt::format("alert {}: {}", sequence, problem));
    }
    ++report_.alerts;
    Advance();
  }
  if (leaf != head.alert_leaf) {
    Problem("the chain of alerts does not end where the store says");
  }
}

}  // namespace claimwatch
