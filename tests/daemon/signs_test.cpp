// Faults of a source, injected one by one: each is named within two polls, and no article of it
// alerts (AHEAD 18).
#include "daemon/signs.h"

#include <gmock/gmock.h>

#include "core/feed.h"
#include "core/page.h"
#include "tests/alert/samples.h"
#include "tests/daemon/desk.h"
#include "tests/support/tls_site.h"

namespace claimwatch::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// --- the judgement on one feed ------------------------------------------------------------------

FeedSigns Usual() {
  FeedSigns signs;
  signs.entries = 20;
  signs.language = "en";
  signs.newest = Noon();
  signs.oldest = Noon() - std::chrono::days(2);
  signs.domain = "herald.example";
  signs.link_domain = "herald.example";
  signs.certificate = std::string(64, 'a');
  return signs;
}

class FeedJudgement : public ::testing::Test {
 protected:
  FeedJudgement() {
    for (int i = 0; i < 3; ++i) {
      EXPECT_THAT(Judge(Usual()), IsEmpty()) << "a feed like that is well";
    }
  }

  // Kinds of the new troubles.
  std::vector<std::string> Judge(const FeedSigns& signs) {
    std::vector<std::string> kinds;
    for (const Trouble& trouble : JudgeFeed(usual_, signs, Noon())) {
      EXPECT_EQ(trouble.since, Noon());
      MarkTold(usual_, trouble);
      kinds.push_back(trouble.kind);
      reason_ = trouble.reason;
    }
    return kinds;
  }

  Json usual_;
  std::string reason_;
};

TEST_F(FeedJudgement, FewEntriesWhereManyWereUsual) {
  FeedSigns signs = Usual();
  signs.entries = 1;
  EXPECT_THAT(Judge(signs), ElementsAre("yield"));
  EXPECT_EQ(reason_, "yield fell: 1 entries where 20 were usual");
}

TEST_F(FeedJudgement, SomewhatFewerEntriesAreNoNews) {
  FeedSigns signs = Usual();
  signs.entries = 8;
  EXPECT_THAT(Judge(signs), IsEmpty());
}

TEST_F(FeedJudgement, AGap) {
  FeedSigns signs = Usual();
  signs.gap = true;
  EXPECT_THAT(Judge(signs), ElementsAre("gap"));
}

TEST_F(FeedJudgement, AnotherLanguage) {
  FeedSigns signs = Usual();
  signs.language = "zh";
  EXPECT_THAT(Judge(signs), ElementsAre("language"));
  EXPECT_EQ(reason_, "language jump: zh where en was usual");
}

TEST_F(FeedJudgement, ATextTooShortToSayIsNoOtherLanguage) {
  FeedSigns signs = Usual();
  signs.language.clear();
  EXPECT_THAT(Judge(signs), IsEmpty());
}

TEST_F(FeedJudgement, DatesFromTheFuture) {
  FeedSigns signs = Usual();
  signs.newest = Noon() + std::chrono::days(400);
  EXPECT_THAT(Judge(signs), ElementsAre("date"));
  EXPECT_THAT(reason_, HasSubstr("which is to come"));
}

TEST_F(FeedJudgement, DatesFromLongAgo) {
  FeedSigns signs = Usual();
  signs.newest = Time{};
  signs.oldest = Time{} - std::chrono::days(2);
  EXPECT_THAT(Judge(signs), ElementsAre("date"));
  EXPECT_THAT(reason_, HasSubstr("1970"));
}

TEST_F(FeedJudgement, OneDateForAll) {
  FeedSigns signs = Usual();
  signs.oldest = signs.newest;
  EXPECT_THAT(Judge(signs), ElementsAre("date"));
  EXPECT_THAT(reason_, HasSubstr("all 20 entries"));
}

TEST_F(FeedJudgement, AnotherDomain) {
  FeedSigns signs = Usual();
  signs.domain = "parked.example";
  EXPECT_THAT(Judge(signs), ElementsAre("domain"));
  signs = Usual();
  signs.link_domain = "elsewhere.example";
  EXPECT_THAT(Judge(Usual()), IsEmpty());
  EXPECT_THAT(Judge(signs), ElementsAre("domain"));
  EXPECT_THAT(reason_, HasSubstr("lead to elsewhere.example"));
}

TEST_F(FeedJudgement, AnotherCertificateIsToldOnceAndThenIsTheUsualOne) {
  FeedSigns signs = Usual();
  signs.certificate = std::string(64, 'b');
  EXPECT_THAT(Judge(signs), ElementsAre("certificate"));
  EXPECT_THAT(Judge(signs), IsEmpty());
  EXPECT_THAT(Judge(Usual()), IsEmpty()) << "two certificates by turns are two that are known";
}

