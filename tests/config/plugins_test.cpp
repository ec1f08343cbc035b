// What the check of a configuration says about plugins and the keys of sinks.
#include <filesystem>

#include <gmock/gmock.h>

#include "config/load.h"
#include "tests/support/temp_folder.h"

namespace claimwatch {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using testing::TempFolder;

std::string Complaints(const std::string& text) {
  const Result<Config> config = ParseConfig(text, "claimwatch.toml");
  return config.ok() ? "" : config.error().message();
}

std::string Plugin(const std::string& name, const std::string& rest) {
  return "[[plugin]]\nname = \"" + name + "\"\n" + rest + "\n";
}

const std::string kGood = "stage = \"source\"\ncommand = [\"/bin/cat\", \"-u\"]";

TEST(PluginSections, AGoodOneIsRead) {
  const Result<Config> config = ParseConfig(
      Plugin("csv", kGood + "\noptions = [\"a=b=c\"]\ntimeout = \"2s\"\nmemory = \"64MiB\""), "x");
  ASSERT_TRUE(config.ok()) << config.error().message();
  const PluginConfig& plugin = config->plugins.at(0);
  EXPECT_EQ(plugin.command.size(), 2U);
  EXPECT_EQ(plugin.memory, 64_MiB);
  EXPECT_EQ(plugin.timeout, std::chrono::seconds(2));
}

TEST(PluginSections, EachMistakeIsNamed) {
  EXPECT_THAT(Complaints(Plugin("a", "stage = \"analyser\"\ncommand = [\"/bin/cat\"]")),
              HasSubstr("did you mean 'analyzer'?"));
  EXPECT_THAT(Complaints(Plugin("a", "stage = \"sink\"")),
              HasSubstr("wants either file or command"));
  EXPECT_THAT(Complaints(Plugin("a", "stage = \"sink\"\ncommand = [\"cat\"]")),
              HasSubstr("plugin 'a': cat: not an absolute path"));
  EXPECT_THAT(Complaints(Plugin("a", "stage = \"sink\"\nfile = \"/nonexistent/a.so\"")),
              HasSubstr("/nonexistent/a.so: No such file"));
  EXPECT_THAT(Complaints(Plugin("a", kGood + "\noptions = [\"words\"]")),
              HasSubstr("option 'words' is not of the form key=value"));
  EXPECT_THAT(Complaints(Plugin("a", kGood + "\ntopics = [\"nowhere\"]")),
              HasSubstr("unknown topic 'nowhere'"));
  EXPECT_THAT(Complaints(Plugin("1", kGood)), HasSubstr("letters of its name"));
  EXPECT_THAT(Complaints(Plugin("house-1", kGood) + Plugin("house-2", kGood)),
              HasSubstr("plugin 'house-2': its rules are named after the letters of its name"));
}

TEST(PluginSections, AFileThatOthersMayWriteIsAConfigurationError) {
  const TempFolder folder;
  const std::filesystem::path file = folder.Write("loose.so", "x");
  std::filesystem::permissions(file, std::filesystem::perms(0777));
  EXPECT_THAT(Complaints(Plugin("a", "stage = \"sink\"\nfile = \"" + file.string() + "\"")),
              AllOf(HasSubstr("claimwatch.toml:4:"), HasSubstr("loose.so"), HasSubstr("try: ch")));
}

TEST(PluginSections, WhatIsCalledMustBeThereAndOfItsStage) {
  const std::string source = "[[source]]\nid = \"s\"\nurl = \"https://a.example/\"\nplugin = ";
  EXPECT_EQ(Complaints(Plugin("csv", kGood) + source + "\"csv\""), "");
  EXPECT_THAT(Complaints(Plugin("csv", kGood) + source + "\"cvs\""),
              HasSubstr("source 's': no plugin 'cvs' of stage source, did you mean 'csv'?"));
  EXPECT_THAT(
      Complaints(Plugin("csv", kGood) + "[[alerts.sink]]\nkind = \"plugin\"\nplugin = \"csv\""),
      HasSubstr("sink 'plugin': no plugin 'csv' of stage sink"));
}

TEST(SinkSections, AKeyThatThisKindDoesNotReadIsAnError) {
  EXPECT_THAT(
      Complaints("[[alerts.sink]]\nkind = \"atom\"\npath = \"/x\"\nurl = \"https://a.example/\""),
      HasSubstr("claimwatch.toml:4:1: sink 'atom': kind = \"atom\" reads no url; see "
                "claimwatch plugins atom"));
  EXPECT_EQ(Complaints("[[alerts.sink]]\nkind = \"atom\"\npath = \"/x\"\ntimeout = \"1s\""), "");
}

}  // namespace
}  // namespace claimwatch
