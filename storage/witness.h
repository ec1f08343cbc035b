// What is kept outside the store about where its chains once ended: in alerts that went out, in the
// daemon's signed checkpoints, in a copy of either that somebody took along.
//
// RELIABILITY B3: an alert names the log's length and root, so whoever kept one can tell a log that
// was cut or made anew from the one that raised it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/result.h"
#include "core/signed_note.h"
#include "storage/log_head.h"

namespace claimwatch {

struct Testimony {
  std::vector<Witness> witnesses;
  std::vector<std::string> problems;  // "FILE:LINE: why it cannot be believed"
};

// A file of checkpoints, or an alert log (JSON lines): what it is, its first letter says. Only
// checkpoints that `key` signed are believed. A torn end is no problem: a crash may leave one.
// kNotFound, kIo; kInvalid when the file is neither.
Result<Testimony> ReadTestimony(const std::filesystem::path& file, const VerifierKey& key);

}  // namespace claimwatch
