#include "daemon/entries.h"

#include <gmock/gmock.h>

#include "daemon/record_names.h"
#include "tests/alert/samples.h"

namespace claimwatch::testing {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

class EntriesTest : public ::testing::Test {
 protected:
  EntriesTest() { source_.id = "people-en"; }

  static Entry EntryAt(const std::string& link, const std::string& title = "A title") {
    Entry entry;
    entry.id = link;
    entry.link = link;
    entry.title = title;
    entry.published = Noon();
    return entry;
  }

  FeedReport Note(std::vector<Entry> entries) {
    Feed feed;
    feed.entries = std::move(entries);
    return *NoteEntries(feed, source_, *store_, Noon());
  }

  SourceConfig source_;
  std::unique_ptr<Store> store_ = std::move(Store::OpenInMemory()).value();
};

TEST_F(EntriesTest, ANewEntryIsOwedAFetchOnce) {
  const FeedReport first = Note({EntryAt("https://news.example/a")});
  ASSERT_THAT(first.found, SizeIs(1));
  EXPECT_EQ(first.found[0].task.url, "https://news.example/a");
  EXPECT_EQ(first.found[0].task.source, "people-en");
  EXPECT_FALSE(first.found[0].known);
  EXPECT_EQ(first.news.new_entries, 1);
  EXPECT_THAT(Note({EntryAt("https://news.example/a")}).found, IsEmpty());
}

TEST_F(EntriesTest, AChangedEntryIsLookedAtAgain) {
  Note({EntryAt("https://news.example/a", "Old title")});
  const FeedReport second = Note({EntryAt("https://news.example/a", "New title")});
  ASSERT_THAT(second.found, SizeIs(1));
  EXPECT_TRUE(second.found[0].known);
  EXPECT_EQ(second.news.new_entries, 0);
}

TEST_F(EntriesTest, TrackingParametersMakeNoSecondArticle) {
  const FeedReport report = Note(
      {EntryAt("https://news.example/a?utm_source=rss"), EntryAt("http://www.news.example/a")});
  EXPECT_THAT(report.found, SizeIs(1));
}

TEST_F(EntriesTest, AnEntryWithoutAWebAddressNamesNoArticle) {
  EXPECT_THAT(
      Note({EntryAt(""), EntryAt("mailto:desk@news.example"), EntryAt("javascript:alert(1)")})
          .found,
      IsEmpty());
}

TEST_F(EntriesTest, TheFirstSourceOfAnArticleStaysItsSource) {
  Note({EntryAt("https://news.example/a")});
  source_.id = "second";
  const FeedReport report = Note({EntryAt("https://news.example/a", "Edited")});
  ASSERT_THAT(report.found, SizeIs(2));
  EXPECT_TRUE(report.found[0].shared) << "first, in case nobody has the article any more";
  EXPECT_EQ(report.found[1].task.source, "people-en");
}

TEST_F(EntriesTest, WhatAnotherSourceBroughtIsSharedAndNothingNew) {
  Note({EntryAt("https://news.example/a")});
  source_.id = "second";
  const FeedReport report = Note({EntryAt("https://news.example/a")});
  ASSERT_THAT(report.found, SizeIs(1));
  EXPECT_TRUE(report.found[0].shared);
  EXPECT_EQ(report.found[0].task.source, "second");
  EXPECT_EQ(report.news.new_entries, 0);
}

TEST_F(EntriesTest, RemembersWhatTheFeedSaidAboutTheArticle) {
  Note({EntryAt("https://news.example/a", "Leaders meet")});
  const FeedFacts facts = *FactsOf(ArticleName(*Url::Parse("https://news.example/a")), *store_);
  EXPECT_EQ(facts.source, "people-en");
  EXPECT_EQ(facts.title, "Leaders meet");
  EXPECT_EQ(facts.published, Noon());
  EXPECT_EQ(FactsOf("0000000000000000", *store_)->source, "");
}

TEST_F(EntriesTest, PromisesOutliveTheProcess) {
  Note({EntryAt("https://news.example/a"), EntryAt("https://news.example/b")});
  const std::vector<ArticleTask> promised = *PromisedArticles(*store_);
  ASSERT_THAT(promised, SizeIs(2));
  EXPECT_EQ(promised[0].source, "people-en");
  EXPECT_EQ(promised[0].first_seen, Noon());
}

TEST_F(EntriesTest, APromiseThatWasTakenOverIsNotMadeAgain) {
  Note({EntryAt("https://news.example/a"), EntryAt("https://news.example/b")});
  const ArticleTask task = PromisedArticles(*store_)->front();
  ASSERT_TRUE(store_->PutState({PromiseKept(task.article)}).ok());
  Note({EntryAt("https://news.example/a"), EntryAt("https://news.example/b")});
  const std::vector<ArticleTask> promised = *PromisedArticles(*store_);
  ASSERT_THAT(promised, SizeIs(1));
  EXPECT_NE(promised[0].article, task.article);
}

TEST_F(EntriesTest, AnEntryOfAStoreWithoutPromisesIsOneUnlessItsArticleIsKnown) {
  ASSERT_TRUE(store_
                  ->PutState({{"entry/a1", R"({"url":"https://news.example/a","source":"s"})"},
                              {"entry/b2", R"({"url":"https://news.example/b","source":"s"})"},
                              {"article/b2", R"({"url":"https://news.example/b","asked":3})"}})
                  .ok());
  const std::vector<ArticleTask> promised = *PromisedArticles(*store_);
  ASSERT_THAT(promised, SizeIs(1));
  EXPECT_EQ(promised[0].url, "https://news.example/a");
  ASSERT_TRUE(store_->PutState({PromiseKept("a1")}).ok());
  EXPECT_THAT(*PromisedArticles(*store_), IsEmpty());
}

TEST_F(EntriesTest, AGapIsSeenWhenEveryEntryIsNewerThanAllOfTheLastPoll) {
  Entry later = EntryAt("https://news.example/b");
  later.published = Noon() + std::chrono::hours(1);
  EXPECT_FALSE(Note({EntryAt("https://news.example/a")}).news.gap) << "a first poll knows no gap";
  EXPECT_FALSE(Note({EntryAt("https://news.example/a"), later}).news.gap);
  Entry latest = EntryAt("https://news.example/c");
  latest.published = Noon() + std::chrono::hours(5);
  EXPECT_TRUE(Note({latest}).news.gap);
}

}  // namespace
}  // namespace claimwatch::testing
