// The past out of WARC files: in its place in time, quietly, once.
#include "daemon/import.h"

#include <gmock/gmock.h>

#include "daemon/analysis.h"
#include "plugins/parser.h"
#include "plugins/registry.h"
#include "storage/import_mark.h"
#include "storage/log_head.h"
#include "storage/order.h"
#include "storage/warc.h"
#include "tests/daemon/desk.h"
#include "tests/storage/gzip.h"
#include "tests/storage/samples.h"
#include "tests/support/temp_folder.h"

namespace claimwatch::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr const char* kUrl = "http://herald.example/world/summit";
constexpr const char* kTitle = "Summit ends in Astana";

std::string Story(const std::string& trainings) {
  return ArticlePage(kUrl, kTitle, SummitStory(trainings));
}

std::string Date(int minute) {
  return FormatTime(At(minute));
}

// A record as a crawler writes it.
std::string Record(const std::string& type, const std::string& fields, const std::string& block) {
  return "WARC/1.0\r\nWARC-Type: " + type + "\r\n" + fields +
         "Content-Length: " + std::to_string(block.size()) + "\r\n\r\n" + block + "\r\n\r\n";
}

std::string Response(const std::string& id, int minute, const std::string& http,
                     const std::string& url = kUrl) {
  return Record("response",
                "WARC-Record-ID: <urn:" + id + ">\r\nWARC-Date: " + Date(minute) +
                    "\r\nWARC-Target-URI: " + url + "\r\n",
                http);
}

std::string Http(const std::string& body, const std::string& more = "",
                 const std::string& type = "text/html; charset=utf-8") {
  return "HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\n" + more + "\r\n" + body;
}

std::string Chunked(const std::string& body) {
  constexpr std::size_t kHalf = 0x200;
  return "200\r\n" + body.substr(0, kHalf) + "\r\n" +
         fmt::format("{:x};note=1\r\n", body.size() - kHalf) + body.substr(kHalf) + "\r\n0\r\n\r\n";
}

class Importing : public ::testing::Test {
 protected:
  Importing() {
    TopicConfig topic;
    topic.id = "summit";
    BaselineConfig baseline;
    baseline.id = "xinhua-20250619";
    baseline.file =
        std::filesystem::path(CW_SOURCE_DIR) / "config" / "baselines" / "xinhua-20250619.txt";
    topic.baselines.push_back(baseline);
    config_.topics.push_back(topic);
  }

  ImportReport Import(const std::string& warc, ImportWrite write = ImportWrite::kYes) {
    return Import(std::vector<std::string>{warc}, write);
  }

  ImportReport Import(const std::vector<std::string>& warcs,
                      ImportWrite write = ImportWrite::kYes) {
    const TempFolder folder;
    ImportTask task;
    task.write = write;
    for (const std::string& warc : warcs) {
      task.files.push_back(folder.Write(std::to_string(task.files.size()) + ".warc", warc));
    }
    const std::vector<Topic> topics = LoadTopics(config_, *store_, clock_, *parser_).value();
    return ImportWarc({config_, topics, plugins_, *store_, clock_, *parser_}, task).value();
  }

  // What a fetch of the daemon leaves, without its alerts.
  void Live(const std::string& trainings, int minute) {
    const Page page = PageOf(kUrl, Story(trainings), minute);
    const Article article = SiteKnowledge(*store_, *parser_).Read(page)->article;
    const Appended appended = store_->Append(page, article, {"herald", "", "", {}}).value();
    ASSERT_TRUE(store_->Conclude(appended.article_id, appended.number, {}, At(minute)).ok());
  }

  ArticleRecord Summit() { return store_->FindArticle(kUrl).value(); }

  // "@NUMBER MINUTE TRAININGS" of every version, oldest first.
  std::vector<std::string> History() {
    std::vector<std::string> lines;
    const std::vector<Version> versions = store_->Versions(Summit().id).value();
    for (const Version& version : versions) {
      const std::string text = version.article.Text();
      const std::size_t at = text.find("pledged to provide ") + 19;
      lines.push_back(fmt::format("@{} {} {}", version.number,
                                  (version.retrieved - At(0)) / std::chrono::minutes(1),
                                  text.substr(at, text.find(' ', at) - at)));
    }
    return lines;
  }

