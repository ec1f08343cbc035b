#include "daemon/doubts.h"

#include <gmock/gmock.h>

#include "storage/retention.h"
#include "tests/alert/samples.h"

namespace claimwatch::testing {
namespace {

using ::testing::HasSubstr;

Page PageAt(std::string_view url, std::string_view requested) {
  Page page;
  page.url = *Url::Parse(url);
  page.requested = *Url::Parse(requested);
  page.body = "<html></html>";
  return page;
}

Page PlainPage() {
  return PageAt("https://news.example/a", "https://news.example/a");
}

Article LongArticle(std::size_t sentences = 20) {
  Article article;
  article.title = "A story";
  for (std::size_t i = 0; i < sentences; ++i) {
    article.paragraphs.push_back("Sentence number " + std::to_string(i) +
                                 " of a long and proper story.");
  }
  return article;
}

TEST(ReasonAgainst, NothingSpeaksAgainstAProperArticle) {
  EXPECT_EQ(ReasonAgainst(PlainPage(), LongArticle(), QualityConfig()), "");
}

TEST(ReasonAgainst, NamesTheReasonsOfAPoorPage) {
  Article wall = LongArticle();
  wall.quality = {0.2, {"consent wall", "no paragraph"}};
  EXPECT_EQ(ReasonAgainst(PlainPage(), wall, QualityConfig()), "consent wall; no paragraph");
}

TEST(ReasonAgainst, ShortTextIsCountedInCharactersNotBytes) {
  Article article;
  article.paragraphs = {std::string(70, 'x')};
  EXPECT_THAT(ReasonAgainst(PlainPage(), article, QualityConfig()), HasSubstr("70 characters"));
  article.paragraphs = {"Астана"};
  EXPECT_THAT(ReasonAgainst(PlainPage(), article, QualityConfig()), HasSubstr("only 6 characters"));
}

TEST(ReasonAgainst, AChineseFlashOfThirtySignsIsLongEnough) {
  Article article;
  article.paragraphs = {"第二届中国—中亚峰会17日在哈萨克斯坦首都阿斯塔纳开幕,六国元首出席。"};
  EXPECT_EQ(ReasonAgainst(PlainPage(), article, QualityConfig()), "");
}

TEST(ReasonAgainst, ATruncatedBodyIsNever) {
  Page page = PlainPage();
  page.truncated = true;
  EXPECT_THAT(ReasonAgainst(page, LongArticle(), QualityConfig()), HasSubstr("ended early"));
}

TEST(ReasonAgainst, ARedirectToTheHomePageIsANotFoundInDisguise) {
  Page page = PageAt("https://news.example/", "https://news.example/a");
  page.hops = {{"https://news.example/a", 302}};
  EXPECT_TRUE(IsSoftGone(page));
  EXPECT_THAT(ReasonAgainst(page, LongArticle(), QualityConfig()), HasSubstr("home page"));
  EXPECT_FALSE(IsSoftGone(PageAt("https://news.example/", "https://news.example/")));
}

class DoubtsTest : public ::testing::Test {
 protected:
  Time After(Duration passed) const { return Noon() + passed; }

  Appended Older(std::uint32_t number) const {
    return {AppendState::kVariant, "a1b2c3d4e5f60718", number};
  }

  Doubts::Return Returned(std::uint32_t number, Duration passed) {
    return *doubts_.Returned("a", Older(number), After(passed));
  }

