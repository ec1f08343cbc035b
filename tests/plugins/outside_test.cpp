// Plugins of others: the examples work, and a hostile one harms nothing but itself.
#include "plugins/outside.h"

#include <filesystem>

#include <gmock/gmock.h>

#include "core/feed.h"
#include "plugins/child/limits.h"
#include "tests/alert/samples.h"
#include "tests/plugins/plugin_samples.h"
#include "tests/support/temp_folder.h"

namespace claimwatch::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::StartsWith;

class OutsidePlugin : public ::testing::Test {
 protected:
  std::shared_ptr<Plugin> Start(const PluginOptions& options) {
    Result<std::shared_ptr<Plugin>> plugin = Plugin::Start(options, clock_);
    EXPECT_TRUE(plugin.ok()) << plugin.error().message();
    return plugin.ok() ? std::move(plugin).value() : nullptr;
  }

  std::string Refusal(const PluginOptions& options) {
    const Result<std::shared_ptr<Plugin>> plugin = Plugin::Start(options, clock_);
    EXPECT_FALSE(plugin.ok());
    EXPECT_EQ(plugin.ok() ? Errc::kConfig : plugin.error().code(), Errc::kConfig);
    return plugin.ok() ? "" : plugin.error().message();
  }

  Result<std::vector<Finding>> Analyze(Plugin& plugin) {
    Comparison comparison;
    comparison.article = &article_;
    return plugin.Analyze(comparison);
  }

  // The error of one question to a plugin that starts well.
  std::string Failure(const PluginOptions& options) {
    const std::shared_ptr<Plugin> plugin = Start(options);
    const Result<std::vector<Finding>> findings = Analyze(*plugin);
    EXPECT_FALSE(findings.ok());
    return findings.ok() ? "" : findings.error().message();
  }

  ManualClock clock_{*ParseTime("2025-06-18T12:00:00Z")};
  const Article article_ = SampleArticle();
};

// --- the examples -------------------------------------------------------------------------------

TEST_F(OutsidePlugin, ALibraryInCxxFindsWordsWithTheirPlace) {
  CW_SKIP_UNLESS_ROOT_BUILT();
  PluginOptions options = LibraryPlugin("house_style");
  options.options = {"words=reportedly, allegedly"};
  const auto findings = Analyze(*Start(options));
  ASSERT_TRUE(findings.ok()) << findings.error().message();
  ASSERT_THAT(*findings, SizeIs(1));
  const Finding& finding = findings->front();
  EXPECT_EQ(finding.rule, "CW-XALIBRARY-001");
  EXPECT_EQ(finding.severity, Severity::kLow);
  EXPECT_EQ(finding.reason, "the house does not print 'reportedly'");
  const Span span = finding.sentence.span;
  EXPECT_EQ(article_.Text().substr(span.start, span.size()), "reportedly");
}

TEST_F(OutsidePlugin, ALibraryIsAskedAboutMoreThanSixteenMegabytes) {
  CW_SKIP_UNLESS_ROOT_BUILT();
  PluginOptions options = LibraryPlugin("house_style");
  options.options = {"words=reportedly"};
  options.timeout = std::chrono::seconds(30);
  Article article = article_;
  article.paragraphs.emplace_back(std::size_t{9} << 20, 'x');  // goes twice: see docs/plugins.md
  Comparison comparison;
  comparison.article = &article;
  const auto findings = Start(options)->Analyze(comparison);
  ASSERT_TRUE(findings.ok()) << findings.error().message();
  EXPECT_THAT(*findings, SizeIs(1));
}

TEST_F(OutsidePlugin, ALibraryThatCannotWorkSaysWhyAndIsRefused) {
  CW_SKIP_UNLESS_ROOT_BUILT();
  EXPECT_THAT(Refusal(LibraryPlugin("house_style")),
              AllOf(StartsWith("plugin 'a-library': "), HasSubstr("house_style.so"),
                    HasSubstr("the option 'words' is missing")));
}

TEST_F(OutsidePlugin, ALibraryInCDeliversAlertsToAFile) {
  CW_SKIP_UNLESS_ROOT_BUILT();
  const TempFolder folder;
  PluginOptions options = LibraryPlugin("ledger_sink", "sink");
  const std::filesystem::path file = folder.path() / "ledger.jsonl";
  options.options = {"path=" + file.string()};
  const std::unique_ptr<AlertSink> sink = MakePluginSink(Start(options));
  EXPECT_TRUE(sink->Deliver(StampedAlert(1)).ok());
  EXPECT_TRUE(sink->Deliver(StampedAlert(2)).ok());
  const std::string text = ReadAll(file);
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 2);
  EXPECT_THAT(text, HasSubstr(StampedAlert(2).id));
}

