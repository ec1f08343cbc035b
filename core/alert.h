// An alert: one finding made known to people, as the record that goes to every sink
// (alert.schema.json).
//
// plugins/alert/record writes the record; the store gives it its sequence and its place in the hash
// chain when it is committed, and nobody changes it afterwards.
#pragma once

#include <cstdint>
#include <string>

#include "core/finding.h"
#include "core/json.h"
#include "core/time.h"

namespace claimwatch {

struct Alert {
  std::uint64_t sequence = 0;  // gapless from 1; 0 until committed
  std::string id;              // event.id: deterministic, hex, 32 digits
  Time time{};
  FindingType type = FindingType::kNewClaim;
  Severity severity = Severity::kLow;
  std::string topic;
  std::string source;
  std::string article_id;
  std::uint32_t version = 0;
  std::string fingerprint;  // "sha256:…" of the claim in the ledger
  Json record;              // the whole record
};

// Sets event.sequence and claimwatch.integrity in `alert.record`: leaf = SHA-256(0x00 ‖ record
// whose integrity is null), prev = leaf of the alert before ("sha256:" + 64 zeros for the first).
void StampAlert(Alert& alert, std::uint64_t sequence, std::string_view previous_leaf);

// The alert behind a record; kInvalid when it is not one.
Result<Alert> AlertFromRecord(Json record);

}  // namespace claimwatch
