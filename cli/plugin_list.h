// What there is to put into a configuration: the built-in table and the configuration's own
// plugins, for people, for programs and for the manual page.
#pragma once

#include <string>
#include <vector>

#include "config/config.h"
#include "core/json.h"

namespace claimwatch {

// One thing that can be named. Options are those of its own; what every sink has is in
// claimwatch.toml(5).
struct PluginRow {
  std::string stage;
  std::string name;
  std::string help;
  std::string origin;              // "built in", or the file or program of a plugin
  std::vector<std::string> needs;  // keys
  std::vector<std::string> takes;  // keys
};

// The built-in ones, then those of `config` in its order.
std::vector<PluginRow> PluginRows(const Config& config);

// One line of the key's help in the configuration's own table, for a row of `stage`; empty: no such
// key.
std::string OptionHelp(const PluginRow& row, const std::string& key);

Json PluginRowJson(const PluginRow& row);

// The table as a section of the manual page claimwatch-plugins(7).
std::string PluginsRoff();

}  // namespace claimwatch
