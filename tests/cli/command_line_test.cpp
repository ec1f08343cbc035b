// The command line as a person uses it, on a real store in a folder of its own.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/exporter.h"
#include "core/json.h"
#include "core/text.h"
#include "storage/store.h"
#include "tests/cli/typed.h"
#include "tests/support/temp_folder.h"

namespace claimwatch {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using testing::Type;
using testing::Typed;

Page PageAt(std::string_view url, std::string_view time) {
  Page page;
  page.url = Url::Parse(url).value();
  page.requested = page.url;
  page.body = "<p>raw bytes of " + std::string(time) + "</p>";
  page.fetched = ParseTime(time).value();
  return page;
}

Article Story(std::string_view sentence) {
  Article article;
  article.url = "https://steppe-herald.example/summit";
  article.title = "Leaders meet in Astana";
  article.language = "en";
  article.paragraphs = {"Six leaders met on Tuesday.", std::string(sentence)};
  article.extractor = "gumbo-1";
  return article;
}

class CommandLine : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern =
        (std::filesystem::temp_directory_path() / "claimwatch-cli-XXXXXX").string();
    dir_ = ::mkdtemp(pattern.data());
    const std::unique_ptr<Store> store = std::move(Store::Open(dir_ / "store")).Take();
    const std::string url = "https://steppe-herald.example/summit";
    const FeedFacts facts{"steppe", "e1", "Leaders meet", std::nullopt};
    const Appended first = store
                               ->Append(PageAt(url, "2025-06-17T10:00:00Z"),
                                        Story("China will give 3,000 training places."), facts)
                               .value();
    id_ = first.article_id;
    ASSERT_TRUE(store
                    ->Append(PageAt(url, "2025-06-17T12:00:00Z"),
                             Story("China will give 30,000 training places."), facts)
                    .ok());
  }

  void TearDown() override { std::filesystem::remove_all(dir_); }

  Typed Ask(std::vector<std::string> words) {
    words.insert(words.end(), {"--state-dir", (dir_ / "store").string(), "--color", "never"});
    return Type(std::move(words));
  }

  std::filesystem::path dir_;
  std::string id_;
};

TEST_F(CommandLine, ArticlesListsWhatIsStored) {
  const Typed answer = Ask({"articles"});
  EXPECT_EQ(answer.status, 0);
  EXPECT_THAT(answer.out, HasSubstr(id_.substr(0, 8)));
  EXPECT_THAT(answer.out, HasSubstr("Leaders meet in Astana"));
  EXPECT_THAT(Ask({"articles", "--lang", "zh"}).out, HasSubstr("no articles that fit"));
}

TEST_F(CommandLine, TrackFindsAFigureByItsNounOrByItsValue) {
  const std::string noun = Ask({"track", "training places"}).out;
  EXPECT_THAT(noun, HasSubstr("3,000"));
  EXPECT_THAT(noun, HasSubstr("30,000"));
  const std::string value = Ask({"track", "30,000"}).out;
  EXPECT_THAT(value, HasSubstr("@2"));
  EXPECT_THAT(value, Not(HasSubstr("@1")));
  EXPECT_THAT(Ask({"track", "215 million"}).out, HasSubstr("no figure is or counts"));
}

TEST_F(CommandLine, ACellThatASpreadsheetWouldRunIsText) {
  {
    const std::unique_ptr<Store> store = std::move(Store::Open(dir_ / "store")).Take();
    Article story = Story("Nothing to see.");
    story.url = "https://steppe-herald.example/formula";
    story.title = "=HYPERLINK(\"https://evil.example\")";
    ASSERT_TRUE(store->Append(PageAt(story.url, "2025-06-17T10:00:00Z"), story, {}).ok());
  }
  const Typed answer = Ask({"export", "--format", "csv"});
  EXPECT_EQ(answer.status, 0) << answer.err;
  EXPECT_THAT(answer.out, HasSubstr("\"'=HYPERLINK(\"\"https://evil.example\"\")\""));
  EXPECT_THAT(answer.out, Not(HasSubstr(",\"=HYPERLINK")));
}

