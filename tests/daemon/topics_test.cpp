// Baselines that are fetched: what keeps the daemon from starting, and what only delays it.
#include "daemon/topics.h"

#include <gmock/gmock.h>

#include "plugins/parser.h"
#include "plugins/read/reading.h"
#include "tests/support/fake_site.h"
#include "tests/support/temp_folder.h"

namespace claimwatch::testing {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using ::testing::HasSubstr;

Article ArticleAbout(const std::string& title, std::vector<std::string> paragraphs) {
  Article article;
  article.url = "https://herald.example/story";
  article.title = title;
  article.language = "en";
  article.paragraphs = std::move(paragraphs);
  return article;
}

bool Matches(double min_score, const Article& article) {
  Config config;
  TopicConfig& topic = config.topics.emplace_back();
  topic.id = "summit";
  topic.match_min_score = min_score;
  topic.baselines.emplace_back().file = CW_SOURCE_DIR "/config/baselines/xinhua-20250619.txt";
  const std::unique_ptr<Store> store = std::move(Store::OpenInMemory()).value();
  const SystemClock clock;
  const std::vector<Topic> topics =
      std::move(LoadTopics(config, *store, clock, *MakeParser())).value();
  return MatchTopic(topics.front(), article, ReadArticle(article), {}).relevant;
}

TEST(MatchTopic, MinScoreAsksForMoreOrForNothing) {
  const Article cup =
      ArticleAbout("City win the cup", {"City beat United by two goals to one on Saturday."});
  EXPECT_FALSE(Matches(0.35, cup));
  EXPECT_TRUE(Matches(0, cup)) << "0 compares everything";
  const Article summit = ArticleAbout(
      "Leaders meet in Astana",
      {"China will provide 3,000 training opportunities to Central Asian countries in the next two "
       "years, it was said at the second China-Central Asia Summit in Astana."});
  EXPECT_TRUE(Matches(0.35, summit));
  EXPECT_FALSE(Matches(1, summit));
}

class Topics : public ::testing::Test {
 protected:
  Topics() {
    config_.fetch.allow_private_net = true;
    config_.fetch.allow_ports.clear();
  }

  void AddBaseline(const std::string& id, const std::string& url) {
    TopicConfig& topic = config_.topics.emplace_back();
    topic.id = "about-" + id;
    BaselineConfig& baseline = topic.baselines.emplace_back();
    baseline.id = id;
    baseline.url = url;
  }

  Error Failure(std::optional<Duration> patience = std::nullopt) {
    const auto topics = LoadTopics(config_, *store_, clock_, *parser_, patience);
    return topics.ok() ? Error(Errc::kUnsupported, "they were loaded") : topics.error();
  }

  static std::string ClosedPort() {
    const FakeSite site;
    return site.Url("/statement");
  }

  Config config_;
  std::unique_ptr<Store> store_ = std::move(Store::OpenInMemory()).value();
  std::unique_ptr<Parser> parser_ = MakeParser();
  SystemClock clock_;
};

TEST_F(Topics, ABaselineThatCannotBeReachedIsNoMistakeOfTheConfiguration) {
  AddBaseline("away", ClosedPort());
  EXPECT_EQ(Failure().code(), Errc::kNetwork);
}

TEST_F(Topics, WhatOnlyTheOperatorCanMendIsAMistakeWhateverElseIsWrong) {
  const FakeSite site;
  AddBaseline("away", ClosedPort());
  AddBaseline("gone", site.Url("/nowhere"));
  AddBaseline("away-too", ClosedPort());
  const Error error = Failure();
  EXPECT_EQ(error.code(), Errc::kConfig);
  EXPECT_THAT(error.message(), HasSubstr("baseline 'gone'"));
  EXPECT_THAT(error.message(), HasSubstr("baseline 'away-too'"));
}

TEST_F(Topics, AReloadWaitsForAllOfThemTogetherNoLongerThanItsTime) {
  const HostileSite silent(
      [](const HostileSite::Connection& connection) { connection.WaitForClient(); });
  AddBaseline("first", silent.Url("/1"));
  AddBaseline("second", silent.Url("/2"));
  const auto since = std::chrono::steady_clock::now();
  const Error error = Failure(milliseconds(300));
  EXPECT_EQ(error.code(), Errc::kNetwork);
  EXPECT_THAT(error.message(), HasSubstr("/2: no time is left for it"));
  EXPECT_LT(std::chrono::steady_clock::now() - since, config_.fetch.timeout);
}

// `backtest` looks at the store of a daemon.
TEST_F(Topics, OnAReadersStoreAnAddressIsReadAndNothingKept) {
  const TempFolder folder;
  { ASSERT_TRUE(Store::Open(folder.path() / "store").ok()); }
  store_ = std::move(Store::OpenReader(folder.path() / "store")).value();
  FakeSite site;
  site.SetHtml("/statement",
               "<html lang=en><title>Statement</title><article><h1>Statement</h1><p>The ministry "
               "will provide 3,000 training opportunities in the next two years, it said in "
               "Astana on Tuesday.</p><p>More than 100 outcomes were achieved, the minister told "
               "reporters after the meeting of the six leaders.</p></article></html>");
  AddBaseline("statement", site.Url("/statement"));
  const auto topics = LoadTopics(config_, *store_, clock_, *parser_);
  ASSERT_TRUE(topics.ok()) << topics.error().message();
  EXPECT_THAT(topics->front().baselines.front().article.Text(), HasSubstr("3,000 training"));
}

}  // namespace
}  // namespace claimwatch::testing
