// Plugins and parsing children in a whole news desk: what they add, and what their failures cost.
#include "daemon/plugins.h"

#include <gmock/gmock.h>

#include "config/config.h"
#include "plugins/registry.h"
#include "plugins/source/source.h"
#include "tests/daemon/desk.h"
#include "tests/support/temp_folder.h"

namespace claimwatch::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr const char* kFeed = "http://herald.example/feed.xml";
constexpr const char* kStory = "http://herald.example/world/summit";

// Reads nothing at all, as a child does whose every page is a bomb.
class BrokenParser final : public Parser {
 public:
  Result<Explanation> ReadArticle(const Page& /*page*/, const SiteFacts& /*site*/) override {
    return Error(Errc::kIo, "parse failed: needs more memory than it may have");
  }

  Result<Feed> ReadFeed(const Page& page, const SourceOptions& options) override {
    return claimwatch::ReadFeed(page, options);
  }

  std::vector<std::string> FindFeeds(const Page& /*page*/) override { return {}; }
};

class DeskWithPlugins : public ::testing::Test {
 protected:
  DeskWithPlugins() {
    desk_.AddSource("herald", "herald.example");
    desk_.site.SetRss(kFeed, RssOf({{kStory, "Summit ends in Astana"}}));
    std::vector<std::string> story = SummitStory("30,000");
    story.push_back("Observers called the meeting a GREAT BIG SUCCESS for the whole region.");
    desk_.site.SetHtml(kStory, ArticlePage(kStory, "Summit ends in Astana", story));
  }

  void AddPlugin(const std::string& name, const std::string& stage,
                 const std::vector<std::string>& words) {
    PluginConfig plugin;
    plugin.name = name;
    plugin.stage = stage;
    plugin.command = words;
    plugin.command.front() = CW_SOURCE_DIR "/tests/plugin/" + words.front();
    desk_.config.plugins.push_back(plugin);
  }

  void Run() {
    std::vector<PluginOptions> all;
    for (const PluginConfig& one : desk_.config.plugins) {
      all.push_back(PluginOptionsOf(one));
      all.back().program = CW_BINARY_DIR "/claimwatchd";
    }
    desk_.plugins = Registry::Start(all, desk_.clock).value();
    desk_.Open();
    desk_.Settle();
  }

  std::vector<Json> RecordsOfRule(const std::string& rule) const {
    std::vector<Json> records;
    for (const Alert& alert : desk_.alerts) {
      if (alert.record.At("rule.id").AsString() == rule) {
        records.push_back(alert.record);
      }
    }
    return records;
  }

  Json Noted(const std::string& name) {
    return Json::Parse(desk_.store().GetState("plugin/" + name)->value_or("null")).value_or(Json());
  }

  Desk desk_;
};

TEST_F(DeskWithPlugins, AnAnalyzersFindingIsAnAlertUnderItsOwnRule) {
  AddPlugin("shouting", "analyzer", {"shouting.py"});
  Run();
  const std::vector<Json> records = RecordsOfRule("CW-XSHOUTING-001");
  ASSERT_THAT(records, SizeIs(1));
  EXPECT_EQ(records[0].At("claimwatch.evidence.sentence.text").AsString(), "GREAT BIG SUCCESS");
  EXPECT_THAT(desk_.AlertsOf(FindingType::kChangedFigure), SizeIs(1)) << "and ours are still there";
}

TEST_F(DeskWithPlugins, AnAnalyzerIsNotAskedAboutOtherTopics) {
  AddPlugin("shouting", "analyzer", {"shouting.py"});
  desk_.config.plugins.back().topics = {"another"};
  Run();
  EXPECT_THAT(RecordsOfRule("CW-XSHOUTING-001"), IsEmpty());
}

TEST_F(DeskWithPlugins, ARuleOfAPluginCanBeDisabled) {
  AddPlugin("shouting", "analyzer", {"shouting.py"});
  desk_.config.rules.disable = {"CW-XSHOUTING-001"};
  Run();
  EXPECT_THAT(RecordsOfRule("CW-XSHOUTING-001"), IsEmpty());
}

