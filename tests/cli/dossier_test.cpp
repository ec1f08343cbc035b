// A dossier is a page that a stranger's words cannot break and that needs nothing from outside.
#include "cli/dossier.h"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/html.h"
#include "core/digest.h"
#include "plugins/extract/dom.h"
#include "storage/log_head.h"

namespace claimwatch {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

Version TextOf(std::uint32_t number, std::string language, std::vector<std::string> paragraphs) {
  Version version;
  version.article_id = "00112233aabbccdd";
  version.number = number;
  version.retrieved = ParseTime("2025-06-20T04:00:00Z").value();
  version.last_seen = version.retrieved;
  version.raw_hash = "sha256:raw" + std::to_string(number);
  version.text_hash = "sha256:text" + std::to_string(number);
  version.capture_id = "c0ffee" + std::to_string(number);
  version.article.title = "Leaders meet";
  version.article.language = std::move(language);
  version.article.paragraphs = std::move(paragraphs);
  return version;
}

Json FigureAt(const std::string& text) {
  return Json::Of({{"text", text}, {"start", std::uint64_t{12}}, {"counted", "place"}});
}

FindingRecord FindingOf(std::string_view type, std::string_view against, const std::string& other) {
  FindingRecord record;
  record.finding = Json::Of({{"type", type},
                             {"severity", "critical"},
                             {"rule", "CW-FIG-001"},
                             {"against", against},
                             {"sentence", "China gives 30,000 places."},
                             {"baseline_sentence", "China gives " + other + " places."},
                             {"figure", FigureAt("30,000")},
                             {"baseline_figure", FigureAt(other)},
                             {"reason", "ten times as many"}});
  return record;
}

Alert AlertOf(const std::string& message) {
  Alert alert;
  alert.article_id = "00112233aabbccdd";
  alert.sequence = 17;
  alert.record = Json::Of({{"message", message}, {"claimwatch", Json::MakeObject()}});
  StampAlert(alert, 17, "sha256:before");
  return alert;
}

Dossier SomeDossier() {
  DossierArticle article;
  article.record.id = "00112233aabbccdd";
  article.record.url = "https://a.example/x?a=1&b=2";
  article.record.title = "Leaders meet";
  article.record.language = "en";
  article.record.source = "steppe";
  article.versions = {TextOf(1, "en", {"China gives 3,000 places.", "A second one."}),
                      TextOf(2, "en", {"China gives 30,000 places.", "A second one."})};
  article.findings = {
      {},
      {FindingOf("changed_figure", "baseline", "3,000"),
       FindingOf("changed_figure", "previous", "3000"), FindingOf("repeated", "baseline", "77")}};
  article.alerts = {AlertOf("3,000 -> 30,000")};
  return {
      .title = "Dossier", .made = ParseTime("2025-06-21T00:00:00Z").value(), .articles = {article}};
}

// A dossier whose every foreign text is `words`.
Dossier DossierOf(const std::string& words) {
  Dossier dossier = SomeDossier();
  DossierArticle& article = dossier.articles.front();
  dossier.title = article.record.title = article.record.source = article.record.url = words;
  article.record.language = words;
  for (Version& version : article.versions) {
    version.article.title = version.article.language = version.article.correction_note = words;
    version.article.extractor = version.raw_hash = version.text_hash = words;
    version.article.paragraphs = {words, words + std::to_string(version.number)};
  }
  Json& finding = article.findings[1][0].finding;
  for (const char* key :
       {"severity", "rule", "against", "sentence", "baseline_sentence", "reason"}) {
    finding.Set(key, words);
  }
  finding.Edit("figure").Set("text", words).Set("counted", words);
  article.alerts = {AlertOf(words)};
  return dossier;
}

// What keeps `page` from being well-formed XML, in so far as our pages could fail: each tag closed
// in order, attributes quoted. Empty when it is. Our text never holds a bare '<'.
std::string Malformed(std::string_view page) {
  std::vector<std::string> open;
  page.remove_prefix(page.find("<html"));
  for (std::size_t at = page.find('<'); at != std::string_view::npos; at = page.find('<', at)) {
    const std::size_t end = page.find('>', at);
    if (end == std::string_view::npos) {
      return "a tag does not end";
    }
    const std::string_view tag = page.substr(at + 1, end - at - 1);
    const std::string name(tag.substr(0, tag.find(' ')));
    at = end;
    if (tag.ends_with('/')) {
      continue;
    }
    if (!tag.starts_with('/')) {
      open.push_back(name);
    } else if (open.empty() || "/" + open.back() != tag) {
      return "</" + name + "> closes nothing, near " + std::string(page.substr(end, 60));
    } else {
      open.pop_back();
    }
  }
  return open.empty() ? "" : "<" + open.back() + "> is not closed";
}

// How often each element stands in the page, by its start tags.
std::size_t Count(std::string_view page, std::string_view start) {
  std::size_t count = 0;
  for (std::size_t at = page.find(start); at != std::string_view::npos;
       at = page.find(start, at + 1)) {
    ++count;
  }
  return count;
}

std::vector<int> HeadingLevels(std::string_view page) {
  std::vector<int> levels;
  for (std::size_t at = page.find("<h"); at != std::string_view::npos;
       at = page.find("<h", at + 1)) {
    const char level = page[at + 2];
    if (level >= '1' && level <= '6') {
      levels.push_back(level - '0');
    }
  }
  return levels;
}

TEST(Dossier, IsWellFormed) {
  EXPECT_EQ(Malformed(DossierPage(SomeDossier())), "");
}

TEST(Dossier, HeadingsNeverSkipALevelAndOneIsTheFirst) {
  const std::vector<int> levels = HeadingLevels(DossierPage(SomeDossier()));
  ASSERT_FALSE(levels.empty());
  EXPECT_EQ(levels.front(), 1);
  EXPECT_EQ(std::count(levels.begin(), levels.end(), 1), 1);
  for (std::size_t i = 1; i < levels.size(); ++i) {
    EXPECT_LE(levels[i], levels[i - 1] + 1) << "heading " << i;
  }
}

TEST(Dossier, EveryTableHasACaptionAndEveryHeaderCellSaysWhatItHeads) {
  const std::string page = DossierPage(SomeDossier());
  EXPECT_EQ(Count(page, "<table"), Count(page, "<caption>"));
  EXPECT_EQ(Count(page, "<th>"), 0U);
  EXPECT_EQ(Count(page, "<th "),
            Count(page, "<th scope=\"col\">") + Count(page, "<th scope=\"row\">"));
}

TEST(Dossier, NothingIsLoadedFromOutside) {
  const std::string page = DossierPage(SomeDossier());
  for (const char* part :
       {"<script", "<img", "<link", "<iframe", "<object", "src=", "@import", "url(", "onload="}) {
    EXPECT_THAT(page, Not(HasSubstr(part)));
  }
  EXPECT_THAT(page, HasSubstr("default-src 'none'"));
}

TEST(Dossier, AnArticleCannotBreakOutOfIt) {
  for (const char* hostile :
       {"</td></table><script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "<!--", "]]>",
        "</style><script>", "&lt;script&gt;", "' onmouseover='x", "\x1b[31m\x07",
        "javascript:alert(1)", "{} {0} %s"}) {
    const std::string page = DossierPage(DossierOf(hostile));
    EXPECT_EQ(Malformed(page), "") << hostile;
    EXPECT_THAT(page, AllOf(Not(HasSubstr("<script")), Not(HasSubstr("<img")),
                            Not(HasSubstr("<!--")), Not(HasSubstr("\x1b"))));
    EXPECT_THAT(page, Not(HasSubstr("href=\"javascript")));
  }
}