TEST_F(FeedJudgement, ACertificateStaysStrangeUntilItIsTold) {
  FeedSigns signs = Usual();
  signs.certificate = std::string(64, 'b');
  ASSERT_THAT(JudgeFeed(usual_, signs, Noon()), SizeIs(1));
  EXPECT_THAT(JudgeFeed(usual_, signs, Noon()), SizeIs(1)) << "nobody was told";
}

TEST_F(FeedJudgement, ATroubleIsToldOnceUntilItIsOver) {
  FeedSigns signs = Usual();
  signs.language = "ru";
  EXPECT_THAT(Judge(signs), ElementsAre("language"));
  EXPECT_THAT(Judge(signs), IsEmpty());
  EXPECT_THAT(Judge(Usual()), IsEmpty());
  EXPECT_THAT(Judge(signs), ElementsAre("language"));
}

TEST(FeedJudgementAtFirst, ANewSourceIsNotUnusual) {
  Json usual;
  FeedSigns signs = Usual();
  EXPECT_THAT(JudgeFeed(usual, signs, Noon()), IsEmpty());
  signs.language = "ru";
  signs.entries = 1;
  EXPECT_THAT(JudgeFeed(usual, signs, Noon()), IsEmpty());
}

// --- the judgement on one article ---------------------------------------------------------------

Page PageAt(const std::string& url) {
  Page page;
  page.url = *Url::Parse(url);
  return page;
}

Version LastVersion() {
  Version version = SummitVersion();
  version.article.paragraphs = SummitStory();
  return version;
}

TEST(ArticleJudgement, TheSameTextOnAnotherDomainOnlyMoved) {
  const Version last = LastVersion();
  EXPECT_EQ(JudgeArticle(PageAt("https://new.example/summit"), last.article, &last, Noon()),
            std::nullopt);
}

TEST(ArticleJudgement, AnotherTextOnAnotherDomainIsNotTheArticle) {
  const Version last = LastVersion();
  Article parked = last.article;
  parked.paragraphs = {"This domain is for sale. Make an offer to its owner today and own it."};
  const auto trouble = JudgeArticle(PageAt("https://parked.example/"), parked, &last, Noon());
  ASSERT_TRUE(trouble);
  EXPECT_EQ(trouble->kind, "domain");
}

TEST(ArticleJudgement, AnotherTextInAnotherLanguageIsNotTheArticle) {
  const Version last = LastVersion();
  Article other = last.article;
  other.language = "ru";
  other.paragraphs = {"Саммит завершился во вторник. Стороны подписали план действий на два года."};
  const auto trouble = JudgeArticle(PageAt(last.article.url), other, &last, Noon());
  ASSERT_TRUE(trouble);
  EXPECT_EQ(trouble->kind, "language");
}

TEST(ArticleJudgement, AnEditOnItsOwnSiteIsAnEdit) {
  const Version last = LastVersion();
  Article edited = last.article;
  edited.paragraphs = {"Everything in this report is written anew, with other words throughout."};
  EXPECT_EQ(JudgeArticle(PageAt(last.article.url), edited, &last, Noon()), std::nullopt);
}

// --- through feed, pipeline and alert -----------------------------------------------------------

constexpr const char* kFeed = "http://herald.example/feed.xml";
constexpr int kStories = 12;

class FaultInjection : public ::testing::Test {
 protected:
  FaultInjection() {
    desk_.config.fetch.timeout = std::chrono::seconds(5);
    desk_.config.recheck.schedule = {{std::chrono::days(365), std::chrono::hours(1)}};
    desk_.AddSource("herald", "herald.example");
    SetFeed(kStories);
    for (int n = 0; n < kStories; ++n) {
      desk_.site.SetHtml(Story(n), ArticlePage(Story(n), TitleOf(n), TextOf(n)));
    }
    desk_.Open();
    for (int poll = 0; poll < 4; ++poll) {
      SetFeed(kStories, poll);
      Poll();
    }
    EXPECT_THAT(Degraded(), IsEmpty());
    alerts_before_ = desk_.alerts.size();
  }

  static std::string Story(int n) { return "http://herald.example/world/" + std::to_string(n); }

  static std::string TitleOf(int n) {
    return "Leaders of Central Asia speak about harvest number " + std::to_string(n);
  }

