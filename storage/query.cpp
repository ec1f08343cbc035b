// Lists: articles, findings, claims, alerts.
#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "core/text.h"
#include "storage/disk_store.h"
#include "storage/keys.h"
#include "storage/retention.h"

namespace claimwatch {
namespace {

constexpr std::size_t kLeastDigits = 6;
constexpr std::size_t kSequenceDigits = 10;  // an all-digit word up to here is a sequence

bool FitsRecord(const ArticleRecord& record, const ArticleQuery& query) {
  return (query.source.empty() || record.source == query.source) &&
         (query.language.empty() || record.language == query.language) &&
         (!query.since || record.last_changed >= *query.since) &&
         (!query.until || record.last_changed <= *query.until);
}

// What the first member of a record says without reading the others, for those who ask about the
// last hours of years.
bool IsOutside(std::string_view record, const AlertQuery& query) {
  constexpr std::string_view kHead = R"({"@timestamp":")";
  if ((!query.since && !query.until) || !record.starts_with(kHead)) {
    return false;
  }
  const std::string_view rest = record.substr(kHead.size());
  const std::optional<Time> time = ParseTime(rest.substr(0, rest.find('"')));
  return time && ((query.since && *time < *query.since) || (query.until && *time > *query.until));
}

bool FitsAlert(const Alert& alert, const AlertQuery& query) {
  return (query.topic.empty() || alert.topic == query.topic) &&
         (query.source.empty() || alert.source == query.source) &&
         (!query.type || alert.type == *query.type) &&
         (!query.min_severity || alert.severity <= *query.min_severity) &&
         (!query.since || alert.time >= *query.since) &&
         (!query.until || alert.time <= *query.until);
}

Result<Alert> DecodeAlert(std::string_view key, std::string_view value) {
  const std::uint64_t sequence = keys::ReadBigEndian64(key);
  Result<Json> record = Json::Parse(value);
  Result<Alert> alert =
      record.ok() ? AlertFromRecord(std::move(record).value()) : Result<Alert>(record.error());
  if (!alert.ok() || alert->sequence != sequence) {
    return Error(Errc::kCorrupt,
                 fmt::format("alert {}: damaged record; run `claimwatch verify`", sequence));
  }
  return alert;
}

// Scans with a decoder that may fail: the first failure ends the scan and is the answer.
class FirstError {
 public:
  template <typename T>
  bool Keep(const Result<T>& result) {
    if (!result.ok() && status_.ok()) {
      status_ = result.error();
    }
    return result.ok();
  }

  const Status& status() const { return status_; }

 private:
  Status status_;
};

}  // namespace

Result<std::vector<ArticleRecord>> DiskStore::Articles(const ArticleQuery& query) const {
  std::vector<ArticleRecord> records;
  FirstError first;
  CW_TRY(engine_->Scan(Family::kIndex, keys::kArticles, "",
                       [&](std::string_view, std::string_view value) {
                         Result<StoredArticle> article = DecodeArticle(value);
                         if (!first.Keep(article)) {
                           return false;
                         }
                         const Result<bool> fits = Fits(article->record, query);
                         if (first.Keep(fits) && *fits) {
                           records.push_back(std::move(article->record));
                         }
                         return first.status().ok();
                       }));
  CW_TRY(first.status());
  std::sort(records.begin(), records.end(), [](const ArticleRecord& a, const ArticleRecord& b) {
    return std::tie(b.last_changed, a.id) < std::tie(a.last_changed, b.id);
  });
  if (query.limit != 0 && records.size() > query.limit) {
    records.resize(query.limit);
  }
  return records;
}

Result<bool> DiskStore::Fits(const ArticleRecord& article, const ArticleQuery& query) const {
  if (!FitsRecord(article, query)) {
    return false;
  }
  bool found = query.topic.empty();
  FirstError first;
  if (!found) {
    CW_TRY(engine_->Scan(Family::kIndex, keys::AllFindings(article.id), "",
                         [&](std::string_view, std::string_view value) {
                           const Result<FindingRecord> record = DecodeFinding(value);
                           found = first.Keep(record) && record->topic == query.topic;
                           return first.status().ok() && !found;
                         }));
  }
  CW_TRY(first.status());
  return found;
}

Result<std::vector<FindingRecord>> DiskStore::Findings(std::string_view article_id,
                                                       std::uint32_t number) const {
  std::vector<FindingRecord> records;
  FirstError first;
  CW_TRY(engine_->Scan(Family::kIndex, keys::Findings(article_id, number), "",
                       [&](std::string_view, std::string_view value) {
                         Result<FindingRecord> record = DecodeFinding(value);
                         if (first.Keep(record)) {
                           records.push_back(std::move(record).value());
                         }
                         return first.status().ok();
                       }));
  CW_TRY(first.status());
  return records;
}

