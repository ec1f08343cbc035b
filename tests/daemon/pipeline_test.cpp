// The way of an article from the feed to the alert, over loopback HTTP, with the clock in our hand.
#include "daemon/pipeline.h"

#include <gmock/gmock.h>

#include "daemon/erasing.h"
#include "daemon/record_names.h"
#include "plugins/compare/rules.h"
#include "plugins/extract/article.h"
#include "storage/erasure.h"
#include "tests/daemon/desk.h"

namespace claimwatch::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr const char* kFeed = "http://herald.example/feed.xml";
constexpr const char* kStory = "http://herald.example/world/summit";

class WayOfAnArticle : public ::testing::Test {
 protected:
  WayOfAnArticle() {
    desk_.config.fetch.timeout = std::chrono::seconds(5);
    desk_.AddSource("herald", "herald.example");
    desk_.site.SetRss(kFeed, RssOf({{kStory, "Summit ends in Astana"}}));
  }

  void Print(const std::vector<std::string>& story,
             const std::string& title = "Summit ends in Astana", const std::string& url = kStory) {
    desk_.site.SetHtml(url, ArticlePage(url, title, story));
  }

  void OpenWith(const std::vector<std::string>& story) {
    Print(story);
    desk_.Open();
    desk_.Settle();
  }

  std::vector<Alert> Figures() const { return desk_.AlertsOf(FindingType::kChangedFigure); }

  Desk desk_;
};

TEST_F(WayOfAnArticle, AFalseFigureIsAnAlertWithBothSentences) {
  OpenWith(SummitStory("30,000"));
  EXPECT_EQ(desk_.Versions(kStory), 1U);
  ASSERT_THAT(Figures(), SizeIs(1));
  const Json record = Figures()[0].record;
  EXPECT_THAT(record.At("claimwatch.evidence.sentence.text").AsString(), HasSubstr("30,000"));
  EXPECT_THAT(record.At("claimwatch.evidence.baseline_sentence.text").AsString(),
              HasSubstr("3,000"));
  EXPECT_EQ(record.At("claimwatch.baseline.id").AsString(), "xinhua-20250619");
  EXPECT_EQ(record.At("url.full").AsString(), kStory);
  EXPECT_EQ(record.At("labels.source").AsString(), "herald");
}

TEST_F(WayOfAnArticle, OffsetsOfTheRecordPointIntoTheStoredText) {
  OpenWith(SummitStory("30,000"));
  ASSERT_THAT(Figures(), SizeIs(1));
  const Alert alert = Figures()[0];
  const Version version = *desk_.store().GetVersion(alert.article_id, alert.version);
  const Json& sentence = alert.record.At("claimwatch.evidence.sentence");
  const auto start = static_cast<std::size_t>(sentence["start"].AsInt());
  const auto end = static_cast<std::size_t>(sentence["end"].AsInt());
  EXPECT_EQ(version.article.Text().substr(start, end - start), sentence["text"].AsString());
}

TEST_F(WayOfAnArticle, ATrueCopyOfTheBaselinesFiguresChangesNone) {
  OpenWith(SummitStory());
  EXPECT_EQ(desk_.Versions(kStory), 1U);
  EXPECT_THAT(Figures(), IsEmpty());
}

TEST_F(WayOfAnArticle, AnArticleOnSomethingElseIsStoredAndNeverAlerts) {
  OpenWith(
      {"The council of the harbour town voted on Monday to keep its 3,000 library cards free of "
       "charge for the "
       "next two years, after a long debate about opening hours and heating.",
       "More than 100 residents came to the meeting in the old customs house, where the mayor had "
       "promised an "
       "answer before the summer break, and most of them stayed until midnight.",
       "The library will now open on Saturdays as well, from nine in the morning, and the reading "
       "room on the "
       "second floor gets new windows that were paid for by the port."});
  EXPECT_EQ(desk_.Versions(kStory), 1U);
  EXPECT_THAT(desk_.alerts, IsEmpty());
}

