// What the documents say about the command line is so.
#include <set>

#include <gmock/gmock.h>

#include "cli/manual.h"
#include "cli/verb.h"
#include "core/text.h"
#include "tests/support/source_tree.h"
#include "tests/support/temp_folder.h"

namespace claimwatch {
namespace {

using testing::ProjectTop;
using testing::ReadAll;

std::set<std::string> VerbNames() {
  std::set<std::string> names;
  for (const Verb& verb : AllVerbs()) {
    names.insert(verb.name);
  }
  return names;
}

// Whether `words` (of a command line, without the program) begin with a verb that exists.
bool NamesVerb(const std::vector<std::string_view>& words, const std::set<std::string>& verbs) {
  const bool one = !words.empty() && verbs.contains(std::string(words[0]));
  return one ||
         (words.size() > 1 && verbs.contains(std::string(words[0]) + " " + std::string(words[1])));
}

// The commands a document shows: lines that begin with the program, and `claimwatch …` in the text.
std::vector<std::string> CommandsIn(const std::string& text) {
  std::vector<std::string> commands;
  for (const std::string_view begin : {"    claimwatch ", "    build/claimwatch ", "`claimwatch ",
                                       "  $cw ", "#     claimwatch "}) {
    for (std::size_t at = text.find(begin); at != std::string::npos;
         at = text.find(begin, at + 1)) {
      const std::size_t start = at + begin.size();
      commands.push_back(text.substr(start, text.find_first_of("`\n", start) - start));
    }
  }
  return commands;
}

class Documents : public ::testing::TestWithParam<std::string_view> {};

TEST_P(Documents, ShowOnlyVerbsThatExist) {
  const std::string text = ReadAll(ProjectTop() / GetParam());
  const std::set<std::string> verbs = VerbNames();
  const std::vector<std::string> commands = CommandsIn(text);
  EXPECT_FALSE(commands.empty()) << "no command was found in " << GetParam();
  for (const std::string& command : commands) {
    EXPECT_TRUE(NamesVerb(Split(command, ' '), verbs)) << GetParam() << ": claimwatch " << command;
  }
}

INSTANTIATE_TEST_SUITE_P(All, Documents,
                         ::testing::Values("README.md", "run", "config/claimwatch.toml"));

TEST(ManualPage, HasEveryVerb) {
  std::string manual = ReadAll(ProjectTop() / "docs" / "claimwatch.1");
  std::erase(manual, '\\');
  for (const std::string& verb : VerbNames()) {
    EXPECT_NE(manual.find("claimwatch " + verb), std::string::npos)
        << "docs/claimwatch.1 does not have " << verb;
  }
}

TEST(ManualPage, HasEveryOptionAsTheHelpHasIt) {
  EXPECT_NE(ReadAll(ProjectTop() / "docs" / "claimwatch.1").find(OptionsRoff(AllVerbs())),
            std::string::npos)
      << "make the section OPTIONS again: claimwatch help --roff";
}

TEST(ManualPage, ShowsNoVerbThatDoesNotExist) {
  const std::string manual = ReadAll(ProjectTop() / "docs" / "claimwatch.1");
  const std::set<std::string> verbs = VerbNames();
  for (const std::string_view line : Split(manual, '\n')) {
    const std::size_t at = line.find("claimwatch ");
    const bool entry = line.starts_with(".B claimwatch ") || line.starts_with(".BI \"claimwatch ");
    if (entry && at != std::string_view::npos) {
      std::string rest(line.substr(at + 11));
      std::erase(rest, '"');
      EXPECT_TRUE(NamesVerb(Split(rest, ' '), verbs)) << line;
    }
  }
}

}  // namespace
}  // namespace claimwatch
