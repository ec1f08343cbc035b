// Rules for outlets: tests/cases/site/*.case, and what no text shows.
#include "plugins/extract/rule_on_page.h"

#include <gmock/gmock.h>

#include "core/page.h"
#include "core/text.h"
#include "plugins/extract/article.h"
#include "tests/support/case_file.h"

namespace claimwatch {
namespace {

using ::testing::Contains;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;

Page PageOf(std::string body) {
  Page page;
  page.body = std::move(body);
  page.content_type = "text/html; charset=utf-8";
  page.url = *Url::Parse("https://www.herald.example/ferry");
  return page;
}

std::vector<std::string> ListOf(const std::string& selector) {
  return selector.empty() ? std::vector<std::string>() : std::vector<std::string>{selector};
}

Article Ruled(const std::string& page, const SiteRule& rule) {
  const Result<Article> article = ExtractArticle(PageOf(page), {.rule = &rule});
  EXPECT_TRUE(article.ok());
  return article.ok() ? *article : Article();
}

class SiteCases : public ::testing::TestWithParam<testing::Case> {};

TEST_P(SiteCases, ThePageIsReadByTheRule) {
  const testing::Case& one = GetParam();
  const Article article = Ruled(one.Section("page"), {.host = "herald.example",
                                                      .keep = ListOf(one.Setting("keep")),
                                                      .drop = ListOf(one.Setting("drop")),
                                                      .title = one.Setting("title"),
                                                      .byline = one.Setting("byline"),
                                                      .published = one.Setting("published")});
  EXPECT_EQ(article.Text(), one.Section("expect"));
  if (one.sections.contains("title")) {
    EXPECT_EQ(article.title, one.Section("title"));
    EXPECT_EQ(Join(article.authors, "\n"), one.Section("authors"));
    EXPECT_EQ(FormatTime(article.published.value_or(Time())), one.Section("published"));
  }
  const std::string notes = one.Section("notes");
  for (const std::string_view note : Split(notes, '\n')) {
    if (!note.empty()) {
      EXPECT_THAT(article.quality.reasons, Contains(std::string(note)));
    }
  }
  if (!one.sections.contains("notes")) {
    EXPECT_THAT(article.quality.reasons, Not(Contains(HasSubstr("the rule for"))));
  }
}

INSTANTIATE_TEST_SUITE_P(Site, SiteCases, ::testing::ValuesIn(testing::LoadCases("site")));

constexpr const char* kPage =
    "<html lang=en><body><div class=report><p>The ferry to the island sails again.</p></div>"
    "<p class=note>Tickets are sold at the harbour.</p></body></html>";

TEST(RuleOnPage, AnotherRuleIsAnotherExtractorAndNoRuleIsTheOldOne) {
  const Article without = *ExtractArticle(PageOf(kPage));
  const Article one = Ruled(kPage, {.host = "herald.example", .keep = {".report"}});
  const Article other = Ruled(kPage, {.host = "herald.example", .keep = {".report", ".note"}});
  EXPECT_THAT(without.extractor, Not(HasSubstr("/")));
  EXPECT_THAT(one.extractor, ::testing::StartsWith(without.extractor + "/"));
  EXPECT_NE(one.extractor, other.extractor);
  EXPECT_EQ(one.extractor, Ruled(kPage, {.host = "herald.example", .keep = {".report"}}).extractor);
}

TEST(RuleOnPage, EveryParagraphSaysWhichSelectorDecided) {
  const SiteRule rule = {.host = "herald.example", .keep = {".report", "p"}, .drop = {".note"}};
  const Result<Explanation> read = ExplainArticle(PageOf(kPage), {.rule = &rule});
  ASSERT_TRUE(read.ok());
  ASSERT_EQ(read->verdicts.size(), 2U);
  EXPECT_THAT(read->verdicts[0].why, EndsWith("kept by the rule for herald.example: .report"));
  EXPECT_THAT(read->verdicts[1].why, EndsWith("dropped by the rule for herald.example: .note"));
  EXPECT_FALSE(read->verdicts[1].kept);
}

TEST(RuleOnPage, AHostilePageCostsAStepForEachElementAndSelector) {
  std::string deep = "<html><body>";
  for (int i = 0; i < 20'000; ++i) {
    deep += "<div class=a>";
  }
  // Backtracking would try all ways through 500 levels for each of ten steps.
  const Article article =
      Ruled(deep + "<p>The end of it.</p>",
            {.host = "herald.example", .keep = {".a .a .a .a .a .a .a .a .a .a > .b"}});
  EXPECT_THAT(article.quality.reasons, Contains(HasSubstr("finds no text here")));
}

}  // namespace
}  // namespace claimwatch