Result<ClaimRecord> DiskStore::WithSightings(ClaimRecord claim) const {
  FirstError first;
  CW_TRY(engine_->Scan(Family::kIndex, keys::Sightings(claim.fingerprint), "",
                       [&](std::string_view, std::string_view value) {
                         Result<Sighting> sighting = DecodeSighting(value);
                         if (first.Keep(sighting)) {
                           claim.sightings.push_back(std::move(sighting).value());
                         }
                         return first.status().ok();
                       }));
  CW_TRY(first.status());
  return claim;
}

Result<std::vector<ClaimRecord>> DiskStore::Claims(std::string_view topic) const {
  std::vector<ClaimRecord> heads;
  FirstError first;
  CW_TRY(engine_->Scan(Family::kIndex, keys::kClaims, "",
                       [&](std::string_view, std::string_view value) {
                         Result<ClaimRecord> claim = DecodeClaim(value);
                         if (first.Keep(claim) && (topic.empty() || claim->topic == topic)) {
                           heads.push_back(std::move(claim).value());
                         }
                         return first.status().ok();
                       }));
  CW_TRY(first.status());
  std::vector<ClaimRecord> claims;
  for (ClaimRecord& head : heads) {
    claims.push_back(CW_TRY(WithSightings(std::move(head))));
  }
  std::sort(claims.begin(), claims.end(), [](const ClaimRecord& a, const ClaimRecord& b) {
    return std::tie(a.first_seen, a.fingerprint) < std::tie(b.first_seen, b.fingerprint);
  });
  return claims;
}

Result<ClaimRecord> DiskStore::GetClaim(std::string_view fingerprint) const {
  const std::optional<std::string> bytes =
      CW_TRY(engine_->Get(Family::kIndex, keys::Claim(fingerprint)));
  if (!bytes) {
    return Error(Errc::kNotFound, fmt::format("no claim '{}'", EscapeControls(fingerprint)));
  }
  ClaimRecord claim = CW_TRY(DecodeClaim(*bytes));
  return WithSightings(std::move(claim));
}

Result<std::vector<Alert>> DiskStore::Alerts(const AlertQuery& query) const {
  std::vector<Alert> alerts;
  FirstError first;
  CW_TRY(engine_->Scan(Family::kAlerts, "", keys::Alert(query.after_sequence + 1),
                       [&](std::string_view key, std::string_view value) {
                         if (IsOutside(value, query)) {
                           return true;
                         }
                         Result<Alert> alert = DecodeAlert(key, value);
                         if (first.Keep(alert) && FitsAlert(*alert, query)) {
                           alerts.push_back(std::move(alert).value());
                         }
                         const bool full = query.limit != 0 && alerts.size() >= query.limit;
                         return first.status().ok() && !full;
                       }));
  CW_TRY(first.status());
  return alerts;
}

Result<Alert> DiskStore::FindAlert(std::string_view sequence_or_id) const {
  const std::string typed(Trim(sequence_or_id));
  std::uint64_t sequence = 0;
  const auto [end, problem] = std::from_chars(typed.data(), typed.data() + typed.size(), sequence);
  const bool number = problem == std::errc() && end == typed.data() + typed.size() &&
                      typed.size() <= kSequenceDigits;
  if (!number && typed.size() >= kLeastDigits) {
    std::vector<std::uint64_t> found;
    CW_TRY(engine_->Scan(Family::kIndex, keys::AlertId(AsciiLower(typed)), "",
                         [&](std::string_view, std::string_view value) {
                           found.push_back(keys::ReadBigEndian64(value));
                           return found.size() < 2;
                         }));
    if (found.size() > 1) {
      return Error(Errc::kInvalid, fmt::format("'{}' is the start of several alerts", typed));
    }
    sequence = found.empty() ? 0 : found.front();
  }
  const std::string key = keys::Alert(sequence);
  const std::optional<std::string> bytes = CW_TRY(engine_->Get(Family::kAlerts, key));
  if (!bytes && sequence != 0 && sequence <= CW_TRY(ReadAlertFloor(*engine_)).sequence) {
    return Error(Errc::kNotFound, fmt::format("alert {} was dropped, as storage.keep_alerts says; "
                                              "the alert log may have it",
                                              sequence));
  }
  if (!bytes) {
    return Error(Errc::kNotFound,
                 fmt::format("no alert '{}'; see `claimwatch alerts`", EscapeControls(typed)));
  }
  return DecodeAlert(key, *bytes);
}

}  // namespace claimwatch