TEST_F(CommandLine, AnExportWritesOnlyTheFileThatItIsTold) {
  {
    const std::unique_ptr<Store> store = std::move(Store::Open(dir_ / "store")).Take();
    Article story = Story("Nothing to see.");
    story.url = "https://steppe-herald.example/..%2F..%2Fetc";
    story.title = "../../escape/" + std::string(300, 'x');
    ASSERT_TRUE(store->Append(PageAt(story.url, "2025-06-17T10:00:00Z"), story, {}).ok());
  }
  const std::filesystem::path folder = dir_ / "out";
  std::filesystem::create_directories(folder);
  for (const std::string& format : ExportFormats()) {
    const std::string file = (folder / format).string();
    EXPECT_EQ(Ask({"export", "--format", format, "-o", file}).status, 0) << format;
    EXPECT_GT(std::filesystem::file_size(file), 0U) << format;
  }
  const std::filesystem::recursive_directory_iterator written(folder);
  EXPECT_EQ(static_cast<std::size_t>(std::distance(begin(written), end(written))),
            ExportFormats().size());
}

TEST_F(CommandLine, AnIdThatNobodyKnowsIsAnErrorWithTheNearestOne) {
  for (const std::vector<std::string>& typed :
       std::vector<std::vector<std::string>>{{"articles", "--source", "stepe"},
                                             {"search", "training", "--source", "stepe"},
                                             {"track", "training", "--source", "stepe"},
                                             {"alerts", "--source", "stepe"},
                                             {"alerts", "stats", "--source", "stepe"},
                                             {"alerts", "follow", "--source", "stepe"},
                                             {"export", "--source", "stepe"}}) {
    const Typed answer = Ask(typed);
    EXPECT_EQ(answer.status, 4) << typed.front();
    EXPECT_THAT(answer.err, HasSubstr("no source 'stepe', did you mean 'steppe'?"));
    EXPECT_EQ(answer.out, "");
  }
  EXPECT_THAT(Ask({"claims", "--topic", "summit"}).err, HasSubstr("no topic 'summit'"));
  const Typed report =
      Type({"report", "--topic", "summit", "-o", "-", "--state-dir", (dir_ / "store").string()});
  EXPECT_EQ(report.status, 4) << report.err;
  EXPECT_THAT(report.err, HasSubstr("no topic 'summit'"));
}

TEST_F(CommandLine, ExportAsJsonIsOneDocument) {
  const Typed answer = Ask({"export", "--json"});
  const Result<Json> document = Json::Parse(answer.out);
  ASSERT_TRUE(document.ok()) << answer.out;
  ASSERT_EQ(document->Items().size(), 2U);
  EXPECT_EQ(document->Items()[1]["version"].AsInt(), 2);
  EXPECT_EQ(Ask({"export", "--format", "json"}).out, answer.out);
  EXPECT_EQ(Ask({"export", "--jsonl"}).out, Ask({"export"}).out);
  EXPECT_EQ(Ask({"export", "--json", "--format", "csv"}).status, 2);
  EXPECT_THAT(Ask({"export", "--format", "pdf"}).err,
              HasSubstr("use jsonl, json, csv, warc, html, claimreview"));
}

TEST_F(CommandLine, ExportOfNothingIsStillJson) {
  const testing::TempFolder folder;
  ASSERT_TRUE(Store::Open(folder.path() / "store").ok());
  const Typed answer =
      Type({"export", "--json", "--state-dir", (folder.path() / "store").string()});
  const Result<Json> document = Json::Parse(answer.out);
  ASSERT_TRUE(document.ok()) << answer.out << answer.err;
  EXPECT_TRUE(document->IsArray());
}