  // On the topic, so that a change would alert.
  static std::vector<std::string> TextOf(int n) {
    std::vector<std::string> story = SummitStory();
    story.push_back("Station " + std::to_string(n) +
                    " of the weather service measured rain on the day before the summit began.");
    return story;
  }

  // The feed with its first `count` stories; `turn` makes its bytes new.
  void SetFeed(int count, int turn = 0, const std::string& title = "") {
    std::vector<std::pair<std::string, std::string>> entries;
    for (int n = 0; n < count; ++n) {
      entries.emplace_back(Story(n), title.empty() ? TitleOf(n) : title);
    }
    desk_.site.SetRss(kFeed, RssOf(entries) + "<!-- " + std::to_string(turn) + " -->");
  }

  void Poll() {
    desk_.clock.Advance(std::chrono::hours(2));
    desk_.Settle();
  }

  std::vector<std::string> Degraded() const {
    std::vector<std::string> reasons;
    for (const Alert& alert : desk_.AlertsOf(FindingType::kSourceDegraded)) {
      reasons.emplace_back(alert.record.At("event.reason").AsString());
    }
    return reasons;
  }

  // At most two polls after the fault it is named, and nothing else is said.
  void ExpectNamed(const std::string& words) {
    Poll();
    Poll();
    ASSERT_THAT(Degraded(), SizeIs(1));
    EXPECT_THAT(Degraded()[0], HasSubstr(words));
    EXPECT_EQ(desk_.alerts.size(), alerts_before_ + 1) << "no article alerts";
  }

  Desk desk_;
  std::size_t alerts_before_ = 0;
};

TEST_F(FaultInjection, TheFeedRunsDry) {
  SetFeed(1, 9);
  ExpectNamed("yield fell: 1 entries");
}

// A day is the least between two words on the same; what is still wrong then is said then.
TEST_F(FaultInjection, AFeedThatBreaksAgainOnTheSameDayIsToldOfTheNextDay) {
  SetFeed(1, 9);
  Poll();
  Poll();
  ASSERT_THAT(Degraded(), SizeIs(1));
  SetFeed(kStories, 10);
  Poll();
  for (int turn = 11; turn < 20; ++turn) {
    SetFeed(1, turn);
    Poll();
  }
  EXPECT_THAT(Degraded(), SizeIs(1));
  for (int turn = 20; turn < 29; ++turn) {
    SetFeed(1, turn);
    Poll();
  }
  EXPECT_THAT(Degraded(), SizeIs(2));
}

TEST_F(FaultInjection, TheFeedSpeaksAnotherLanguage) {
  SetFeed(kStories, 9, "Лидеры стран Центральной Азии говорят об урожае и о погоде на саммите");
  ExpectNamed("language jump: ru");
}

TEST_F(FaultInjection, TheFeedIsDatedInTheFuture) {
  std::string feed = RssOf({{Story(0), TitleOf(0)},
                            {Story(1), TitleOf(1)},
                            {Story(2), TitleOf(2)},
                            {Story(3), TitleOf(3)},
                            {Story(4), TitleOf(4)}});
  for (std::size_t at = feed.find("Jun 2025"); at != std::string::npos;
       at = feed.find("Jun 2025")) {
    feed.replace(at, 8, "Jun 2031");
  }
  desk_.site.SetRss(kFeed, feed);
  ExpectNamed("date jump");
}

TEST_F(FaultInjection, EveryArticleIsOneAndTheSameText) {
  for (int n = 0; n < kStories; ++n) {
    desk_.site.SetHtml(
        Story(n), ArticlePage(Story(n), TitleOf(n),
                              {"The Herald moves to a new system this week. Our archive of 30,000 "
                               "training opportunities reports will be back soon, and we thank all "
                               "readers for their patience.",
                               "Subscribers in Central Asia find the printed edition at 200 kiosks "
                               "as before, the editors said on Tuesday."}));
  }
  ExpectNamed("uniform text");
  for (int more = 0; more < 5; ++more) {
    Poll();
  }
  EXPECT_THAT(Degraded(), SizeIs(1)) << "its pages are no second alert";
}

TEST_F(FaultInjection, TheArticlesComeInAnotherLanguage) {
  for (int n = 0; n < kStories; ++n) {
    desk_.site.SetHtml(
        Story(n),
        ArticlePage(Story(n), TitleOf(n),
                    {"Пресс-служба сообщила во вторник, что саммит Китай — Центральная Азия прошёл "
                     "в Астане и что стороны договорились о 30 000 учебных мест для студентов.",
                     "Министр иностранных дел рассказал журналистам о планах на следующие два года "
                     "и поблагодарил участников за работу над документами, номер " +
                         std::to_string(n) + "."}));
  }
  ExpectNamed("language jump");
}

