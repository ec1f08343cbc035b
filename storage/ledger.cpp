// Conclude and Raise: what a version's analysis leaves behind. A claim that the ledger knows is a
// sighting; a new one raises its alert.
#include <fmt/format.h>

#include "storage/disk_store.h"
#include "storage/erasure.h"
#include "storage/keys.h"
#include "storage/log_head.h"
#include "storage/order.h"

namespace claimwatch {
namespace {

constexpr std::uint64_t kMostSightings = 1'000;  // kept; all are counted
constexpr std::size_t kClaimDigits = 16;         // tell the findings of one version apart

// By time, so that the newest stand last.
std::string SuppressedKey(const Proposal& proposal, const Sighting& sighting) {
  return fmt::format("{}{}/{}/{}/{}", kSuppressedKey, FormatTime(sighting.seen),
                     sighting.article_id, sighting.version,
                     proposal.fingerprint.substr(proposal.fingerprint.find(':') + 1, kClaimDigits));
}

// What the finding is about, in words; of one about a source, the reason.
const std::string& SentenceOf(const Finding& finding) {
  const std::string& other = finding.other.text.empty() ? finding.reason : finding.other.text;
  return finding.sentence.text.empty() ? other : finding.sentence.text;
}

Json SuppressedRecord(const Proposal& proposal, const Sighting& sighting) {
  const Finding& finding = proposal.finding;
  return Json::Of({{"time", FormatTime(sighting.seen)},
                   {"why", proposal.suppressed},
                   {"topic", proposal.topic},
                   {"source", sighting.source},
                   {"url", sighting.url},
                   {"article", sighting.article_id},
                   {"version", std::uint64_t{sighting.version}},
                   {"type", FindingTypeName(finding.type)},
                   {"severity", SeverityName(finding.severity)},
                   {"rule", finding.rule},
                   {"sentence", SentenceOf(finding)}});
}

// Whether it has words of the version that its own was edited from.
bool QuotesPrevious(const Finding& finding) {
  return finding.against == Against::kPrevious &&
         (!finding.other.text.empty() || finding.other_figure);
}

// Whether its alert names a version that was erased while it was thought of.
Result<bool> NamesErased(const Engine& engine, const Proposal& proposal) {
  const Json record = proposal.alert ? proposal.alert->record : Json();
  for (const std::string_view path : {"claimwatch.article", "claimwatch.baseline"}) {
    const Json& document = record.At(path);
    const auto number = static_cast<std::uint32_t>(document.At("version.number").AsInt());
    if (number != 0 && CW_TRY(ReadErasure(engine, document["id"].AsString(), number))) {
      return true;
    }
  }
  return false;
}

Status DropErased(const Engine& engine, std::vector<Proposal>& proposals) {
  std::vector<Proposal> kept;
  for (Proposal& proposal : proposals) {
    if (!CW_TRY(NamesErased(engine, proposal))) {
      kept.push_back(std::move(proposal));
    }
  }
  proposals = std::move(kept);
  return Ok();
}

}  // namespace

Result<ClaimRecord> DiskStore::ClaimFor(Turn& turn, const Proposal& proposal) const {
  if (const auto changed = turn.claims.find(proposal.fingerprint); changed != turn.claims.end()) {
    return changed->second;
  }
  const std::optional<std::string> bytes =
      CW_TRY(engine_->Get(Family::kIndex, keys::Claim(proposal.fingerprint)));
  if (bytes) {
    return DecodeClaim(*bytes);
  }
  ClaimRecord claim;
  claim.fingerprint = proposal.fingerprint;
  claim.topic = proposal.topic;
  claim.key = proposal.finding.key;
  claim.type = proposal.finding.type;
  const Finding& finding = proposal.finding;
  claim.sentence = finding.sentence.text.empty() ? finding.other.text : finding.sentence.text;
  claim.first_seen = turn.now;
  return claim;
}

// Gives the alert its sequence and its place in the hash chain.
void DiskStore::RaiseIn(Turn& turn, Alert alert) const {
  ++turn.head.alerts;
  NameLogHead(alert.record, turn.head.versions, turn.head.root);
  StampAlert(alert, turn.head.alerts, turn.head.alert_leaf);
  turn.head.alert_leaf = alert.record.At("claimwatch.integrity.leaf_hash").AsString();
  turn.batch.Put(Family::kAlerts, keys::Alert(alert.sequence), alert.record.Dump());
  turn.batch.Put(Family::kIndex, keys::AlertId(alert.id), keys::BigEndian64(alert.sequence));
  turn.raised.push_back(std::move(alert));
}

Status DiskStore::Learn(Turn& turn, Proposal& proposal, const Sighting& sighting,
                        MayAlert may) const {
  if (proposal.fingerprint.empty()) {
    return Ok();
  }
  const std::string marker =
      keys::Sighted(proposal.fingerprint, sighting.article_id, sighting.version);
  if (turn.sighted.contains(marker) || CW_TRY(engine_->Get(Family::kIndex, marker))) {
    return Ok();
  }
  if (!proposal.suppressed.empty() && may == MayAlert::kYes) {
    // Unheard: should another outlet print it, or this one when it is no longer suppressed, that is
    // the first time.
    turn.batch.Put(Family::kIndex, keys::State(SuppressedKey(proposal, sighting)),
                   SuppressedRecord(proposal, sighting).Dump());
    turn.batch.Put(Family::kIndex, marker, "");
    turn.sighted.insert(marker);
    return Ok();
  }
  ClaimRecord claim = CW_TRY(ClaimFor(turn, proposal));
  if (claim.occurrences == 0) {
    ++turn.head.claims;
    if (proposal.MayAlert() && may == MayAlert::kYes) {
      proposal.alert->fingerprint = proposal.fingerprint;
      RaiseIn(turn, std::move(*proposal.alert));
      claim.alert_sequence = turn.head.alerts;
    }
  }
  if (claim.occurrences < kMostSightings) {
    turn.batch.Put(Family::kIndex, keys::Sighting(claim.fingerprint, claim.occurrences),
                   Encode(sighting));
  }
  ++claim.occurrences;
  claim.last_seen = std::max(claim.last_seen, sighting.seen);
  turn.batch.Put(Family::kIndex, marker, "");
  turn.batch.Put(Family::kIndex, keys::Claim(claim.fingerprint), Encode(claim));
  turn.sighted.insert(marker);
  turn.claims[claim.fingerprint] = std::move(claim);
  return Ok();
}

Status DiskStore::ReplaceFindings(Turn& turn, std::string_view article_id, std::uint32_t number,
                                  const std::vector<Proposal>& proposals) const {
  CW_TRY(engine_->Scan(Family::kIndex, keys::Findings(article_id, number), "",
                       [&](std::string_view key, std::string_view) {
                         turn.batch.Delete(Family::kIndex, std::string(key));
                         return true;
                       }));
  std::uint32_t index = 0;
  for (const Proposal& proposal : proposals) {
    const FindingRecord record{proposal.topic, proposal.baseline, proposal.fingerprint,
                               FindingJson(proposal.finding)};
    turn.batch.Put(Family::kIndex, keys::Finding(article_id, number, index), Encode(record));
    ++index;
  }
  return Ok();
}

// A version that is owed nothing was concluded before: its findings are brought up to date and the
// ledger learns, but no alert goes out twice.
Result<std::vector<Alert>> DiskStore::Conclude(std::string_view article_id, std::uint32_t number,
                                               std::vector<Proposal> proposals, Time now) {
  const MutexLock hold(mutex_);
  const StoredVersion stored = CW_TRY(LoadVersion(article_id, number));
  CW_TRY(DropErased(*engine_, proposals));
  const std::uint32_t before = CW_TRY(EditedFrom(*this, article_id, number));
  if (CW_TRY(ReadErasure(*engine_, article_id, before))) {
    std::erase_if(proposals, [](const Proposal& one) { return QuotesPrevious(one.finding); });
  }
  const std::string owed = keys::Owed(article_id, number);
  const bool first_time = CW_TRY(engine_->Get(Family::kIndex, owed)).has_value();
  Turn turn;
  turn.head = head_;
  turn.now = now;
  CW_TRY(ReplaceFindings(turn, article_id, number, proposals));
  const Version& version = stored.version;
  const Sighting sighting{version.article_id, number, version.article.url, version.source,
                          version.retrieved};
  CW_TRY(LearnAll(turn, proposals, sighting, first_time ? MayAlert::kYes : MayAlert::kNo));
  turn.batch.Delete(Family::kIndex, owed);
  CW_TRY(Commit(turn));
  return std::move(turn.raised);
}

Result<std::vector<Alert>> DiskStore::Raise(std::vector<Proposal> proposals, Time now) {
  const MutexLock hold(mutex_);
  CW_TRY(DropErased(*engine_, proposals));
  Turn turn;
  turn.head = head_;
  turn.now = now;
  for (Proposal& proposal : proposals) {
    Sighting sighting;
    sighting.seen = now;
    if (proposal.alert) {
      sighting.article_id = proposal.alert->article_id;
      sighting.version = proposal.alert->version;
      sighting.source = proposal.alert->source;
      const Result<StoredArticle> article = LoadArticle(sighting.article_id);
      sighting.url = article.ok() ? article->record.url : "";
    }
    CW_TRY(Learn(turn, proposal, sighting, MayAlert::kYes));
  }
  CW_TRY(Commit(turn));
  return std::move(turn.raised);
}

Result<std::uint32_t> DiskStore::NoteAttempt(std::string_view article_id, std::uint32_t number) {
  const MutexLock hold(mutex_);
  const std::string key = keys::Owed(article_id, number);
  const std::optional<std::string> before = CW_TRY(engine_->Get(Family::kIndex, key));
  if (!before) {
    return Error(Errc::kNotFound, fmt::format("no analysis is owed for {}@{}", article_id, number));
  }
  const std::uint32_t attempts = keys::ReadBigEndian32(*before) + 1;
  Turn turn;
  turn.head = head_;
  turn.batch.Put(Family::kIndex, key, keys::BigEndian32(attempts));
  CW_TRY(Commit(turn));
  return attempts;
}

Status DiskStore::MarkGone(std::string_view article_id, bool gone, Time when) {
  const MutexLock hold(mutex_);
  StoredArticle article = CW_TRY(LoadArticle(article_id));
  article.record.gone = gone;
  if (!gone) {
    article.record.last_seen = std::max(article.record.last_seen, when);
  }
  Turn turn;
  turn.head = head_;
  turn.batch.Put(Family::kIndex, keys::Article(article_id), Encode(article));
  return Commit(turn);
}

Result<std::vector<Owed>> DiskStore::OwedAnalyses() const {
  std::vector<Owed> owed;
  CW_TRY(engine_->Scan(
      Family::kIndex, keys::kOwed, "", [&](std::string_view key, std::string_view value) {
        const std::string_view rest = key.substr(keys::kOwed.size());
        const std::size_t id = rest.size() - std::min(rest.size(), sizeof(std::uint32_t));
        owed.push_back({std::string(rest.substr(0, id)), keys::ReadBigEndian32(rest.substr(id)),
                        keys::ReadBigEndian32(value)});
        return true;
      }));
  return owed;
}

}  // namespace claimwatch
