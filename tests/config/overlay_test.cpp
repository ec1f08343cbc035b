#include "config/overlay.h"

#include <gmock/gmock.h>
#include <sys/stat.h>

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
  folder_.Write(std::filesystem::path("conf.d") / (SourceStemOf("herald") + ".toml"),
                "[[source]]\nid = \"herald\"\n"
                "[[source]]\nid = \"other\"\nurl = \"https://o.example/\"\n");
  EXPECT_FALSE(ChangeSource(file_, "herald", {{"enabled", "false"}}).ok());
  EXPECT_TRUE(Herald().enabled);
}

// "sources.toml" is read after "90-source-herald.toml".
TEST_F(Overlay, AChangeHoldsAlsoAgainstAFileOfTheOperatorsThatIsReadLater) {
  folder_.Write("conf.d/sources.toml",
                "[[source]]\nid = \"herald\"\nenabled = true\n[[source]]\nid = \"late\"\nurl = "
                "\"https://late.example/rss\"\n");
  ASSERT_TRUE(ChangeSource(file_, "herald", {{"enabled", "false"}}).ok());
  EXPECT_FALSE(Herald().enabled);
  ASSERT_TRUE(ChangeSource(file_, "late", {{"enabled", "false"}}).ok());
  EXPECT_FALSE(LoadConfig(file_)->sources.at(1).enabled);
  EXPECT_EQ(LoadConfig(file_)->sources.size(), 2U);
}

TEST_F(Overlay, AChangeThatAnotherFileOverrulesIsRefused) {
  folder_.Write("conf.d/zzz.toml", "[[source]]\nid = \"herald\"\nenabled = true\n");
  const auto refused = ChangeSource(file_, "herald", {{"enabled", "false"}});
  ASSERT_FALSE(refused.ok());
  EXPECT_THAT(refused.error().message(), HasSubstr("says otherwise"));
  EXPECT_FALSE(
      std::filesystem::exists(folder_.path() / "conf.d" / (SourceStemOf("herald") + ".toml")));
}

TEST_F(Overlay, ASecondListOfTheSameNameKeepsTheFirst) {
  const auto stanza = [](const std::string& id) {
    return "[[source]]\nid = \"" + id + "\"\nurl = \"https://" + id + ".example/\"\n";
  };
  ASSERT_TRUE(AddOverlay(file_, ImportStemOf("subs"), stanza("one")).ok());
  ASSERT_TRUE(AddOverlay(file_, ImportStemOf("subs"), stanza("two")).ok());
  EXPECT_EQ(LoadConfig(file_)->sources.size(), 3U);
}

TEST_F(Overlay, WhatIsWrittenIsForTheDaemonWhateverTheUmask) {
  const mode_t before = ::umask(077);
  EXPECT_TRUE(ChangeSource(file_, "herald", {{"enabled", "false"}}).ok());
  ::umask(before);
  using std::filesystem::perms;
  const std::filesystem::path path = folder_.path() / "conf.d" / (SourceStemOf("herald") + ".toml");
  EXPECT_NE(std::filesystem::status(path).permissions() & perms::others_read, perms::none);
  EXPECT_NE(std::filesystem::status(path.parent_path()).permissions() & perms::others_exec,
            perms::none);
}

TEST_F(Overlay, AFolderThatCannotBeListedIsAProblem) {
  folder_.Write("conf.d", "no folder");
  const Result<Config> config = LoadConfig(file_);
  ASSERT_FALSE(config.ok());
  EXPECT_THAT(config.error().message(), HasSubstr("conf.d:1:1: cannot be listed"));
}

TEST_F(Overlay, AStanzaReadsBackAsTheSource) {
  SourceConfig source;
  source.id = "steppe";
  source.url = "https://steppe.example/?a=\"b\"&c=\\d";
  source.title = "The \"Steppe\"\tTimes";
  source.interval = std::chrono::minutes(7);
  ASSERT_TRUE(AddOverlay(file_, SourceStemOf(source.id), SourceToml(source)).ok());
  const SourceConfig back = LoadConfig(file_)->sources.at(1);
  EXPECT_EQ(back.id, source.id);
  EXPECT_EQ(back.url, source.url);
  EXPECT_EQ(back.title, source.title);
  EXPECT_EQ(back.interval, source.interval);
}

TEST(SourceId, ComesFromTheDomainAndIsNeverTaken) {
  std::set<std::string> taken;
  const auto next = [&taken](std::string_view title) {
    return *taken.insert(SourceIdFor("https://www.news.example.co.uk/rss", title, taken)).first;
  };
  EXPECT_EQ(next("World"), "example-co-uk");
  EXPECT_EQ(next("World"), "example-co-uk-world");
  EXPECT_EQ(next("World"), "example-co-uk-world-2");
  EXPECT_EQ(next("新闻"), "example-co-uk-2");
}

}  // namespace
}  // namespace claimwatch