TEST_F(FaultInjection, EntriesComeAndGoBetweenTwoPolls) {
  std::vector<std::pair<std::string, std::string>> entries;
  for (int n = 100; n < 100 + kStories; ++n) {
    entries.emplace_back(Story(n), TitleOf(n));
    desk_.site.SetHtml(Story(n), ArticlePage(Story(n), TitleOf(n), TextOf(n)));
  }
  std::string feed = RssOf(entries);  // all of them newer than all that were there
  for (std::size_t at = feed.find(" 10:00:"); at != std::string::npos; at = feed.find(" 10:00:")) {
    feed.replace(at, 7, " 19:00:");
  }
  desk_.site.SetRss(kFeed, feed);
  ExpectNamed("feed gap");
}

TEST_F(FaultInjection, TheDomainIsParked) {
  desk_.site.SetRedirect(kFeed, 302, "http://parked.example/feed.xml");
  desk_.site.SetRss(
      "http://parked.example/feed.xml",
      RssOf({{"http://parked.example/offer", "Buy this domain and its many readers"},
             {"http://parked.example/o2", "More domains that may please you today"},
             {"http://parked.example/o3", "What a domain is worth, in plain words"},
             {"http://parked.example/o4", "Sellers of domains and where to find them"}}));
  ExpectNamed("domain change");
}

// The redirect is told on its first day; that it is confirmed as a move to another domain a week
// later is a line of the event log and no second alert.
TEST_F(FaultInjection, AMoveToAnotherDomainIsToldOnce) {
  desk_.site.SetRedirect(kFeed, 301, "http://parked.example/feed.xml");
  for (int day = 0; day < 10; ++day) {
    std::vector<std::pair<std::string, std::string>> entries;
    for (int n = 0; n < kStories; ++n) {
      entries.emplace_back(Story(n), TitleOf(n));
    }
    desk_.site.SetRss("http://parked.example/feed.xml",
                      RssOf(entries) + "<!-- " + std::to_string(day) + " -->");
    desk_.clock.Advance(std::chrono::hours(24));
    desk_.Settle();
  }
  ASSERT_THAT(Degraded(), SizeIs(1));
  EXPECT_THAT(Degraded()[0], HasSubstr("claimwatch source move"));
}

// A source over TLS whose server comes back with another certificate.
class CertificateInjection : public ::testing::Test {
 protected:
  static constexpr const char* kPath = "/feed.xml";

  CertificateInjection() {
    desk_.config.fetch.timeout = std::chrono::seconds(5);
    desk_.config.fetch.proxy.clear();
    desk_.config.fetch.ca_file = authority_.CaFile();
    SourceConfig source;
    source.id = "herald";
    source.url = desk_.site.Url(kPath);
    desk_.config.sources.push_back(source);
    desk_.Open();
  }

  // A feed of one entry over TLS, on its own thread.
  static void Serve(const TlsSite::Connection& client) {
    static std::atomic<int> turn = 0;
    if (!client.ReadRequest()) {
      return;
    }
    client.Send(
        "HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nConnection: close\r\n\r\n" +
        RssOf({}) + "<!-- " + std::to_string(++turn) + " -->");
  }

  void PollAt(const TlsSite& site) {
    desk_.site.SetRedirect(kPath, 302, site.Url(kPath));
    desk_.clock.Advance(std::chrono::hours(2));
    desk_.Settle();
  }

  Authority authority_;
  Desk desk_;
};

TEST_F(CertificateInjection, AnotherCertificateIsNamedAtTheFirstPoll) {
  const TlsSite before(authority_, {}, "http/1.1", &Serve);
  for (int poll = 0; poll < 4; ++poll) {
    PollAt(before);
  }
  EXPECT_THAT(desk_.alerts, IsEmpty());
  const TlsSite after(authority_, {}, "http/1.1", &Serve);
  PollAt(after);
  ASSERT_THAT(desk_.alerts, SizeIs(1));
  EXPECT_EQ(desk_.alerts[0].type, FindingType::kSourceDegraded);
  EXPECT_THAT(desk_.alerts[0].record.At("event.reason").AsString(),
              HasSubstr("certificate change: sha256"));
  PollAt(after);
  EXPECT_THAT(desk_.alerts, SizeIs(1));
}

}  // namespace
}  // namespace claimwatch::testing