TEST_F(DeskWithPlugins, AnAnalyzerThatCrashesCostsItsOwnFindingsOnlyAndIsNoted) {
  AddPlugin("hostile", "analyzer", {"hostile.py", "crash"});
  AddPlugin("shouting", "analyzer", {"shouting.py"});
  Run();
  EXPECT_THAT(RecordsOfRule("CW-XSHOUTING-001"), SizeIs(1));
  EXPECT_THAT(desk_.AlertsOf(FindingType::kChangedFigure), SizeIs(1));
  EXPECT_GE(Noted("hostile")["failed"].AsInt(), 1);
  EXPECT_THAT(std::string(Noted("hostile")["last_failure"].AsString()), HasSubstr("about to fall"));
  EXPECT_TRUE(Noted("shouting").IsNull()) << "nothing went wrong with it";
}

TEST_F(DeskWithPlugins, AnAnalyzerThatMakesWordsUpRaisesNothingAndIsNoted) {
  AddPlugin("hostile", "analyzer", {"hostile.py", "lie"});
  Run();
  EXPECT_THAT(RecordsOfRule("CW-XHOSTILE-001"), IsEmpty());
  EXPECT_GE(Noted("hostile")["dropped"].AsInt(), 1);
  EXPECT_THAT(std::string(Noted("hostile")["last_dropped"].AsString()),
              HasSubstr("\"text\" does not stand in the text"));
}

TEST_F(DeskWithPlugins, ABaselineIsReadByTheParserToo) {
  const TempFolder folder;
  desk_.config.topics[0].baselines[0].file = folder.Write("baseline.html", "<html><p>x</p></html>");
  BrokenParser broken;
  const auto topics = LoadTopics(desk_.config, desk_.store(), desk_.clock, broken);
  ASSERT_FALSE(topics.ok());
  EXPECT_THAT(topics.error().message(), HasSubstr("parse failed: needs more memory"));
}

TEST_F(DeskWithPlugins, ASourceIsReadByItsPluginAndItsArticlesAreFetchedAsAlways) {
  AddPlugin("csv", "source", {"csv_source.py"});
  desk_.config.sources.back().plugin = "csv";
  FakeAnswer table;
  table.body = std::string("title,link\nSummit ends,") + kStory + "\n";
  table.content_type = "text/csv";
  desk_.site.Set(kFeed, table);
  Run();
  EXPECT_EQ(desk_.Versions(kStory), 1U);
  EXPECT_THAT(desk_.AlertsOf(FindingType::kChangedFigure), SizeIs(1));
}

TEST_F(DeskWithPlugins, ASourceWhosePluginFailsIsTriedAgainAndNothingElseSuffers) {
  AddPlugin("hostile", "source", {"csv_source.py"});
  desk_.config.sources.back().plugin = "hostile";
  desk_.AddSource("courier", "courier.example");
  desk_.site.SetRss("http://courier.example/feed.xml", RssOf({{kStory, "Summit"}}));
  Run();  // the feed of the first is no table
  EXPECT_EQ(desk_.Versions(kStory), 1U);
}

TEST_F(DeskWithPlugins, ADeskWhosePagesAreReadByChildrenSaysTheSame) {
  ChildParserOptions options;
  options.program = CW_BINARY_DIR "/claimwatchd";
  desk_.parser = MakeChildParser(options, desk_.clock).value();
  Run();
  EXPECT_EQ(desk_.Versions(kStory), 1U);
  EXPECT_THAT(desk_.AlertsOf(FindingType::kChangedFigure), SizeIs(1));
}

TEST_F(DeskWithPlugins, APageThatCannotBeParsedIsRefusedWithTheReason) {
  const TempFolder folder;
  desk_.parser = std::make_unique<BrokenParser>();
  desk_.event_log = folder.path() / "events.jsonl";
  Run();
  EXPECT_EQ(desk_.Versions(kStory), 0U);
  EXPECT_THAT(ReadAll(desk_.event_log),
              HasSubstr("parse failed: needs more memory than it may have"));
}

}  // namespace
}  // namespace claimwatch::testing
