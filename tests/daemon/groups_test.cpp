// A change of the whole site, and what somebody suppressed: one event, the rest listed (WISHES 25).
#include "daemon/groups.h"

#include <gmock/gmock.h>

#include "tests/daemon/desk.h"

namespace claimwatch::testing {
namespace {

using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr const char* kFeed = "http://herald.example/feed.xml";
constexpr int kPages = 40;

class SiteWideChange : public ::testing::Test {
 protected:
  SiteWideChange() {
    desk_.config.recheck.schedule = {{std::chrono::days(365), std::chrono::minutes(20)}};
    desk_.AddSource("herald", "herald.example");
    std::vector<std::pair<std::string, std::string>> entries;
    for (int n = 0; n < kPages; ++n) {
      entries.emplace_back(Story(n), "Report " + std::to_string(n));
      Print(n, "");
    }
    desk_.site.SetRss(kFeed, RssOf(entries));
  }

  void Open() {
    desk_.Open();
    desk_.Settle();
    before_ = desk_.alerts.size();
  }

  static std::string Story(int n) { return "http://herald.example/world/" + std::to_string(n); }

  // Each page is on the topic and has words of its own in every paragraph, or the site's memory
  // would take them for furniture; `more` is the new sentence, at the end of one.
  void Print(int n, const std::string& more) {
    const std::string town = "town " + std::to_string(100 + n);
    std::vector<std::string> story = SummitStory();
    for (std::string& paragraph : story) {
      paragraph += " So much could be heard in " + town + ".";
    }
    story[1] += more.empty() ? "" : " " + more;
    desk_.site.SetHtml(Story(n), ArticlePage(Story(n), "Report " + std::to_string(n), story));
  }

  std::vector<Json> Listed() { return std::move(Silenced(desk_.store())).value(); }

  Desk desk_;
  std::size_t before_ = 0;
};

TEST_F(SiteWideChange, OneSentenceOnEveryPageIsOneAlertAndOneGroup) {
  Open();
  for (int n = 0; n < kPages; ++n) {
    Print(n,
          "Central Asian countries will get 47,000 training opportunities from China, the Herald "
          "has learnt from the summit's organisers.");
  }
  desk_.Pass(std::chrono::minutes(40), std::chrono::minutes(20));
  EXPECT_LE(desk_.alerts.size(), before_ + 1) << "one event";
  ASSERT_THAT(Listed(), SizeIs(1));
  EXPECT_THAT(std::string(Listed()[0]["why"].AsString()), HasSubstr("pages of herald.example"));
  EXPECT_GE(Listed()[0]["pages"].AsInt(), kPages - 2);
}

TEST_F(SiteWideChange, TheSameChangeOnFourPagesIsNoGroup) {
  Open();
  for (int n = 0; n < 4; ++n) {
    Print(n,
          "Central Asian countries will get 47,000 training opportunities from China, the Herald "
          "has learnt from the summit's organisers.");
  }
  desk_.Pass(std::chrono::minutes(40), std::chrono::minutes(20));
  EXPECT_THAT(Listed(), IsEmpty());
}

TEST_F(SiteWideChange, WhatIsSuppressedDoesNotAlertAndIsListedWithItsReason) {
  desk_.config.suppressions.push_back({"", "herald", std::nullopt, "house style, says the desk"});
  Open();
  Print(0,
        "China pledged to provide 47,000 training opportunities to Central Asian countries in the "
        "next two years, Wang said.");
  desk_.Pass(std::chrono::minutes(40), std::chrono::minutes(20));
  EXPECT_THAT(desk_.alerts, IsEmpty());
  ASSERT_FALSE(Listed().empty());
  for (const Json& one : Listed()) {
    EXPECT_EQ(one["why"].AsString(), "house style, says the desk");
    EXPECT_EQ(one["source"].AsString(), "herald");
    EXPECT_FALSE(one["sentence"].AsString().empty());
  }
}

TEST_F(SiteWideChange, ASuppressionThatHasExpiredSilencesNothing) {
  desk_.config.suppressions.push_back(
      {"", "herald", desk_.clock.Now() + std::chrono::minutes(1), "for today"});
  Open();
  desk_.clock.Advance(std::chrono::minutes(5));
  Print(0,
        "China pledged to provide 47,000 training opportunities to Central Asian countries in the "
        "next two years, Wang said.");
  desk_.Pass(std::chrono::minutes(40), std::chrono::minutes(20));
  EXPECT_FALSE(desk_.alerts.empty());
}

}  // namespace
}  // namespace claimwatch::testing
