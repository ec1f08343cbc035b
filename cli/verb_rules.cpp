// config rules: what a configuration may switch off, grade otherwise or suppress.
#include <vector>

#include <fmt/format.h>

#include "cli/output.h"
#include "cli/verbs.h"
#include "core/json.h"
#include "plugins/compare/rules.h"

namespace claimwatch {
namespace {

Result<Exit> ListRules(const Arguments& arguments) {
  const Output output = CW_TRY(Output::From(arguments));
  std::vector<Json> items;
  std::string lines;
  for (const Rule& rule : AllRules()) {
    items.push_back(Json::Of({{"id", rule.id},
                              {"name", rule.name},
                              {"type", FindingTypeName(rule.type)},
                              {"help", rule.help}}));
    lines += fmt::format("{}  {}\n            {}: {}\n", rule.id, rule.name,
                         FindingTypeName(rule.type), rule.help);
  }
  if (output.format == Format::kPeople) {
    Print(lines);
  } else {
    output.PrintItems(items);
  }
  return Exit::kDone;
}

}  // namespace

void AddRulesVerb(std::vector<Verb>& verbs) {
  verbs.push_back({"config rules", "operation", "",
                   "the rules that make findings: id, type and what each means",
                   "Their ids stand in alerts, and in [rules] and [[suppress]] of the "
                   "configuration. Those of plugins begin with CW-X and the plugin's name.",
                   OutputOptions(), ListRules});
}

}  // namespace claimwatch
