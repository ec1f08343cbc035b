// The configurations we ship.
#include <map>
#include <set>

#include <gmock/gmock.h>

#include "config/load.h"
#include "config/read.h"
#include "config/show.h"
#include "core/url.h"

namespace claimwatch {
namespace {

using ::testing::IsSupersetOf;
using ::testing::StartsWith;

Config Shipped(std::string_view name) {
  Result<Config> config = LoadConfig(std::filesystem::path(CW_SOURCE_DIR) / "config" / name);
  EXPECT_TRUE(config.ok()) << (config.ok() ? "" : config.error().message());
  return config.ok() ? std::move(config).value() : Config();
}

TEST(ShippedConfig, WatchesTheSummitInThreeLanguages) {
  const Config config = Shipped("claimwatch.toml");
  ASSERT_EQ(config.topics.size(), 1U);
  EXPECT_EQ(config.topics[0].id, "china-central-asia-summit");
  EXPECT_THAT(config.topics[0].languages, IsSupersetOf({"en", "ru", "zh"}));
  ASSERT_EQ(config.topics[0].baselines.size(), 1U);
  EXPECT_EQ(config.topics[0].baselines[0].id, "xinhua-20250619");
}

TEST(ShippedConfig, HasEightFeedsInThreeLanguages) {
  const Config config = Shipped("claimwatch.toml");
  EXPECT_GE(config.sources.size(), 8U);
  std::set<std::string> languages;
  for (const SourceConfig& source : config.sources) {
    languages.insert(source.language);
    EXPECT_EQ(source.kind, "feed") << source.id;
    EXPECT_FALSE(source.title.empty()) << source.id;
  }
  EXPECT_THAT(languages, IsSupersetOf({"en", "ru", "zh"}));
}

TEST(ShippedConfig, IsPoliteAndDoesNotReadPrivateNetworks) {
  const Config config = Shipped("claimwatch.toml");
  EXPECT_TRUE(config.politeness.respect_robots);
  EXPECT_FALSE(config.fetch.allow_private_net);
  EXPECT_TRUE(config.fetch.proxy.empty());
  for (const SourceConfig& source : config.sources) {
    EXPECT_GE(source.interval, std::chrono::minutes(15)) << source.id;
  }
}

// The comments of the file promise it.
TEST(ShippedConfig, WritesOnlyDefaultsOutsideOfItsLists) {
  const Result<Draft> draft =
      LoadDraft(std::filesystem::path(CW_SOURCE_DIR) / "config" / "claimwatch.toml");
  ASSERT_TRUE(draft.ok());
  std::map<std::string, std::string> fallbacks;
  for (const KeyHelp& key : AllKeys()) {
    fallbacks[key.header + key.key] = key.fallback;
  }
  for (const Setting& setting : SettingsOf(*draft)) {
    if (!setting.header.starts_with("[[")) {
      EXPECT_EQ(setting.value, fallbacks[setting.header + setting.key]) << setting.origin;
    }
  }
}

TEST(DemoConfig, AsksOnlyTheInventedNewsroomThroughTheReplay) {
  const Config config = Shipped("demo.toml");
  EXPECT_THAT(config.fetch.proxy, StartsWith("http://127.0.0.1:"));
  EXPECT_GE(config.sources.size(), 5U);
  for (const SourceConfig& source : config.sources) {
    const Result<Url> url = Url::Parse(source.url);
    ASSERT_TRUE(url.ok()) << source.url;
    EXPECT_TRUE(url->host().ends_with(".example")) << source.url;
    EXPECT_LE(source.interval, std::chrono::seconds(10)) << source.id;
  }
}

}  // namespace
}  // namespace claimwatch
