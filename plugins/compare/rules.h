// Every rule that can make a finding: its id, its name, the type it gives and what it means, for
// `alerts explain` and the manual. Ids are never reused.
#pragma once

#include <span>
#include <string_view>

#include "core/finding.h"

namespace claimwatch {

struct Rule {
  std::string_view id;    // "CW-FIG-001"
  std::string_view name;  // "Figure differs from the baseline"
  std::string_view
      category;  // figure, claim, entity, quote, attribution, certainty, headline, silent
  FindingType type;
  std::string_view help;  // one or two sentences
};

std::span<const Rule> AllRules();
// nullptr when there is none.
const Rule* FindRule(std::string_view id);
// Gives `finding` the rule's id, name and type. There must be such a rule.
void SetRule(Finding& finding, std::string_view id);

}  // namespace claimwatch
