// Text behaviour as text: tests/cases/FOLDER/*.case, which an editor can extend without C++.
//
//   === name of the case            starts a case; the name is the sentence it proves
//   lang: en                        settings, one a line, before the first section
//   --- input                       starts a section; its lines follow, without the last line break
//   The leaders reached more than 100 outcomes.
//   --- expect
//   …
//   # a comment (only before the first section of a case)
#pragma once

#include <map>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace claimwatch::testing {

struct Case {
  std::string file;
  int line = 0;
  std::string name;
  std::map<std::string, std::string> settings;
  std::map<std::string, std::string> sections;

  std::string Setting(const std::string& key, std::string_view fallback = "") const;
  std::string Section(const std::string& key) const;
};

// All cases of tests/cases/`folder`, files in name order. A malformed file stops the program with a
// sentence.
std::vector<Case> LoadCases(std::string_view folder);

// "file:line name" in gtest's messages.
void PrintTo(const Case& one, std::ostream* out);

}  // namespace claimwatch::testing
