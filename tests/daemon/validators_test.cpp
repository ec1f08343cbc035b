#include "daemon/validators.h"

#include <gmock/gmock.h>

namespace claimwatch {
namespace {

using std::chrono::hours;

const Time kNow = *ParseTime("2025-06-19T04:00:00Z");

Page Answer(Headers headers, std::string_view url = "http://a.example/feed") {
  Page page;
  page.headers = std::move(headers);
  page.url = Url::Parse(url).Take();
  page.fetched = kNow;
  return page;
}

Validators Kept() {
  return GivenBy(Answer({{"etag", "\"1\""}, {"last-modified", "yesterday"}}));
}

TEST(Validators, AreTakenAsTheyAreAndNothingIsInvented) {
  const Validators given =
      GivenBy(Answer({{"etag", "W/\"x-gzip\""}, {"date", "Thu, 19 Jun 2025 04:00:00 GMT"}}));
  EXPECT_EQ(given.etag, "W/\"x-gzip\"");
  EXPECT_EQ(given.last_modified, "");
  EXPECT_EQ(given.url, "http://a.example/feed");
}

TEST(Validators, AWholeAnswerReplacesTheSetAndDropsWhatIsMissing) {
  const Validators after = AfterAnswer(Kept(), 200, GivenBy(Answer({{"last-modified", "today"}})));
  EXPECT_EQ(after.etag, "");
  EXPECT_EQ(after.last_modified, "today");
}

TEST(Validators, A304UpdatesOnlyWhatItNames) {
  const Validators after = AfterAnswer(Kept(), 304, GivenBy(Answer({{"etag", "\"2\""}})));
  EXPECT_EQ(after.etag, "\"2\"");
  EXPECT_EQ(after.last_modified, "yesterday");
}

TEST(Validators, A304OfAnotherAddressChangesNothing) {
  const Validators after =
      AfterAnswer(Kept(), 304, GivenBy(Answer({{"etag", "\"2\""}}, "http://other.example/feed")));
  EXPECT_EQ(after, Kept());
}

TEST(Validators, ADeltaReplacesTheSetButIsNoWholeBody) {
  Page delta = Answer({{"etag", "\"2\""}});
  delta.fetched = kNow + hours(5);
  const Validators after = AfterAnswer(Kept(), 226, GivenBy(delta));
  EXPECT_EQ(after.etag, "\"2\"");
  EXPECT_EQ(after.full_since, kNow);
}

TEST(Validators, ErrorsChangeNothing) {
  for (const int status : {0, 206, 301, 404, 410, 429, 500, 503}) {
    EXPECT_EQ(AfterAnswer(Kept(), status, GivenBy(Answer({{"etag", "\"9\""}}))), Kept()) << status;
  }
}

TEST(Validators, LongOnesAndThoseWithControlsAreDropped) {
  EXPECT_TRUE(GivenBy(Answer({{"etag", std::string(1025, 'e')}})).empty());
  EXPECT_TRUE(GivenBy(Answer({{"etag",
                               "a\x0b"
                               "b"}}))
                  .empty());
  EXPECT_TRUE(GivenBy(Answer({{"last-modified", "a\x7f"}})).empty());
  EXPECT_FALSE(GivenBy(Answer({{"etag", std::string(1024, 'e')}})).empty());
}

TEST(Validators, AreNotSentWhenTheLastWholeBodyIsTooOld) {
  EXPECT_FALSE(ToSend(Kept(), kNow + hours(24), hours(24)).empty());
  EXPECT_TRUE(ToSend(Kept(), kNow + hours(24) + Duration(1), hours(24)).empty());
}

TEST(Validators, AnyBytesSurviveTheWayThroughJson) {
  std::string etag = "\"";
  for (int byte = 0x80; byte <= 0xFF; ++byte) {
    etag += static_cast<char>(byte);
  }
  const Validators kept = GivenBy(Answer({{"etag", etag}, {"last-modified", "\xC3\xA9"}}));
  const std::string text = ValidatorsJson(kept).Dump();
  EXPECT_EQ(ValidatorsFromJson(Json::Parse(text).Take()), kept);
  EXPECT_TRUE(ValidatorsFromJson(ValidatorsJson({})).empty());
}

}  // namespace
}  // namespace claimwatch