TEST_F(CommandLine, ExportAsHtmlHasTheTextOfEveryVersionAndNoScript) {
  const std::string page = Ask({"export", "--format", "html"}).out;
  EXPECT_THAT(page, HasSubstr("China will give 3,000 training places."));
  EXPECT_THAT(page, HasSubstr("China will give 30,000 training places."));
  EXPECT_THAT(page, HasSubstr("Version 2, 2025-06-17T12:00:00Z"));
  EXPECT_THAT(page, HasSubstr("default-src 'none'"));
  EXPECT_THAT(page, Not(HasSubstr("<script")));
  EXPECT_TRUE(page.ends_with("</body></html>\n"));
}

TEST_F(CommandLine, AFileThatCannotBeWrittenIsNoMistakeOfTyping) {
  const Typed answer = Ask({"export", "-o", "/nonexistent/folder/x.jsonl"});
  EXPECT_EQ(answer.status, 74);
  EXPECT_THAT(answer.err, HasSubstr("/nonexistent/folder/x.jsonl: cannot be written: No such"));
}

TEST_F(CommandLine, SearchShowsTheAddressThatTheArticleCameFrom) {
  {
    const std::unique_ptr<Store> store = std::move(Store::Open(dir_ / "store")).Take();
    Article story = Story("A railway to the sea.");
    story.url = "http://plain.example/railway";
    ASSERT_TRUE(store->Append(PageAt(story.url, "2025-06-17T10:00:00Z"), story, {}).ok());
  }
  EXPECT_THAT(Ask({"search", "railway"}).out, HasSubstr("http://plain.example/railway"));
  const Json hit = Json::Parse(Ask({"search", "railway", "--jsonl"}).out).value();
  EXPECT_EQ(hit["url"].AsString(), "http://plain.example/railway");
}

TEST_F(CommandLine, OneIsNotAPlural) {
  EXPECT_THAT(Ask({"gc", "--dry-run"}).out, HasSubstr("0 answers that were no article"));
  EXPECT_THAT(Ask({"verify"}).out, HasSubstr("2 versions, 2 responses, 0 alerts checked"));
}

TEST_F(CommandLine, WhatIsDoneWithDeadLettersAndAlertsIsAlsoJson) {
  const Typed none = Ask({"alerts", "drop", "--all", "--json"});
  EXPECT_EQ(none.status, 4) << none.out;
  EXPECT_THAT(none.err, HasSubstr("no such dead letter"));
  const Typed ack = Ask({"alerts", "ack", "9", "--json"});
  EXPECT_EQ(ack.status, 4) << ack.err;
}

class ImportVerb : public CommandLine {
 protected:
  void SetUp() override {
    CommandLine::SetUp();
    const std::filesystem::path baseline =
        std::filesystem::path(CW_SOURCE_DIR) / "config" / "baselines" / "xinhua-20250619.txt";
    std::ofstream(dir_ / "my.toml") << "[daemon]\nisolate_parsing = false\n[[topic]]\nid = \"t\"\n"
                                       "[[topic.baseline]]\nid = \"b\"\nfile = \""
                                    << baseline.string()
                                    << "\"\n[[source]]\nid = \"s\"\nurl = "
                                       "\"https://a.example/feed\"\ntopics = [\"t\"]\n";
    const std::string html =
        "<html lang=en><title>Leaders meet in Astana</title><article><h1>Leaders meet in "
        "Astana</h1><p>Six leaders met on Tuesday in the Kazakh capital and spoke of trade, water "
        "and railways for most of the day.</p><p>China will give 2,000 training places to the "
        "countries of the region, the foreign minister said on Wednesday.</p></article>";
    const std::string block = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + html;
    std::ofstream(dir_ / "old.warc")
        << "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:1>\r\n"
           "WARC-Date: 2025-06-16T10:00:00Z\r\nWARC-Target-URI: "
           "https://steppe-herald.example/summit\r\nContent-Length: "
        << block.size() << "\r\n\r\n"
        << block << "\r\n\r\n";
  }

  Typed Import(std::vector<std::string> words) {
    words.insert(words.begin(), "import");
    words.insert(words.end(), {"--config", (dir_ / "my.toml").string()});
    return Ask(std::move(words));
  }

