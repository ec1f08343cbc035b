// Which configuration a verb means.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "cli/verb.h"
#include "config/config.h"

namespace claimwatch {

// Which file that is: --config, else $CLAIMWATCH_CONFIG, else the installed one.
std::filesystem::path ConfigPath(const Arguments& arguments);
// That file's. kConfig with all errors of it, also when there is none.
Result<Config> ReadConfig(const Arguments& arguments);
// The folder of the store: --state-dir, which needs no configuration at all, else the
// configuration's.
Result<std::filesystem::path> StateDirFor(const Arguments& arguments);
// What is kept how long; the defaults when --state-dir is given without --config.
Result<StorageConfig> StorageConfigFor(const Arguments& arguments);

// The names of the sinks, the alert log's among them; nullopt when --state-dir is given without
// --config.
Result<std::optional<std::vector<std::string>>> SinkNamesFor(const Arguments& arguments);

// Rules for outlets; none when --state-dir is given without --config.
Result<std::vector<SiteRule>> SiteRulesFor(const Arguments& arguments);

}  // namespace claimwatch
