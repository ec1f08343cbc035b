// Which pages may become versions: walls may not, and no free article is lost.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/page.h"
#include "core/text.h"
#include "core/url.h"
#include "plugins/extract/article.h"
#include "tests/support/case_file.h"

namespace claimwatch::testing {
namespace {

constexpr double kMayBeStored = 0.6;  // the default of quality.min_score

// LINKS stands for a hundred headlines with links, which a case cannot spell out.
std::string WithLinks(std::string html) {
  std::string links;
  for (int i = 0; i < 100; ++i) {
    links += fmt::format(
        "<p><a href=\"/{0}\">Headline number {0} about something else today</a></p>", i);
  }
  for (std::size_t at = html.find("LINKS"); at != std::string::npos;
       at = html.find("LINKS", at + links.size())) {
    html.replace(at, 5, links);
  }
  return html;
}

class Walls : public ::testing::TestWithParam<Case> {};

TEST_P(Walls, AreToldFromArticles) {
  Page page;
  page.url = Url::Parse("https://herald.example/2025/06/story").value();
  page.requested = page.url;
  page.content_type = "text/html; charset=utf-8";
  page.body = WithLinks(GetParam().Section("html"));
  const Result<Article> article = ExtractArticle(page);
  ASSERT_TRUE(article.ok()) << article.error().message();
  const std::string reasons = Join(article->quality.reasons, "; ");
  if (GetParam().Setting("verdict") == "article") {
    EXPECT_GE(article->quality.score, kMayBeStored) << reasons << "\n" << article->Text();
  } else {
    EXPECT_LT(article->quality.score, kMayBeStored) << article->Text();
    EXPECT_THAT(reasons, ::testing::HasSubstr(GetParam().Setting("verdict"))) << article->Text();
  }
}

INSTANTIATE_TEST_SUITE_P(Pages, Walls, ::testing::ValuesIn(LoadCases("walls")),
                         [](const auto& one) {
                           const std::string file = one.param.file;
                           const std::size_t from = file.rfind('/') + 1;
                           return fmt::format("{}{}",
                                              file.substr(from, file.find('.', from) - from),
                                              one.param.line);
                         });

}  // namespace
}  // namespace claimwatch::testing
