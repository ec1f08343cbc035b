// claimwatch extract on addresses, against a site on loopback.
#include <gmock/gmock.h>

#include "cli/polite_page.h"
#include "core/json.h"
#include "plugins/extract/template.h"
#include "storage/store.h"
#include "tests/cli/typed.h"
#include "tests/support/fake_site.h"
#include "tests/support/temp_folder.h"

namespace claimwatch::testing {
namespace {

using ::testing::HasSubstr;

Typed RunExtract(std::vector<std::string> words) {
  words.insert(words.begin(), "extract");
  return Type(std::move(words));
}

constexpr const char* kStory =
    "<html lang=en><head><title>Bridge closed</title></head><body><article><h1>Bridge closed</h1>"
    "<p>The old bridge over the Dun was closed on Tuesday after a lorry had hit its eastern pier, "
    "the police said.</p></article></body></html>";

TEST(ExtractVerb, ReadsAnAddressAfterAskingForItsRobotsTxt) {
  FakeSite site;
  site.SetHtml("/story", kStory);
  const Typed run = RunExtract({"--jsonl", "--allow-private", site.Url("/story")});
  EXPECT_EQ(run.status, 0) << run.err;
  const Result<Json> article = Json::Parse(run.out);
  ASSERT_TRUE(article.ok()) << run.out;
  EXPECT_EQ((*article)["title"].AsString(), "Bridge closed");
  EXPECT_EQ((*article)["url"].AsString(), site.Url("/story"));
  ASSERT_EQ(site.Requests().size(), 2U);
  EXPECT_EQ(site.Requests()[0].target, "/robots.txt");
}

TEST(ExtractVerb, WhatRobotsMayNotReadIsNotAskedFor) {
  FakeSite site;
  site.SetHtml("/story", kStory);
  site.SetHtml("/robots.txt", "User-agent: *\nDisallow: /story\n");
  const Typed run = RunExtract({"--jsonl", "--allow-private", site.Url("/story")});
  EXPECT_NE(run.status, 0);
  EXPECT_THAT(run.err, HasSubstr("robots"));
  EXPECT_EQ(site.Count("/story"), 0U);
}

TEST(ExtractVerb, APrivateAddressIsRefusedUnlessAllowed) {
  FakeSite site;
  site.SetHtml("/story", kStory);
  const Typed run = RunExtract({"--jsonl", site.Url("/story")});
  EXPECT_NE(run.status, 0);
  EXPECT_EQ(site.Count("/story"), 0U);
}

TEST(ExtractVerb, AnAnswerOfFailureIsToldByItsQuality) {
  FakeSite site;
  const Typed run = RunExtract({"--jsonl", "--allow-private", site.Url("/gone")});
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_THAT(run.out, HasSubstr("status 404"));
}

TEST(ExtractVerb, AFileThatCannotBeReadDoesNotStopTheOthers) {
  TempFolder folder;
  const std::string file = folder.Write("story.html", kStory).string();
  const Typed run = RunExtract({"--jsonl", file + ".missing", file});
  EXPECT_NE(run.status, 0);
  EXPECT_THAT(run.out, HasSubstr("Bridge closed"));
}

TEST(ExtractVerb, ReadsAFileByTheRuleOfTheConfigurationAndSaysWhy) {
  TempFolder folder;
  const std::string story = folder.Write("story.html", kStory).string();
  const std::string config = folder
                                 .Write("claimwatch.toml",
                                        "[[site]]\nhost = \"dun.example\"\nkeep = [\"article\"]\n"
                                        "drop = [\".none\", \"article > p\"]\n")
                                 .string();
  const Typed run = RunExtract({"--jsonl", "--explain", "--config", config, "--url",
                                "https://www.dun.example/bridge", story});
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_THAT(run.out, HasSubstr("dropped by the rule for dun.example: article > p"));
  EXPECT_THAT(run.out, HasSubstr("\"paragraphs\":[]"));
}

TEST(ExtractVerb, LeavesOutWhatTheStoreKnowsTheSiteToRepeat) {
  TempFolder folder;
  const std::string appeal =
      "We ask all readers to support the paper with a gift before the year ends, small or large.";
  {
    const std::unique_ptr<Store> store = std::move(Store::Open(folder.path() / "state")).value();
    SiteMemory memory;
    for (int page = 0; page < 5; ++page) {
      memory.Learn("https://dun.example/" + std::to_string(page), {appeal, std::to_string(page)});
    }
    ASSERT_TRUE(store->PutState({{"template/dun.example", memory.ToJson().Dump()}}).ok());
  }
  std::string page = kStory;
  page.insert(page.find("</article>"), "<p>" + appeal + "</p>");
  const std::string story = folder.Write("story.html", page).string();
  const std::vector<std::string> words = {"--jsonl", "--explain", "--url",
                                          "https://dun.example/bridge", story};
  std::vector<std::string> knowing = words;
  knowing.insert(knowing.end(), {"--state-dir", (folder.path() / "state").string()});
  const Typed run = RunExtract(knowing);
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_THAT(run.out, HasSubstr("seen on other pages of the site"));
  EXPECT_THAT(RunExtract(words).out, ::testing::Not(HasSubstr("seen on other pages")));
}

}  // namespace
}  // namespace claimwatch::testing
