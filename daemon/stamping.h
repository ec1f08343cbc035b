// Asks a time-stamp authority when the last checkpoint was there (RFC 3161 over HTTP, section 3.4).
#pragma once

#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include "core/result.h"

namespace claimwatch {

struct Timestamp;    // core/timestamp.h
struct VerifierKey;  // core/signed_note.h

// The state record of the daemon's last question to the authority: {"time":…,"stamp":…} or
// {"time":…,"error":…}.
inline constexpr std::string_view kStampedKey = "upkeep/timestamp";

// Who is asked about which store.
struct Authority {
  std::string url;
  std::filesystem::path roots;  // a PEM file that must vouch for it; empty: `verify` judges
  std::filesystem::path state_dir;
};

// The authority's word on the last checkpoint of the store, which is kept beside the checkpoints
// (storage/timestamps); one that has a stamp is not asked about again. Sends nothing but the hash
// of the checkpoint. Blocks up to 20 seconds, or until `stop`. nullopt: nothing was signed yet.
Result<std::optional<Timestamp>> StampLast(const Authority& authority, std::stop_token stop);

// Keeps an authority's answer for a checkpoint, or the one that stands there already; `roots` must
// vouch for either. Errors as of KeepTimestamp and CheckTimestamp.
Result<Timestamp> KeepAnswer(const std::filesystem::path& state_dir, const VerifierKey& key,
                             std::string_view answer, const std::filesystem::path& roots);

}  // namespace claimwatch
