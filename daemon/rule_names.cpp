#include "daemon/rule_names.h"

#include <fmt/core.h>

#include "config/config.h"
#include "core/text.h"
#include "plugins/compare/rules.h"

namespace claimwatch {

std::vector<std::string> UnknownRules(const Config& config) {
  std::vector<std::string> known;
  for (const Rule& rule : AllRules()) {
    known.emplace_back(rule.id);
  }
  std::vector<std::string> unknown;
  const auto look = [&](std::string_view where, const std::string& id) {
    if (!id.empty() && !id.starts_with("CW-X") && FindRule(id) == nullptr) {
      const std::string near = Nearest(id, known);
      unknown.push_back(fmt::format("{}: there is no rule '{}'{}", where, id,
                                    near.empty() ? "; `claimwatch config rules` lists them"
                                                 : fmt::format(", did you mean '{}'?", near)));
    }
  };
  for (const std::string& id : config.rules.disable) {
    look("[rules] disable", id);
  }
  for (const auto& [id, severity] : config.rules.severity) {
    look("[rules] severity", id);
  }
  for (const SuppressConfig& one : config.suppressions) {
    look("[[suppress]]", one.rule);
  }
  return unknown;
}

}  // namespace claimwatch
