#include "config/show.h"

#include <set>

#include <gmock/gmock.h>

#include "config/keys.h"
#include "config/load.h"
#include "config/read.h"
#include "config/value.h"
#include "core/text.h"
#include "tests/support/temp_folder.h"

namespace claimwatch {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using testing::ReadAll;
using testing::TempFolder;

const std::filesystem::path kSource = CW_SOURCE_DIR;

Draft Load(const std::filesystem::path& file) {
  Result<Draft> draft = LoadDraft(file);
  EXPECT_TRUE(draft.ok()) << (draft.ok() ? "" : draft.error().message());
  return draft.ok() ? std::move(draft).value() : Draft();
}

std::string OriginOf(const std::vector<Setting>& settings, std::string_view path) {
  for (const Setting& setting : settings) {
    if (setting.path == path) {
      return setting.origin;
    }
  }
  return "(not shown)";
}

TEST(ShowConfig, EachValueHasTheFileAndLineItCameFrom) {
  const TempFolder folder;
  const std::string main = folder.Write("claimwatch.toml", "[fetch]\ntimeout = \"10s\"\n").string();
  const std::string more = folder
                               .Write("conf.d/a.toml",
                                      "\n[fetch]\nmax_redirects = 3\n[[source]]\nid = \"s\"\nurl = "
                                      "\"https://s.example/\"\n")
                               .string();
  const std::vector<Setting> settings = SettingsOf(Load(main));
  EXPECT_EQ(OriginOf(settings, "fetch.timeout"), main + ":2");
  EXPECT_EQ(OriginOf(settings, "fetch.max_redirects"), more + ":3");
  EXPECT_EQ(OriginOf(settings, "fetch.parallel"), "default");
  EXPECT_EQ(OriginOf(settings, "source.s.url"), more + ":6");
  EXPECT_EQ(OriginOf(settings, "source.s.interval"), "default");
}

TEST(ShowConfig, WhatIsShownReadsBackAsTheSameConfiguration) {
  const Draft draft = Load(kSource / "config" / "claimwatch.toml");
  const std::string shown = ShowToml(SettingsOf(draft));
  const TempFolder folder;
  const Draft again = Load(folder.Write("shown.toml", shown));
  std::vector<std::string> before;
  std::vector<std::string> after;
  for (const Setting& setting : SettingsOf(draft)) {
    before.push_back(setting.path + " = " + setting.value);
  }
  for (const Setting& setting : SettingsOf(again)) {
    after.push_back(setting.path + " = " + setting.value);
  }
  EXPECT_EQ(before, after);
}

TEST(ShowConfig, SecretsAreNotPrinted) {
  const TempFolder folder;
  const std::filesystem::path file = folder.Write(
      "claimwatch.toml",
      "[[alerts.sink]]\nkind = \"webhook\"\nurl = \"https://hooks.example.org/T0K3N\"\n"
      "[[alerts.sink]]\nname = \"desk\"\nkind = \"webhook\"\nurl = \"cred:desk-url\"\n");
  const std::vector<Setting> settings = SettingsOf(Load(file));
  EXPECT_THAT(ShowToml(settings), Not(HasSubstr("T0K3N")));
  EXPECT_THAT(ShowJson(settings).Dump(), Not(HasSubstr("T0K3N")));
  EXPECT_THAT(ShowToml(settings), HasSubstr("\"cred:desk-url\""));
}

TEST(ConfigKeys, EachHasATypeAndAHelp) {
  std::set<std::string> seen;
  for (const KeyHelp& key : AllKeys()) {
    EXPECT_FALSE(key.type.empty()) << key.header << key.key;
    EXPECT_FALSE(key.help.empty()) << key.header << key.key;
    EXPECT_TRUE(seen.insert(key.header + key.key).second) << key.header << key.key << " twice";
  }
  EXPECT_GT(seen.size(), 60U);
}

// A default outside its own range could not be written into the file.
TEST(ConfigKeys, EachDefaultIsInItsRange) {
  for (const KeyHelp& key : AllKeys()) {
    const bool skip =
        key.fallback.empty() || key.fallback == "required" || key.header.starts_with("[[");
    if (skip) {
      continue;
    }
    const std::string text = key.header + "\n" + key.key + " = " + key.fallback + "\n";
    const Result<Config> config = ParseConfig(text, "claimwatch.toml");
    EXPECT_TRUE(config.ok()) << text << (config.ok() ? "" : config.error().message());
  }
}

TEST(ConfigKeys, NoSectionIsForgotten) {
  Config config;
  const std::string all = KeysText(AllKeys());
  for (const Field& section : FieldsOf(config)) {
    EXPECT_THAT(all, HasSubstr("[" + section.name)) << section.help;
  }
}

TEST(ConfigKeys, TheManualPageHasThemAllAsTheTableHasThem) {
  const std::string manual = ReadAll(kSource / "docs" / "claimwatch.toml.5");
  EXPECT_THAT(manual, HasSubstr(KeysRoff(AllKeys())))
      << "put the output of `claimwatch config keys --roff` into docs/claimwatch.toml.5";
}

}  // namespace
}  // namespace claimwatch
