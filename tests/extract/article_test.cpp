#include "plugins/extract/article.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/page.h"
#include "core/url.h"
#include "plugins/extract/template.h"
#include "plugins/stage.h"
#include "tests/support/case_file.h"

namespace claimwatch {
namespace {

using ::testing::ElementsAre;
using ::testing::Gt;
using ::testing::IsEmpty;
using ::testing::Lt;

Page PageOf(std::string body, std::string content_type = "") {
  Page page;
  page.body = std::move(body);
  page.content_type = std::move(content_type);
  return page;
}

Article Extract(std::string body, std::string content_type = "") {
  const Result<Article> article = ExtractArticle(PageOf(std::move(body), std::move(content_type)));
  EXPECT_TRUE(article.ok());
  return article.ok() ? *article : Article();
}

std::string StoryPage(const std::string& insert) {
  std::string page =
      "<html lang=en><head><title>Summit ends</title></head><body><main><article>"
      "<h1>Summit ends</h1><div class=story-body>";
  for (int i = 0; i < 6; ++i) {
    page += "<p>Paragraph " + std::to_string(i) +
            " says that the leaders signed a treaty in the capital, and that the work on it goes "
            "on until the end of the year.</p>";
    page += i == 2 ? insert : "";
  }
  return page + "</div></article></main></body></html>";
}

class ArticleCases : public ::testing::TestWithParam<testing::Case> {};

TEST_P(ArticleCases, TextIsAsExpected) {
  EXPECT_EQ(Extract(GetParam().Section("page"), "text/html; charset=utf-8").Text(),
            GetParam().Section("expect"));
}

INSTANTIATE_TEST_SUITE_P(Extract, ArticleCases, ::testing::ValuesIn(testing::LoadCases("extract")));

TEST(Article, TheSamePageGivesTheSameArticle) {
  const std::string page = StoryPage("");
  EXPECT_EQ(Extract(page).Text(), Extract(page).Text());
  EXPECT_EQ(Extract(page).paragraphs.size(), 6U);
}

TEST(Article, XhtmlIsAPageAndAFeedIsNot) {
  const std::string declared = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  EXPECT_EQ(FormOf(PageOf(declared + "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.1//EN\" \"x\">")),
            PageForm::kHtml);
  EXPECT_EQ(FormOf(PageOf(declared + "<!-- c --><html xmlns=\"x\">")), PageForm::kHtml);
  EXPECT_NE(FormOf(PageOf(declared + "<rss><channel><title>&lt;html&gt; <html></title>")),
            PageForm::kHtml);
}

TEST(Article, APictureIsNoTextAndADeclaredCharsetIsBelieved) {
  Page page;
  page.body = "\x89PNG\r\n\x1A\n";
  EXPECT_EQ(FormOf(page), PageForm::kOther);
  page.body = "\x28\x04\x35\x04\x41\x04\x42\x04\x4C\x04";  // Шесть in UTF-16
  EXPECT_EQ(FormOf(page), PageForm::kOther);
  page.content_type = "text/plain; charset=utf-16le";
  EXPECT_EQ(FormOf(page), PageForm::kText);
}

TEST(Article, BoxesBetweenParagraphsDoNotChangeTheText) {
  const std::string text = Extract(StoryPage("")).Text();
  for (const std::string& insert : std::vector<std::string>{
           "<div class='ad-unit'>Advertisement</div>",
           "<aside><h3>Read next</h3><ul><li><a href=/a>Another story about "
           "trade</a></li></ul></aside>",
           "<p><strong><a href=/x>READ MORE: What the treaty says about water</a></strong></p>",
           "<div class=newsletter><p>Sign up for our newsletter and never miss a story.</p>"
           "<form><input type=email></form></div>"}) {
    EXPECT_EQ(Extract(StoryPage(insert)).Text(), text) << insert;
  }
}

// A page whose text goes on in what follows the article, unless it is told from it.
std::string FollowedBy(const std::string& rest) {
  std::string page = StoryPage("");
  return page.insert(page.find("</article>"), rest);
}

TEST(Article, WhatReadersWroteBelowIsNoText) {
  const std::string text = Extract(StoryPage("")).Text();
  EXPECT_EQ(Extract(FollowedBy("<ol class='comment-list'><li><p>The leaders signed nothing that my "
                               "village would notice, I am sorry to say, and so did mine.</p></li>"
                               "</ol>"))
                .Text(),
            text);
}

TEST(Article, TheOpeningOfTheNextArticleIsNoText) {
  const std::string text = Extract(StoryPage("")).Text();
  EXPECT_EQ(Extract(FollowedBy("<div><h2><a href=/n>Port fees will rise in January</a></h2><p>The "
                               "port authority will raise its fees by a fifth, it told shipping "
                               "lines on Tuesday in a letter of two pages.</p></div>"))
                .Text(),
            text);
}

TEST(Article, AListOfProductsUnderLinkedHeadingsIsText) {
  std::string page =
      "<html lang=en><body><article><h1>Four tents</h1><p>We slept in four tents for two weeks on "
      "the steppe and counted the drops that came through, night by night.</p>";
  for (const std::string name : {"North", "South", "East", "West"}) {
    page += "<div><h2><a href=/" + name + ">The " + name + "</a></h2><p>The " + name +
            " stands in nine minutes, weighs 2.1 kilograms and was dry "
            "until the third night of rain, when the seam above the door gave way.</p></div>";
  }
  EXPECT_EQ(Extract(page + "</article></body></html>").paragraphs.size(), 5U);
}

TEST(Article, AFigureThatChangesShows) {
  const std::string before = StoryPage(
      "<p>China will hand out grants of 1.5 billion yuan to the "
      "five republics before the year is over.</p>");
  std::string after = before;
  after.replace(after.find("1.5 billion"), 3, "15");
  EXPECT_NE(Extract(before).Text(), Extract(after).Text());
}

TEST(Article, OldCharsetsAreDecoded) {
  const Article article =
      Extract("<html lang=ru><title>\xC4\xEE\xE3\xEE\xE2\xEE\xF0</title><p>x</p>",
              "text/html; charset=windows-1251");
  EXPECT_EQ(article.title, "Договор");
  EXPECT_EQ(article.encoding, "windows-1251");
}

TEST(Article, APdfIsRefusedWithAReason) {
  const Result<Article> article = ExtractArticle(PageOf("%PDF-1.7 …", "application/pdf"));
  ASSERT_FALSE(article.ok());
  EXPECT_EQ(article.error().code(), Errc::kUnsupported);
}

TEST(Article, EachExtractorAsksTheNextForWhatIsNotItsOwn) {
  const Page html = PageOf("<p>x</p>", "text/html");
  const Page text = PageOf("x", "text/plain");
  EXPECT_FALSE(MakeTextExtractor()->Extract(html)->has_value());
  EXPECT_FALSE(MakeHtmlExtractor()->Extract(text)->has_value());
  EXPECT_TRUE(MakeHtmlExtractor()->Extract(html)->has_value());
  EXPECT_TRUE(MakeTextExtractor()->Extract(text)->has_value());
}

TEST(Article, WhatRepeatsOnTheSiteIsLeftOut) {
  const std::string appeal =
      "<p>Our reporters depend on readers like you, so please consider a gift to the newsroom "
      "before the year ends, however small it may be.</p>";
  SiteMemory memory;
  for (int page = 0; page < 5; ++page) {
    const Result<Explanation> other = ExplainArticle(PageOf(StoryPage(appeal)));
    std::vector<std::string> paragraphs;
    for (const Verdict& verdict : other->verdicts) {
      paragraphs.push_back(verdict.text.starts_with("Paragraph") ? "own text" + std::to_string(page)
                                                                 : verdict.text);
    }
    memory.Learn("https://a.example/" + std::to_string(page), paragraphs);
  }
  Page page = PageOf(StoryPage(appeal));
  page.url = *Url::Parse("https://a.example/new");
  const Result<Article> article = ExtractArticle(page, {.memory = &memory});
  ASSERT_TRUE(article.ok());
  EXPECT_EQ(article->paragraphs.size(), 6U);
}

TEST(Article, WhoSignsBelowTheTextIsItsAuthor) {
  std::string page = StoryPage("");
  const std::size_t end = page.find("</div></article>");
  const Article article = Extract(page.insert(end, "<p>(Reporting by Ann Lee in Astana)</p>"));
  EXPECT_EQ(article.paragraphs.size(), 6U);
  EXPECT_THAT(article.authors, ElementsAre("Ann Lee"));
}

TEST(Article, EveryParagraphIsExplained) {
  const Result<Explanation> explanation = ExplainArticle(PageOf(StoryPage("<p>Share</p>")));
  ASSERT_TRUE(explanation.ok());
  EXPECT_EQ(explanation->verdicts.size(), 8U);
  for (const Verdict& verdict : explanation->verdicts) {
    EXPECT_FALSE(verdict.why.empty());
    EXPECT_FALSE(verdict.path.empty());
  }
}

TEST(PlainText, AFirstLineThatIsNoSentenceIsTheTitle) {
  const Article article = Extract("Summit ends in Astana\n\nThe leaders signed. They left.\n");
  EXPECT_EQ(article.title, "Summit ends in Astana");
  EXPECT_THAT(article.paragraphs, ElementsAre("The leaders signed. They left."));
}

TEST(PlainText, ATitleMayStandDirectlyAboveTheText) {
  const Article article = Extract("Report\nTrade grew by 35 percent.\n");
  EXPECT_EQ(article.title, "Report");
  EXPECT_THAT(article.paragraphs, ElementsAre("Trade grew by 35 percent."));
}

TEST(PlainText, ASentenceAloneIsTheText) {
  const Article article = Extract("Trade grew by 35 percent.\n");
  EXPECT_EQ(article.title, "");
  EXPECT_THAT(article.paragraphs, ElementsAre("Trade grew by 35 percent."));
}

TEST(PlainText, BlankLinesPartParagraphsAndOtherBreaksDoNot) {
  EXPECT_THAT(Extract("One is here.\nIt goes on.\n\nTwo.\n").paragraphs,
              ElementsAre("One is here. It goes on.", "Two."));
  EXPECT_THAT(Extract("One is here.\nTwo.\n").paragraphs, ElementsAre("One is here.", "Two."));
}

TEST(PlainText, ALeadingDateIsTheDayOfPublication) {
  const Article article =
      Extract(" date 2025-06-19 Summit renews friendship\n\nThe leaders signed. They left.\n");
  EXPECT_EQ(article.title, "Summit renews friendship");
  ASSERT_TRUE(article.published.has_value());
  EXPECT_EQ(FormatTime(*article.published), "2025-06-19T00:00:00Z");
  const Article alone = Extract("date 2025-06-19\nThe leaders signed. They left.\n");
  EXPECT_TRUE(alone.published.has_value());
  EXPECT_THAT(alone.paragraphs, ElementsAre("The leaders signed. They left."));
}

TEST(PlainText, AHeadlineAboutDatesKeepsItsWords) {
  EXPECT_EQ(Extract("Date palms return to the oasis\n\nThey do.\n").title,
            "Date palms return to the oasis");
}

TEST(PlainText, NothingIsNoArticle) {
  const Article article = Extract("", "text/plain");
  EXPECT_THAT(article.paragraphs, IsEmpty());
  EXPECT_EQ(article.quality.score, 0.0);
}

TEST(PlainText, NothingWithAStatusSaysBoth) {
  Page page;
  page.status = 503;
  page.content_type = "text/plain";
  const Result<Article> article = ExtractArticle(page);
  ASSERT_TRUE(article.ok());
  EXPECT_THAT(article->quality.reasons, ElementsAre("status 503", "no text"));
}

TEST(Quality, AWholeArticleIsGood) {
  EXPECT_THAT(Extract(StoryPage("")).quality.score, Gt(0.9));
}

TEST(Quality, WallsAreNamed) {
  const std::pair<std::string, std::string> walls[] = {
      {"captcha", "<title>Just a moment...</title><p>Verify you are human to continue.</p>"},
      {"soft 404", "<title>Page not found</title><p>The page you requested is gone.</p>"},
      {"consent wall",
       "<title>News</title><h2>We value your privacy</h2><p>We and our partners "
       "store and access information on a device.</p><button>OK</button>"},
      {"queue", "<p>You are now in line. Your estimated wait is 5 minutes.</p>"},
      {"login page", "<p>Please log in</p><form><input type=password></form>"},
      {"captcha", "<title>安全验证</title><p>请完成安全验证后继续访问</p>"},
      {"soft 404", "<title>Страница не найдена</title><p>Страница не найдена</p>"},
  };
  for (const auto& [reason, html] : walls) {
    const Quality quality = Extract("<html>" + html, "text/html").quality;
    EXPECT_THAT(quality.score, Lt(0.3)) << html;
    EXPECT_THAT(quality.reasons, ::testing::Contains(reason)) << html;
  }
}

TEST(Quality, WordsOfWallsInTheFurnitureOfAnArticleAreNoReason) {
  const Quality quality =
      Extract(StoryPage("<div class=cookie-banner><p>We use cookies. We and our partners store and "
                        "access information on a device.</p></div><p>Subscribe to read more.</p>"))
          .quality;
  EXPECT_THAT(quality.reasons, IsEmpty());
}

TEST(Quality, TransportSpeaksAgainstAPage) {
  Page page = PageOf(StoryPage(""));
  page.status = 404;
  EXPECT_THAT(ExtractArticle(page)->quality.score, Lt(0.1));
  page.status = 200;
  page.truncated = true;
  EXPECT_THAT(ExtractArticle(page)->quality.score, Lt(0.5));
  page.truncated = false;
  page.requested = *Url::Parse("https://a.example/story");
  page.url = *Url::Parse("https://a.example/");
  EXPECT_THAT(ExtractArticle(page)->quality.score, Lt(0.2));
}

TEST(Quality, ALockedStubIsNoArticle) {
  const Quality quality =
      Extract(
          "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"H\","
          "\"isAccessibleForFree\":false}</script><article><h1>H</h1><p>The leaders signed a "
          "treaty in the capital on Tuesday, and then they went home again...</p></article>",
          "text/html")
          .quality;
  EXPECT_THAT(quality.reasons, ::testing::Contains("paywall stub"));
}

TEST(Corrections, ThePublishersNoteIsKept) {
  const std::string note =
      "Correction: An earlier version of this article gave the wrong number "
      "of places. It is 3,000, the ministry said on Friday.";
  EXPECT_EQ(Extract(StoryPage("<p>" + note + "</p>")).correction_note, note);
}

}  // namespace
}  // namespace claimwatch
