#include "cli/plugin_list.h"

#include <fmt/format.h>

#include "cli/manual.h"
#include "config/keys.h"
#include "core/builtin.h"
#include "core/text.h"

namespace claimwatch {
namespace {

std::vector<std::string> Words(std::string_view list) {
  std::vector<std::string> words;
  for (const std::string_view one : Split(list, ' ')) {
    if (!one.empty()) {
      words.emplace_back(one);
    }
  }
  return words;
}

std::string HelpIn(const std::vector<Field>& fields, const std::string& key) {
  for (const Field& field : fields) {
    if (field.name == key) {
      return std::string(field.help);
    }
  }
  return "";
}

void AppendOptions(const PluginRow& row, const std::vector<std::string>& keys,
                   std::string_view word, std::string& out) {
  for (const std::string& key : keys) {
    out += fmt::format(".br\n.I {}\n({}) {}.\n", Roff(key), word, Roff(OptionHelp(row, key)));
  }
}

}  // namespace

std::vector<PluginRow> PluginRows(const Config& config) {
  std::vector<PluginRow> rows;
  for (const Builtin& one : Builtins()) {
    rows.push_back({std::string(one.stage), std::string(one.name), std::string(one.help),
                    "built in", Words(one.needs), Words(one.takes)});
  }
  for (const PluginConfig& one : config.plugins) {
    const std::string origin = one.file.empty() ? Join(one.command, " ") : one.file.string();
    rows.push_back({one.stage, one.name, "", origin, {}, {}});
  }
  return rows;
}

std::string OptionHelp(const PluginRow& row, const std::string& key) {
  SourceConfig source;
  SinkConfig sink;
  return row.stage == "source" ? HelpIn(FieldsOf(source), key) : HelpIn(FieldsOf(sink), key);
}

Json PluginRowJson(const PluginRow& row) {
  return Json::Of({{"stage", row.stage},
                   {"name", row.name},
                   {"help", row.help},
                   {"origin", row.origin},
                   {"needs", Json::Texts(row.needs)},
                   {"takes", Json::Texts(row.takes)}});
}

std::string PluginsRoff() {
  std::string out;
  std::string stage;
  for (const PluginRow& row : PluginRows(Config())) {
    if (row.stage != stage) {
      out += fmt::format(".SS \"Stage {}\"\n", row.stage);
      stage = row.stage;
    }
    out += fmt::format(".TP\n.B {}\n{}.\n", Roff(row.name), Roff(row.help));
    AppendOptions(row, row.needs, "needed", out);
    AppendOptions(row, row.takes, "optional", out);
  }
  return out;
}

}  // namespace claimwatch
