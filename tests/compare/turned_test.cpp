#include "plugins/compare/turned.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "plugins/compare/coverage.h"
#include "plugins/read/reading.h"
#include "tests/compare/desk.h"

namespace claimwatch::testing {
namespace {

// "contradicts | The surplus will be …": the label and the sentence.
std::vector<std::pair<std::string, std::string>> Labelled(const Case& report) {
  std::vector<std::pair<std::string, std::string>> labelled;
  const std::string article = report.Section("article");
  for (const std::string_view line : Split(article, '\n')) {
    if (const std::size_t bar = line.find(" | "); bar != std::string_view::npos) {
      labelled.emplace_back(line.substr(0, bar), line.substr(bar + 3));
    }
  }
  return labelled;
}

Baseline BaselineOf(const Case& report) {
  Article article = ArticleFromText(report.Section("baseline"));
  article.language = report.Setting("lang", "en");
  return MakeBaseline("turned", "turned", article);
}

// What `compare` says of one sentence beside the first of the report, as a label.
std::string LabelOf(const Baseline& baseline, const std::string& first, const std::string& text,
                    const std::string& language) {
  const std::string report = first == text ? text : first + "\n\n" + text;
  Article article = ArticleFromText("-\n\n" + report);
  article.language = language;
  const Reading reading = ReadArticle(article);
  Comparison comparison;
  comparison.baseline = &baseline;
  comparison.article = &article;
  comparison.reading = &reading;
  std::string label = "quiet";
  for (const Finding& finding : CompareArticles(comparison)) {
    if (finding.sentence.text == text && !IsSilent(finding.type)) {
      return std::string(FindingTypeName(finding.type));
    }
    const bool doubt = finding.sentence.text == text && finding.rule == "CW-SIL-004";
    label = doubt ? "doubt" : label;
  }
  return label;
}

class TurnedWord : public ::testing::TestWithParam<Case> {};

TEST_P(TurnedWord, IsLookedAtBeforeASentenceIsCalledTheBaselines) {
  const Case& report = GetParam();
  const Baseline baseline = BaselineOf(report);
  const auto labelled = Labelled(report);
  for (const auto& [label, text] : labelled) {
    EXPECT_EQ(LabelOf(baseline, labelled.front().second, text, report.Setting("lang", "en")), label)
        << text;
  }
}

INSTANTIATE_TEST_SUITE_P(Cases, TurnedWord, ::testing::ValuesIn(LoadCases("turned")));

TEST(TurnedWord, IsNoRepetitionInTheCoverage) {
  const Baseline baseline =
      MakeBaseline("b", "b",
                   ArticleFromText("Vote\n\nThe mill will stay.\n\nThe police detained "
                                   "the pilot Hanna Brink on Monday.\n\nSnow fell."));
  const Article article = ArticleFromText(
      "Vote\n\nAt noon it rained.\n\nThe police may release the pilot Hanna Brink on Monday.");
  const Reading reading = ReadArticle(article);
  Comparison comparison;
  comparison.baseline = &baseline;
  comparison.article = &article;
  comparison.reading = &reading;
  const std::vector<Coverage> coverage = CoverageOf(baseline, CompareArticles(comparison));
  EXPECT_EQ(std::count(coverage.begin(), coverage.end(), Coverage::kRepeated), 0);
  EXPECT_EQ(std::count(coverage.begin(), coverage.end(), Coverage::kAltered), 1);
}

// What was detained may have been released days after; a deficit stays a deficit.
TEST(TurnedWord, OfALaterReportAccusesNobody) {
  Article old = ArticleFromText(
      "Aground\n\nThe police detained the pilot Hanna Brink.\n\nThe freighter ran aground.");
  old.published = Time{std::chrono::hours(24 * 20000)};
  Article now = ArticleFromText("Free\n\nThe police released the pilot Hanna Brink.");
  const Baseline baseline = MakeBaseline("b", "b", old);
  const Reading reading = ReadArticle(now);
  Comparison comparison;
  comparison.baseline = &baseline;
  comparison.article = &now;
  comparison.reading = &reading;
  const auto accused = [&comparison] {
    const std::vector<Finding> findings = CompareArticles(comparison);
    return std::any_of(findings.begin(), findings.end(), [](const Finding& finding) {
      return finding.type == FindingType::kContradicts;
    });
  };
  now.published = *old.published + std::chrono::hours(5);
  EXPECT_TRUE(accused());
  now.published = *old.published + std::chrono::hours(24 * 9);
  EXPECT_FALSE(accused());
}

}  // namespace
}  // namespace claimwatch::testing
