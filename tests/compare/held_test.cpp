// Articles held against baselines of their own: tests/cases/held. `expect` has the types of the
// alerts, one a line in text order, or "quiet", or "another event" when the gate lets none through.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plugins/compare/relevance.h"
#include "plugins/read/reading.h"
#include "tests/compare/desk.h"

namespace claimwatch::testing {
namespace {

class HeldAgainst : public ::testing::TestWithParam<Case> {};

std::string AlertsOf(const Case& one) {
  const Baseline baseline = MakeBaseline("held", "topic", ArticleFromText(one.Section("baseline")));
  const Article article = ArticleFromText(one.Section("article"));
  const Reading reading = ReadArticle(article);
  const Relevance relevance = JudgeRelevance(baseline, article, reading, {});
  if (!IsCompared(relevance.state)) {
    return "another event";
  }
  Comparison comparison;
  comparison.baseline = &baseline;
  comparison.article = &article;
  comparison.reading = &reading;
  std::string types;
  for (const Finding& finding : Alerts(CompareArticles(comparison))) {
    types += (types.empty() ? "" : "\n") + std::string(FindingTypeName(finding.type));
  }
  return types.empty() ? "quiet" : types;
}

TEST_P(HeldAgainst, AlertsAsTheCaseSays) {
  EXPECT_EQ(AlertsOf(GetParam()), GetParam().Section("expect"));
}

INSTANTIATE_TEST_SUITE_P(Cases, HeldAgainst, ::testing::ValuesIn(LoadCases("held")));

}  // namespace
}  // namespace claimwatch::testing
