// claimwatch plugins, as somebody who writes one uses it.
#include <cstdio>

#include <gmock/gmock.h>

#include "cli/plugin_list.h"
#include "core/builtin.h"
#include "tests/support/source_tree.h"
#include "tests/support/temp_folder.h"

namespace claimwatch::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

struct Said {
  int status = 0;
  std::string text;
};

class PluginsVerb : public ::testing::Test {
 protected:
  PluginsVerb() {
    config_ = folder_.Write(
        "claimwatch.toml", "[daemon]\nstate_dir = \"" + (folder_.path() / "state").string() +
                               "\"\n[[plugin]]\nname = \"shouting\"\nstage = \"analyzer\"\ncommand "
                               "= [\"" CW_SOURCE_DIR
                               "/tests/plugin/shouting.py\"]\n[[plugin]]\nname = \"csv\"\nstage = "
                               "\"source\"\ncommand = [\"" CW_SOURCE_DIR
                               "/tests/plugin/csv_source.py\"]\n");
  }

  // The real program, because a plugin's process is the program itself.
  Said Run(const std::string& words) {
    const std::string command = std::string(CW_BINARY_DIR "/claimwatch plugins ") + words +
                                " --config " + config_.string() + " 2>&1";
    std::FILE* const pipe = ::popen(command.c_str(), "r");
    Said said;
    for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) {
      said.text.push_back(static_cast<char>(c));
    }
    said.status = WEXITSTATUS(::pclose(pipe));
    return said;
  }

  TempFolder folder_;
  std::filesystem::path config_;
};

TEST_F(PluginsVerb, ListsWhatIsBuiltInAndWhatIsConfigured) {
  const Said said = Run("");
  EXPECT_EQ(said.status, 0);
  for (const Builtin& one : Builtins()) {
    EXPECT_THAT(said.text, HasSubstr(std::string(one.help)));
  }
  EXPECT_THAT(said.text, AllOf(HasSubstr("shouting"), HasSubstr("csv_source.py")));
}

TEST_F(PluginsVerb, ShowsTheOptionsOfOneWithTheirHelp) {
  EXPECT_THAT(Run("webhook").text,
              AllOf(HasSubstr("url              needed; "), HasSubstr("signs each request"),
                    Not(HasSubstr("journald"))));
}

TEST_F(PluginsVerb, AnUnknownNameHasANearestOne) {
  const Said said = Run("shoutin");
  EXPECT_EQ(said.status, 4);
  EXPECT_THAT(said.text, HasSubstr("no plugin 'shoutin', did you mean 'shouting'?"));
}

TEST_F(PluginsVerb, AnAnalyzerIsTriedOnAFile) {
  const auto file = folder_.Write("story.txt", "Summit\n\nIt was a GREAT BIG SUCCESS, they said.");
  const Said said = Run("shouting --try " + file.string());
  EXPECT_EQ(said.status, 1) << "it found something";
  EXPECT_THAT(said.text, AllOf(HasSubstr("GREAT BIG SUCCESS"), HasSubstr("CW-XSHOUTING-001")));
}

TEST_F(PluginsVerb, ASourceIsTriedOnAFileAndSaysWhatWasDropped) {
  const auto file = folder_.Write("table.csv", "title,link\nOne,/1\nTwo,\n");
  const Said said = Run("csv --try " + file.string() + " --url https://gazette.example/table.csv");
  EXPECT_EQ(said.status, 0);
  EXPECT_THAT(said.text, AllOf(HasSubstr("\"link\":\"https://gazette.example/1\""),
                               HasSubstr("1 dropped; the last one: an entry without an address")));
}

// The first program of the guide, as somebody copies it from there.
TEST_F(PluginsVerb, TheProgramOfTheGuideWorksAsItStandsThere) {
  constexpr std::string_view kFence = "```python\n";
  const std::string guide = ReadAll(ProjectTop() / "docs" / "plugins.md");
  const std::size_t start = guide.find(kFence) + kFence.size();
  const auto program =
      folder_.Write("shouting.py", guide.substr(start, guide.find("```", start) - start));
  std::filesystem::permissions(program, std::filesystem::perms(0755));
  folder_.Write("claimwatch.toml",
                "[[plugin]]\nname = \"shouting\"\nstage = \"analyzer\"\ncommand = "
                "[\"" +
                    program.string() + "\"]\n");
  const auto file = folder_.Write("story.txt", "Summit\n\nIt was a GREAT BIG SUCCESS, they said.");
  EXPECT_THAT(Run("shouting --try " + file.string()).text, HasSubstr("CW-XSHOUTING-001"));
}

TEST(PluginsManual, HasTheTable) {
  EXPECT_THAT(ReadAll(ProjectTop() / "docs" / "claimwatch-plugins.7"), HasSubstr(PluginsRoff()))
      << "put the output of `claimwatch plugins --roff` into docs/claimwatch-plugins.7";
}

// What the guide shows is what is tested.
TEST(PluginsGuide, NamesTheExamplesAndTheInterface) {
  const std::string guide = ReadAll(ProjectTop() / "docs" / "plugins.md");
  for (const char* name : {"tests/plugin/house_style.cpp", "tests/plugin/ledger_sink.c",
                           "tests/plugin/csv_source.py", "claimwatch_plugin_v1", "body_base64"}) {
    EXPECT_THAT(guide, HasSubstr(name));
  }
}

}  // namespace
}  // namespace claimwatch::testing