  Config config_;
  ManualClock clock_{At(100'000)};
  Registry plugins_;
  std::unique_ptr<Store> store_ = MemoryStore();
  std::unique_ptr<Parser> parser_ = MakeParser();
};

TEST_F(Importing, PagesBecomeVersionsInTheOrderOfTheirDates) {
  const ImportReport report = Import(std::vector<std::string>{
      Response("2", 60, Http(Story("30,000"))),
      Response("1", 0, Http(Story("3,000"))) + Response("3", 90, Http(Story("30,000")))});
  EXPECT_THAT(History(), ElementsAre("@1 0 3,000", "@2 60 30,000"));
  EXPECT_EQ(report.new_articles, 1U);
  EXPECT_EQ(report.versions, 2U);
  EXPECT_EQ(report.known, 1U);
  EXPECT_EQ(report.earlier, 0U);
  EXPECT_THAT(report.problems, IsEmpty());
  EXPECT_EQ(store_->GetVersion(Summit().id, 2)->last_seen, At(90));
}

TEST_F(Importing, TheVersionSaysWhenAndFromWhereItCame) {
  Import(Response("1", 0, Http(Story("3,000"))));
  const Version version = store_->GetVersion(Summit().id, 1).value();
  EXPECT_EQ(version.source, "import");
  EXPECT_EQ(version.retrieved, At(0));
  const ImportMark mark = ImportMarkOf(store_->GetCapture(version.capture_id)->page).value();
  EXPECT_EQ(mark.when, clock_.Now());
  EXPECT_EQ(mark.from, "0.warc <urn:1>");
}

TEST_F(Importing, EarlierPagesStandBeforeWhatIsStoredAndTheChainHolds) {
  Live("30,000", 1000);
  const ImportReport report =
      Import(Response("1", 0, Http(Story("2,000"))) + Response("2", 60, Http(Story("3,000"))));
  EXPECT_EQ(report.earlier, 2U);
  EXPECT_THAT(History(), ElementsAre("@2 0 2,000", "@3 60 3,000", "@1 1000 30,000"));
  EXPECT_EQ(LatestOf(*store_, Summit()).value(), 1U);
  EXPECT_THAT(store_->Verify({})->problems, IsEmpty());
}

TEST_F(Importing, NothingAlertsAndTheLedgerLearnsNothing) {
  Import(Response("1", 0, Http(Story("3,000"))) + Response("2", 60, Http(Story("30,000"))));
  EXPECT_THAT(store_->Findings(Summit().id, 2).value(), ::testing::Not(IsEmpty()));
  EXPECT_THAT(store_->Alerts({}).value(), IsEmpty());
  EXPECT_THAT(store_->Claims("").value(), IsEmpty());
  EXPECT_THAT(store_->OwedAnalyses().value(), IsEmpty());
}

TEST_F(Importing, TwiceAddsNothing) {
  const std::string warc =
      Response("1", 0, Http(Story("3,000"))) + Response("2", 60, Http(Story("30,000")));
  Live("40,000", 1000);
  Import(warc);
  const LogHead before = store_->GetLogHead().value();
  const ImportReport again = Import(warc);
  EXPECT_EQ(again.versions, 0U);
  EXPECT_EQ(again.known, 2U);
  EXPECT_EQ(store_->GetLogHead()->root, before.root);
  EXPECT_THAT(History(), SizeIs(3));
}

// The crash between the two batches of one version.
TEST_F(Importing, WhatABrokenOffRunOwesIsDoneByTheNextOneAndStaysQuiet) {
  const Page page = PageOf(kUrl, Story("30,000"), 0);
  const Article article = SiteKnowledge(*store_, *parser_).Read(page)->article;
  FeedFacts facts;
  facts.source = kImportSource;
  ASSERT_TRUE(store_->Append(page, article, facts).ok());
  ASSERT_THAT(store_->OwedAnalyses().value(), SizeIs(1));
  const ImportReport report =
      Import(Response("1", 0, Http(Story("30,000"))) + Response("2", 60, Http(Story("50,000"))));
  EXPECT_EQ(report.known, 1U);
  EXPECT_EQ(report.versions, 1U);
  EXPECT_THAT(store_->OwedAnalyses().value(), IsEmpty());
  EXPECT_THAT(store_->Alerts({}).value(), IsEmpty());
}

TEST_F(Importing, BodiesAreReadAsTheyWereSentOrAsTheArchiverLeftThem) {
  const std::string one = Story("1,000");
  const std::string two = Story("2,000");
  const std::string three = Story("3,000");
  const std::string four = Story("4,000");
  const ImportReport report = Import(
      Response("1", 1, Http(Gzip(one), "Content-Encoding: gzip\r\n")) +
      Response("2", 2, Http(Chunked(two), "Transfer-Encoding: chunked\r\n")) +
      Response("3", 3,
               Http(Chunked(Gzip(three) + std::string(0x200, '\0')),
                    "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n")) +
      Response("4", 4, Http(four, "Transfer-Encoding: chunked\r\nContent-Encoding: br\r\n")));
  EXPECT_THAT(report.problems, IsEmpty());
  EXPECT_THAT(History(), ElementsAre("@1 1 1,000", "@2 2 2,000", "@3 3 3,000", "@4 4 4,000"));
}

TEST_F(Importing, APageThatIsNoArticleIsRefusedWithTheReason) {
  const std::string cut = Story("3,000").substr(0, 1500);
  const ImportReport report = Import(
      Response("1", 0, Http(ConsentWall())) +
      Response("2", 1, Http(cut, "Content-Length: 99999\r\n")) +
      Response("3", 2, Http("GIF89a", "", "image/gif")) +
      Response("4", 3, "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n" + Story("9")));
  EXPECT_EQ(report.refused, 2U);
  EXPECT_EQ(report.others, 2U);
  EXPECT_EQ(report.versions, 0U);
  EXPECT_THAT(report.refusals, ::testing::Contains(HasSubstr("the body ended early")));
  EXPECT_FALSE(store_->FindArticle(kUrl).ok());
}

TEST_F(Importing, ARevisitIsItsOriginalSeenAgain) {
  const std::string story = Http(Story("3,000"));
  const std::string by_id =
      Record("revisit",
             "WARC-Record-ID: <urn:r1>\r\nWARC-Date: " + Date(60) + "\r\nWARC-Target-URI: " + kUrl +
                 "\r\nWARC-Refers-To: <urn:1>\r\n",
             "HTTP/1.1 304 Not Modified\r\n\r\n");
  const std::string by_moment = Record(
      "revisit",
      "WARC-Record-ID: <urn:r2>\r\nWARC-Date: " + Date(90) + "\r\nWARC-Target-URI: " + kUrl +
          "\r\nWARC-Refers-To-Target-URI: " + kUrl + "\r\nWARC-Refers-To-Date: " + Date(0) + "\r\n",
      "");
  const std::string lost =
      Record("revisit",
             "WARC-Record-ID: <urn:r3>\r\nWARC-Date: " + Date(95) + "\r\nWARC-Target-URI: " + kUrl +
                 "\r\nWARC-Refers-To: <urn:gone>\r\n",
             "");
  const ImportReport report =
      Import(std::vector<std::string>{by_id + by_moment + lost, Response("1", 0, story)});
  EXPECT_EQ(report.versions, 1U);
  EXPECT_EQ(report.known, 2U);
  EXPECT_EQ(store_->GetVersion(Summit().id, 1)->last_seen, At(90));
  EXPECT_THAT(report.problems, ElementsAre(HasSubstr("none of these files")));
}

TEST_F(Importing, ADamagedRecordIsNamedWithFileAndOffsetAndTheRestGoesOn) {
  const std::string first = Response("1", 0, Http(Story("3,000")));
  std::string second = Response("2", 60, Http(Story("30,000")));
  second.replace(second.find("Content-Length"), 14, "Content-Langth");
  const ImportReport report = Import(first + second + Response("3", 90, Http(Story("40,000"))));
  EXPECT_THAT(History(), ElementsAre("@1 0 3,000", "@2 90 40,000"));
  EXPECT_THAT(report.problems,
              ElementsAre(HasSubstr(fmt::format("0.warc: offset {}: ", first.size()))));
}

TEST_F(Importing, WhatIsYetToComeIsNoPast) {
  const ImportReport report = Import(Response("1", 200'000, Http(Story("3,000"))));
  EXPECT_EQ(report.versions, 0U);
  EXPECT_THAT(report.problems, ElementsAre(HasSubstr("is yet to come")));
}

TEST_F(Importing, ADryRunCountsAndWritesNothing) {
  Live("30,000", 1000);
  const LogHead before = store_->GetLogHead().value();
  const ImportReport report =
      Import(Response("1", 0, Http(Story("3,000"))) + Response("2", 60, Http(Story("30,000"))) +
                 Response("3", 90, Http(Story("3,000"))),
             ImportWrite::kDry);
  EXPECT_EQ(report.versions, 1U);
  EXPECT_EQ(report.earlier, 1U);
  EXPECT_EQ(report.known, 2U);
  EXPECT_EQ(store_->GetLogHead()->root, before.root);
}

// Half a page of an archive must not make the live page look as if it had come back.
TEST_F(Importing, ATextThatShrankDoesNotReplaceTheLatestThatWeFetched) {
  Live("3,000", 0);
  std::vector<std::string> story = SummitStory("3,000");
  story.resize(2);
  const ImportReport report = Import(Response("1", 60, Http(ArticlePage(kUrl, kTitle, story))));
  EXPECT_EQ(report.versions, 0U);
  EXPECT_EQ(LatestOf(*store_, Summit()).value(), 1U);
}

TEST_F(Importing, WhatIsExportedComesBackTheSame) {
  Live("3,000", 0);
  Live("30,000", 60);
  std::string warc = WarcInfo("x.warc", "claimwatch", At(100));
  std::vector<Version> before = store_->Versions(Summit().id).value();
  for (const Version& version : before) {
    warc += WarcRecords(store_->GetCapture(version.capture_id).value(), {});
  }
  store_ = MemoryStore();
  const ImportReport report = Import(Gzip(warc));
  EXPECT_THAT(report.problems, IsEmpty());
  const std::vector<Version> after = store_->Versions(Summit().id).value();
  ASSERT_EQ(after.size(), before.size());
  for (std::size_t i = 0; i < after.size(); ++i) {
    EXPECT_EQ(after[i].text_hash, before[i].text_hash);
    EXPECT_EQ(after[i].raw_hash, before[i].raw_hash);
    EXPECT_EQ(after[i].retrieved, before[i].retrieved);
    EXPECT_EQ(after[i].article_id, before[i].article_id);
  }
}

// tests/data/warc/make.mjs, with the npm package warcio.
TEST_F(Importing, AnArchiveOfAnotherToolIsRead) {
  const ImportReport report =
      Import(ReadAll(std::filesystem::path(CW_SOURCE_DIR) / "tests/data/warc/warcio.warc.gz"));
  EXPECT_THAT(report.problems, IsEmpty());
  EXPECT_EQ(report.versions, 2U);
  const ArticleRecord article = store_->FindArticle("http://herald.example/bridge").value();
  EXPECT_EQ(article.title, "Bridge over the Sary opens");
  EXPECT_EQ(article.first_seen, At(0));
  EXPECT_EQ(article.last_changed, At(60));
  EXPECT_THAT(store_->GetVersion(article.id, 1)->article.Text(), HasSubstr(" 3,000 million"));
  EXPECT_THAT(store_->GetVersion(article.id, 2)->article.Text(), HasSubstr(" 30,000 million"));
}

TEST_F(Importing, ALivePageThatSaysWhatTheArchiveSaidStillAlerts) {
  Import(Response("1", 0, Http(Story("30,000"))));
  std::vector<Topic> topics = LoadTopics(config_, *store_, clock_, *parser_).value();
  const Page page = PageOf(kUrl, Story("30,000") + "<!-- -->", 60);
  Article article = SiteKnowledge(*store_, *parser_).Read(page)->article;
  article.paragraphs.push_back("The meeting ended on Wednesday evening with a joint dinner.");
  const Appended live = store_->Append(page, article, {"herald", "", "", {}}).value();
  Analysis analysis(config_, topics, *store_, clock_, plugins_);
  EXPECT_THAT(analysis.Conclude(live.article_id, live.number).value(),
              ::testing::Contains(::testing::Field(&Alert::type, FindingType::kChangedFigure)));
}

}  // namespace
}  // namespace claimwatch::testing