TEST(Dossier, AForeignTextHasAsManyElementsAsAPlainOne) {
  // Which paragraphs stand side by side depends on their words, so here they do not differ.
  const auto page_of = [](const std::string& words) {
    Dossier dossier = DossierOf(words);
    for (Version& version : dossier.articles[0].versions) {
      version.article.paragraphs = {words};
    }
    return DossierPage(dossier);
  };
  const std::string plain = page_of("words");
  const std::string hostile = page_of("</p><b>x</b>\" y=\"<i>");
  for (const char* element : {"<td", "<tr", "<th", "<table", "<section", "<h2", "<span", "<li"}) {
    EXPECT_EQ(Count(plain, element), Count(hostile, element)) << element;
  }
  EXPECT_EQ(Count(hostile, "<b>"), 0U);
}

TEST(Dossier, OurOwnReaderOfPagesReadsItWhole) {
  const std::string page = DossierPage(SomeDossier());
  const Dom dom = Dom::Parse(page);
  EXPECT_TRUE(dom.closed());
  EXPECT_FALSE(dom.limited());
  EXPECT_THAT(dom.TextOf(0, page.size()), HasSubstr("China gives 30,000 places."));
}

TEST(Dossier, ATextNamesItsLanguageAndAnUndecidedOneSaysSo) {
  Dossier dossier = SomeDossier();
  dossier.articles[0].versions[1].article.language = "zh";
  dossier.articles[0].versions[0].article.language = "";
  const std::string page = DossierPage(dossier);
  EXPECT_THAT(page, HasSubstr("<td lang=\"zh\" dir=\"auto\">"));
  EXPECT_THAT(page, HasSubstr("<td lang=\"\" dir=\"auto\">"));
}

