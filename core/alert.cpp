#include "core/alert.h"

#include "core/digest.h"

namespace claimwatch {

void StampAlert(Alert& alert, std::uint64_t sequence, std::string_view previous_leaf) {
  alert.sequence = sequence;
  alert.record.Edit("event").Set("sequence", sequence);
  alert.record.Edit("claimwatch").Set("integrity", Json());
  const std::string leaf = TaggedHex(Sha256(std::string(1, '\0') + alert.record.Dump()));
  alert.record.Edit("claimwatch")
      .Set("integrity", Json::Of({{"leaf_hash", leaf}, {"prev_hash", previous_leaf}}));
}

Result<Alert> AlertFromRecord(Json record) {
  Alert alert;
  const std::optional<Time> time = ParseTime(record["@timestamp"].AsString());
  const std::optional<FindingType> type = FindingTypeFromName(record.At("event.action").AsString());
  const std::int64_t severity = record.At("event.severity").AsInt();
  if (!time || !type || severity < 1 || severity > 4) {
    return Error(Errc::kInvalid,
                 "not an alert record: @timestamp, event.action or event.severity is missing");
  }
  alert.sequence = static_cast<std::uint64_t>(record.At("event.sequence").AsInt());
  alert.id = record.At("event.id").AsString();
  alert.time = *time;
  alert.type = *type;
  alert.severity = static_cast<Severity>(severity);
  alert.topic = record.At("claimwatch.topic").AsString();
  alert.source = record.At("labels.source").AsString();
  alert.article_id = record.At("claimwatch.article.id").AsString();
  alert.version =
      static_cast<std::uint32_t>(record.At("claimwatch.article.version.number").AsInt());
  alert.fingerprint = record.At("claimwatch.finding.fingerprint").AsString();
  alert.record = std::move(record);
  return alert;
}

}  // namespace claimwatch
