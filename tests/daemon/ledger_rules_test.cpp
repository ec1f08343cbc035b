// What the ledger adds: a second independent outlet, a retraction, a value between known ones; and
// that an alert can be made again.
#include "daemon/ledger_rules.h"

#include <gmock/gmock.h>

#include "daemon/replay.h"
#include "tests/daemon/desk.h"

namespace claimwatch::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr const char* kHeraldStory = "http://herald.example/world/summit";
constexpr const char* kWireStory = "http://wire.example/news/astana";

// The same facts as SummitStory("30,000"), in a reporter's own words.
std::vector<std::string> OwnWords() {
  return {
      "Astana saw the second summit of China and the five states of Central Asia end with a treaty "
      "of eternal good-neighbourliness on June 17, 2025, signed by all six presidents.",
      "Beijing will set up three cooperation centres, on poverty reduction, on education exchange "
      "and on desertification control, and offers Central Asian countries 30,000 training "
      "opportunities in the next two years.",
      "China and Central Asia now have more than 100 pairs of sister cities, which was the goal of "
      "an initiative that Xi Jinping proposed three years ago."};
}

class LedgerRules : public ::testing::Test {
 protected:
  LedgerRules() {
    desk_.config.fetch.timeout = std::chrono::seconds(5);
    Add("herald", kHeraldStory);
    Add("wire", kWireStory);
    Print(kHeraldStory, SummitStory("30,000"));
  }

  void Add(const std::string& id, const std::string& story) {
    desk_.AddSource(id, id + ".example");
    desk_.site.SetRss("http://" + id + ".example/feed.xml", RssOf({}));
    stories_[id] = story;
  }

  void Print(const std::string& url, const std::vector<std::string>& story) {
    desk_.site.SetHtml(url, ArticlePage(url, "Summit ends in Astana", story));
  }

  // The outlet's feed now has its story.
  void Publish(const std::string& id) {
    desk_.site.SetRss("http://" + id + ".example/feed.xml",
                      RssOf({{stories_[id], "Summit ends in Astana"}}));
  }

  void HeraldFirst() {
    Publish("herald");
    desk_.Open();
    desk_.Settle();
  }

  void ThenWire(const std::vector<std::string>& story) {
    Print(kWireStory, story);
    Publish("wire");
    desk_.Pass(std::chrono::hours(2));
  }

  std::vector<Alert> Figures(const std::string& source) const {
    std::vector<Alert> figures = desk_.AlertsOf(FindingType::kChangedFigure);
    std::erase_if(figures, [&source](const Alert& alert) { return alert.source != source; });
    return figures;
  }

  Result<Replay> Again(const Alert& alert) {
    const std::vector<Topic> topics =
        LoadTopics(desk_.config, desk_.store(), desk_.clock, *desk_.parser).value();
    return ReplayAlert(desk_.config, topics, desk_.store(), alert);
  }

  Desk desk_;
  std::map<std::string, std::string> stories_;
};

TEST_F(LedgerRules, ASecondOutletThatWroteItsOwnReportIsOneMoreAlert) {
  HeraldFirst();
  ASSERT_THAT(Figures("herald"), SizeIs(1));
  ThenWire(OwnWords());
  ASSERT_THAT(Figures("wire"), SizeIs(1));
  EXPECT_THAT(Figures("wire")[0].record.At("event.reason").AsString(),
              HasSubstr("second, independent outlet after alert #"));
}

TEST_F(LedgerRules, ACopyIsASightingAndNoAlert) {
  HeraldFirst();
  std::vector<std::string> copy = SummitStory("30,000");
  copy.insert(copy.begin(), "By our own desk, from agency reports of this week.");
  ThenWire(copy);
  EXPECT_THAT(Figures("wire"), IsEmpty());
}

