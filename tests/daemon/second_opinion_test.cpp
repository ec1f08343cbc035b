#include "daemon/second_opinion.h"

#include <gmock/gmock.h>

#include "core/clock.h"
#include "plugins/compare/severity.h"
#include "tests/support/fake_site.h"

namespace claimwatch::testing {
namespace {

using ::testing::Contains;
using ::testing::Not;
using ::testing::StartsWith;

constexpr const char* kPath = "/judge";

class SecondOpinionTest : public ::testing::Test {
 protected:
  SecondOpinionTest() { rules_.second_opinion = site_.Url(kPath); }

  void Answers(const std::string& body, int status = 200) {
    FakeAnswer answer;
    answer.body = body;
    answer.status = status;
    site_.Set(kPath, answer);
  }

  static Finding With(double confidence) {
    Finding finding;
    finding.type = FindingType::kNewClaim;
    finding.confidence = confidence;
    finding.sentence = {"Parliament will vote in autumn.", {0, 31}, 4};
    Grade(finding);
    return finding;
  }

  std::vector<Finding> Rerank(std::vector<Finding> findings) {
    return SecondOpinion(rules_, clock_).Rerank(std::move(findings));
  }

  FakeSite site_;
  RulesConfig rules_;
  SystemClock clock_;
};

TEST_F(SecondOpinionTest, MovesTheConfidenceOfAnUncertainFinding) {
  Answers(R"({"scores":[0.9]})");
  const std::vector<Finding> findings = Rerank({With(0.5)});
  EXPECT_DOUBLE_EQ(findings[0].confidence, 0.7);
  EXPECT_GT(findings[0].score, With(0.5).score);
  EXPECT_THAT(findings[0].signals, Contains("second_opinion=0.90"));
}

TEST_F(SecondOpinionTest, LeavesWhatIsCertainAlone) {
  Answers(R"({"scores":[0]})");
  const std::vector<Finding> findings = Rerank({With(0.95), With(0.1)});
  EXPECT_DOUBLE_EQ(findings[0].confidence, 0.95);
  EXPECT_DOUBLE_EQ(findings[1].confidence, 0.1);
  EXPECT_EQ(site_.Count(kPath), 0U);
}

TEST_F(SecondOpinionTest, NeitherMakesNorDropsAFinding) {
  Answers(R"({"scores":[0,1]})");
  EXPECT_EQ(Rerank({With(0.5), With(0.9), With(0.6)}).size(), 3U);
}

TEST_F(SecondOpinionTest, AWrongAnswerChangesNothing) {
  for (const char* answer : {"", "no", R"({"scores":[]})", R"({"scores":[2]})",
                             R"({"scores":["1"]})", R"({"scores":[0.1,0.2]})"}) {
    Answers(answer);
    const std::vector<Finding> findings = Rerank({With(0.5)});
    EXPECT_DOUBLE_EQ(findings[0].confidence, 0.5) << answer;
    EXPECT_THAT(findings[0].signals, Not(Contains(StartsWith("second_opinion")))) << answer;
  }
}

TEST_F(SecondOpinionTest, ARefusalAndARedirectChangeNothing) {
  Answers(R"({"scores":[0.9]})", 500);
  EXPECT_DOUBLE_EQ(Rerank({With(0.5)})[0].confidence, 0.5);
  site_.SetRedirect(kPath, 302, site_.Url("/elsewhere"));
  EXPECT_DOUBLE_EQ(Rerank({With(0.5)})[0].confidence, 0.5);
  EXPECT_EQ(site_.Count("/elsewhere"), 0U);
}

TEST_F(SecondOpinionTest, AnAnswerWithoutEndIsCutOff) {
  Answers("{\"scores\":[0.9" + std::string(100'000, ' ') + "]}");
  EXPECT_DOUBLE_EQ(Rerank({With(0.5)})[0].confidence, 0.5);
}

// However many baselines an article is compared with.
TEST_F(SecondOpinionTest, WhatFailedOnceIsNotAskedAgainAboutTheSameArticle) {
  Answers("no", 500);
  SecondOpinion article(rules_, clock_);
  article.Rerank({With(0.5)});
  article.Rerank({With(0.5)});
  EXPECT_EQ(site_.Count(kPath), 1U);
  Rerank({With(0.5)});
  EXPECT_EQ(site_.Count(kPath), 2U) << "another article is";
}

TEST_F(SecondOpinionTest, NobodyIsAskedUnlessConfigured) {
  const RulesConfig nobody;
  Answers(R"({"scores":[0.9]})");
  EXPECT_DOUBLE_EQ(SecondOpinion(nobody, clock_).Rerank({With(0.5)})[0].confidence, 0.5);
  EXPECT_EQ(site_.Count(kPath), 0U);
}

}  // namespace
}  // namespace claimwatch::testing
