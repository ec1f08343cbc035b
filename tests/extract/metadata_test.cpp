#include "plugins/extract/metadata.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace claimwatch {
namespace {

using ::testing::ElementsAre;

Metadata Read(std::string_view html, std::string_view url = "") {
  const Dom dom = Dom::Parse(html);
  const Result<Url> parsed = Url::Parse(url);
  return ReadMetadata(dom, ReadLinkedArticle(dom.json_ld()), parsed.ok() ? *parsed : Url());
}

std::string Published(std::string_view html, std::string_view url = "") {
  const std::optional<Time> time = Read(html, url).published;
  return time.has_value() ? FormatTime(*time) : "none";
}

TEST(Title, TheHeadlineOfTheArticleBeatsTheNameOfTheSite) {
  EXPECT_EQ(Read("<title>Summit ends | Ledger</title>"
                 "<h1>Ledger</h1><h1>Summit ends in Astana</h1>")
                .title,
            "Summit ends in Astana");
}

TEST(Title, TheNameOfTheSiteIsCutOff) {
  EXPECT_EQ(Read("<title>Six leaders sign a treaty - Ledger</title>").title,
            "Six leaders sign a treaty");
  EXPECT_EQ(Read("<meta property=og:site_name content='丝路晨报'><title>六国元首签署条约_丝路晨报"
                 "</title>")
                .title,
            "六国元首签署条约");
}

TEST(Title, ADashInsideAHeadlineStays) {
  EXPECT_EQ(Read("<title>Astana - a city in transition looks ahead to the summit</title>").title,
            "Astana - a city in transition looks ahead to the summit");
}

TEST(Title, AHeadlineOfAnotherStoryInJsonLdIsNotBelieved) {
  EXPECT_EQ(Read("<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":"
                 "\"Something else entirely\"}</script><h1>Six leaders sign a treaty</h1>")
                .title,
            "Six leaders sign a treaty");
}

TEST(Title, TheVisibleHeadlineIsBelievedBeforeStaleMetadata) {
  EXPECT_EQ(Read("<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":"
                 "\"China to train 3,000 people\"}</script>"
                 "<meta property=og:title content='China to train 3,000 people'>"
                 "<h1>China to train 30,000 people</h1>")
                .title,
            "China to train 30,000 people");
}

TEST(Title, AKickerThatThePageGluesOnIsPartedByTheMetadata) {
  EXPECT_EQ(Read("<meta property=og:title content='Astana summit / Six leaders sign a treaty'>"
                 "<h1><span>Astana summit</span>Six leaders sign a treaty</h1>")
                .title,
            "Astana summit / Six leaders sign a treaty");
}

TEST(Title, OfSeveralHeadlinesTheFirstThatIsLongEnoughCounts) {
  EXPECT_EQ(Read("<meta property=og:title content='Quite another wording for the networks'>"
                 "<h1>Ledger</h1><h1>Six leaders sign a treaty in Astana</h1>"
                 "<h1>More stories from the steppe today</h1>")
                .title,
            "Six leaders sign a treaty in Astana");
}

TEST(Title, AKickerThatOneOtherTitleLeavesOutIsNoPartOfIt) {
  EXPECT_EQ(Read("<meta property=og:title content='Six leaders sign a treaty'>"
                 "<h1><span>Astana summit:</span> Six leaders sign a treaty</h1>")
                .title,
            "Six leaders sign a treaty");
}

TEST(Title, ALongerNameOfTheSiteBehindABarIsCutOff) {
  EXPECT_EQ(Read("<title>Six leaders sign a treaty in Astana | The Ledger of the Silk "
                 "Road</title>")
                .title,
            "Six leaders sign a treaty in Astana");
  EXPECT_EQ(Read("<title>六国元首在阿斯塔纳签署条约-丝路网</title>").title,
            "六国元首在阿斯塔纳签署条约");
}

TEST(Authors, AFullerBylineCompletesWhatJsonLdSays) {
  const std::string linked =
      "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"H\","
      "\"author\":{\"name\":\"Ann Lee\"}}</script>";
  EXPECT_THAT(Read(linked + "<div class=bylines><a rel=author>Bo Chen</a> "
                            "<a rel=author>Ann Lee</a></div>")
                  .authors,
              ElementsAre("Bo Chen", "Ann Lee"));
  EXPECT_THAT(Read(linked + "<div class=bylines><a rel=author>Bo Chen</a></div>").authors,
              ElementsAre("Ann Lee"));
}

TEST(Authors, TheOutletStaysBesideAnAgencyAndGoesBesideAPerson) {
  const auto linked = [](const std::string& name) {
    return Read(
               "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":"
               "\"H\",\"publisher\":{\"name\":\"Ledger\"},\"author\":{\"name\":\"" +
               name + "\"}}</script>")
        .authors;
  };
  EXPECT_THAT(linked("Ledger and XPA"), ElementsAre("Ledger", "XPA"));
  EXPECT_THAT(linked("Ledger and Ann Lee"), ElementsAre("Ann Lee"));
}

TEST(Authors, WhoCommentsIsNoAuthor) {
  EXPECT_THAT(Read("<h1>H</h1><div id=comments><p class=comment-author>Cy Dent</p></div>").authors,
              ElementsAre());
  EXPECT_THAT(Read("<form class=comment-form><label class=author>Name *</label></form>").authors,
              ElementsAre());
}

TEST(Authors, TheWayToASectionOrTheCommentsIsNoName) {
  EXPECT_THAT(Read("<div class=byline>by <a href=/ann>Ann Lee</a> in <a href=/w rel='category tag'>"
                   "World News</a>, <a href='/story#respond'>Leave Comment</a></div>")
                  .authors,
              ElementsAre("Ann Lee"));
  EXPECT_THAT(Read("<div class=byline>by <b>Ann Lee</b> in <a href=/w rel=tag><i>World News</i></a>"
                   "</div>")
                  .authors,
              ElementsAre("Ann Lee"));
  EXPECT_THAT(Read("<nav class=byline><a href=/w>World News</a><a href=/c>Central Asia</a></nav>"
                   "<p class=author>Ann Lee</p>")
                  .authors,
              ElementsAre("Ann Lee"));
}

TEST(Authors, AWordGluedToTheNameIsNoPartOfIt) {
  EXPECT_THAT(Read("<div class=byline><span>Author</span><a href=/a>Ann Lee</a></div>").authors,
              ElementsAre("Ann Lee"));
}

TEST(Authors, ABarAtTheTopThatRepeatsTheHeadlineIsNotTheHeadline) {
  EXPECT_THAT(Read("<div><h3>Six leaders sign a treaty</h3></div><ul><li>World</ul>"
                   "<p>Menu</p><h1>Six leaders sign a treaty</h1><div>By Ann Lee</div>")
                  .authors,
              ElementsAre("Ann Lee"));
}

TEST(Authors, ADegreeIsNoSecondPerson) {
  EXPECT_THAT(Read("<meta name=author content='Ann Lee, PhD'>").authors, ElementsAre("Ann Lee"));
}

TEST(Authors, ALabelAnywhereNamesWhoFollows) {
  EXPECT_THAT(Read("<h1>H</h1><p>The text.</p><ul><li><strong>Autorin/Autor</strong> "
                   "Ann Lee</li></ul>")
                  .authors,
              ElementsAre("Ann Lee"));
}

TEST(Authors, TheTwoHalvesOfANameInJsonLdAreJoined) {
  EXPECT_THAT(Read("<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"H\","
                   "\"author\":[{\"givenName\":\"Ann\",\"familyName\":\"Lee\"}]}</script>")
                  .authors,
              ElementsAre("Ann Lee"));
}

TEST(Authors, LabelsOfASocialCardNameThem) {
  EXPECT_THAT(Read("<meta name=twitter:label1 content='Written by'>"
                   "<meta name=twitter:data1 content='Ann Lee'>")
                  .authors,
              ElementsAre("Ann Lee"));
}

TEST(Authors, SpansOfABylineAreOneNameEach) {
  EXPECT_THAT(Read("<div class=byline><span>Ann Lee</span> <span>Bo Chen</span></div>").authors,
              ElementsAre("Ann Lee", "Bo Chen"));
}

TEST(Authors, TheLineUnderTheHeadlineNamesThem) {
  const auto under = [](const std::string& line) {
    return Read("<h1>Six leaders sign a treaty</h1>" + line + "<p>The text follows.</p>").authors;
  };
  EXPECT_THAT(under("<div>By Ann Lee and Bo Chen</div>"), ElementsAre("Ann Lee", "Bo Chen"));
  EXPECT_THAT(under("<div>2025-06-18 06:15 &nbsp; Ann Lee &nbsp; 1500 views</div>"),
              ElementsAre("Ann Lee"));
  EXPECT_THAT(under("<div>2025-06-17 / Business desk</div>"), ElementsAre("Business desk"));
  EXPECT_THAT(under("<div><span>Автор:</span> <b>Алина Сейткали</b></div>"),
              ElementsAre("Алина Сейткали"));
  EXPECT_THAT(under("<div><span>2025-06-18 02:00</span> <span>来源：本报记者 周岚</span></div>"),
              ElementsAre("周岚"));
  EXPECT_TRUE(under("<div>18 June 2025 | Share</div>").empty());
  EXPECT_TRUE(under("<div>Astana</div>").empty());
}

TEST(Authors, JsonLdThenMetaThenBylines) {
  EXPECT_THAT(Read("<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"H\","
                   "\"author\":[{\"name\":\"Ann Lee\"},{\"name\":\"Bo Chen\"}]}</script>"
                   "<meta name=author content='Someone Else'>")
                  .authors,
              ElementsAre("Ann Lee", "Bo Chen"));
  EXPECT_THAT(Read("<meta name=author content='By Ann Lee, Bo Chen and Cy Dent'>").authors,
              ElementsAre("Ann Lee", "Bo Chen", "Cy Dent"));
  EXPECT_THAT(Read("<p class=byline>By <a rel=author href=/a>Ann Lee</a></p>").authors,
              ElementsAre("Ann Lee"));
  EXPECT_THAT(Read("<span itemprop=author>Алина Сейткали</span>").authors,
              ElementsAre("Алина Сейткали"));
}

TEST(Authors, APersonIsBelievedBeforeTheOutlet) {
  EXPECT_THAT(Read("<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"H\","
                   "\"author\":{\"name\":\"Ledger\"},\"publisher\":{\"name\":\"Ledger\"}}</script>"
                   "<div class=byline>By Ann Lee</div>")
                  .authors,
              ElementsAre("Ann Lee"));
  EXPECT_THAT(Read("<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"H\","
                   "\"author\":{\"name\":\"Ledger\"},\"publisher\":{\"name\":\"Ledger\"}}</script>")
                  .authors,
              ElementsAre("Ledger"));
}

TEST(Authors, AnAddressIsNoName) {
  EXPECT_TRUE(Read("<meta property=article:author content='https://social.example/ledger'>")
                  .authors.empty());
}

TEST(Published, TheOrderIsJsonLdMetaPropertyTimePath) {
  const std::string linked =
      "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"H\","
      "\"datePublished\":\"2025-06-17T17:20:00+05:00\"}</script>";
  const std::string meta = "<meta property=article:published_time content=2025-06-16T10:00:00Z>";
  const std::string time = "<time datetime=2025-06-15>June 15</time>";
  EXPECT_EQ(Published(linked + meta + time), "2025-06-17T12:20:00Z");
  EXPECT_EQ(Published(meta + time), "2025-06-16T10:00:00Z");
  EXPECT_EQ(Published(time), "2025-06-15T00:00:00Z");
  EXPECT_EQ(Published("<p>text</p>", "https://a.example/2025/06/14/x"), "2025-06-14T00:00:00Z");
  EXPECT_EQ(Published("<div class=credit>By Ann Lee, 2025-06-13</div>"), "2025-06-13T00:00:00Z");
  EXPECT_EQ(Published("<p>text</p>"), "none");
}

TEST(Published, ALineOfTheSameDayAddsTheTimeToTheAddress) {
  const std::string line = "<div class=date>2025-06-14 06:30</div>";
  EXPECT_EQ(Published(line, "https://a.example/2025/06/14/x"), "2025-06-14T06:30:00Z");
  EXPECT_EQ(Published(line, "https://a.example/2025/06/01/x"), "2025-06-01T00:00:00Z");
}

TEST(Published, TheCanonicalAddressServesWhenThePageCameWithoutOne) {
  EXPECT_EQ(Published("<link rel=canonical href=https://a.example/2025/06/14/x>"),
            "2025-06-14T00:00:00Z");
}

TEST(Published, ABareDateAtTheEndOfTheTitleCounts) {
  EXPECT_EQ(Published("<title>Six leaders sign | Ledger | 14.06.2025</title>"
                      "<div class=date>11.06.2025</div>"),
            "2025-06-14T00:00:00Z");
  EXPECT_EQ(Published("<title>What happened | On 14.06.2025 in Astana and elsewhere</title>"
                      "<div class=date>11.06.2025</div>"),
            "2025-06-11T00:00:00Z");
}

TEST(Language, TagsAreShortenedToTheLanguage) {
  EXPECT_EQ(Read("<html lang=en-GB><p>x").language, "en");
  EXPECT_EQ(Read("<meta property=og:locale content=ru_RU>").language, "ru");
  EXPECT_EQ(Read("<html lang='{{lang}}'><p>x").language, "");
}

TEST(Language, ATagThatDoesNotFitTheScriptIsNotBelieved) {
  const std::string russian = "Главы Китая и пяти стран Центральной Азии подписали договор";
  EXPECT_FALSE(LanguageFits("en", russian));
  EXPECT_TRUE(LanguageFits("ru", russian));
  EXPECT_TRUE(LanguageFits("kk", russian));
  EXPECT_FALSE(LanguageFits("zh", russian));
  EXPECT_TRUE(LanguageFits("en", "короткий"));
}

TEST(Address, TheCanonicalLinkIsResolvedAndMustBeOfTheSite) {
  EXPECT_EQ(Read("<link rel=canonical href=/a>", "https://www.a.example/a?x=1").url,
            "https://www.a.example/a");
  EXPECT_EQ(Read("<link rel=canonical href=https://b.example/a>", "https://a.example/a").url,
            "https://a.example/a");
  EXPECT_EQ(Read("<link rel=canonical href=https://a.example/>", "https://a.example/story").url,
            "https://a.example/story");
}

TEST(Free, IsReadFromJsonLd) {
  EXPECT_EQ(Read("<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"H\","
                 "\"isAccessibleForFree\":false}</script>")
                .free,
            false);
  EXPECT_FALSE(Read("<p>Subscribe to read</p>").free.has_value());
}

TEST(Tags, AreThoseOfMetaAndJsonLdEachOnce) {
  EXPECT_THAT(
      Read("<meta property=article:section content=World>"
           "<meta property=article:tag content='Central Asia'>"
           "<meta property=article:tag content='China-Central Asia Summit'>"
           "<meta name=Keywords content='Astana, Central Asia; trade,,  '>"
           "<meta name=description content='no tag'>"
           "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"H\","
           "\"keywords\":[\"trade\",\"Q&amp;A\"]}</script>")
          .tags,
      ElementsAre("World", "Central Asia", "China-Central Asia Summit", "Astana", "trade", "Q&A"));
}

TEST(Tags, OfAPageThatNamesEverythingOnlyTheFirstCount) {
  std::string words;
  for (int i = 0; i < 1000; ++i) {
    words += "word" + std::to_string(i) + "、";
  }
  EXPECT_EQ(Read("<meta name=keywords content='" + words + "'>").tags.size(), 24U);
  EXPECT_TRUE(Read("<meta name=keywords content='" + std::string(500, 'x') + "'>").tags.empty());
}

}  // namespace
}  // namespace claimwatch