TEST_F(WayOfAnArticle, ASilentEditIsAnAlertAgainstThePreviousVersion) {
  OpenWith(SummitStory());
  const std::size_t before = desk_.alerts.size();
  Print(SummitStory("30,000"));
  desk_.Pass(std::chrono::minutes(20));
  EXPECT_EQ(desk_.Versions(kStory), 2U);
  ASSERT_GT(desk_.alerts.size(), before);
  const Json record = desk_.alerts.back().record;
  EXPECT_EQ(record.At("claimwatch.article.version.number").AsInt(), 2);
  EXPECT_EQ(record.At("claimwatch.article.version.previous").AsInt(), 1);
}

// 3,000 is what the page said and what the baseline says: one alert tells both.
TEST_F(WayOfAnArticle, AnEditThatLeavesTheBaselineIsToldAsTheEditItIs) {
  OpenWith(SummitStory());
  const std::size_t before = Figures().size();
  Print(SummitStory("30,000"));
  desk_.Pass(std::chrono::minutes(20));
  const std::vector<Alert> figures = Figures();
  ASSERT_EQ(figures.size(), before + 1);
  EXPECT_LE(figures.back().severity, Severity::kHigh);
  EXPECT_EQ(figures.back().record.At("labels.against").AsString(), "previous")
      << figures.back().record.Dump();
  EXPECT_THAT(figures.back().record.At("event.reason").AsString(),
              AllOf(HasSubstr("was 3,000"), HasSubstr("against the baseline")));
}

TEST_F(WayOfAnArticle, AnEditIsFoundAlsoAfterTheArticleLeftTheFeed) {
  OpenWith(SummitStory());
  desk_.site.SetRss(kFeed, RssOf({}));
  desk_.Pass(std::chrono::hours(2));
  Print(SummitStory("30,000"));
  desk_.Pass(std::chrono::hours(1));
  EXPECT_EQ(desk_.Versions(kStory), 2U);
}

TEST_F(WayOfAnArticle, TheSameStoryAtASecondOutletIsASighting) {
  const std::string copy = "http://courier.example/news/copy";
  desk_.AddSource("courier", "courier.example");
  desk_.site.SetRss("http://courier.example/feed.xml", RssOf({}));
  OpenWith(SummitStory("30,000"));
  const std::size_t before = desk_.alerts.size();
  Print(SummitStory("30,000"), "Summit in Astana is over", copy);
  desk_.site.SetRss("http://courier.example/feed.xml", RssOf({{copy, "Summit in Astana is over"}}));
  desk_.Pass(std::chrono::minutes(30));
  EXPECT_EQ(desk_.Versions(copy), 1U);
  EXPECT_EQ(desk_.alerts.size(), before);
  const ClaimRecord claim = *desk_.store().GetClaim(Figures()[0].fingerprint);
  ASSERT_THAT(claim.sightings, SizeIs(2));
  EXPECT_EQ(claim.sightings[0].source, "herald");
  EXPECT_EQ(claim.sightings[1].source, "courier");
}

TEST_F(WayOfAnArticle, AConsentWallIsNoVersionAndTheReasonIsKept) {
  desk_.site.SetHtml(kStory, ConsentWall());
  desk_.Open();
  desk_.Settle();
  EXPECT_EQ(desk_.Versions(kStory), 0U);
  const Json doubt =
      *Json::Parse(**desk_.store().GetState("doubt/" + ArticleName(*Url::Parse(kStory))));
  EXPECT_NE(doubt["reason"].AsString(), "");
  EXPECT_TRUE(desk_.store().GetCapture(doubt["capture"].AsString()).ok());
}

TEST_F(WayOfAnArticle, AWallAfterTheArticleChangesNothing) {
  OpenWith(SummitStory());
  desk_.site.SetHtml(kStory, ConsentWall());
  desk_.Pass(std::chrono::hours(3));
  Print(SummitStory());
  desk_.Pass(std::chrono::hours(3));
  EXPECT_EQ(desk_.Versions(kStory), 1U);
}

