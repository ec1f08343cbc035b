// The check that every alert record of every test goes through must itself be able to fail.
#include "tests/support/schema.h"

#include <gmock/gmock.h>

#include "tests/alert/samples.h"

namespace claimwatch::testing {
namespace {

using ::testing::HasSubstr;

TEST(AlertSchema, AcceptsAStampedAlert) {
  EXPECT_EQ(AlertComplaints(StampedAlert(1).record), "");
}

TEST(AlertSchema, MissesNoMissingMember) {
  Json record = StampedAlert(1).record;
  record.Edit("rule") = Json::Of({{"id", "CW-FIG-001"}});
  EXPECT_THAT(AlertComplaints(record), HasSubstr("rule: 'name' is missing"));
}

TEST(AlertSchema, MissesNoUnknownMember) {
  Json record = StampedAlert(1).record;
  record.Set("extra", 1);
  EXPECT_THAT(AlertComplaints(record), HasSubstr("unknown member 'extra'"));
}

TEST(AlertSchema, MissesNoWrongTypeRangeOrPattern) {
  Json record = StampedAlert(1).record;
  record.Edit("event").Set("severity", 7).Set("sequence", "one");
  record.Edit("rule").Set("id", "FIG-1");
  record.Set("@timestamp", "yesterday");
  const std::string complaints = AlertComplaints(record);
  EXPECT_THAT(complaints, HasSubstr("event.severity: 7 breaks maximum 4"));
  EXPECT_THAT(complaints, HasSubstr("event.sequence: \"one\" breaks type"));
  EXPECT_THAT(complaints, HasSubstr("rule.id: \"FIG-1\" breaks pattern"));
  EXPECT_THAT(complaints, HasSubstr("@timestamp: \"yesterday\" breaks pattern"));
}

TEST(AlertSchema, MissesNoSilentType) {
  Json record = StampedAlert(1).record;
  record.Edit("event").Set("action", "repeated");
  EXPECT_THAT(AlertComplaints(record), HasSubstr("event.action: \"repeated\" breaks enum"));
}

TEST(AlertSchema, LooksIntoArraysAndReferences) {
  Json record = StampedAlert(1).record;
  record.Edit("claimwatch")
      .Edit("evidence")
      .Set("word_diff", Json::Array{Json(Json::Array{"?", "x"})});
  record.Edit("claimwatch").Edit("finding").Set("fingerprint", "sha256:12");
  const std::string complaints = AlertComplaints(record);
  EXPECT_THAT(complaints, HasSubstr("claimwatch.evidence.word_diff[0][0]: \"?\" breaks enum"));
  EXPECT_THAT(complaints,
              HasSubstr("claimwatch.finding.fingerprint: \"sha256:12\" breaks pattern"));
}

TEST(AlertSchema, AKeywordItDoesNotKnowIsAComplaint) {
  EXPECT_THAT(SchemaComplaints(Json::Of({{"multipleOf", 2}}), Json(3)).at(0),
              HasSubstr("multipleOf"));
}

TEST(Pattern, ReadsTheFormsOfTheSchema) {
  const std::string time = R"(^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?Z$)";
  EXPECT_TRUE(MatchesPattern(time, "2025-06-20T12:00:00Z"));
  EXPECT_TRUE(MatchesPattern(time, "2025-06-20T12:00:00.123456Z"));
  EXPECT_FALSE(MatchesPattern(time, "2025-06-20T12:00:00.Z"));
  EXPECT_FALSE(MatchesPattern(time, "2025-06-20T12:00:00+02:00"));
  EXPECT_TRUE(MatchesPattern(R"(^CW-[A-Z]+-\d{3}$)", "CW-FIG-001"));
  EXPECT_FALSE(MatchesPattern(R"(^CW-[A-Z]+-\d{3}$)", "CW--001"));
}

}  // namespace
}  // namespace claimwatch::testing
