#include "config/overlay.h"

#include <gmock/gmock.h>

#include "config/load.h"
#include "tests/support/temp_folder.h"

namespace claimwatch {
namespace {

using ::testing::HasSubstr;

constexpr const char* kConfig = R"(# my own words
[[source]]
id = "herald"
url = "https://herald.example/rss.xml"  # the world page
interval = "20m"
)";

class Overlay : public ::testing::Test {
 protected:
  Overlay() { folder_.Write("claimwatch.toml", kConfig); }

  SourceConfig Herald() const { return LoadConfig(file_)->sources.at(0); }

  testing::TempFolder folder_;
  std::filesystem::path file_ = folder_.path() / "claimwatch.toml";
};

TEST_F(Overlay, AChangedKeyLeavesTheOthersAndTheOperatorsFile) {
  ASSERT_TRUE(ChangeSource(file_, "herald", {{"enabled", "false"}}).ok());
  EXPECT_FALSE(Herald().enabled);
  EXPECT_EQ(Herald().url, "https://herald.example/rss.xml");
  EXPECT_EQ(Herald().interval, std::chrono::minutes(20));
  EXPECT_EQ(testing::ReadAll(file_), kConfig);
}

TEST_F(Overlay, ASecondChangeKeepsTheFirstAndTheSameKeyIsReplaced) {
  ASSERT_TRUE(ChangeSource(file_, "herald", {{"enabled", "false"}}).ok());
  ASSERT_TRUE(
      ChangeSource(file_, "herald", {{"url", TomlText("https://herald.example/new.xml")}}).ok());
  EXPECT_FALSE(Herald().enabled);
  ASSERT_TRUE(ChangeSource(file_, "herald", {{"enabled", "true"}}).ok());
  EXPECT_TRUE(Herald().enabled);
  EXPECT_EQ(Herald().url, "https://herald.example/new.xml");
}

TEST_F(Overlay, AChangeThatWouldSpoilTheConfigurationIsTakenBack) {
  ASSERT_TRUE(ChangeSource(file_, "herald", {{"enabled", "false"}}).ok());
  const auto bad = ChangeSource(file_, "herald", {{"interval", "\"soon\""}});
  ASSERT_FALSE(bad.ok());
  EXPECT_EQ(bad.error().code(), Errc::kConfig);
  EXPECT_THAT(bad.error().message(), HasSubstr("interval"));
  EXPECT_FALSE(Herald().enabled) << "the earlier change stays";
}

TEST_F(Overlay, AFileEditedByHandIsLeftAlone) {
  folder_.Write(std::filesystem::path("conf.d") / OverlayNameOf("herald"),
                "[[source]]\nid = \"herald\"\n"
                "[[source]]\nid = \"other\"\nurl = \"https://o.example/\"\n");
  EXPECT_FALSE(ChangeSource(file_, "herald", {{"enabled", "false"}}).ok());
  EXPECT_TRUE(Herald().enabled);
}

TEST_F(Overlay, AStanzaReadsBackAsTheSource) {
  SourceConfig source;
  source.id = "steppe";
  source.url = "https://steppe.example/?a=\"b\"&c=\\d";
  source.title = "The \"Steppe\"\tTimes";
  source.interval = std::chrono::minutes(7);
  ASSERT_TRUE(WriteOverlay(file_, OverlayNameOf(source.id), SourceToml(source)).ok());
  const SourceConfig back = LoadConfig(file_)->sources.at(1);
  EXPECT_EQ(back.id, source.id);
  EXPECT_EQ(back.url, source.url);
  EXPECT_EQ(back.title, source.title);
  EXPECT_EQ(back.interval, source.interval);
}

TEST(SourceId, ComesFromTheDomainAndIsNeverTaken) {
  std::vector<SourceConfig> taken;
  const auto next = [&taken](std::string_view title) {
    SourceConfig source;
    source.id = SourceIdFor("https://www.news.example.co.uk/rss", title, taken);
    taken.push_back(source);
    return source.id;
  };
  EXPECT_EQ(next("World"), "example-co-uk");
  EXPECT_EQ(next("World"), "example-co-uk-world");
  EXPECT_EQ(next("World"), "example-co-uk-world-2");
  EXPECT_EQ(next("新闻"), "example-co-uk-2");
}

}  // namespace
}  // namespace claimwatch