TEST_F(WayOfAnArticle, AnUnchangedPageIsAskedWithItsValidatorAndNotReadAgain) {
  FakeAnswer answer;
  answer.body = ArticlePage(kStory, "Summit ends in Astana", SummitStory());
  answer.etag = "\"v1\"";
  desk_.site.Set(kStory, answer);
  desk_.Open();
  desk_.Settle();
  desk_.Pass(std::chrono::minutes(20));
  const std::vector<HttpRequest> requests = desk_.site.Requests(kStory);
  ASSERT_GE(requests.size(), 2U);
  EXPECT_EQ(requests[0].Header("if-none-match"), "");
  EXPECT_EQ(requests[1].Header("if-none-match"), "\"v1\"");
  EXPECT_EQ(desk_.Versions(kStory), 1U);
}

TEST_F(WayOfAnArticle, ARemovedArticleIsSaidOnceAndOnlyWhenConfirmed) {
  OpenWith(SummitStory());
  desk_.site.Remove(kStory);
  desk_.Pass(std::chrono::minutes(20));
  EXPECT_THAT(desk_.AlertsOf(FindingType::kRemovedArticle), IsEmpty());
  desk_.Pass(std::chrono::hours(48), std::chrono::minutes(30));
  EXPECT_THAT(desk_.AlertsOf(FindingType::kRemovedArticle), SizeIs(1));
}

TEST_F(WayOfAnArticle, ARemovedArticleThatComesBackIsSaidOnce) {
  OpenWith(SummitStory());
  desk_.site.Remove(kStory);
  desk_.Pass(std::chrono::hours(48), std::chrono::minutes(30));
  Print(SummitStory());
  desk_.Pass(std::chrono::hours(72), std::chrono::minutes(30));
  const std::vector<Alert> back = desk_.AlertsOf(FindingType::kReverted);
  ASSERT_THAT(back, SizeIs(1));
  EXPECT_THAT(back[0].record.Dump(), HasSubstr("Article restored"));
  EXPECT_EQ(desk_.Versions(kStory), 1U);
  desk_.site.Remove(kStory);
  desk_.Pass(std::chrono::hours(72), std::chrono::minutes(30));
  EXPECT_THAT(desk_.AlertsOf(FindingType::kRemovedArticle), SizeIs(2)) << "a new occasion";
}

TEST_F(WayOfAnArticle, WhatAnAlertOfAWholeArticleIsSaidByItsRule) {
  OpenWith(SummitStory());
  desk_.site.Remove(kStory);
  desk_.Pass(std::chrono::hours(48), std::chrono::minutes(30));
  const std::vector<Alert> removed = desk_.AlertsOf(FindingType::kRemovedArticle);
  ASSERT_THAT(removed, SizeIs(1));
  const Json& alert = removed[0].record;
  const Rule* rule = FindRule(alert.At("rule.id").AsString());
  ASSERT_NE(rule, nullptr) << alert.Dump();
  EXPECT_EQ(rule->type, FindingType::kRemovedArticle);
}

TEST_F(WayOfAnArticle, AnArticleThatComesBackInTimeWasNeverRemoved) {
  OpenWith(SummitStory());
  desk_.site.Remove(kStory);
  desk_.Pass(std::chrono::minutes(20));
  Print(SummitStory());
  desk_.Pass(std::chrono::hours(12), std::chrono::minutes(30));
  EXPECT_THAT(desk_.AlertsOf(FindingType::kRemovedArticle), IsEmpty());
}

