// What a shell offers, asked of a real bash; of the scripts for zsh and fish, that they name every
#include "cli/completion.h"

#include <array>
#include <cstdio>
#include <fstream>
#include <memory>

#include <gmock/gmock.h>

#include "core/text.h"
#include "tests/support/temp_folder.h"

namespace claimwatch::testing {
namespace {

using ::testing::Contains;
using ::testing::Not;

// The words bash offers after `line` (the last word is the one being typed).
std::vector<std::string> BashOffers(const std::vector<std::string>& line) {
  const TempFolder folder;
  const std::filesystem::path script = folder.path() / "ask.sh";
  std::string words;
  for (const std::string& word : line) {
    words += " '" + word + "'";
  }
  std::ofstream(script) << BashCompletion(AllVerbs()) << "COMP_WORDS=(claimwatch" << words
                        << ")\nCOMP_CWORD=" << line.size()
                        << "\n_claimwatch\nprintf '%s\\n' \"${COMPREPLY[@]}\"\n";
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe(
      ::popen(("bash '" + script.string() + "'").c_str(), "r"), ::pclose);
  std::string out;
  std::array<char, 4096> part{};
  while (const std::size_t got = std::fread(part.data(), 1, part.size(), pipe.get())) {
    out.append(part.data(), got);
  }
  std::vector<std::string> offers;
  for (const std::string_view one : Split(out, '\n')) {
    offers.emplace_back(one);
  }
  return offers;
}

TEST(BashCompletion, OffersTheVerbsThatBeginSo) {
  const std::vector<std::string> offers = BashOffers({"al"});
  EXPECT_THAT(offers, Contains("alerts"));
  EXPECT_THAT(offers, Not(Contains("articles")));
}

TEST(BashCompletion, OffersTheWordsAndOptionsBelowAVerb) {
  EXPECT_THAT(BashOffers({"alerts", ""}), Contains("show"));
  EXPECT_THAT(BashOffers({"alerts", "list", "--min"}), Contains("--min-severity"));
  EXPECT_THAT(BashOffers({"alerts", "--json", "list", "--min"}), Contains("--min-severity"));
}

TEST(ShellCompletions, NameEveryVerb) {
  const std::vector<Verb> verbs = AllVerbs();
  const std::string bash = BashCompletion(verbs);
  const std::string zsh = ZshCompletion(verbs);
  const std::string fish = FishCompletion(verbs);
  for (const Verb& verb : verbs) {
    const std::string last(Split(verb.name, ' ').back());
    EXPECT_NE(bash.find("'" + verb.name + "') words="), std::string::npos) << verb.name;
    EXPECT_NE(zsh.find("'" + verb.name + "') choices="), std::string::npos) << verb.name;
    EXPECT_NE(fish.find("-a '" + last + "'"), std::string::npos) << verb.name;
  }
}

TEST(ShellCompletions, AnApostropheInAHelpTextBreaksNoQuote) {
  Verb verb;
  verb.name = "look";
  verb.summary = "what a publisher's page says";
  EXPECT_EQ(ZshCompletion({verb}).find("publisher's"), std::string::npos);
  EXPECT_EQ(FishCompletion({verb}).find("publisher's"), std::string::npos);
}

}  // namespace
}  // namespace claimwatch::testing