  std::string File() const { return (dir_ / "old.warc").string(); }
};

TEST_F(ImportVerb, AnOlderPageBecomesTheFirstVersionAndBothTimesAreShown) {
  const Typed answer = Import({File(), "--json"});
  ASSERT_EQ(answer.status, 0) << answer.err << answer.out;
  const Json report = Json::Parse(answer.out).value();
  EXPECT_EQ(report["versions"].AsInt(), 1) << answer.out;
  EXPECT_EQ(report["earlier_versions"].AsInt(), 1) << answer.out;
  const Json first = Json::Parse(Ask({"show", id_ + "@first", "--json"}).out).value();
  EXPECT_EQ(first["version"].AsInt(), 3);
  EXPECT_EQ(first["retrieved"].AsString(), "2025-06-16T10:00:00Z");
  EXPECT_EQ(first["source"].AsString(), "import");
  EXPECT_EQ(first["imported_from"].AsString(), "old.warc <urn:1>");
  EXPECT_TRUE(ParseTime(first["imported"].AsString()));
  EXPECT_THAT(Ask({"log", id_}).out, HasSubstr("from old.warc <urn:1>"));
  EXPECT_THAT(Ask({"show", id_}).out, HasSubstr("30,000"));
  EXPECT_THAT(Ask({"diff", id_ + "@1"}).out, HasSubstr("{+3,000+}"));
  EXPECT_THAT(Ask({"blame", id_}).out, HasSubstr("[gone @1]"));
  EXPECT_THAT(Ask({"export", "--format", "warc"}).out,
              HasSubstr("claimwatch-imported-from: old.warc <urn:1>"));
  EXPECT_EQ(Ask({"verify"}).status, 0);
  EXPECT_THAT(Import({File()}).out, HasSubstr("imported 0 versions"));
}

TEST_F(ImportVerb, ADryRunWorksBesideADaemonAndARealOneNamesIt) {
  const auto held = std::move(Store::Open(dir_ / "store")).Take();
  const Typed dry = Import({File(), "--dry-run"});
  EXPECT_EQ(dry.status, 0) << dry.err;
  EXPECT_THAT(dry.out, HasSubstr("would import at most 1 version"));
  const Typed answer = Import({File()});
  EXPECT_EQ(answer.status, 75);
  EXPECT_THAT(answer.err, HasSubstr("the store is held by process"));
}

TEST_F(ImportVerb, DamageIsExitFiveAndAMissingFileFour) {
  std::ofstream(dir_ / "old.warc", std::ios::app) << "WARC/1.0\r\nWARC-Type: response\r\n";
  const Typed answer = Import({File()});
  EXPECT_EQ(answer.status, 5);
  EXPECT_THAT(answer.out, HasSubstr("old.warc: offset "));
  EXPECT_THAT(answer.out, HasSubstr("imported 1 version"));
  EXPECT_EQ(Import({(dir_ / "none.warc").string()}).status, 4);
}

TEST_F(CommandLine, ArticlesAsJsonLinesIsOneObjectALine) {
  const Typed answer = Ask({"articles", "--jsonl"});
  const Json article = Json::Parse(answer.out).value();
  EXPECT_EQ(article["id"].AsString(), id_);
  EXPECT_EQ(article["versions"].AsInt(), 2);
}

TEST_F(CommandLine, DiffWithOneArgumentShowsWhatTheLatestVersionChanged) {
  const Typed answer = Ask({"diff", id_.substr(0, 6)});
  EXPECT_EQ(answer.status, 0);
  EXPECT_THAT(answer.out, HasSubstr("[-3,000-]"));
  EXPECT_THAT(answer.out, HasSubstr("{+30,000+}"));
}