TEST_F(WayOfAnArticle, AnOlderTextThatComesBackForGoodIsOneReversion) {
  OpenWith(SummitStory());
  Print(SummitStory("30,000"));
  desk_.Pass(std::chrono::hours(48), std::chrono::minutes(30));
  Print(SummitStory());
  desk_.Pass(std::chrono::hours(48), std::chrono::minutes(30));
  EXPECT_EQ(desk_.Versions(kStory), 2U);
  EXPECT_THAT(desk_.AlertsOf(FindingType::kReverted), SizeIs(1));
}

TEST_F(WayOfAnArticle, AfterAReturnTheNextEditIsHeldAgainstTheTextThatCameBack) {
  OpenWith(SummitStory());
  Print(SummitStory("30,000"));
  desk_.Pass(std::chrono::hours(48), std::chrono::minutes(30));
  Print(SummitStory());
  desk_.Pass(std::chrono::hours(48), std::chrono::minutes(30));
  ASSERT_THAT(desk_.AlertsOf(FindingType::kReverted), SizeIs(1));
  const std::size_t before = Figures().size();
  std::vector<std::string> longer = SummitStory();
  longer.push_back("The delegations left in the evening, and the streets were opened again.");
  Print(longer);
  desk_.Pass(std::chrono::hours(48), std::chrono::minutes(30));
  EXPECT_EQ(desk_.Versions(kStory), 3U);
  EXPECT_EQ(Figures().size(), before) << "3,000 stood there before";
}

TEST_F(WayOfAnArticle, AnAddressThatLeadsToAnotherStoryIsNoEditOfTheFirst) {
  const std::string other = "http://herald.example/news/other";
  OpenWith(SummitStory());
  const std::size_t before = desk_.alerts.size();
  const std::vector<std::string> story = {
      "The council of the harbour town voted on Monday to keep its library cards free of charge "
      "for the next two years, after a long debate about opening hours and heating.",
      "Residents came to the meeting in the old customs house, where the mayor had promised an "
      "answer before the summer break, and most of them stayed until midnight.",
      "The library will now open on Saturdays as well, from nine in the morning, and the reading "
      "room on the second floor gets new windows that were paid for by the port."};
  desk_.site.SetHtml(other, ArticlePage(other, "Library cards stay free", story));
  desk_.site.SetRedirect(kStory, 301, other);
  desk_.Pass(std::chrono::hours(72), std::chrono::minutes(30));
  EXPECT_EQ(desk_.Versions(kStory), 1U);
  EXPECT_EQ(desk_.Versions(other), 1U);
  ASSERT_EQ(desk_.alerts.size(), before + 1);
  EXPECT_THAT(desk_.AlertsOf(FindingType::kRemovedArticle), SizeIs(1));
}

TEST_F(WayOfAnArticle, AnAddressThatLeadsToEachDaysReportRemovesNone) {
  const std::string first = "http://herald.example/live/1";
  const std::string second = "http://herald.example/live/2";
  desk_.site.SetHtml(first, ArticlePage(first, "Day one in Astana", SummitStory()));
  desk_.site.SetRedirect(kStory, 302, first);
  desk_.Open();
  desk_.Settle();
  ASSERT_EQ(desk_.Versions(first), 1U);
  const std::vector<std::string> story = {
      "The council of the harbour town voted on Monday to keep its library cards free of charge "
      "for the next two years, after a long debate about opening hours and heating.",
      "Residents came to the meeting in the old customs house, where the mayor had promised an "
      "answer before the summer break, and most of them stayed until midnight."};
  desk_.site.SetHtml(second, ArticlePage(second, "Library cards stay free", story));
  desk_.site.SetRedirect(kStory, 302, second);
  desk_.Pass(std::chrono::hours(72), std::chrono::minutes(30));
  EXPECT_EQ(desk_.Versions(second), 1U);
  EXPECT_THAT(desk_.AlertsOf(FindingType::kRemovedArticle), IsEmpty());
}

