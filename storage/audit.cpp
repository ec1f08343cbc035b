#include "storage/audit.h"

#include <algorithm>

#include <fmt/format.h>

#include "storage/chain.h"
#include "storage/keys.h"
#include "storage/packed.h"
#include "storage/retention.h"

namespace claimwatch {
namespace {

constexpr std::size_t kMostProblems = 100;
constexpr std::uint64_t kTellEvery = 256;

}  // namespace

Witness AnchorWitness(const Anchor& anchor) {
  return {{anchor.versions, anchor.root, anchor.alerts, ""}, "its anchor"};
}

Audit::Audit(const Engine& engine, std::vector<Witness> witnesses, const Progress& progress)
    : engine_(engine),
      progress_(progress),
      witnesses_(std::move(witnesses)) {
  std::stable_sort(witnesses_.begin(), witnesses_.end(), [](const Witness& a, const Witness& b) {
    return a.head.versions < b.head.versions;
  });
  report_.witnesses = witnesses_.size();
  for (std::size_t i = 0; i < witnesses_.size(); ++i) {
    if (!witnesses_[i].head.alert_leaf.empty()) {
      by_alert_.emplace(witnesses_[i].head.alerts, i);
    }
  }
}

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
  CheckEnd(*head);
  CheckChain(*head);
  CheckOtherCaptures();
  CheckArticles(*head);
  CheckErasures();
  CheckAlerts(*head);
  return std::move(report_);
}

// Said once, with the witness that knows of most: the others would only repeat it.
void Audit::CheckEnd(const Head& head) {
  const auto by_alerts = [](const Witness& a, const Witness& b) {
    return a.head.alerts < b.head.alerts;
  };
  const auto most_alerts = std::max_element(witnesses_.begin(), witnesses_.end(), by_alerts);
  if (most_alerts == witnesses_.end()) {
    return;
  }
  const Witness& longest = witnesses_.back();
  const std::uint64_t alerts = most_alerts->head.alerts;
  if (head.versions < longest.head.versions || head.alerts < alerts) {
    const std::string& where =
        head.versions < longest.head.versions ? longest.where : most_alerts->where;
    Problem(
        fmt::format("end of the store: {} of {} versions and {} of {} alerts are there, "
                    "according to {}",
                    head.versions, longest.head.versions, head.alerts, alerts, where));
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
  if (contradicted_) {
    report_.trusted = std::min(report_.trusted, vouched_);
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
  if (std::string against = HearWitnesses(index, entry.root); !against.empty()) {
    return against;
  }
  return follows ? CheckVersion(record, entry.leaf) : "does not follow the version before";
}

// After the first that does not agree the others cannot either, and are not told of.
std::string Audit::HearWitnesses(std::uint64_t index, const Digest& root) {
  std::string against;
  for (; heard_ < witnesses_.size() && witnesses_[heard_].head.versions <= index; ++heard_) {
    const Witness& witness = witnesses_[heard_];
    if (witness.head.versions != index || contradicted_) {
      continue;
    }
    if (witness.head.root == root) {
      vouched_ = index;
      continue;
    }
    contradicted_ = true;
    against = fmt::format("the log is not the one {} names: it was rewritten after record {}",
                          witness.where, vouched_);
  }
  return against;
}

std::string Audit::CheckVersion(const ChainRecord& record, const Digest& leaf) {
  const Result<std::string> bytes =
      ReadPacked(engine_, Family::kVersions, keys::Version(record.article_id, record.number));
  if (!bytes.ok() && bytes.error().code() == Errc::kNotFound) {
    return CheckErased(record, leaf);
  }
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
  return CheckCaptureOf(record, stored->version.capture_id);
}

std::string Audit::CheckCaptureOf(const ChainRecord& record, const std::string& id) {
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
    const std::string problem = CheckAlert(sequence, leaf);
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

std::string Audit::CheckAlert(std::uint64_t sequence, std::string& leaf) const {
  const Result<std::optional<std::string>> bytes =
      engine_.Get(Family::kAlerts, keys::Alert(sequence));
  if (!bytes.ok() || !*bytes) {
    return bytes.ok() ? "missing" : bytes.error().message();
  }
  const Result<Json> record = Json::Parse(**bytes);
  if (!record.ok()) {
    return "damaged record";
  }
  if (const auto blanked = blanked_.find(sequence); blanked != blanked_.end()) {
    std::string problem = CheckBlanked(*record, **bytes, blanked->second, leaf);
    leaf = blanked->second.leaf;
    return problem;
  }
  Alert again;
  again.record = *record;
  StampAlert(again, sequence, leaf);
  leaf = record->At("claimwatch.integrity.leaf_hash").AsString();
  if (again.record.Dump() != **bytes) {
    return "altered, or not the one that followed the one before";
  }
  const std::string against = HearWitnessesOf(sequence, leaf);
  return against.empty() ? CheckHeadOf(*record) : against;
}

// An alert names where the log ended when it was raised. Whoever makes the log anew behind its back
// would have to make every alert anew too, and those went out.
std::string Audit::CheckHeadOf(const Json& alert) const {
  const LogHead named = LogHeadOf(alert);
  if (named.versions == 0) {
    return "";
  }
  const Result<std::optional<std::string>> bytes =
      engine_.Get(Family::kIndex, keys::Chain(named.versions));
  const Result<ChainEntry> entry =
      bytes.ok() && *bytes ? DecodeChainEntry(**bytes) : Error(Errc::kNotFound, "");
  return entry.ok() && entry->root == named.root
             ? ""
             : fmt::format("the log of {} versions that it names is not this one", named.versions);
}

std::string Audit::HearWitnessesOf(std::uint64_t sequence, std::string_view leaf) const {
  const auto [begin, end] = by_alert_.equal_range(sequence);
  const auto against = std::find_if(begin, end, [&](const auto& item) {
    return witnesses_[item.second].head.alert_leaf != leaf;
  });
  return against == end
             ? ""
             : fmt::format("not the one that {} names", witnesses_[against->second].where);
}

}  // namespace claimwatch