TEST_F(CommandLine, DiffTakesVersionsAndFormats) {
  EXPECT_THAT(Ask({"diff", id_ + "@2", "@1", "--unified"}).out,
              HasSubstr("-China will give 30,000"));
  EXPECT_THAT(Ask({"diff", id_ + "@1", "@1"}).out, HasSubstr("no difference"));
  EXPECT_EQ(Ask({"diff", id_, "--exit-code"}).status, 1);
  EXPECT_EQ(Ask({"diff", id_ + "@1", "@first", "--exit-code"}).status, 0);
}

TEST_F(CommandLine, ShowPrintsAVersionAndItsRawBytes) {
  EXPECT_THAT(Ask({"show", id_ + "@1"}).out, HasSubstr("3,000 training places"));
  EXPECT_THAT(Ask({"show", id_ + "@{2025-06-17T11:00:00Z}"}).out, HasSubstr("give 3,000"));
  EXPECT_EQ(Ask({"show", id_ + "@1", "--raw"}).out, "<p>raw bytes of 2025-06-17T10:00:00Z</p>");
  EXPECT_THAT(Ask({"show", "https://steppe-herald.example/summit?utm_source=x"}).out,
              HasSubstr("30,000"));
}

TEST_F(CommandLine, SearchFindsAFigureInTheVersionThatHasIt) {
  const Typed answer = Ask({"search", "3000", "training"});
  EXPECT_EQ(answer.status, 0) << answer.err;
  EXPECT_THAT(answer.out, HasSubstr("Leaders meet in Astana"));
  EXPECT_THAT(answer.out, HasSubstr(id_.substr(0, 8) + "@1, not in @2"));
  EXPECT_THAT(answer.out, HasSubstr("1 article\n"));
  EXPECT_THAT(Ask({"search", "railway"}).out, HasSubstr("nothing found"));
  EXPECT_EQ(Ask({"search", "30000", "--exit-code"}).status, 1);
}

TEST_F(CommandLine, SearchAsJsonMarksBytesOfTheSnippet) {
  const Json hit = Json::Parse(Ask({"search", "training", "--jsonl"}).out).value();
  EXPECT_EQ(hit["article"].AsString(), id_);
  EXPECT_EQ(hit["version"].AsInt(), 2);
  const Json& mark = hit["marks"].Items().front();
  const auto start = static_cast<std::size_t>(mark.Items()[0].AsInt());
  const auto end = static_cast<std::size_t>(mark.Items()[1].AsInt());
  EXPECT_EQ(hit["snippet"].AsString().substr(start, end - start), "training");
}

TEST_F(CommandLine, SearchTakesTheFiltersOfArticlesAndChecksItsNumbers) {
  EXPECT_THAT(Ask({"search", "training", "--lang", "zh"}).out, HasSubstr("nothing found"));
  EXPECT_THAT(Ask({"search", "training", "--until", "2025-06-16"}).out, HasSubstr("nothing found"));
  EXPECT_EQ(Ask({"search", "training", "--limit", "many"}).status, 2);
  EXPECT_EQ(Ask({"search", "?!"}).status, 2);
}

TEST_F(CommandLine, ReindexAndFsckAgreeOnTheIndex) {
  EXPECT_THAT(Ask({"reindex"}).out, HasSubstr("2 versions are in the search index"));
  EXPECT_THAT(Ask({"reindex", "--anew"}).out, HasSubstr("2 versions are in the search index"));
  EXPECT_THAT(Ask({"fsck"}).out, HasSubstr("everything is as it was stored"));
  EXPECT_THAT(Ask({"search", "training"}).out, HasSubstr("1 article\n"));
}

TEST_F(CommandLine, ReindexAsJsonIsJson) {
  const Result<Json> answer = Json::Parse(Ask({"reindex", "--json"}).out);
  ASSERT_TRUE(answer.ok());
  EXPECT_GT((*answer)["indexed"].AsInt(), 0);
}

TEST_F(CommandLine, CopiesOfAnArticleBeginWithItself) {
  EXPECT_THAT(Ask({"copies", id_}).out, HasSubstr("Leaders meet in Astana"));
}

