// Reads the configuration: one TOML file, then conf.d/*.toml beside it in name order.
//
// Every error of every file is reported at once, one a line: "FILE:LINE:COLUMN: where: what; hint".
// Paths inside a file are relative to the folder of that file. The TOML library's door.
#pragma once

#include <filesystem>
#include <string_view>

#include "config/config.h"
#include "core/result.h"

namespace claimwatch {

struct Draft;  // config/read.h

// kNotFound: no such file; kConfig: with all that is wrong with it.
Result<Config> LoadConfig(const std::filesystem::path& file);

// The same with the place of each value, for `config show`. The draft has no problems.
Result<Draft> LoadDraft(const std::filesystem::path& file);

// One file's text, without conf.d; `name` stands in the messages and is the base of relative paths.
Result<Config> ParseConfig(std::string_view text, const std::filesystem::path& name);

}  // namespace claimwatch
