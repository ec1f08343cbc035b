#include "plugins/extract/jsonld.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace claimwatch {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(JsonLd, ReadsAnArticle) {
  const LinkedArticle article = ReadLinkedArticle({R"({
    "@context": "https://schema.org", "@type": "NewsArticle", "headline": "Summit",
    "datePublished": "2025-06-17T17:20:00Z", "dateModified": "2025-06-18",
    "author": [{"@type": "Person", "name": "Ann Lee"}, "Bo Chen", {"name": "Ann Lee"}],
    "publisher": {"name": "Ledger"}, "inLanguage": "en", "isAccessibleForFree": "False",
    "mainEntityOfPage": {"@id": "https://ledger.example/a"}})"});
  EXPECT_EQ(article.type, "NewsArticle");
  EXPECT_EQ(article.headline, "Summit");
  EXPECT_EQ(article.published, "2025-06-17T17:20:00Z");
  EXPECT_THAT(article.authors, ElementsAre("Ann Lee", "Bo Chen"));
  EXPECT_EQ(article.publisher, "Ledger");
  EXPECT_EQ(article.url, "https://ledger.example/a");
  EXPECT_EQ(article.free, false);
}

TEST(JsonLd, FindsTheArticleInAGraphAndFollowsReferences) {
  const LinkedArticle article = ReadLinkedArticle({R"({"@graph": [
    {"@type": "WebPage", "@id": "#page", "name": "Page"},
    {"@type": ["Article", "Thing"], "headline": "H", "author": {"@id": "#ann"}},
    {"@type": "Person", "@id": "#ann", "name": "Ann Lee"}]})"});
  EXPECT_EQ(article.headline, "H");
  EXPECT_THAT(article.authors, ElementsAre("Ann Lee"));
  EXPECT_THAT(article.types, ElementsAre("WebPage", "Article", "Person"));
}

TEST(JsonLd, SaysWhatItIsAbout) {
  const LinkedArticle article = ReadLinkedArticle({R"({"@graph": [
    {"@type": "NewsArticle", "headline": "H", "keywords": "summit, Central Asia",
     "about": [{"@type": "Event", "name": "China-Central Asia Summit"}, {"@id": "#astana"}],
     "articleSection": ["World", 7], "mentions": {"name": "Xi Jinping"}},
    {"@type": "Place", "@id": "#astana", "name": "Astana"}]})"});
  EXPECT_THAT(article.topics, ElementsAre("summit, Central Asia", "China-Central Asia Summit",
                                          "Astana", "World", "Xi Jinping"));
}

TEST(JsonLd, OtherArticlesOfThePageAreNotMixedIn) {
  const LinkedArticle article = ReadLinkedArticle(
      {R"({"@type": "NewsArticle", "headline": "This one"})",
       R"({"@type": "NewsArticle", "headline": "Another", "articleBody": "Other text"})"});
  EXPECT_EQ(article.headline, "This one");
  EXPECT_EQ(article.body, "");
}

TEST(JsonLd, CommonMistakesAreForgiven) {
  for (const std::string& script : std::vector<std::string>{
           "<!-- {\"@type\": \"NewsArticle\", \"headline\": \"H\"} -->",
           "//<![CDATA[\n{\"@type\": \"NewsArticle\", \"headline\": \"H\"}\n//]]>",
           "{\"@type\": \"NewsArticle\", \"headline\": \"H\",}",
           "{\"@type\": \"NewsArticle\", \"headline\": \"H\", \"description\": \"a\nb\"};",
           "[{\"@type\": \"NewsArticle\", \"headline\": \"H\"}]",
           "{\"@type\": \"https://schema.org/NewsArticle\", \"headline\": \"H\"}"}) {
    EXPECT_EQ(ReadLinkedArticle({script}).headline, "H") << script;
  }
}

TEST(JsonLd, AMillionOpeningsAreReadInOneLook) {
  std::string script;
  for (int i = 0; i < 1'000'000; ++i) {
    script += "CDATA[";
  }
  EXPECT_EQ(ReadLinkedArticle({script}).type, "");
  EXPECT_EQ(ReadLinkedArticle({script + R"({"@type": "Article", "headline": "H"}]])"}).headline,
            "H");
}

TEST(JsonLd, WhatIsNoJsonSaysNothing) {
  const LinkedArticle article = ReadLinkedArticle({"", "{", "null", "{{{{", "[1,2", "\"x\""});
  EXPECT_EQ(article.type, "");
  EXPECT_THAT(article.types, IsEmpty());
}

TEST(JsonLd, APageWithoutAnArticleHasNoHeadline) {
  const LinkedArticle article =
      ReadLinkedArticle({R"({"@type": "Organization", "name": "Ledger"})"});
  EXPECT_EQ(article.type, "");
  EXPECT_EQ(article.headline, "");
}

TEST(JsonLd, APageThatDescribesNoArticleSaysWhenItWasPublished) {
  const LinkedArticle page =
      ReadLinkedArticle({R"({"@graph": [{"@type": "WebSite", "datePublished": "2001-01-01"},
                      {"@type": ["WebPage", "FAQPage"], "datePublished": "2014-03-17"}]})"});
  EXPECT_EQ(page.type, "");
  EXPECT_EQ(page.published, "2014-03-17");
  const LinkedArticle article =
      ReadLinkedArticle({R"([{"@type": "WebPage", "datePublished": "2014-03-17"},
           {"@type": "NewsArticle", "headline": "H", "datePublished": "2014-03-18"}])"});
  EXPECT_EQ(article.published, "2014-03-18");
}

}  // namespace
}  // namespace claimwatch