TEST_F(CommandLine, ReextractListsWhatReadsOtherwiseAndAsksBeforeItWrites) {
  const Typed look = Ask({"reextract", "--exit-code"});
  EXPECT_THAT(look.out, HasSubstr("2 versions read again"));
  EXPECT_EQ(Ask({"reextract"}).out, look.out) << "the same twice";
  EXPECT_THAT(Ask({"show", id_}).out, HasSubstr("30,000"));
}

TEST_F(CommandLine, GcWithDryRunOnlySaysWhatWouldGo) {
  const Typed look = Ask({"gc", "--dry-run"});
  EXPECT_EQ(look.status, 0) << look.err;
  EXPECT_THAT(look.out, HasSubstr("would drop 0 answers"));
}

TEST_F(CommandLine, LogIsNewestFirst) {
  const std::string out = Ask({"log", id_}).out;
  EXPECT_LT(out.find("@2"), out.find("@1"));
}

TEST_F(CommandLine, UnknownThingsAreSaidPlainly) {
  const Typed version = Ask({"show", id_ + "@9"});
  EXPECT_EQ(version.status, 4);
  EXPECT_THAT(version.err, HasSubstr("it has @1 to @2"));
  EXPECT_EQ(Ask({"show", "ffffffffffff"}).status, 4);
  EXPECT_EQ(Ask({"alerts", "show", "17"}).status, 4);
}

TEST_F(CommandLine, AlertFiltersAreChecked) {
  const Typed answer = Ask({"alerts", "--type", "changed_figures"});
  EXPECT_EQ(answer.status, 2);
  EXPECT_THAT(answer.err, HasSubstr("did you mean 'changed_figure'?"));
  EXPECT_EQ(Ask({"alerts", "--min-severity", "loud"}).status, 2);
  EXPECT_EQ(Ask({"alerts", "list", "--since", "soon"}).status, 2);
  EXPECT_THAT(Ask({"alerts"}).out, HasSubstr("no alerts"));
}

TEST_F(CommandLine, StatusCountsTheStore) {
  const Json status = Json::Parse(Ask({"status", "--json"}).out).value();
  EXPECT_EQ(status["articles"].AsInt(), 1);
  EXPECT_EQ(status["versions"].AsInt(), 2);
  EXPECT_EQ(status["owed_analyses"].AsInt(), 2);
  EXPECT_THAT(Ask({"status"}).out, HasSubstr("owed analyses   2\n"));
}

TEST(CommandLineWords, AnUnknownVerbGetsTheNearest) {
  const Typed answer = Type({"artcles"});
  EXPECT_EQ(answer.status, 2);
  EXPECT_THAT(answer.err, HasSubstr("unknown verb 'artcles', did you mean 'articles'?"));
}

TEST(CommandLineWords, AWordThatEndsAVerbNamesThatVerb) {
  EXPECT_THAT(Type({"ack"}).err, HasSubstr("did you mean 'alerts ack'?"));
  EXPECT_THAT(Type({"list"}).err, HasSubstr("did you mean 'alerts list' or 'source list'?"));
  EXPECT_THAT(Type({"get"}).err, HasSubstr("unknown verb 'get', see claimwatch --help"));
  EXPECT_THAT(Type({"alerts", "sho", "1"}).err,
              HasSubstr("alerts: unknown word 'sho', did you mean 'show'?"));
}

TEST(CommandLineWords, TooManyWordsAndAMissingValueAreSaidInOurWords) {
  EXPECT_THAT(Type({"diff", "a", "b", "c"}).err,
              HasSubstr("diff: too many words; it is 'claimwatch diff ARTICLE [OTHER]'"));
  EXPECT_THAT(Type({"alerts", "--source"}).err, HasSubstr("alerts: --source wants ID; see"));
  EXPECT_THAT(Type({"alerts", "--help"}).out, Not(HasSubstr("FILE ...")));
}

