// Time stamps (RFC 3161) of checkpoints, kept beside them: what an authority says about when a
// checkpoint was there at the latest.
//
// A stamp is over the bytes of the note, signature and all. Its answer lies in the folder
// `timestamps` as it came, named by the SHA-256 of the note, one a checkpoint.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "core/signed_note.h"
#include "core/timestamp.h"
#include "storage/checkpoint.h"

namespace claimwatch {

struct StampedCheckpoint {
  SignedCheckpoint signed_checkpoint;
  std::string answer;  // of the authority, as it came
  Timestamp stamp;
};

struct Timestamps {
  std::vector<StampedCheckpoint> stamped;  // the oldest checkpoint first
  std::vector<std::string> problems;       // "FILE: why it is none of these"
};

// Those of checkpoints that `key` signed. Whether the authority is one to believe is not asked.
Result<Timestamps> ReadTimestamps(const std::filesystem::path& store, const VerifierKey& key);

// Keeps the authority's answer with the checkpoint it is for; that one is answered. kInvalid for
// what is no answer, kNotFound when no checkpoint is what was stamped, kCorrupt when `key` did not
// sign that one. When the checkpoint has a stamp already, the earlier one stays.
Result<StampedCheckpoint> KeepTimestamp(const std::filesystem::path& store, const VerifierKey& key,
                                        std::string_view answer);

}  // namespace claimwatch
