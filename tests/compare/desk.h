// The newsdesk of the tests: the shipped baseline, and reports whose sentences carry their label.
#pragma once

#include <string>
#include <vector>

#include "plugins/compare/analyzers.h"
#include "plugins/compare/index.h"
#include "tests/support/case_file.h"

namespace claimwatch::testing {

struct LabelledSentence {
  char label = 'R';  // R N F C X P G ?, see tests/cases/newsdesk
  std::string head;  // of the baseline sentence that must be shown; empty: any
  std::string text;
};

std::vector<LabelledSentence> LabelledSentences(const Case& report);

// config/baselines/xinhua-20250619.txt as a baseline.
Baseline ShippedBaseline();
std::string ShippedBaselineText();

// Everything `compare` says about a plain text; no findings when the gate says near or off.
std::vector<Finding> CompareText(const Baseline& baseline, std::string_view text,
                                 std::string_view language);

// The alerts among the findings.
std::vector<Finding> Alerts(std::vector<Finding> findings);

}  // namespace claimwatch::testing
