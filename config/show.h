// The configuration for people: what is in force and where it was said, and what can be said at
// all.
#pragma once

#include <string>
#include <vector>

#include "config/read.h"
#include "core/json.h"

namespace claimwatch {

// One value in force.
struct Setting {
  std::string header;  // of the section it stands in: "[fetch]", "[[topic.baseline]]"
  std::string path;    // "fetch.timeout", "topic.summit.baseline.xinhua.file"
  std::string key;     // "timeout", "match.any"
  std::string value;   // as TOML; secrets are hidden
  std::string origin;  // "claimwatch.toml:12" or "default"
};

// Every value in force in the order of the table of keys; unset optional ones are left out.
std::vector<Setting> SettingsOf(const Draft& draft);

// As a TOML file with the origin of each value in a comment: reads back as the same configuration,
// but for secrets and for paths written relative to another folder.
std::string ShowToml(const std::vector<Setting>& settings);
// [{"path","value","origin"}]
Json ShowJson(const std::vector<Setting>& settings);

// One key that can be written.
struct KeyHelp {
  std::string header;
  std::string key;
  std::string type;
  std::string fallback;  // as TOML; "required" when it must be given; "" when unset
  std::string limit;
  std::string help;
};

std::vector<KeyHelp> AllKeys();

// For a terminal, and as the section of the manual page (roff).
std::string KeysText(const std::vector<KeyHelp>& keys);
std::string KeysRoff(const std::vector<KeyHelp>& keys);

}  // namespace claimwatch