TEST_F(LedgerRules, TakingAClaimBackNamesTheAlertThatToldIt) {
  std::vector<std::string> story = SummitStory();
  story.emplace_back("Customs officers counted 4,217 lorries at the Khorgos border in one day.");
  Print(kHeraldStory, story);
  HeraldFirst();
  ASSERT_THAT(desk_.AlertsOf(FindingType::kNewFigure), SizeIs(1));
  story.pop_back();
  Print(kHeraldStory, story);
  desk_.Pass(std::chrono::hours(6));
  const std::vector<Alert> gone = desk_.AlertsOf(FindingType::kOmittedFigure);
  ASSERT_THAT(gone, SizeIs(1));
  EXPECT_THAT(gone[0].record.At("event.reason").AsString(), HasSubstr("the claim of alert #"));
}

TEST_F(LedgerRules, EveryAlertComesOutTheSameAgain) {
  HeraldFirst();
  ThenWire(OwnWords());
  ASSERT_THAT(desk_.alerts, Not(IsEmpty()));
  for (const Alert& alert : desk_.alerts) {
    const Result<Replay> replay = Again(alert);
    ASSERT_TRUE(replay.ok()) << replay.error().message();
    EXPECT_THAT(replay.value().differences, IsEmpty()) << alert.sequence;
    EXPECT_EQ(replay.value().again.record.Dump(), alert.record.Dump());
  }
}

TEST_F(LedgerRules, AnotherConfigurationShowsWhatItChanges) {
  HeraldFirst();
  ASSERT_THAT(Figures("herald"), SizeIs(1));
  desk_.config.rules.severity.emplace_back("CW-FIG-001", Severity::kLow);
  const Result<Replay> replay = Again(Figures("herald")[0]);
  ASSERT_TRUE(replay.ok());
  EXPECT_THAT(replay.value().differences, ::testing::Contains(HasSubstr("event.severity: was ")));
}

TEST_F(LedgerRules, ARuleThatIsOffMakesNoSuchAlertAnyMore) {
  HeraldFirst();
  ASSERT_THAT(Figures("herald"), SizeIs(1));
  desk_.config.rules.disable.emplace_back("CW-FIG-001");
  const Result<Replay> replay = Again(Figures("herald")[0]);
  ASSERT_TRUE(replay.ok());
  EXPECT_THAT(replay.value().differences, ::testing::ElementsAre(HasSubstr("any more")));
}

TEST(KnownInterval, HoldsBetweenTwoValuesThatLieCloseTogether) {
  EXPECT_TRUE(LiesWithin(59, {58, 60}));
  EXPECT_FALSE(LiesWithin(61, {58, 60}));
  EXPECT_FALSE(LiesWithin(60, {58, 60}));
}

TEST(KnownInterval, OneValueOrTwoFarApartAreNone) {
  EXPECT_FALSE(LiesWithin(59, {59}));
  EXPECT_FALSE(LiesWithin(59, {35, 100}));
  EXPECT_FALSE(LiesWithin(0, {-1, 1}));
}

// `reextract --write` gives the version another text; the alert was made of the stored one.
TEST_F(LedgerRules, AnAlertIsReplayedFromWhatWasStoredAfterItsVersionWasReadAgain) {
  HeraldFirst();
  ASSERT_THAT(Figures("herald"), SizeIs(1));
  const Alert alert = Figures("herald")[0];
  Article other = desk_.store().GetVersion(alert.article_id, alert.version)->article;
  other.paragraphs = {"What a later extractor reads here has no figure at all."};
  other.extractor = "later-1";
  ASSERT_TRUE(desk_.store().Rederive(alert.article_id, alert.version, other).ok());
  const Result<Replay> again = Again(alert);
  ASSERT_TRUE(again.ok()) << again.error().message();
  EXPECT_THAT(again->differences, ::testing::IsEmpty());
}

TEST(Replay, DifferencesNameThePlaceAndBothValues) {
  const Json before = Json::Of({{"a", Json::Of({{"b", 1}, {"c", 2}})}, {"d", "x"}});
  const Json after = Json::Of({{"a", Json::Of({{"b", 1}, {"c", 3}})}, {"e", "y"}});
  EXPECT_THAT(JsonDifferences(before, after),
              ::testing::ElementsAre("a.c: was 2, is 3", "d: was \"x\", is nothing",
                                     "e: was nothing, is \"y\""));
  EXPECT_THAT(JsonDifferences(before, before), IsEmpty());
}

}  // namespace
}  // namespace claimwatch::testing