TEST_F(OutsidePlugin, AProgramReadsATableAsAFeed) {
  PluginOptions options = ProgramPlugin("csv_source.py", "source");
  options.options = {"separator=;"};
  Page page;
  page.url = *Url::Parse("https://gazette.example/articles.csv");
  page.body = "id;title;link;published\n7;Summit ends;/world/1;2025-06-18T10:00:00Z\n8;Nowhere;;\n";
  const std::shared_ptr<Plugin> plugin = Start(options);
  const auto feed = plugin->Read(page, "gazette");
  ASSERT_TRUE(feed.ok()) << feed.error().message();
  ASSERT_THAT(feed->entries, SizeIs(1));
  EXPECT_EQ(feed->entries[0].link, "https://gazette.example/world/1");
  EXPECT_EQ(feed->entries[0].title, "Summit ends");
  EXPECT_EQ(FormatTime(feed->entries[0].published.value()), "2025-06-18T10:00:00Z");
  EXPECT_EQ(plugin->State().dropped, 1U) << "the entry without an address";
  page.body = "no table";
  const auto refused = plugin->Read(page, "gazette");
  ASSERT_FALSE(refused.ok());
  EXPECT_THAT(refused.error().message(), HasSubstr("no table with the columns"));
}

TEST_F(OutsidePlugin, AProgramFindsWordsWithoutSayingWhereTheyStand) {
  const std::shared_ptr<Plugin> plugin = Start(ProgramPlugin("shouting.py"));
  EXPECT_EQ(plugin->State().help, "words in capitals");
  const auto findings = Analyze(*plugin);
  ASSERT_TRUE(findings.ok()) << findings.error().message();
  ASSERT_THAT(*findings, SizeIs(1));
  EXPECT_EQ(findings->front().sentence.text, "GREAT BIG SUCCESS");
  EXPECT_EQ(findings->front().sentence.paragraph, 1U);
}

// --- files that are not to be trusted -----------------------------------------------------------

TEST_F(OutsidePlugin, ALibraryThatOthersMayWriteIsRefused) {
  const TempFolder folder;
  PluginOptions options = LibraryPlugin("house_style");
  options.file = folder.Write("loose.so", "x");
  std::filesystem::permissions(options.file, std::filesystem::perms(0666));
  EXPECT_THAT(Refusal(options), HasSubstr("others may write it (mode 0666); try: chmod go-w"));
}

TEST_F(OutsidePlugin, ALibraryThatIsNotRootsIsRefused) {
  CW_SKIP_UNLESS_ROOT_BUILT();
  const TempFolder folder;
  PluginOptions options = LibraryPlugin("house_style");
  options.file = folder.Write("foreign.so", "x");
  ASSERT_EQ(::chown(options.file.c_str(), 65534, 65534), 0);
  EXPECT_THAT(Refusal(options), HasSubstr("belongs to user 65534, not to root"));
}

TEST_F(OutsidePlugin, WhatIsNoLibraryOrNotThereIsRefused) {
  PluginOptions options = LibraryPlugin("no_such_library");
  EXPECT_THAT(Refusal(options), HasSubstr("no_such_library.so: No such file"));
  options.file = "relative.so";
  EXPECT_THAT(Refusal(options), HasSubstr("not an absolute path"));
  options = ProgramPlugin("no_such_program.py");
  EXPECT_THAT(Refusal(options), HasSubstr("no_such_program.py: No such file"));
}

TEST_F(OutsidePlugin, ALibraryWithoutTheSymbolIsRefused) {
  CW_SKIP_UNLESS_ROOT_BUILT();
  PluginOptions options = LibraryPlugin("empty");
  EXPECT_THAT(Refusal(options), HasSubstr("exports no claimwatch_plugin_v1"));
  const TempFolder folder;
  options.file = folder.Write("text.so", "this is no library");
  EXPECT_THAT(Refusal(options), HasSubstr("cannot be loaded"));
}

TEST_F(OutsidePlugin, ALibraryOfAnotherInterfaceIsRefusedWithASentence) {
  CW_SKIP_UNLESS_ROOT_BUILT();
  EXPECT_THAT(Refusal(LibraryPlugin("wrong_api")),
              HasSubstr("speaks plugin API 2, this claimwatch speaks 1"));
  EXPECT_THAT(Refusal(LibraryPlugin("wrong_build")),
              HasSubstr("was built for 'claimwatch-1 pdp11', this is"));
  EXPECT_THAT(Refusal(LibraryPlugin("wrong_size")), HasSubstr("describes 8 bytes where"));
}

TEST_F(OutsidePlugin, APluginOfAnotherStageIsRefused) {
  EXPECT_THAT(Refusal(ProgramPlugin("shouting.py", "source")),
              HasSubstr("is a plugin of stage 'analyzer', but is configured as 'source'"));
}

TEST_F(OutsidePlugin, AProgramOfAnotherInterfaceIsRefused) {
  EXPECT_THAT(Refusal(HostileProgram("api")), HasSubstr("speaks plugin API 2"));
}

// --- hostile ------------------------------------------------------------------------------------

TEST_F(OutsidePlugin, OneThatRefusesToOpenOrLeavesAtOnceIsRefused) {
  CW_SKIP_UNLESS_ROOT_BUILT();
  EXPECT_THAT(Refusal(HostileLibrary("refuse")), HasSubstr("cannot work: there is no licence"));
  EXPECT_THAT(Refusal(HostileProgram("leave")), HasSubstr("ended with status 3"));
}

