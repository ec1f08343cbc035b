#include "plugins/compare/revision.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plugins/compare/analyzers.h"
#include "plugins/compare/rules.h"
#include "plugins/read/reading.h"
#include "tests/support/case_file.h"

namespace claimwatch {
namespace {

using testing::Case;

std::vector<Finding> Revised(const std::string& before, const std::string& after) {
  return Revise(ReadArticle(ArticleFromText(before)), ReadArticle(ArticleFromText(after)));
}

std::string AlertTypes(const std::vector<Finding>& findings) {
  std::vector<std::string> types;
  for (const Finding& finding : findings) {
    if (!IsSilent(finding.type)) {
      types.emplace_back(FindingTypeName(finding.type));
    }
  }
  std::sort(types.begin(), types.end());
  types.erase(std::unique(types.begin(), types.end()), types.end());
  return types.empty() ? "quiet" : Join(types, " ");
}

class Ladder : public ::testing::TestWithParam<Case> {};

TEST_P(Ladder, NamesTheHighestRungThatChanged) {
  const Case& pair = GetParam();
  const std::vector<Finding> findings = Revised(pair.Section("before"), pair.Section("after"));
  EXPECT_EQ(AlertTypes(findings), pair.Section("expect"));
}

INSTANTIATE_TEST_SUITE_P(Cases, Ladder, ::testing::ValuesIn(testing::LoadCases("revision")));

TEST(Revision, EqualTextsGiveNoFinding) {
  EXPECT_TRUE(
      Revised("The treaty was signed. All left.", "The treaty was signed. All left.").empty());
}

TEST(Revision, EachFindingNamesItsRuleAndBothSentences) {
  const std::vector<Finding> findings = Revised("Three centres were opened in Astana. All left.",
                                                "Four centres were opened in Astana. All left.");
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_NE(FindRule(findings[0].rule), nullptr);
  EXPECT_EQ(findings[0].sentence.text, "Four centres were opened in Astana.");
  EXPECT_EQ(findings[0].other.text, "Three centres were opened in Astana.");
  EXPECT_EQ(findings[0].figure->value, Decimal(4));
  EXPECT_EQ(findings[0].other_figure->value, Decimal(3));
}

TEST(Revision, ACorrectionNoteDisclosesTheEditItAdmits) {
  const std::vector<Finding> findings =
      Revised("The grants come to 15 billion yuan. They are for clinics.",
              "The grants come to 1.5 billion yuan. They are for clinics.\n"
              "Correction: an earlier version of this report overstated the grants tenfold.");
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_THAT(findings[0].signals, ::testing::Contains("disclosed=yes"));
}

TEST(Revision, SpansPointIntoThePrintedText) {
  const std::string after = "Queues are long. The centre has a budget of 500 million yuan.";
  const std::vector<Finding> findings =
      Revised("Queues are long. The centre has a budget of 400 million yuan.", after);
  ASSERT_EQ(findings.size(), 1U);
  const Span sentence = findings[0].sentence.span;
  EXPECT_EQ(after.substr(sentence.start, sentence.size()), findings[0].sentence.text);
  EXPECT_EQ(after.substr(findings[0].figure->span.start, findings[0].figure->span.size()),
            findings[0].figure->text);
}

TEST(Versions, AnUnrelatedTextIsNoVersion) {
  EXPECT_FALSE(AreVersions(ReadArticle(ArticleFromText("The treaty was signed. All left.")),
                           ReadArticle(ArticleFromText("Rain is expected. Roads are closed."))));
  EXPECT_TRUE(AreVersions(ReadArticle(ArticleFromText("The treaty was signed. All left.")),
                          ReadArticle(ArticleFromText("The treaty was not signed. All left."))));
}

TEST(Versions, AReportOfItsOwnOnTheSameEventsIsNone) {
  const Reading baseline = ReadArticle(ArticleFromText(
      "The council of Harwick decided on Monday to sell the port to Nordhavn. The Danish company "
      "will pay 40 million dollars. The port employs 2,500 workers. Union leaders want to meet the "
      "mayor. The sale ends in June 2026. The mayor praised the offer."));
  const Reading report = ReadArticle(ArticleFromText(
      "The council of Harwick decided on Monday to sell the town's port to Nordhavn. The Danish "
      "company will pay 40 million dollars to the town. The port employs 2,500 workers. Fishermen "
      "were surprised. Rain fell all day. A new pier was opened in May."));
  EXPECT_FALSE(AreVersions(baseline, report));
}

TEST(Versions, ATextThatGrewByAsMuchAsItHadIsOne) {
  EXPECT_TRUE(
      AreVersions(ReadArticle(ArticleFromText("The talks began. Guests came.")),
                  ReadArticle(ArticleFromText("The talks began. Guests came. The treaty was "
                                              "signed at noon. All left in the evening."))));
}

TEST(Rules, HaveUniqueIdsAndTheTypeTheyGive) {
  std::vector<std::string_view> ids;
  for (const Rule& rule : AllRules()) {
    ids.push_back(rule.id);
    EXPECT_FALSE(rule.help.empty()) << rule.id;
  }
  std::sort(ids.begin(), ids.end());
  EXPECT_EQ(std::unique(ids.begin(), ids.end()), ids.end());
  EXPECT_EQ(FindRule("CW-NO-SUCH"), nullptr);
}

}  // namespace
}  // namespace claimwatch