  Config config_;
  std::unique_ptr<Store> store_ = std::move(Store::OpenInMemory()).value();
  Doubts doubts_{*store_, config_};
};

TEST_F(DoubtsTest, AShrunkenTextCountsOnlyWhenALaterFetchSaysTheSame) {
  const Article whole = LongArticle(20);
  const Article half = LongArticle(5);
  EXPECT_FALSE(*doubts_.MayShrink("a", half, whole, After(std::chrono::minutes(0))));
  EXPECT_FALSE(*doubts_.MayShrink("a", half, whole, After(std::chrono::minutes(15))));
  EXPECT_TRUE(*doubts_.MayShrink("a", half, whole, After(std::chrono::minutes(45))));
}

TEST_F(DoubtsTest, ANightlyOutageNeverCounts) {
  const Article whole = LongArticle(20);
  const Article half = LongArticle(5);
  for (int night = 0; night < 30; ++night) {
    const Duration at = std::chrono::hours(24 * night);
    EXPECT_FALSE(*doubts_.MayShrink("a", half, whole, After(at)));
    EXPECT_TRUE(doubts_.Clear("a").ok());
  }
}

TEST_F(DoubtsTest, TwoDifferentShortTextsConfirmNothing) {
  const Article whole = LongArticle(20);
  EXPECT_FALSE(*doubts_.MayShrink("a", LongArticle(5), whole, After(std::chrono::hours(0))));
  EXPECT_FALSE(*doubts_.MayShrink("a", LongArticle(4), whole, After(std::chrono::hours(1))));
}

// What a live blog shows once it was begun anew: all the time something else, and more of it.
Article LiveBlog(std::size_t entries) {
  Article article;
  article.title = "Live: the second day";
  for (std::size_t i = 0; i < entries; ++i) {
    article.paragraphs.push_back("Minister " + std::to_string(i) +
                                 " arrives at the hall, greets journalists, promises results.");
  }
  return article;
}

TEST_F(DoubtsTest, ATextThatWasBegunAnewAndNeverRestsCountsAfterSomeHours) {
  const Article whole = LongArticle(40);
  std::size_t entries = 2;
  for (Duration at{}; at < std::chrono::hours(3); at += std::chrono::minutes(20)) {
    EXPECT_FALSE(*doubts_.MayShrink("a", LiveBlog(entries++), whole, After(at)));
  }
  EXPECT_TRUE(*doubts_.MayShrink("a", LiveBlog(entries), whole, After(std::chrono::hours(3))));
}

TEST_F(DoubtsTest, PiecesOfTheTextAndPagesThatHaveNothingInCommonNeverConfirmEachOther) {
  const Article whole = LongArticle(40);
  for (int hour = 0; hour < 24; ++hour) {
    const Article piece = LongArticle(static_cast<std::size_t>(3 + hour % 5));
    EXPECT_FALSE(*doubts_.MayShrink("a", piece, whole, After(std::chrono::hours(hour))));
    Article page;
    for (int word = 0; word < 20; ++word) {
      page.paragraphs.push_back("word" + std::to_string(hour * 100 + word));
    }
    EXPECT_FALSE(*doubts_.MayShrink("b", page, whole, After(std::chrono::hours(hour))));
  }
}

TEST_F(DoubtsTest, AnOlderTextThatStaysIsAReversionUntilSettled) {
  EXPECT_EQ(Returned(1, std::chrono::minutes(0)), Doubts::Return::kUnsure);
  EXPECT_TRUE(doubts_.Pending("a")->has_value());
  EXPECT_EQ(Returned(1, std::chrono::minutes(40)), Doubts::Return::kForGood);
  EXPECT_EQ(Returned(1, std::chrono::minutes(50)), Doubts::Return::kForGood)
      << "nobody was told yet";
  EXPECT_TRUE(doubts_.Settle("a").ok());
  EXPECT_EQ(Returned(1, std::chrono::hours(2)), Doubts::Return::kSettled);
  EXPECT_FALSE(doubts_.Pending("a")->has_value());
}

TEST_F(DoubtsTest, TwoTextsByTurnsAreVariantsAndNeverAReversion) {
  int variants = 0;
  for (int turn = 0; turn < 200; ++turn) {
    const Doubts::Return answer = Returned(1, std::chrono::hours(2 * turn));
    EXPECT_NE(answer, Doubts::Return::kForGood);
    variants += answer == Doubts::Return::kVariants ? 1 : 0;
    EXPECT_TRUE(doubts_.Clear("a").ok());  // the other text
  }
  EXPECT_EQ(variants, 1);
}

TEST_F(DoubtsTest, KeepsOnePageAsEvidencePerReason) {
  const Page page = PlainPage();
  for (int i = 0; i < 5; ++i) {
    EXPECT_TRUE(doubts_.Refuse("a", page, "consent wall", After(std::chrono::minutes(i))).ok());
  }
  EXPECT_EQ(store_->GetStatus()->captures, 1U);
  const Json record = *Json::Parse(**store_->GetState("doubt/a"));
  EXPECT_EQ(record["reason"].AsString(), "consent wall");
  EXPECT_EQ(record["times"].AsInt(), 5);
}

TEST_F(DoubtsTest, AWallThatOutlastsRetentionIsKeptAgain) {
  Page page = PlainPage();
  page.fetched = After({});
  ASSERT_GT(doubts_.Refuse("a", page, "consent wall", After({})).value(), 0U);
  ASSERT_EQ(store_
                ->CollectGarbage({.refused_before = After(std::chrono::hours(1))}, Sweep::kDrop,
                                 std::stop_token())
                ->captures,
            1U);
  EXPECT_GT(doubts_.Refuse("a", page, "consent wall", After(std::chrono::hours(2))).value(), 0U);
  EXPECT_EQ(store_->GetStatus()->captures, 1U);
}

TEST_F(DoubtsTest, AFigureInTheReasonMakesItNoOther) {
  for (int i = 0; i < 5; ++i) {
    Page page = PlainPage();
    page.body += std::to_string(i);
    const std::string reason = "only " + std::to_string(120 + i) + " characters of text";
    EXPECT_TRUE(doubts_.Refuse("a", page, reason, After(std::chrono::minutes(i))).ok());
  }
  EXPECT_EQ(store_->GetStatus()->captures, 1U);
}

}  // namespace
}  // namespace claimwatch::testing