TEST(CommandLineWords, HelpIsAVerbToo) {
  EXPECT_EQ(Type({"help"}).out, Type({"--help"}).out);
  EXPECT_EQ(Type({"help", "alerts", "show"}).out, Type({"alerts", "show", "--help"}).out);
  EXPECT_EQ(Type({"help"}).status, 0);
}

TEST(CommandLineWords, ConfigCheckAndKeysSpeakJson) {
  testing::TempFolder folder;
  const std::string bad = folder.Write("bad.toml", "[fetsh]\n").string();
  const Typed answer = Type({"config", "check", bad, "--json"});
  EXPECT_EQ(answer.status, 3);
  const Result<Json> judged = Json::Parse(answer.out);
  ASSERT_TRUE(judged.ok()) << answer.out;
  EXPECT_FALSE((*judged)["good"].AsBool(true));
  ASSERT_FALSE((*judged)["errors"].Items().empty());
  EXPECT_THAT(std::string((*judged)["errors"].Items()[0].AsString()), HasSubstr("fetsh"));
  const Result<Json> keys = Json::Parse(Type({"config", "keys", "--json"}).out);
  ASSERT_TRUE(keys.ok());
  EXPECT_GT(keys->Items().size(), 50U);
  EXPECT_FALSE(keys->Items()[0]["key"].AsString().empty());
}

TEST(CommandLineWords, FeedSaysWhichFileIsNone) {
  testing::TempFolder folder;
  const std::string none = folder.Write("none.xml", "no feed at all\n").string();
  const Typed answer = Type({"feed", none});
  EXPECT_NE(answer.status, 0);
  EXPECT_EQ(answer.out, "");
  EXPECT_THAT(answer.err, HasSubstr(none + ": "));
}

TEST(CommandLineWords, ConfigRulesListsWhatAConfigurationMayName) {
  EXPECT_THAT(Type({"config", "rules"}).out, HasSubstr("CW-FIG-001  Figure differs"));
  const Result<Json> rules = Json::Parse(Type({"config", "rules", "--json"}).out);
  ASSERT_TRUE(rules.ok());
  EXPECT_GT(rules->Items().size(), 20U);
  EXPECT_EQ(rules->Items()[0]["type"].AsString(), "changed_figure");
}

TEST(CommandLineWords, DiscoverSpeaksJson) {
  testing::TempFolder folder;
  const std::string page =
      folder.Write("a.html", "<link rel=alternate type=application/rss+xml href=/feed.xml>")
          .string();
  const Typed answer = Type({"discover", page, "--url", "https://a.example/", "--json"});
  const Result<Json> found = Json::Parse(answer.out);
  ASSERT_TRUE(found.ok()) << answer.out;
  EXPECT_EQ(found->Items().at(0)["feeds"].Items().at(0).AsString(), "https://a.example/feed.xml");
}

TEST(CommandLineWords, AMissingStoreIsNotFound) {
  const Typed answer = Type({"articles", "--state-dir", "/nonexistent/store"});
  EXPECT_EQ(answer.status, 4);
  EXPECT_THAT(answer.err, HasSubstr("/nonexistent/store"));
}

TEST(CommandLineWords, AMissingConfigurationIsNamed) {
  const Typed answer = Type({"articles", "--config", "/nonexistent/claimwatch.toml"});
  EXPECT_EQ(answer.status, 3);
  EXPECT_THAT(answer.err, HasSubstr("/nonexistent/claimwatch.toml"));
}

TEST(CommandLineWords, HelpNamesEveryVerb) {
  const Typed answer = Type({"--help"});
  EXPECT_EQ(answer.status, 0);
  for (const Verb& verb : AllVerbs()) {
    EXPECT_THAT(answer.out, HasSubstr(verb.name.substr(0, verb.name.find(' '))));
  }
}

TEST(CommandLineWords, TheHelpOfAVerbShowsTheWordsItTakes) {
  EXPECT_THAT(Type({"diff", "--help"}).out,
              HasSubstr("Usage: claimwatch diff [OPTIONS] ARTICLE [OTHER]"));
  EXPECT_THAT(Type({"diff", "--help"}).out, Not(HasSubstr("positionals")));
}

