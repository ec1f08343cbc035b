#include "plugins/alert/record.h"

#include <gmock/gmock.h>

#include "tests/alert/samples.h"
#include "tests/support/schema.h"

namespace claimwatch::testing {
namespace {

using ::testing::HasSubstr;

// The record of one finding, stamped as the store does it.
class AlertRecord : public ::testing::Test {
 protected:
  Alert Make() {
    facts_.topic = "summit";
    facts_.version = &version_;
    facts_.fingerprint = fingerprint_;
    facts_.now = Noon();
    facts_.host = "desk1";
    Alert alert = MakeAlert(finding_, facts_);
    StampAlert(alert, 17, "sha256:" + std::string(64, '0'));
    EXPECT_EQ(AlertComplaints(alert.record), "");
    return alert;
  }

  void AgainstPrevious() {
    version_ = SummitVersion(2);
    facts_.previous = &previous_;
    finding_.against = Against::kPrevious;
  }

  Finding finding_ = ChangedTrainings();
  Version version_ = SummitVersion();
  Version previous_ = SummitVersion(1);
  Baseline baseline_ = SummitBaseline();
  std::string fingerprint_ = Fingerprint("summit", finding_.key);
  AlertFacts facts_;
};

TEST_F(AlertRecord, OfABaselineFindingConformsAndNamesBothSpans) {
  facts_.baseline = &baseline_;
  const Json record = Make().record;
  EXPECT_EQ(record.At("event.action").AsString(), "changed_figure");
  EXPECT_EQ(record.At("event.severity").AsInt(), 1);
  EXPECT_EQ(record.At("event.sequence").AsInt(), 17);
  EXPECT_EQ(record.At("url.domain").AsString(), "news.example.org");
  EXPECT_EQ(record.At("url.registered_domain").AsString(), "example.org");
  EXPECT_EQ(record.At("claimwatch.baseline.id").AsString(), "xinhua-20250619");
  EXPECT_EQ(record.At("claimwatch.evidence.sentence.start").AsInt(), 10);
  EXPECT_EQ(record.At("claimwatch.evidence.baseline_sentence.end").AsInt(), 148);
  EXPECT_THAT(record.At("message").AsString(), HasSubstr("3,000 -> 30,000 training opportunities"));
  EXPECT_EQ(record.At("claimwatch.disclosure.status").AsString(), "not_applicable");
}

TEST_F(AlertRecord, TwoNewFiguresOfOneSentenceAreToldApart) {
  finding_.type = FindingType::kNewFigure;
  finding_.other_figure.reset();
  finding_.sentence.text = "Trade reached 94.8 billion dollars, 5.4 billion more.";
  finding_.figure->text = "5.4 billion";
  EXPECT_THAT(Make().record.At("message").AsString(),
              HasSubstr("new_figure: 5.4 billion in: Trade reached 94.8 billion"));
}

TEST_F(AlertRecord, GivesTheDifferenceOfTwoFigures) {
  facts_.baseline = &baseline_;
  const Json delta = Make().record.At("claimwatch.delta");
  EXPECT_EQ(delta["absolute"].AsInt(), 27000);
  EXPECT_EQ(delta["relative"].AsInt(), 9);
  EXPECT_EQ(delta["direction"].AsString(), "up");
}

TEST_F(AlertRecord, HasNoDifferenceForFiguresOfTwoUnits) {
  finding_.figure->unit = "USD";
  finding_.other_figure->unit = "CNY";
  EXPECT_FALSE(Make().record["claimwatch"].Has("delta"));
}

TEST_F(AlertRecord, OfAnEditComparesWithThePreviousVersion) {
  AgainstPrevious();
  const Json record = Make().record;
  EXPECT_EQ(record.At("claimwatch.baseline.id").AsString(), version_.article_id);
  EXPECT_EQ(record.At("claimwatch.baseline.version.number").AsInt(), 1);
  EXPECT_EQ(record.At("claimwatch.article.version.previous").AsInt(), 1);
  EXPECT_EQ(record.At("labels.against").AsString(), "previous");
  EXPECT_EQ(record.At("claimwatch.disclosure.status").AsString(), "undisclosed");
}

TEST_F(AlertRecord, CarriesTheWordsThatChanged) {
  facts_.words = {{'=', "training opportunities"}, {'-', "3,000"}, {'+', "30,000"}};
  const Json record = Make().record;
  const Json::Array& words = record.At("claimwatch.evidence.word_diff").Items();
  ASSERT_EQ(words.size(), 3U);
  EXPECT_EQ(words[1].Dump(), R"(["-","3,000"])");
}

TEST_F(AlertRecord, OfAnOmissionHasOnlyTheOtherSentence) {
  finding_.type = FindingType::kOmittedClaim;
  finding_.sentence = {};
  finding_.figure.reset();
  finding_.other_figure.reset();
  const Json record = Make().record;
  EXPECT_FALSE(record.At("claimwatch.evidence").Has("sentence"));
  EXPECT_TRUE(record.At("claimwatch.evidence").Has("baseline_sentence"));
  EXPECT_EQ(record.At("event.type").Dump(), R"(["deletion"])");
}

TEST_F(AlertRecord, OfEveryTypeThatAlertsConforms) {
  for (const std::string& name : FindingTypeNames()) {
    finding_.type = *FindingTypeFromName(name);
    if (!IsSilent(finding_.type)) {
      EXPECT_EQ(Make().record.At("event.action").AsString(), name);
    }
  }
}

TEST_F(AlertRecord, SurvivesAnArticleAboutWhichNextToNothingIsKnown) {
  version_.article = Article();
  version_.article.url = "https://news.example.org/x";
  version_.raw_hash.clear();
  version_.text_hash.clear();
  const Json record = Make().record;
  EXPECT_EQ(record.At("claimwatch.article.inLanguage").AsString(), "und");
}

TEST_F(AlertRecord, EscapesControlCharactersInItsMessage) {
  finding_.figure.reset();
  finding_.sentence.text = "evil \x1b[31m text\nwith a second line";
  const std::string message(Make().record["message"].AsString());
  EXPECT_EQ(message.find('\x1b'), std::string::npos);
  EXPECT_EQ(message.find('\n'), std::string::npos);
}

TEST_F(AlertRecord, DumpsToTheSameBytesEachTime) {
  EXPECT_EQ(Make().record.Dump(), Make().record.Dump());
}

TEST_F(AlertRecord, ReadsBackAsTheSameAlert) {
  const Alert made = Make();
  const Result<Alert> read = AlertFromRecord(*Json::Parse(made.record.Dump()));
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read->id, made.id);
  EXPECT_EQ(read->article_id, made.article_id);
  EXPECT_EQ(read->version, made.version);
  EXPECT_EQ(read->fingerprint, made.fingerprint);
  EXPECT_EQ(read->source, made.source);
}

TEST(AlertId, IsTheSameForTheSameFindingAndDiffersByEachPart) {
  const Version version = SummitVersion();
  const Finding finding = ChangedTrainings();
  const std::string id = AlertId(finding, {"t", "base"}, version);
  EXPECT_EQ(id.size(), 32U);
  EXPECT_EQ(id, AlertId(finding, {"t", "base"}, version));
  EXPECT_NE(id, AlertId(finding, {"t", "other"}, version));
  EXPECT_NE(id, AlertId(finding, {"u", "base"}, version)) << "two topics may share a document";
  EXPECT_NE(id, AlertId(finding, {"t", "base"}, SummitVersion(2)));
  Finding other_type = finding;
  other_type.type = FindingType::kContradicts;
  EXPECT_NE(id, AlertId(other_type, {"t", "base"}, version));
  Finding other_figure = finding;
  other_figure.figure->span.start = 0;
  EXPECT_NE(id, AlertId(other_figure, {"t", "base"}, version));
}

TEST(Fingerprint, IsTheClaimWithinItsTopicWhoeverPrintsIt) {
  EXPECT_EQ(Fingerprint("summit", "figure/x"), Fingerprint("summit", "figure/x"));
  EXPECT_NE(Fingerprint("summit", "figure/x"), Fingerprint("other", "figure/x"));
  EXPECT_NE(Fingerprint("a", "bc"), Fingerprint("ab", "c"));
}

TEST(EditDisclosure, IsJudgedByNoteOrLaterModificationTime) {
  const Version before = SummitVersion(1);
  Version after = SummitVersion(2);
  EXPECT_EQ(JudgeDisclosure(nullptr, after), Disclosure::kNotApplicable);
  EXPECT_EQ(JudgeDisclosure(&before, after), Disclosure::kUndisclosed);
  after.article.modified = Noon();
  EXPECT_EQ(JudgeDisclosure(&before, after), Disclosure::kDisclosed);
  after.article.modified.reset();
  after.article.correction_note = "Correction: the figure was 3,000.";
  EXPECT_EQ(JudgeDisclosure(&before, after), Disclosure::kDisclosed);
}

TEST(EditDisclosure, AnOldNoteAdmitsNothingNew) {
  Version before = SummitVersion(1);
  Version after = SummitVersion(2);
  before.article.correction_note = after.article.correction_note = "Correction of Monday.";
  EXPECT_EQ(JudgeDisclosure(&before, after), Disclosure::kUndisclosed);
}

}  // namespace
}  // namespace claimwatch::testing
