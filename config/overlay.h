// Sources that a command adds or changes: one small file each beside the configuration,
// conf.d/90-source-ID.toml, which the loader reads last. The operator's own files are never
// rewritten, so their comments and order stay.
//
// A change counts only when the whole configuration is good with it; otherwise the file is put back
// as it was. A running daemon sees it at its next reload.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "config/config.h"
#include "core/result.h"

namespace claimwatch {

// A source's stanza with the keys that are not the default.
std::string SourceToml(const SourceConfig& source);

// "https://www.news.example/world/rss.xml" → "news-example": a name for a source of that address
// (and title) that `taken` does not hold.
std::string SourceIdFor(std::string_view url, std::string_view title,
                        const std::set<std::string>& taken);

// Writes a file of conf.d beside the configuration `file`, under a name that none has yet
// (`stem`.toml, `stem`-2.toml, …), and returns its path. kConfig: with what would be wrong with the
// configuration then; kIo: it cannot be written.
Result<std::filesystem::path> AddOverlay(const std::filesystem::path& file, const std::string& stem,
                                         std::string_view text);

// A key of a source and its new value, written as TOML ("false", "\"https://…\"").
struct SourceChange {
  std::string key;
  std::string value;
};

// Sets keys of the source `id`, which must be configured, in a file that is read late enough for
// them to hold. A file of that name that holds more than this one source was edited by hand and is
// left alone (kInvalid). kConfig also when another file has the last word.
Result<std::filesystem::path> ChangeSource(const std::filesystem::path& file, std::string_view id,
                                           const std::vector<SourceChange>& changes);

// The stems of the file for one source, and of one for an imported list: read before the sources'
// own files, which may change what was imported.
std::string SourceStemOf(std::string_view id);
std::string ImportStemOf(std::string_view list);

// `text` as a TOML string.
std::string TomlText(std::string_view text);

}  // namespace claimwatch
