// docs/fetching.md promises something for every row of the fetching specification; each promise
// must name a test, and that test must exist.
#include <set>

#include <gmock/gmock.h>

#include "core/text.h"
#include "tests/support/source_tree.h"
#include "tests/support/temp_folder.h"

namespace claimwatch::testing {
namespace {

// "Suite.Name" of every test of the tree.
std::set<std::string> AllTests() {
  std::set<std::string> tests;
  for (const SourceFile& file : ReadSources({"tests"})) {
    for (const std::string_view line : Split(file.text, '\n')) {
      const std::size_t open = line.starts_with("TEST") ? line.find('(') : std::string_view::npos;
      const std::size_t comma = open == std::string_view::npos ? open : line.find(", ", open);
      if (comma != std::string_view::npos) {
        const std::size_t end = std::min(line.find(')', comma), line.size());
        tests.insert(std::string(line.substr(open + 1, comma - open - 1)) + "." +
                     std::string(line.substr(comma + 2, end - comma - 2)));
      }
    }
  }
  return tests;
}

// What stands between backquotes.
std::vector<std::string> Quoted(std::string_view text) {
  std::vector<std::string> quoted;
  const std::vector<std::string_view> parts = Split(text, '`');
  for (std::size_t i = 1; i < parts.size(); i += 2) {
    quoted.emplace_back(parts[i]);
  }
  return quoted;
}

TEST(Fetching, EachRowNamesTestsThatExist) {
  const std::set<std::string> tests = AllTests();
  ASSERT_GT(tests.size(), 500U);
  std::set<std::string> rows;
  const std::string page = ReadAll(ProjectTop() / "docs" / "fetching.md");
  for (const std::string_view line : Split(page, '\n')) {
    const std::vector<std::string_view> cells = Split(line, '|');
    if (cells.size() != 6 || Trim(cells[1]).size() != 3 || Trim(cells[1]) == "row" ||
        Trim(cells[1]) == "---") {
      continue;
    }
    const std::string row(Trim(cells[1]));
    EXPECT_TRUE(rows.insert(row).second) << row << " stands twice";
    const std::vector<std::string> named = Quoted(cells[4]);
    EXPECT_FALSE(named.empty()) << row << " names no test";
    for (const std::string& test : named) {
      EXPECT_TRUE(tests.contains(test)) << row << ": there is no test " << test;
    }
  }
  for (const char* row : {"W09", "W10", "W11", "W12", "W13", "W14", "W15", "W16", "W17", "W18",
                          "W19", "W28", "W29", "W32"}) {
    EXPECT_TRUE(rows.contains(row)) << row << " is missing in docs/fetching.md";
  }
  for (const auto& [letter, count] : {std::pair('P', 60), {'F', 61}, {'H', 32}, {'X', 12}}) {
    for (int number = 1; number <= count; ++number) {
      const std::string row = letter + std::string(number < 10 ? "0" : "") + std::to_string(number);
      EXPECT_TRUE(rows.contains(row)) << row << " is missing in docs/fetching.md";
    }
  }
}

}  // namespace
}  // namespace claimwatch::testing
