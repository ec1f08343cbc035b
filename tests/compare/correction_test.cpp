#include "plugins/compare/correction.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plugins/compare/revision.h"
#include "plugins/read/reading.h"
#include "tests/compare/desk.h"

namespace claimwatch {
namespace {

const char kBefore[] =
    "China will hand out grants of 15 billion yuan this year.\n\nThe railway opens in "
    "2028.\n\nTalks "
    "went on for hours.";
const char kAfter[] =
    "China will hand out grants of 1.5 billion yuan this year.\n\nThe railway opens in "
    "2030.\n\nTalks went on for hours.";

std::vector<Finding> Edits(const std::string& after, const std::string& note = "") {
  return Revise(ReadArticle(ArticleFromText(kBefore)), ReadArticle(ArticleFromText(after)), note);
}

// Whether the edit of the sentence with `words` is admitted.
bool Disclosed(const std::vector<Finding>& edits, std::string_view words) {
  const auto edit = std::find_if(edits.begin(), edits.end(), [words](const Finding& finding) {
    return finding.sentence.text.find(words) != std::string::npos;
  });
  EXPECT_NE(edit, edits.end()) << words;
  return edit != edits.end() && IsDisclosed(*edit);
}

TEST(Correction, ANoteAdmitsTheEditWhoseValueItPrints) {
  const std::vector<Finding> edits =
      Edits(std::string(kAfter) +
            "\n\nCorrection: an earlier version of this article gave 15 billion yuan.");
  EXPECT_TRUE(Disclosed(edits, "grants"));
  EXPECT_FALSE(Disclosed(edits, "railway"));
}

TEST(Correction, ANoteAdmitsTheEditWhoseSubjectItNames) {
  const std::vector<Finding> edits =
      Edits(kAfter, "Correction: the year in which the railway opens was wrong.");
  EXPECT_TRUE(Disclosed(edits, "railway"));
  EXPECT_FALSE(Disclosed(edits, "grants"));
}

TEST(Correction, ANoteThatNamesNothingAdmitsAll) {
  const std::vector<Finding> edits = Edits(kAfter, "This article has been corrected.");
  EXPECT_TRUE(Disclosed(edits, "grants"));
  EXPECT_TRUE(Disclosed(edits, "railway"));
}

TEST(Correction, WithoutANoteAnEditIsUndisclosed) {
  EXPECT_FALSE(Disclosed(Edits(kAfter), "grants"));
}

TEST(Correction, TheNoteItselfIsShownAndNoNews) {
  const std::string note =
      "Correction: an earlier version of this article gave 15 billion yuan for the grants.";
  const std::vector<Finding> edits = Edits(std::string(kAfter) + "\n\n" + note);
  for (const Finding& edit : edits) {
    EXPECT_EQ(edit.sentence.text.find("Correction"), std::string::npos);
  }
  EXPECT_THAT(edits.front().signals, ::testing::Contains("note=" + note));
}

TEST(Correction, WhatFollowsInTheNotesParagraphBelongsToIt) {
  const std::vector<Finding> edits = Edits(
      std::string(kAfter) +
      "\n\n(Correction: an earlier version of this article was wrong. The grants are 1.5 billion "
      "yuan, not 15 billion yuan.)");
  EXPECT_EQ(edits.size(), 2U);
  EXPECT_TRUE(Disclosed(edits, "grants"));
}

TEST(Correction, ANoteClaimsNothingAgainstTheBaseline) {
  const Baseline baseline = testing::ShippedBaseline();
  const std::vector<Finding> findings = testing::CompareText(
      baseline,
      "The six heads of state signed a treaty of eternal friendship in Astana.\n"
      "Correction: an earlier version of this article said that China would provide 30,000 "
      "training opportunities to Central Asian countries.",
      "en");
  for (const Finding& finding : findings) {
    EXPECT_EQ(finding.sentence.text.find("Correction"), std::string::npos) << finding.reason;
  }
}

TEST(Correction, RussianNotesAreRead) {
  const std::vector<Finding> edits = Revise(
      ReadArticle(ArticleFromText("Китай выделит гранты на 15 млрд юаней.\n\nПереговоры шли час.")),
      ReadArticle(ArticleFromText("Китай выделит гранты на 1,5 млрд юаней.\n\nПереговоры шли час."
                                  "\n\nВ предыдущей версии текста сумма была указана неверно: 15 "
                                  "млрд юаней.")));
  EXPECT_TRUE(Disclosed(edits, "гранты"));
}

TEST(Correction, ChineseNotesAreRead) {
  const std::vector<Finding> edits = Revise(
      ReadArticle(ArticleFromText("中国今年将提供150亿元人民币无偿援助。\n\n会谈持续了数小时。")),
      ReadArticle(ArticleFromText("中国今年将提供15亿元人民币无偿援助。\n\n会谈持续了数小时。\n\n"
                                  "更正：此前版本将援助金额误写为150亿元人民币。")));
  EXPECT_TRUE(Disclosed(edits, "援助"));
}

}  // namespace
}  // namespace claimwatch