TEST_F(OutsidePlugin, ACrashIsSaidWithItsLastWordsAndTheNextQuestionStartsAnew) {
  CW_SKIP_UNLESS_ROOT_BUILT();
  EXPECT_THAT(Failure(HostileLibrary("crash")),
              AllOf(HasSubstr("plugin 'a-library': killed by signal 6"),
                    HasSubstr("it said: about to fall")));
  EXPECT_THAT(Failure(HostileProgram("crash")),
              AllOf(HasSubstr("ended with status 1"), HasSubstr("RuntimeError: about to fall")));
}

TEST_F(OutsidePlugin, AHangIsEndedWithAllItStarted) {
  CW_SKIP_UNLESS_ROOT_BUILT();
  for (PluginOptions options : {HostileLibrary("hang"), HostileProgram("hang")}) {
    options.timeout = std::chrono::milliseconds(300);
    EXPECT_THAT(Failure(options), HasSubstr("no answer within 300ms"));
  }
}

TEST_F(OutsidePlugin, AFloodIsCutOff) {
  CW_SKIP_UNLESS_ROOT_BUILT();
  EXPECT_THAT(Failure(HostileLibrary("flood")), HasSubstr("answered more than 32 MiB"));
  EXPECT_THAT(Failure(HostileProgram("flood")), HasSubstr("answered more than 32"));
}

TEST_F(OutsidePlugin, MemoryHasAnEnd) {
  CW_SKIP_UNLESS_ROOT_BUILT();
  if (Sanitized()) {
    GTEST_SKIP() << "memory has no end under a sanitizer";
  }
  EXPECT_THAT(Failure(HostileLibrary("grow")), HasSubstr("killed by signal 11"));
}

TEST_F(OutsidePlugin, GarbageIsNoAnswer) {
  CW_SKIP_UNLESS_ROOT_BUILT();
  EXPECT_THAT(Failure(HostileLibrary("garbage")), StartsWith("plugin 'a-library': "));
  EXPECT_THAT(Failure(HostileProgram("garbage")), HasSubstr("answered what is no JSON object"));
  EXPECT_THAT(Failure(HostileProgram("deep")), HasSubstr("answered what is no JSON object"));
  EXPECT_THAT(Failure(HostileProgram("stale")), HasSubstr("answered without the question's id"));
}

TEST_F(OutsidePlugin, AnAnswerTooManyIsNotTakenForTheNext) {
  const std::shared_ptr<Plugin> plugin = Start(HostileProgram("twice"));
  const bool first = Analyze(*plugin).ok();   // the second line may be seen at once …
  const bool second = Analyze(*plugin).ok();  // … or here
  EXPECT_FALSE(first && second);
}

TEST_F(OutsidePlugin, NoiseOnStandardErrorDisturbsNothing) {
  EXPECT_TRUE(Analyze(*Start(HostileProgram("noise"))).ok());
}

TEST_F(OutsidePlugin, FindingsThatDoNotFitTheTextAreDroppedAndCounted) {
  CW_SKIP_UNLESS_ROOT_BUILT();
  const std::shared_ptr<Plugin> plugin = Start(HostileLibrary("lie"));
  const auto findings = Analyze(*plugin);
  ASSERT_TRUE(findings.ok()) << findings.error().message();
  EXPECT_THAT(*findings, IsEmpty());
  EXPECT_EQ(plugin->State().dropped, 5U);
  EXPECT_THAT(plugin->State().last_dropped, HasSubstr("'removed_article' is none that a plugin"));
}

TEST_F(OutsidePlugin, ALibraryThatThinksHasNoProcessNoNetworkAndNoFile) {
  CW_SKIP_UNLESS_ROOT_BUILT();
  const auto findings = Analyze(*Start(HostileLibrary("escape")));
  ASSERT_TRUE(findings.ok()) << findings.error().message();
  EXPECT_EQ(findings->at(0).reason, "---");
}

TEST_F(OutsidePlugin, AProgramInheritsNothing) {
  ASSERT_EQ(::setenv("CW_SECRET", "1", 1), 0);
  EXPECT_THAT(Failure(HostileProgram("environment")),
              HasSubstr("LANG PATH PYTHONUNBUFFERED 0 1 2 3"));
  ::unsetenv("CW_SECRET");
}

TEST_F(OutsidePlugin, OneThatAlwaysFailsRestsForAWhile) {
  const std::shared_ptr<Plugin> plugin = Start(HostileProgram("crash"));
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(Analyze(*plugin).error().code(), Errc::kIo);
  }
  EXPECT_EQ(Analyze(*plugin).error().code(), Errc::kBusy);
  EXPECT_EQ(plugin->State().report.started, 5U);
  clock_.Advance(std::chrono::minutes(10));
  EXPECT_EQ(Analyze(*plugin).error().code(), Errc::kIo) << "it is tried again";
}

}  // namespace
}  // namespace claimwatch::testing
