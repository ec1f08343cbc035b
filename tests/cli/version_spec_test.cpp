// "ARTICLE@V" finds the version a person means.
#include "cli/version_spec.h"

#include <gmock/gmock.h>

#include "tests/storage/samples.h"

namespace claimwatch::testing {
namespace {

constexpr const char* kUrl = "https://herald.example/a";

// Two versions, of minutes 0 and 60; last seen in minute 60.
class VersionSpecs : public ::testing::Test {
 protected:
  VersionSpecs() {
    Fetch(*store_, kUrl, "six documents", 0).value();
    Fetch(*store_, kUrl, "eight documents", 60).value();
  }

  // 0 when there is none.
  std::uint32_t Number(std::string_view version, int minute_now) const {
    const ArticleRecord article = store_->FindArticle(kUrl).value();
    const Result<Version> found = FindVersion(*store_, article, version, At(minute_now));
    return found.ok() ? found->number : 0;
  }

  std::unique_ptr<Store> store_ = MemoryStore();
};

TEST_F(VersionSpecs, AnAgeIsCountedFromNowNotFromTheLastSighting) {
  EXPECT_EQ(Number("{-2h}", 150), 1U) << "minute 30";
  EXPECT_EQ(Number("{-2h}", 240), 2U) << "minute 120";
  EXPECT_EQ(Number("{-2h}", 90), 0U) << "before the article was first seen";
}

TEST_F(VersionSpecs, ATimeNamesTheLastVersionRetrievedByThen) {
  EXPECT_EQ(Number("{2025-06-19T10:59:59Z}", 240), 1U);
  EXPECT_EQ(Number("{2025-06-19T11:00:00Z}", 240), 2U);
}

TEST_F(VersionSpecs, ATimeNamesAnImportedVersionOnlyWhileItWasTheText) {
  FeedFacts facts;
  facts.source = kImportSource;
  store_->Append(PageOf(kUrl, "<p>old</p>", -60), ArticleOf(kUrl, "four documents", "Old"), facts)
      .value();
  EXPECT_EQ(Number("{2025-06-19T09:30:00Z}", 240), 3U);
  EXPECT_EQ(Number("{2025-06-19T12:00:00Z}", 240), 2U) << "though the import has a higher number";
}

TEST_F(VersionSpecs, NumbersAndWordsNameVersions) {
  EXPECT_EQ(Number("", 240), 2U);
  EXPECT_EQ(Number("latest", 240), 2U);
  EXPECT_EQ(Number("first", 240), 1U);
  EXPECT_EQ(Number("~1", 240), 1U);
  EXPECT_EQ(Number("~2", 240), 0U);
  EXPECT_EQ(Number("3", 240), 0U);
}

}  // namespace
}  // namespace claimwatch::testing
