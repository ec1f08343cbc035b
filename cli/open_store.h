// Finds the store a verb reads: --state-dir, else the configuration's, beside a daemon that may be
// running.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include "cli/verb.h"
#include "config/config.h"
#include "storage/store.h"

namespace claimwatch {

// --config FILE and --state-dir DIR, which every verb that reads the store takes.
std::vector<Option> StoreOptions();
// `own` and the options of every verb that reads the store: those above and --json, --jsonl,
// --color.
std::vector<Option> WithStoreOptions(std::vector<Option> own);

// Which file that is: --config, else $CLAIMWATCH_CONFIG, else the installed one.
std::filesystem::path ConfigPath(const Arguments& arguments);
// The configuration: --config, else $CLAIMWATCH_CONFIG, else /etc/claimwatch/claimwatch.toml.
// kConfig with all errors.
Result<Config> ReadConfig(const Arguments& arguments);

// Opens the store for reading. --state-dir needs no configuration at all.
Result<std::unique_ptr<Store>> OpenStoreFor(const Arguments& arguments);

// "-2h", "yesterday", "today", RFC 3339 or a date; kInvalid says what would do.
Result<Time> ParseWhen(std::string_view text, Time now);

}  // namespace claimwatch