TEST_F(WayOfAnArticle, AnEditIsToldAlsoWhenItsValueIsTheBaselines) {
  OpenWith(SummitStory("30,000"));
  const std::size_t before = Figures().size();
  Print(SummitStory());
  desk_.Pass(std::chrono::minutes(20));
  ASSERT_EQ(Figures().size(), before + 1);
  EXPECT_THAT(Figures().back().record.At("event.reason").AsString(), HasSubstr("30,000"));
}

TEST_F(WayOfAnArticle, HalfATextIsNoVersionUntilALaterFetchConfirmsIt) {
  OpenWith(SummitStory());
  std::vector<std::string> half = SummitStory();
  half.resize(2);
  Print(half);
  desk_.Pass(std::chrono::minutes(16));
  EXPECT_EQ(desk_.Versions(kStory), 1U);
  desk_.Pass(std::chrono::hours(24), std::chrono::minutes(30));
  EXPECT_EQ(desk_.Versions(kStory), 2U);
}

TEST_F(WayOfAnArticle, SomebodyElsesAddressAsCanonicalIsNotBelieved) {
  desk_.site.SetHtml(
      kStory, ArticlePage("http://victim.example/their/story", "Summit ends", SummitStory()));
  desk_.Open();
  desk_.Settle();
  EXPECT_EQ(desk_.Versions(kStory), 1U);
  EXPECT_EQ(desk_.Versions("http://victim.example/their/story"), 0U);
}

TEST_F(WayOfAnArticle, ASourceThatBringsOnlyWallsIsDegradedOnce) {
  std::vector<std::pair<std::string, std::string>> entries;
  for (int i = 0; i < 8; ++i) {
    const std::string url = "http://herald.example/world/" + std::to_string(i);
    entries.emplace_back(url, "Story " + std::to_string(i));
    desk_.site.SetHtml(url, ConsentWall());
  }
  desk_.site.SetRss(kFeed, RssOf(entries));
  desk_.Open();
  desk_.Settle();
  EXPECT_THAT(desk_.AlertsOf(FindingType::kSourceDegraded), SizeIs(1));
}

TEST_F(WayOfAnArticle, ALifeThatEndsBetweenFeedAndArticleForgetsNoArticle) {
  desk_.site.Set(kStory, [] {
    FakeAnswer busy;
    busy.status = 503;
    return busy;
  }());
  desk_.Open();
  desk_.Settle();
  desk_.Close();
  desk_.site.SetRss(kFeed, RssOf({}));
  Print(SummitStory());
  desk_.clock.Advance(std::chrono::hours(24));
  desk_.Open();
  desk_.Pass(std::chrono::hours(1));
  EXPECT_EQ(desk_.Versions(kStory), 1U);
}

TEST_F(WayOfAnArticle, AnotherLifeRepeatsNoAlert) {
  OpenWith(SummitStory("30,000"));
  const std::size_t before = desk_.alerts.size();
  desk_.Close();
  desk_.Open();
  desk_.Pass(std::chrono::hours(1));
  EXPECT_EQ(desk_.alerts.size(), before);
}

TEST_F(WayOfAnArticle, AnAnalysisThatACrashCutOffIsMadeUpForAtTheStart) {
  Page page;
  page.url = page.requested = *Url::Parse(kStory);
  page.content_type = "text/html; charset=utf-8";
  page.body = ArticlePage(kStory, "Summit ends in Astana", SummitStory("30,000"));
  page.fetched = desk_.clock.Now();
  Article article = *ExtractArticle(page);
  FeedFacts facts;
  facts.source = "herald";
  ASSERT_TRUE(desk_.store().Append(page, article, facts).ok());
  ASSERT_THAT(*desk_.store().OwedAnalyses(), SizeIs(1));
  desk_.site.SetRss(kFeed, RssOf({}));
  desk_.Open();
  desk_.Settle();
  EXPECT_THAT(*desk_.store().OwedAnalyses(), IsEmpty());
  EXPECT_THAT(Figures(), SizeIs(1));
}

