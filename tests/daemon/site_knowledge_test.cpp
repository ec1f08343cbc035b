#include "daemon/site_knowledge.h"

#include <gmock/gmock.h>

#include "plugins/parser.h"

namespace claimwatch::testing {
namespace {

using ::testing::Contains;
using ::testing::EndsWith;
using ::testing::Not;

constexpr const char* kAppeal =
    "Our reporters depend on readers like you, so please consider a gift to the newsroom before "
    "the "
    "year ends, however small it may be.";

// A story of the host whose paragraphs are its own; `extra` stands among them.
Page StoryOf(int number, const std::string& extra) {
  std::string body = "<html lang=en><body><main><article><h1>Summit ends</h1><div class=story>";
  for (int i = 0; i < 6; ++i) {
    body += "<p>Paragraph " + std::to_string(i) + " of story " + std::to_string(number) +
            " says that the leaders signed a treaty in the capital, and that the work goes on.</p>";
    body += i == 2 && !extra.empty() ? "<p>" + extra + "</p>" : "";
  }
  Page page;
  page.body = body + "</div></article></main></body></html>";
  page.content_type = "text/html";
  page.url = *Url::Parse("https://herald.example/" + std::to_string(number));
  return page;
}

class SiteKnowledgeTest : public ::testing::Test {
 protected:
  void LearnPages(int count, SiteKnowledge& knowledge) {
    for (int number = 0; number < count; ++number) {
      const Page page = StoryOf(number, kAppeal);
      EXPECT_TRUE(knowledge.Learn(page, *knowledge.Read(page)).ok());
    }
  }

  std::unique_ptr<Store> store_ = std::move(Store::OpenInMemory()).value();
  std::unique_ptr<Parser> parser_ = MakeParser();
  SiteKnowledge knowledge_{*store_, *parser_};
};

TEST_F(SiteKnowledgeTest, WhatAHostRepeatsIsLeftOutAndTheExtractorSaysSo) {
  EXPECT_THAT(knowledge_.Read(StoryOf(99, kAppeal))->article.paragraphs, Contains(kAppeal))
      << "or this test proves nothing";
  LearnPages(5, knowledge_);
  const Article article = knowledge_.Read(StoryOf(99, kAppeal))->article;
  EXPECT_THAT(article.paragraphs, Not(Contains(kAppeal)));
  EXPECT_EQ(article.paragraphs.size(), 6U);
  EXPECT_THAT(article.extractor, EndsWith("+site"));
  EXPECT_THAT(knowledge_.Read(StoryOf(99, ""))->article.extractor, Not(EndsWith("+site")));
}

TEST_F(SiteKnowledgeTest, BackgroundThatStoriesOfOneEventShareStays) {
  const std::string background =
      "The treaty that the leaders signed ends the quarrel over the river, which began when the "
      "capital was moved in 1997.";
  for (int number = 0; number < 8; ++number) {
    const Page page = StoryOf(number, background);
    EXPECT_TRUE(knowledge_.Learn(page, *knowledge_.Read(page)).ok());
  }
  const Article article = knowledge_.Read(StoryOf(99, background))->article;
  EXPECT_THAT(article.paragraphs, Contains(background));
  EXPECT_THAT(article.extractor, Not(EndsWith("+site")));
}

TEST_F(SiteKnowledgeTest, ATextDoesNotChangeBecauseTheMemoryGrew) {
  const Article first = knowledge_.Read(StoryOf(99, kAppeal))->article;
  LearnPages(5, knowledge_);
  Explanation again = *knowledge_.Read(StoryOf(99, kAppeal));
  KeepKnown(again, first);
  EXPECT_EQ(again.article.Text(), first.Text());
  EXPECT_EQ(again.article.extractor, first.extractor);
}

TEST_F(SiteKnowledgeTest, WhatWasLearntSurvivesARestart) {
  LearnPages(5, knowledge_);
  SiteKnowledge restarted(*store_, *parser_);
  EXPECT_THAT(restarted.Read(StoryOf(99, kAppeal))->article.paragraphs, Not(Contains(kAppeal)));
}

TEST_F(SiteKnowledgeTest, OneHostSaysNothingAboutAnother) {
  LearnPages(5, knowledge_);
  Page page = StoryOf(99, kAppeal);
  page.url = *Url::Parse("https://ledger.example/99");
  EXPECT_THAT(knowledge_.Read(page)->article.paragraphs, Contains(kAppeal));
}

TEST_F(SiteKnowledgeTest, ABrokenMemoryIsLearntAgain) {
  ASSERT_TRUE(store_->PutState({{"template/herald.example", "{not json"}}).ok());
  LearnPages(5, knowledge_);
  EXPECT_THAT(knowledge_.Read(StoryOf(99, kAppeal))->article.paragraphs, Not(Contains(kAppeal)));
}

TEST_F(SiteKnowledgeTest, TheRuleForAHostIsFollowedOnItsPagesAlone) {
  SiteKnowledge ruled(*store_, *parser_, {{.host = "herald.example", .drop = {".appeal"}}});
  Page page = StoryOf(99, kAppeal);
  page.body.replace(page.body.find("<p>" + std::string(kAppeal)), 3, "<p class=appeal>");
  EXPECT_THAT(ruled.Read(page)->article.paragraphs, Not(Contains(kAppeal)));
  page.url = *Url::Parse("https://ledger.example/99");
  EXPECT_THAT(ruled.Read(page)->article.paragraphs, Contains(kAppeal));
}

}  // namespace
}  // namespace claimwatch::testing