TEST(Dossier, AFigureHeldAgainstBothStandsInOneLine) {
  const std::string page = DossierPage(SomeDossier());
  EXPECT_THAT(page, HasSubstr("<tr><th scope=\"row\">2</th><td>place</td><td>3,000</td>"
                              "<td>3000</td><td>30,000</td></tr>"));
}

TEST(Dossier, WhatIsRepeatedIsNoFinding) {
  EXPECT_THAT(DossierPage(SomeDossier()), Not(HasSubstr("77")));
}

TEST(Dossier, ChangedWordsAreMarkedOnTheirSide) {
  const std::string page = DossierPage(SomeDossier());
  EXPECT_THAT(page, HasSubstr("China gives <del>3,000</del> places.</td>"));
  EXPECT_THAT(page, HasSubstr("China gives <ins>30,000</ins> places.</td>"));
}

TEST(Dossier, EveryHashIsThere) {
  const Dossier dossier = SomeDossier();
  const std::string page = DossierPage(dossier);
  for (const char* hash :
       {"sha256:raw1", "sha256:raw2", "sha256:text1", "sha256:text2", "c0ffee1"}) {
    EXPECT_THAT(page, HasSubstr(hash));
  }
  const Json& record = dossier.articles[0].alerts[0].record;
  EXPECT_THAT(page, HasSubstr(record.At("claimwatch.integrity.leaf_hash").AsString()));
  EXPECT_THAT(page, HasSubstr("claimwatch alerts replay 17"));
}

TEST(Dossier, WhatThereIsNoneOfIsSaid) {
  Dossier dossier = SomeDossier();
  dossier.articles[0].versions.resize(1);
  dossier.articles[0].findings.resize(1);
  dossier.articles[0].alerts.clear();
  const std::string page = DossierPage(dossier);
  for (const char* words : {"no alert was raised", "no finding about", "no figure differs",
                            "there is one version only"}) {
    EXPECT_THAT(page, HasSubstr(words));
  }
}

TEST(Dossier, TheSameDossierIsTheSamePage) {
  EXPECT_EQ(DossierPage(SomeDossier()), DossierPage(SomeDossier()));
}

TEST(Dossier, IsReadFromTheStore) {
  const std::unique_ptr<Store> store = std::move(Store::OpenInMemory()).value();
  Article article = SomeDossier().articles[0].versions[0].article;
  article.url = "https://a.example/x";
  Page page;
  page.url = *Url::Parse(article.url);
  page.body = "bytes";
  page.fetched = *ParseTime("2025-06-20T04:00:00Z");
  const std::string id = store->Append(page, article, {})->article_id;
  Alert other = AlertOf("of another article");
  other.article_id = "ffffffffffffffff";
  Alert own = AlertOf("of this one");
  own.article_id = id;
  const Result<DossierArticle> read =
      ReadDossierArticle(*store, store->FindArticle(id).value(), {other, own});
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read->versions.size(), 1U);
  EXPECT_EQ(read->findings.size(), 1U);
  ASSERT_EQ(read->alerts.size(), 1U);
  EXPECT_EQ(read->alerts[0].record["message"].AsString(), "of this one");
  ASSERT_EQ(read->leaves.size(), 1U);
  EXPECT_EQ(read->leaves[0].index, 0U);
  // A tree of one leaf: the leaf is the root, which a checkpoint signs.
  EXPECT_EQ(read->leaves[0].hash, TaggedHex(store->GetLogHead()->root));
  const std::string shown = DossierPage({.title = "Dossier", .made = Time{}, .articles = {*read}});
  EXPECT_THAT(shown, HasSubstr(read->leaves[0].hash));
  EXPECT_THAT(shown, HasSubstr("claimwatch prove " + id + "@1"));
}

TEST(Html, AnAddressThatIsNotOfTheWebIsNoLink) {
  EXPECT_THAT(HtmlLink("https://a.example/?a&b"), HasSubstr("href=\"https://a.example/?a&amp;b\""));
  for (const char* url :
       {"javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "", "//a"}) {
    EXPECT_THAT(HtmlLink(url), Not(HasSubstr("<a"))) << url;
  }
}

}  // namespace
}  // namespace claimwatch