TEST_F(WayOfAnArticle, RobotsTxtIsAskedOnceAndObeyedForArticles) {
  desk_.config.politeness.respect_robots = true;
  const std::string allowed = "http://herald.example/open/story";
  desk_.site.Set("http://herald.example/robots.txt", [] {
    FakeAnswer robots;
    robots.body = "User-agent: *\nDisallow: /world/\n";
    robots.content_type = "text/plain";
    return robots;
  }());
  desk_.site.SetRss(kFeed, RssOf({{kStory, "Forbidden"}, {allowed, "Allowed"}}));
  Print(SummitStory(), "Allowed", allowed);
  OpenWith(SummitStory());
  EXPECT_EQ(desk_.Versions(kStory), 0U);
  EXPECT_EQ(desk_.Versions(allowed), 1U);
  EXPECT_EQ(desk_.site.Count("http://herald.example/robots.txt"), 1U);
}

TEST_F(WayOfAnArticle, ARobotsTxtThatCannotBeReadHoldsItBackForAnHourAndNoLonger) {
  desk_.config.politeness.respect_robots = true;
  FakeAnswer trouble;
  trouble.status = 503;
  desk_.site.Set("http://herald.example/robots.txt", trouble);
  OpenWith(SummitStory());
  ASSERT_EQ(desk_.site.Count(kStory), 0U);
  desk_.site.Remove("http://herald.example/robots.txt");
  desk_.Pass(std::chrono::minutes(61));
  EXPECT_EQ(desk_.Versions(kStory), 1U);
}

TEST_F(WayOfAnArticle, ASuppressedRuleRecordsItsFindingWithoutAnAlert) {
  OpenWith(SummitStory("30,000"));
  ASSERT_THAT(Figures(), SizeIs(1));
  Desk quiet;
  quiet.AddSource("herald", "herald.example");
  quiet.config.suppressions = {
      {std::string(Figures()[0].record.At("rule.id").AsString()), "", std::nullopt, "known"}};
  quiet.site.SetRss(kFeed, RssOf({{kStory, "Summit"}}));
  quiet.site.SetHtml(kStory, ArticlePage(kStory, "Summit ends in Astana", SummitStory("30,000")));
  quiet.Open();
  quiet.Settle();
  EXPECT_THAT(quiet.AlertsOf(FindingType::kChangedFigure), IsEmpty());
  EXPECT_THAT(*quiet.store().Claims("summit"), Not(IsEmpty()));
}

TEST_F(WayOfAnArticle, WhatWasErasedDoesNotComeBackAndAnotherVersionDoes) {
  OpenWith(SummitStory());
  Print(SummitStory("30,000"));
  desk_.Pass(std::chrono::hours(1));
  ASSERT_EQ(desk_.Versions(kStory), 2U);
  ErasureOrder order;
  order.article_id = desk_.store().FindArticle(kStory)->id;
  order.reason = "a court said so";
  order.by = "anna";
  order.numbers = {2};
  ASSERT_TRUE(EraseVersions(desk_.store(), order).ok());
  desk_.Pass(std::chrono::hours(6));
  EXPECT_EQ(desk_.Versions(kStory), 2U) << "the same page is still there";
  Print(SummitStory("300,000"));
  desk_.Pass(std::chrono::hours(6));
  EXPECT_EQ(desk_.Versions(kStory), 3U);
  order.numbers = {1, 3};
  ASSERT_TRUE(EraseVersions(desk_.store(), order).ok());
  Print(SummitStory("3,500"));
  desk_.Pass(std::chrono::hours(12));
  EXPECT_EQ(desk_.Versions(kStory), 3U) << "an article without any text stays so";
  const std::vector<Alert> alerts = desk_.store().Alerts({}).value();
  for (const Alert& alert : alerts) {
    EXPECT_THAT(alert.record.Dump(), Not(HasSubstr("training"))) << alert.sequence;
  }
  EXPECT_THAT(desk_.store().Verify({})->problems, IsEmpty());
}

}  // namespace
}  // namespace claimwatch::testing
