#include "daemon/robots.h"

#include <gmock/gmock.h>

namespace claimwatch {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr std::string_view kAgent = "claimwatch/0.1 (+https://example.org/bot)";

bool Allows(std::string_view robots, std::string_view path) {
  return Robots::Parse(robots).Allows(kAgent, path);
}

struct MatchRow {
  const char* pattern;
  const char* path;
  bool matches;
};

class Patterns : public ::testing::TestWithParam<MatchRow> {};

TEST_P(Patterns, MatchAPrefixWithStarsAndAnEnd) {
  EXPECT_EQ(RobotsMatch(GetParam().pattern, GetParam().path), GetParam().matches)
      << GetParam().pattern << " on " << GetParam().path;
}

INSTANTIATE_TEST_SUITE_P(
    Table, Patterns,
    ::testing::Values(MatchRow{"/", "/x", true}, MatchRow{"/fish", "/fish.html", true},
                      MatchRow{"/fish", "/Fish", false}, MatchRow{"/fish/", "/fish", false},
                      MatchRow{"/*.php", "/a/b.php?x", true}, MatchRow{"/*.php$", "/a.php", true},
                      MatchRow{"/*.php$", "/a.php?x", false},
                      MatchRow{"/*.php$", "/a.phpx.php", true},
                      MatchRow{"/fish*.php", "/fishheads/catfish.php?p", true},
                      MatchRow{"/fish*.php", "/Fish.PHP", false}, MatchRow{"*", "/", true},
                      MatchRow{"/a*b*c", "/a1b2c3", true}, MatchRow{"/a*b*c", "/a1c2b3", false},
                      MatchRow{"/a*b*c$", "/abbc", true}, MatchRow{"/a**b", "/axb", true},
                      MatchRow{"/x$", "/x", true}, MatchRow{"/x$", "/xy", false},
                      MatchRow{"$", "/", false}, MatchRow{"/$", "/", true},
                      MatchRow{"/a*$", "/abc", true}, MatchRow{"/ab*b$", "/ab", false},
                      MatchRow{"/ab*b$", "/abb", true}));

TEST(Robots, TheLongestRuleWinsAndAllowWinsATie) {
  const std::string_view robots =
      "User-agent: *\nDisallow: /a\nAllow: /a/b\nDisallow: /a/b/c\nAllow: /t\nDisallow: /t\n";
  EXPECT_FALSE(Allows(robots, "/a"));
  EXPECT_TRUE(Allows(robots, "/a/b"));
  EXPECT_FALSE(Allows(robots, "/a/b/c/d"));
  EXPECT_TRUE(Allows(robots, "/t"));
  EXPECT_TRUE(Allows(robots, "/elsewhere"));
}

TEST(Robots, TheOwnGroupCountsAloneAndSeveralAreOne) {
  const std::string_view robots =
      "User-agent: *\nDisallow: /\n\nUser-agent: ClaimWatch\nDisallow: /x\n\nuser-agent: "
      "other\nDisallow: /o\n\n"
      "user-agent: claimwatch\nuser-agent: third\nDisallow: /y\n";
  EXPECT_TRUE(Allows(robots, "/"));
  EXPECT_FALSE(Allows(robots, "/x"));
  EXPECT_FALSE(Allows(robots, "/y"));
  EXPECT_TRUE(Allows(robots, "/o"));
}

TEST(Robots, AnEmptyRuleAllowsAndRulesBeforeAnyAgentAreForNobody) {
  EXPECT_TRUE(Allows("User-agent: *\nDisallow:\n", "/x"));
  EXPECT_TRUE(Allows("Disallow: /\n", "/x"));
  EXPECT_TRUE(Allows("", "/x"));
}

TEST(Robots, RobotsTxtItselfIsAlwaysAllowed) {
  EXPECT_TRUE(Allows("User-agent: *\nDisallow: /\n", "https://a.example/robots.txt"));
}

TEST(Robots, ReadsWholeUrlsAndWritesEscapesTheSame) {
  const std::string_view robots = "User-agent: *\nDisallow: /caf\xC3\xA9\nDisallow: /q?x=%e4\n";
  EXPECT_FALSE(Allows(robots, "https://a.example/caf%C3%A9/menu#top"));
  EXPECT_FALSE(Allows(robots, "https://a.example/q?x=%E4"));
  EXPECT_TRUE(Allows(robots, "https://a.example"));
}

TEST(Robots, UnderstandsLineEndsCommentsMarksAndMisspellings) {
  EXPECT_FALSE(Allows("\xEF\xBB\xBFUser-agent: *\r\nDisallow: /a # no\r\n", "/a"));
  EXPECT_FALSE(Allows("User-agent: *\rDisallow: /a\r", "/a"));
  EXPECT_FALSE(Allows("useragent: *\ndisalow: /a\n", "/a"));
  EXPECT_FALSE(Allows("User-agent *\nDisallow /a\n", "/a"));
}

TEST(Robots, CrawlDelayAndSitemapsAreRead) {
  const Robots robots = Robots::Parse(
      "Sitemap: https://a.example/news.xml\nUser-agent: *\nCrawl-delay: 2.5\nDisallow: /x\n"
      "User-agent: slow\nCrawl-delay: never\n");
  EXPECT_EQ(robots.CrawlDelay(kAgent), milliseconds(2500));
  EXPECT_EQ(robots.CrawlDelay("slow/1"), std::nullopt);
  EXPECT_THAT(robots.sitemaps(), ElementsAre("https://a.example/news.xml"));
}

TEST(Robots, ManyStarsTakeLinearTime) {
  std::string pattern = "/";
  for (int i = 0; i < 60; ++i) {
    pattern += "*a";
  }
  const std::string path = "/" + std::string(100'000, 'a') + "b";
  EXPECT_FALSE(RobotsMatch(pattern + "c", path));
  EXPECT_TRUE(RobotsMatch(pattern, path));
}

TEST(Robots, RulesBeyondHalfAMegabyteAreNotRead) {
  std::string robots =
      "User-agent: *\nDisallow: /first\n" + std::string(600U << 10U, '#') + "\nDisallow: /last\n";
  EXPECT_FALSE(Allows(robots, "/first"));
  EXPECT_TRUE(Allows(robots, "/last"));
}

TEST(Robots, OnlyWhatConcernsTheAgentIsKept) {
  const Robots all = Robots::Parse(
      "User-agent: *\nDisallow: /all\nUser-agent: claimwatch\nDisallow: /ours\nCrawl-delay: 3\n");
  const Robots ours = all.Only(kAgent);
  EXPECT_LT(ours.Weight(), all.Weight());
  EXPECT_FALSE(ours.Allows(kAgent, "/ours"));
  EXPECT_TRUE(ours.Allows(kAgent, "/all"));
  EXPECT_EQ(ours.CrawlDelay(kAgent), seconds(3));
}

class RobotsCacheTest : public ::testing::Test {
 protected:
  void Answered(int status, std::string body = "", FetchFault fault = FetchFault::kNone) {
    Fetched fetched;
    fetched.page.requested = RobotsUrl(Story());
    fetched.page.url = fetched.page.requested;
    fetched.page.status = status;
    fetched.page.body = std::move(body);
    fetched.fault = fault;
    cache_.Store(fetched);
  }

  static Url Story() { return Url::Parse("https://a.example:8443/story?id=1").Take(); }

  RobotsCache::Verdict Ask() const { return cache_.Ask(Story()).verdict; }

  using Verdict = RobotsCache::Verdict;
  ManualClock clock_{*ParseTime("2025-06-19T04:00:00Z")};
  RobotsCache cache_{std::string(kAgent), clock_};
};

TEST_F(RobotsCacheTest, AsksOncePerOriginAndDay) {
  EXPECT_EQ(Ask(), Verdict::kAsk);
  EXPECT_EQ(RobotsUrl(Story()).text(), "https://a.example:8443/robots.txt");
  Answered(200, "User-agent: *\nDisallow: /private\n");
  EXPECT_EQ(Ask(), Verdict::kAllowed);
  EXPECT_EQ(cache_.Ask(Url::Parse("https://a.example:8443/private/x").Take()).verdict,
            Verdict::kDisallowed);
  EXPECT_EQ(cache_.Ask(Url::Parse("http://a.example/story").Take()).verdict, Verdict::kAsk);
  clock_.Advance(hours(24));
  EXPECT_EQ(Ask(), Verdict::kAsk);
}

TEST_F(RobotsCacheTest, NoSuchFileMeansEverythingIsAllowed) {
  for (const int status : {400, 401, 403, 404, 410}) {
    Answered(status);
    EXPECT_EQ(Ask(), Verdict::kAllowed) << status;
  }
  Answered(302, "", FetchFault::kRedirects);
  EXPECT_EQ(Ask(), Verdict::kAllowed) << "more than five redirects are as good as no file";
}

TEST_F(RobotsCacheTest, AServerInTroubleIsNotAskedForAnythingUntilAnHourLater) {
  Answered(503);
  EXPECT_EQ(Ask(), Verdict::kDisallowed);
  EXPECT_THAT(cache_.Ask(Story()).reason, HasSubstr("cannot be read"));
  clock_.Advance(hours(1));
  EXPECT_EQ(Ask(), Verdict::kAsk);
  Answered(0, "", FetchFault::kTimeout);
  EXPECT_EQ(Ask(), Verdict::kDisallowed);
}

TEST_F(RobotsCacheTest, ThirtyDaysOfTroubleCountAsNoFile) {
  Answered(503);
  clock_.Advance(days(29));
  Answered(503);
  EXPECT_EQ(Ask(), Verdict::kDisallowed);
  clock_.Advance(days(1));
  Answered(503);
  EXPECT_EQ(Ask(), Verdict::kAllowed);
}

// A hostile feed names ever new hosts, each with the largest file that is read.
TEST_F(RobotsCacheTest, ManyLargeFilesMakeItForgetTheOldestOnes) {
  std::string rules = "User-agent: *\n";
  while (rules.size() < (std::size_t{500} << 10U)) {
    rules += "Disallow: /x\n";
  }
  const auto site = [](int n) {
    return Url::Parse("https://s" + std::to_string(n) + ".example/x").Take();
  };
  constexpr int kSites = 40;
  for (int n = 0; n < kSites; ++n) {
    Fetched fetched;
    fetched.page.requested = RobotsUrl(site(n));
    fetched.page.status = 200;
    fetched.page.body = rules;
    clock_.Advance(seconds(20));
    cache_.Store(fetched);
  }
  EXPECT_EQ(cache_.Ask(site(0)).verdict, Verdict::kAsk);
  EXPECT_EQ(cache_.Ask(site(kSites - 1)).verdict, Verdict::kDisallowed);
}

TEST_F(RobotsCacheTest, UnderAnotherNameTheFileIsAskedForAgain) {
  Answered(200, "User-agent: other\nDisallow: /\n");
  EXPECT_EQ(Ask(), Verdict::kAllowed);
  cache_.SetAgent(std::string(kAgent));
  EXPECT_EQ(Ask(), Verdict::kAllowed);
  cache_.SetAgent("other/1.0");
  EXPECT_EQ(Ask(), Verdict::kAsk);
}

TEST_F(RobotsCacheTest, KnowsTheCrawlDelayOfTheOrigin) {
  EXPECT_FALSE(cache_.CrawlDelay(Story()));
  Answered(200, "User-agent: *\nCrawl-delay: 7\n");
  EXPECT_EQ(cache_.CrawlDelay(Story()), seconds(7));
}

}  // namespace
}  // namespace claimwatch
