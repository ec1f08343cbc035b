#include "daemon/proposals.h"

#include <gmock/gmock.h>

#include "daemon/pins.h"
#include "daemon/topics.h"
#include "plugins/compare/index.h"
#include "tests/alert/samples.h"
#include "tests/support/schema.h"

namespace claimwatch::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class ProposalsTest : public ::testing::Test {
 protected:
  ProposalsTest() { topic_.config.id = "summit"; }

  std::vector<Proposal> Make(std::vector<Finding> findings) {
    ProposalContext context;
    context.config = &config_;
    context.topic = &topic_;
    context.baseline = &baseline_;
    context.version = &version_;
    context.now = Noon();
    std::vector<Proposal> proposals = MakeProposals(std::move(findings), context);
    for (const Proposal& one : proposals) {
      ExpectConforming(one);
    }
    return proposals;
  }

  static void ExpectConforming(const Proposal& proposal) {
    if (proposal.alert) {
      Alert alert = *proposal.alert;
      StampAlert(alert, 1, "sha256:" + std::string(64, '0'));
      EXPECT_EQ(AlertComplaints(alert.record), "");
    }
  }

  Proposal One(Finding finding = ChangedTrainings()) { return Make({std::move(finding)}).at(0); }

  Config config_;
  Topic topic_;
  Baseline baseline_ = SummitBaseline();
  Version version_ = SummitVersion();
};

TEST_F(ProposalsTest, AFindingProposesAnAlertUnderItsFingerprint) {
  const Proposal proposal = One();
  ASSERT_TRUE(proposal.alert.has_value());
  EXPECT_EQ(proposal.fingerprint, Fingerprint("summit", ChangedTrainings().key));
  EXPECT_EQ(proposal.alert->fingerprint, proposal.fingerprint);
  EXPECT_EQ(proposal.baseline, "xinhua-20250619");
}

TEST_F(ProposalsTest, TheRecordShowsTheChangedWords) {
  const Proposal proposal = One();
  EXPECT_THAT(proposal.alert->record.At("claimwatch.evidence.word_diff").Items(), Not(IsEmpty()));
}

TEST_F(ProposalsTest, SilentFindingsAreRecordedWithoutAnAlert) {
  Finding finding = ChangedTrainings();
  finding.type = FindingType::kRepeated;
  EXPECT_FALSE(One(finding).alert.has_value());
}

TEST_F(ProposalsTest, ADisabledRuleSaysNothing) {
  config_.rules.disable = {"CW-FIG-001"};
  EXPECT_THAT(Make({ChangedTrainings()}), IsEmpty());
}

TEST_F(ProposalsTest, TheUserSetsTheSeverityOfARule) {
  config_.rules.severity = {{"CW-FIG-001", Severity::kLow}};
  EXPECT_EQ(One().alert->severity, Severity::kLow);
}

TEST_F(ProposalsTest, ASuppressionKeepsTheFindingAndDropsTheAlertUntilItEnds) {
  config_.suppressions = {
      {"CW-FIG-001", "example-en", Noon() + std::chrono::hours(1), "house style"}};
  EXPECT_FALSE(One().MayAlert());
  EXPECT_EQ(One().suppressed, "house style");
  config_.suppressions[0].until = Noon();
  EXPECT_TRUE(One().MayAlert());
}

TEST_F(ProposalsTest, ASuppressionOfAnotherSourceDoesNotReachHere) {
  config_.suppressions = {{"CW-FIG-001", "other", std::nullopt, "house style"}};
  EXPECT_TRUE(One().MayAlert());
}

TEST_F(ProposalsTest, APinnedFigureAlertsWithTheUsersSeverity) {
  topic_.config.expects = {{"training opportunities", 3000, 0, Severity::kMedium}};
  EXPECT_EQ(One().alert->severity, Severity::kMedium);
}

Finding OfTheDead(std::string before, std::string after) {
  Finding finding = ChangedTrainings();
  for (auto* excerpt : {&finding.sentence, &finding.other}) {
    std::string& text = excerpt == &finding.other ? before : after;
    Figure& figure = excerpt == &finding.other ? *finding.other_figure : *finding.figure;
    const std::size_t at = text.find_first_of("0123456789");
    figure.text = text.substr(at, 2);
    figure.span = {at, at + 2};
    figure.value = std::stoi(figure.text);
    figure.counted = "человек";
    excerpt->span = {0, text.size()};
    excerpt->text = std::move(text);
  }
  return finding;
}

TEST_F(ProposalsTest, APinsWordIsLookedForInAnyFormInTheClauseOfTheFigure) {
  topic_.config.expects = {{"погибших", 12, 0, Severity::kMedium}};
  const std::string before = "На шахте погибли 12 человек, ещё тридцать ранены.";
  EXPECT_EQ(One(OfTheDead(before, "Погибли 15 человек.")).alert->severity, Severity::kMedium);
  topic_.config.expects[0].figure = "раненых";
  EXPECT_EQ(One(OfTheDead(before, "Погибли 15 человек.")).alert->severity, Severity::kCritical);
}

TEST_F(ProposalsTest, APinThatNoBaselineMeetsIsNamed) {
  Article article;
  article.language = "ru";
  article.paragraphs = {"На шахте погибли 12 человек, ещё 30 ранены."};
  topic_.baselines.push_back(MakeBaseline("mine", "summit", article));
  topic_.config.expects = {{"погибших", 12, 0, Severity::kHigh},
                           {"раненых", 30, 0, Severity::kHigh}};
  EXPECT_THAT(IdlePins(topic_.config, topic_.baselines), IsEmpty());
  topic_.config.expects.push_back({"пропавших", 12, 0, Severity::kHigh});
  EXPECT_THAT(IdlePins(topic_.config, topic_.baselines), ElementsAre(HasSubstr("'пропавших'")));
}

TEST_F(ProposalsTest, WithinAPinsToleranceNothingAlerts) {
  topic_.config.expects = {{"training opportunities", 3000, 50, Severity::kCritical}};
  Finding finding = ChangedTrainings();
  finding.figure->value = 3040;
  EXPECT_FALSE(One(finding).alert.has_value());
  finding.figure->value = 3100;
  EXPECT_TRUE(One(finding).alert.has_value());
}

TEST_F(ProposalsTest, ARemovalIsOneOccasionPerDisappearance) {
  Version version = SummitVersion();
  version.last_seen = Noon();
  const std::string first = RemovedFinding(version, 3).key;
  EXPECT_EQ(first, RemovedFinding(version, 3).key);
  version.last_seen = Noon() + std::chrono::hours(5);
  EXPECT_NE(first, RemovedFinding(version, 3).key);
  EXPECT_THAT(Make({RemovedFinding(version, 3)}), SizeIs(1));
  version.number = 1;
  EXPECT_EQ(RemovedFinding(version, 2).reason,
            "the address answered 'gone' 2 times, after 1 version");
}

TEST_F(ProposalsTest, TheDaemonsOwnFindingsMakeConformingRecords) {
  EXPECT_THAT(Make({RevertedFinding(SummitVersion(1), SummitVersion(2)),
                    DegradedFinding("example-en", "pages", "410 Gone", Severity::kMedium, Noon())}),
              SizeIs(2));
}

}  // namespace
}  // namespace claimwatch::testing