TEST(CommandLineWords, UsageErrorsNameTheOption) {
  const Typed answer = Type({"articles", "--sauce", "x"});
  EXPECT_EQ(answer.status, 2);
  EXPECT_THAT(answer.err,
              HasSubstr("articles: unknown option '--sauce', did you mean '--source'?"));
  EXPECT_THAT(answer.err, Not(HasSubstr("terminate")));
}

TEST(FiguresVerb, ReadsEachFileAsAJsonLine) {
  testing::TempFolder folder;
  const std::string text = folder.Write("a.txt", "China offers 3,000 training places.").string();
  const Typed answer = Type({"figures", text, text});
  EXPECT_EQ(answer.status, 0) << answer.err;
  const std::size_t end = answer.out.find('\n');
  const Result<Json> line = Json::Parse(answer.out.substr(0, end));
  ASSERT_TRUE(line.ok()) << answer.out;
  EXPECT_EQ((*line)["figures"].Items().at(0)["value"].AsInt(), 3000);
  EXPECT_EQ(std::count(answer.out.begin(), answer.out.end(), '\n'), 2);
}

TEST(CommandLineWords, AMissingWordIsNamedWithTheUsage) {
  const Typed answer = Type({"alerts", "show"});
  EXPECT_EQ(answer.status, 2);
  EXPECT_THAT(answer.err,
              HasSubstr("alerts show: ALERT is missing; it is 'claimwatch alerts show ALERT'"));
}

TEST(CommandLineWords, AWordThatStandsForOthersNamesThem) {
  const Typed answer = Type({"config"});
  EXPECT_EQ(answer.status, 2);
  EXPECT_THAT(answer.err, HasSubstr("config: which? check"));
}

TEST(CommandLineWords, NoWordAtAllIsToldWhatIsMissing) {
  const Typed answer = Type({});
  EXPECT_EQ(answer.status, 2);
  EXPECT_THAT(answer.err, HasSubstr("a verb is missing, such as 'claimwatch alerts'"));
}

TEST(CommandLineWords, TheListOfVerbsHasALineForEachWithTheWordsBelowIt) {
  const std::string help = Type({"--help"}).out;
  EXPECT_THAT(help, HasSubstr("\n  config      check, show, keys, rules\n"));
  EXPECT_THAT(help, HasSubstr("\n  status      how the service fares"));
  EXPECT_THAT(help, Not(HasSubstr("Asks the daemon that runs")));
  EXPECT_THAT(Type({"status", "--help"}).out, HasSubstr("Usage: claimwatch status [OPTIONS]"));
}

TEST(CommandLineWords, APageThatNamesNoFeedIsSaidSo) {
  EXPECT_THAT(Type({"discover", "/dev/null"}).err, HasSubstr("/dev/null: names no feed"));
}

TEST(CommandLineWords, AFileThatCannotBeReadComesWithTheReason) {
  EXPECT_THAT(Type({"figures", "/no/such/file"}).err,
              HasSubstr("cannot read '/no/such/file': No such file"));
  EXPECT_THAT(Type({"compare", "--baseline", "/", "/"}).err, HasSubstr("Is a directory"));
}

TEST(CommandLineWords, AProgramIsNoText) {
  testing::TempFolder folder;
  const std::string program = folder.Write("program", "\x7F\x45LF\x02\x01\x01\x03").string();
  for (const std::vector<std::string>& verb :
       std::vector<std::vector<std::string>>{{"extract", program},
                                             {"figures", program},
                                             {"compare", "--baseline", program, program}}) {
    const Typed answer = Type(verb);
    EXPECT_NE(answer.status, 0) << verb.front();
    EXPECT_THAT(answer.err, HasSubstr(program)) << verb.front();
    EXPECT_THAT(answer.err, HasSubstr(" text")) << verb.front();
    EXPECT_EQ(answer.out, "");
  }
}

}  // namespace
}  // namespace claimwatch
