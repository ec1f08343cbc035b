// An imported text takes its place in time and leaves numbers and hashes alone.
#include "storage/order.h"

#include <gmock/gmock.h>

#include "storage/import_mark.h"
#include "tests/storage/samples.h"

namespace claimwatch::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr const char* kUrl = "https://a.example/1";

class Ordering : public ::testing::Test {
 protected:
  Appended Import(const std::string& text, int minute) {
    FeedFacts facts;
    facts.source = kImportSource;
    return store_
        ->Append(PageOf(kUrl, "<p>" + text + "</p>", minute), ArticleOf(kUrl, text, "Old " + text),
                 facts)
        .value();
  }

  ArticleRecord Record() { return store_->FindArticle(kUrl).value(); }

  std::unique_ptr<Store> store_ = MemoryStore();
};

TEST_F(Ordering, WithoutAnImportItIsThatOfTheNumbers) {
  ASSERT_TRUE(Fetch(*store_, kUrl, "one", 0).ok());
  ASSERT_TRUE(Fetch(*store_, kUrl, "two", -60).ok());  // the clock was set back
  EXPECT_THAT(OrderOf(*store_, Record()).value(), ElementsAre(1, 2));
  EXPECT_EQ(LatestOf(*store_, Record()).value(), 2U);
  EXPECT_THAT(store_->States("order/").value(), IsEmpty());
}

TEST_F(Ordering, AnEarlierTextStandsBeforeAndTheLatestStaysTheLatest) {
  ASSERT_TRUE(Fetch(*store_, kUrl, "live", 100).ok());
  EXPECT_EQ(Import("second", 50).number, 2U);
  EXPECT_EQ(Import("first", 10).number, 3U);
  EXPECT_EQ(Import("third", 60).number, 4U);
  EXPECT_THAT(OrderOf(*store_, Record()).value(), ElementsAre(3, 2, 4, 1));
  const ArticleRecord record = Record();
  EXPECT_EQ(LatestOf(*store_, record).value(), 1U);
  EXPECT_EQ(record.title, "Leaders meet in Astana");
  EXPECT_EQ(record.first_seen, At(10));
  EXPECT_EQ(record.last_changed, At(100));
  std::vector<std::uint32_t> numbers;
  const std::vector<Version> versions = store_->Versions(record.id).value();
  for (const Version& version : versions) {
    numbers.push_back(version.number);
  }
  EXPECT_THAT(numbers, ElementsAre(3, 2, 4, 1));
  EXPECT_THAT(store_->Verify({})->problems, IsEmpty());
}

TEST_F(Ordering, ATextThatCameBackForGoodIsWhatTheArticleSays) {
  const auto fetch = [&](const std::string& text, const std::string& title, int minute) {
    return store_->Append(PageOf(kUrl, "<p>" + text + "</p>", minute), ArticleOf(kUrl, text, title),
                          {});
  };
  ASSERT_TRUE(fetch("one", "Three thousand places", 0).ok());
  ASSERT_TRUE(fetch("two", "Thirty thousand places", 10).ok());
  ASSERT_TRUE(fetch("one", "Three thousand places", 20).ok());
  const std::string id = Record().id;
  ASSERT_TRUE(store_->MarkReturned(id, 1, At(20)).ok());
  EXPECT_EQ(Record().title, "Three thousand places");
  EXPECT_EQ(Record().last_changed, At(20));
  EXPECT_EQ(LatestOf(*store_, Record()).value(), 1U);
  ASSERT_TRUE(fetch("three", "Places", 30).ok());
  EXPECT_EQ(Record().title, "Places");
  EXPECT_EQ(EditedFrom(*store_, id, 3).value(), 1U);
  EXPECT_EQ(store_->MarkReturned(id, 7, At(40)).error().code(), Errc::kNotFound);
}

TEST_F(Ordering, AnImportOfAnOlderTextDoesNotEndAReturn) {
  ASSERT_TRUE(Fetch(*store_, kUrl, "one", 0).ok());
  ASSERT_TRUE(Fetch(*store_, kUrl, "two", 10).ok());
  ASSERT_TRUE(Fetch(*store_, kUrl, "one", 20).ok());
  ASSERT_TRUE(store_->MarkReturned(Record().id, 1, At(20)).ok());
  EXPECT_EQ(Import("between", 15).number, 3U);
  EXPECT_EQ(LatestOf(*store_, Record()).value(), 1U);
  ASSERT_TRUE(Fetch(*store_, kUrl, "three", 30).ok());
  EXPECT_EQ(EditedFrom(*store_, Record().id, 4).value(), 1U);
}

TEST_F(Ordering, WhatAVersionWasComparedWithStaysSo) {
  ASSERT_TRUE(Fetch(*store_, kUrl, "live", 0).ok());
  ASSERT_TRUE(Fetch(*store_, kUrl, "edited", 100).ok());
  Import("between", 50);
  const std::string id = Record().id;
  EXPECT_EQ(EditedFrom(*store_, id, 1).value(), 0U);
  EXPECT_EQ(EditedFrom(*store_, id, 2).value(), 1U);
  EXPECT_EQ(EditedFrom(*store_, id, 3).value(), 1U);
  ASSERT_TRUE(Fetch(*store_, kUrl, "edited again", 200).ok());
  EXPECT_THAT(OrderOf(*store_, Record()).value(), ElementsAre(1, 3, 2, 4));
  EXPECT_EQ(EditedFrom(*store_, id, 4).value(), 2U);
}

TEST_F(Ordering, AnEarlierTextIsNotTheOneThatAFetchIsHeldAgainst) {
  ASSERT_TRUE(Fetch(*store_, kUrl, "live", 100).ok());
  Import("old", 50);
  EXPECT_EQ(Fetch(*store_, kUrl, "live", 200)->state, AppendState::kUnchanged);
  const Result<Appended> old = store_->Append(
      PageOf(kUrl, "<p>old</p>", 300), ArticleOf(kUrl, "old", "Old old"), {"herald", "", "", {}});
  EXPECT_EQ(old->state, AppendState::kVariant);
}

TEST_F(Ordering, ANewerImportIsTheLatest) {
  ASSERT_TRUE(Fetch(*store_, kUrl, "live", 100).ok());
  Import("newer", 150);
  EXPECT_EQ(LatestOf(*store_, Record()).value(), 2U);
  EXPECT_EQ(Record().title, "Old newer");
}

TEST_F(Ordering, ATextSeenEarlierDoesNotMoveTimesBack) {
  ASSERT_TRUE(Fetch(*store_, kUrl, "live", 100).ok());
  ASSERT_TRUE(Fetch(*store_, kUrl, "live", 200).ok());
  Import("other", 50);
  FeedFacts facts;
  facts.source = kImportSource;
  ASSERT_TRUE(store_->Append(PageOf(kUrl, "<p>x</p>", 20), ArticleOf(kUrl, "live"), facts).ok());
  EXPECT_EQ(store_->GetVersion(Record().id, 1)->last_seen, At(200));
  EXPECT_EQ(Record().last_seen, At(200));
}

TEST(ImportMarks, AServerCannotForgeOne) {
  Page page = PageOf(kUrl, "x");
  page.headers.emplace_back("x-claimwatch-imported", "2001-01-01T00:00:00Z");
  SetImportMark(page, {At(5), "a.warc <urn:1>"});
  EXPECT_EQ(ImportMarkOf(page)->when, At(5));
  EXPECT_EQ(ImportMarkOf(page)->from, "a.warc <urn:1>");
  EXPECT_FALSE(ImportMarkOf(PageOf(kUrl, "x")));
}

}  // namespace
}  // namespace claimwatch::testing
