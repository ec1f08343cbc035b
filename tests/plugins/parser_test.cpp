// Pages read in child processes: the same answers, and a bomb costs one page.
#include "plugins/parser.h"

#include <csignal>

#include <gmock/gmock.h>

#include "core/clock.h"
#include "core/site_rule.h"
#include "plugins/child/limits.h"
#include "plugins/extract/explanation_json.h"
#include "plugins/extract/template.h"
#include "plugins/source/feed_json.h"
#include "plugins/source/source.h"
#include "tests/support/temp_folder.h"

namespace claimwatch::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

Page HtmlPage(const std::string& text) {
  Page page;
  page.url = *Url::Parse("https://herald.example/world/1");
  page.content_type = "text/html; charset=windows-1251";
  page.fetched = *ParseTime("2025-06-18T12:00:00.25Z");
  page.headers = {{"content-language", "ru"}};
  page.body = "<html><head><title>Summit</title></head><body><article><h1>Summit ends</h1>" + text +
              "</article></body></html>";
  return page;
}

std::string Story() {
  std::string story;
  for (int i = 0; i < 5; ++i) {
    story +=
        "<p>The six leaders signed a treaty in the capital, \xf1\xe0\xec\xec\xe8\xf2, and "
        "promised to train 3,000 people within two years, officials said on day " +
        std::to_string(i) + ".</p>";
  }
  return story;
}

Page FeedPage() {
  Page page;
  page.url = *Url::Parse("https://herald.example/feed.xml");
  page.content_type = "application/rss+xml";
  page.body =
      "<rss version='2.0'><channel><title>Herald \"daily\"</title><ttl>30</ttl><skipHours><hour>3"
      "</hour></skipHours><item><title>Summit &amp; more</title><guid>7</guid><link>/world/1</link>"
      "<pubDate>Wed, 18 Jun 2025 10:00:00 Europe/Berlin</pubDate><category>world</category>"
      "<enclosure url='http://herald.example/a.mp3' type='audio/mpeg'/></item></channel></rss>";
  return page;
}

class ChildParserTest : public ::testing::Test {
 protected:
  ChildParserTest() { options_.program = CW_BINARY_DIR "/claimwatchd"; }

  std::unique_ptr<Parser> Make() { return std::move(MakeChildParser(options_, clock_)).value(); }

  ChildParserOptions options_;
  SystemClock clock_;
  std::unique_ptr<Parser> here_ = MakeParser();
};

TEST_F(ChildParserTest, AnArticleIsTheSameAsReadHere) {
  SiteMemory memory;
  for (int i = 0; i < 4; ++i) {
    memory.Learn("https://herald.example/" + std::to_string(i + 10), {"Read more of this."});
  }
  const Page page = HtmlPage(Story() + "<p>Read more of this.</p>");
  const auto child = Make()->ReadArticle(page, {.memory = &memory});
  ASSERT_TRUE(child.ok()) << child.error().message();
  EXPECT_EQ(ExplanationJson(*child).Dump(),
            ExplanationJson(*here_->ReadArticle(page, {.memory = &memory})).Dump());
  EXPECT_THAT(child->article.Text(), AllOf(HasSubstr("3,000"), HasSubstr("саммит")));
}

TEST_F(ChildParserTest, ARuleForAnOutletTravelsToTheChild) {
  const SiteRule rule = {.host = "herald.example",
                         .keep = {"p"},
                         .drop = {".box"},
                         .title = "h2",
                         .byline = ".by",
                         .published = ".at"};
  const Page page = HtmlPage(Story() + "<h2>Other head</h2><p class=box>A box.</p>");
  const auto child = Make()->ReadArticle(page, {.rule = &rule});
  ASSERT_TRUE(child.ok()) << child.error().message();
  EXPECT_EQ(ExplanationJson(*child).Dump(),
            ExplanationJson(*here_->ReadArticle(page, {.rule = &rule})).Dump());
  EXPECT_EQ(child->article.title, "Other head");
}

TEST_F(ChildParserTest, AFeedIsTheSameAsReadHereWithNamedZones) {
  SourceOptions options;
  options.assume_timezone = "Asia/Shanghai";
  const auto child = Make()->ReadFeed(FeedPage(), options);
  ASSERT_TRUE(child.ok()) << child.error().message();
  EXPECT_EQ(FeedJson("", child), FeedJson("", here_->ReadFeed(FeedPage(), options)));
  EXPECT_EQ(FormatTime(child->entries.at(0).published.value()), "2025-06-18T08:00:00Z");
}

TEST_F(ChildParserTest, WhatIsNoFeedSaysTheSameAsReadHere) {
  const Page page = HtmlPage("<p>no feed</p>");
  const auto child = Make()->ReadFeed(page, {});
  ASSERT_FALSE(child.ok());
  EXPECT_EQ(child.error().message(), here_->ReadFeed(page, {}).error().message());
  EXPECT_EQ(child.error().code(), here_->ReadFeed(page, {}).error().code());
}

TEST_F(ChildParserTest, TheFeedsThatAPageNamesAreFound) {
  Page page = HtmlPage("");
  page.body = "<link rel=alternate type='application/rss+xml' href='/feed.xml'>" + page.body;
  EXPECT_THAT(Make()->FindFeeds(page), ::testing::ElementsAre("https://herald.example/feed.xml"));
}

TEST_F(ChildParserTest, APageThatNeedsTooMuchMemoryCostsItselfAlone) {
  if (Sanitized()) {
    GTEST_SKIP() << "memory has no end under a sanitizer";
  }
  options_.memory = 192_MiB;
  const std::unique_ptr<Parser> parser = Make();
  ASSERT_TRUE(parser->ReadArticle(HtmlPage(Story()), {}).ok());
  const auto bomb = parser->ReadArticle(HtmlPage(std::string(std::size_t{190} << 20, ' ')), {});
  ASSERT_FALSE(bomb.ok());
  EXPECT_THAT(bomb.error().message(), StartsWith("parse failed: "));
  EXPECT_TRUE(parser->ReadArticle(HtmlPage(Story()), {}).ok());
}

TEST_F(ChildParserTest, APageThatTakesTooLongIsGivenUp) {
  const std::unique_ptr<Parser> parser = Make();
  ChildParserOptions hasty = options_;
  hasty.timeout = std::chrono::microseconds(1);
  const auto late =
      std::move(MakeChildParser(hasty, clock_)).value()->ReadArticle(HtmlPage(Story()), {});
  ASSERT_FALSE(late.ok());
  EXPECT_EQ(late.error().code(), Errc::kLimit);
  EXPECT_THAT(late.error().message(), HasSubstr("parse failed: no answer within"));
}

TEST_F(ChildParserTest, AMissingProgramIsRefusedAtTheStart) {
  options_.program = "/nonexistent/claimwatchd";
  const auto parser = MakeChildParser(options_, clock_);
  ASSERT_FALSE(parser.ok());
  EXPECT_EQ(parser.error().code(), Errc::kUnsupported);
  EXPECT_THAT(parser.error().message(), HasSubstr("/nonexistent/claimwatchd: No such file"));
}

TEST_F(ChildParserTest, AProgramThatIsNoChildIsRefusedAtTheStart) {
  options_.program = "/bin/cat";
  EXPECT_FALSE(MakeChildParser(options_, clock_).ok());
}

}  // namespace
}  // namespace claimwatch::testing
