// Copies of a text are known whatever they are called, other texts are not; one article whose
// address changed is one.
#include <gmock/gmock.h>

#include "storage/sketch.h"
#include "tests/storage/samples.h"

namespace claimwatch::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

// A report with `figure` in it; `extra` paragraphs of its own at the end.
Article Report(const std::string& url, const std::string& figure, const std::string& extra = "") {
  Article article = ArticleOf(url, "");
  article.paragraphs = {
      "The leaders of six countries met in Astana on Tuesday and signed a treaty of lasting good "
      "neighbourliness, friendship and cooperation.",
      "China will provide " + figure +
          " training opportunities to the countries of Central Asia over the next two years and "
          "grant 1.5 billion yuan for projects that people there ask for.",
      "Trade between them rose to 94.8 billion U.S. dollars last year, and three centres for "
      "poverty reduction, education exchange and desert control will be set up."};
  if (!extra.empty()) {
    article.paragraphs.push_back(extra);
  }
  return article;
}

Appended Put(Store& store, const Article& article, const std::string& source, int minute = 0) {
  return store.Append(PageOf(article.url, article.Text(), minute), article, {source, "", "", {}})
      .value();
}

std::vector<std::string> CopiesOf(const Store& store, const std::string& id) {
  std::vector<std::string> urls;
  const std::vector<TextCopy> copies = store.Copies(id).value();
  for (const TextCopy& copy : copies) {
    urls.push_back(copy.article.url);
  }
  return urls;
}

TEST(Copies, WireCopyIsDifferentArticlesOfOneTextInTheOrderOfTheirAppearance) {
  const auto store = MemoryStore();
  Article third = Report("https://gazette.example/c", "30,000", "The gazette adds one sentence.");
  third.title = "Quite another headline";
  const std::string a =
      Put(*store, Report("https://wire.example/a", "3,000"), "wire", 5).article_id;
  const std::string b =
      Put(*store, Report("https://herald.example/b", "3,000"), "herald", 1).article_id;
  const std::string c = Put(*store, third, "gazette", 9).article_id;
  EXPECT_NE(a, b);
  const std::vector<std::string> urls = {"https://herald.example/b", "https://wire.example/a",
                                         "https://gazette.example/c"};
  for (const std::string& id : {a, b, c}) {
    EXPECT_EQ(CopiesOf(*store, id), urls);
  }
}

TEST(Copies, AnotherStoryWithTheSameFiguresIsNoCopy) {
  const auto store = MemoryStore();
  const std::string a = Put(*store, Report("https://wire.example/a", "3,000"), "wire").article_id;
  Article other = ArticleOf("https://herald.example/b", "");
  other.paragraphs = {
      "At the summit in Kazakhstan's capital, presidents put their names under a pact. Beijing "
      "promised 3,000 places for trainees within two years, 1.5 billion yuan in grants, and said "
      "that commerce with the region had reached 94.8 billion dollars."};
  Put(*store, other, "herald");
  EXPECT_THAT(CopiesOf(*store, a), ElementsAre("https://wire.example/a"));
}

TEST(Copies, AnEditTakesAnArticleOutOfItsCluster) {
  const auto store = MemoryStore();
  const std::string a = Put(*store, Report("https://wire.example/a", "3,000"), "wire").article_id;
  Put(*store, Report("https://herald.example/b", "3,000"), "herald", 1);
  Article rewritten = Report("https://herald.example/b", "3,000");
  for (std::string& paragraph : rewritten.paragraphs) {
    paragraph =
        "Everything that stood here was taken back by the editors on Wednesday evening, "
        "who now say that none of what had been printed before could be confirmed by them.";
  }
  Put(*store, rewritten, "herald", 2);
  EXPECT_THAT(CopiesOf(*store, a), SizeIs(1));
}

TEST(Copies, AShortTextIsACopyOfNothing) {
  const auto store = MemoryStore();
  const std::string a = Fetch(*store, "https://a.example/1", "short")->article_id;
  Fetch(*store, "https://b.example/1", "short").value();
  EXPECT_THAT(CopiesOf(*store, a), ElementsAre("https://a.example/1"));
}

TEST(Identity, ANewAddressWithTheSameTextAndTimeIsTheSameArticle) {
  const auto store = MemoryStore();
  Article first = Report("https://herald.example/summit", "3,000");
  first.published = At(0);
  Article moved = Report("https://www.herald.example/summit-3000-places-promised", "30,000");
  moved.title = "A headline that was changed too";
  moved.published = first.published;
  const std::string id = Put(*store, first, "herald", 1).article_id;
  const Appended second = Put(*store, moved, "herald", 60);
  EXPECT_EQ(second.article_id, id);
  EXPECT_EQ(second.state, AppendState::kNewVersion);
  EXPECT_EQ(store->FindArticle("https://herald.example/summit-3000-places-promised")->id, id);
}

TEST(Identity, ADailyReportThatReadsAlikeIsAnotherArticleEachDay) {
  const auto store = MemoryStore();
  Article monday = Report("https://herald.example/markets-1", "3,000");
  monday.published = At(0);
  Article tuesday = Report("https://herald.example/markets-2", "3,100");
  tuesday.published = At(24 * 60);
  Article undated = Report("https://herald.example/markets-3", "3,200");
  EXPECT_EQ(Put(*store, monday, "herald").state, AppendState::kNewArticle);
  EXPECT_EQ(Put(*store, tuesday, "herald").state, AppendState::kNewArticle);
  EXPECT_EQ(Put(*store, undated, "herald").state, AppendState::kNewArticle);
}

// Reports by one pattern under one embargo: other figures under another headline.
TEST(Identity, TwoReportsOfOneMinuteThatReadAlikeAreTwoArticles) {
  const auto store = MemoryStore();
  Article york = Report("https://herald.example/york", "3,000", "So it was declared in York.");
  Article leeds = Report("https://herald.example/leeds", "3,100", "So it was declared in Leeds.");
  york.title = "York declares";
  leeds.title = "Leeds declares";
  york.published = leeds.published = At(0);
  EXPECT_EQ(Put(*store, york, "herald").state, AppendState::kNewArticle);
  EXPECT_EQ(Put(*store, leeds, "herald").state, AppendState::kNewArticle);
}

TEST(Identity, TheSameTextAndTimeAtAnotherOutletIsAnotherArticle) {
  const auto store = MemoryStore();
  Article first = Report("https://herald.example/summit", "3,000");
  Article other = Report("https://gazette.example/summit", "3,000");
  first.published = other.published = At(0);
  Put(*store, first, "herald");
  EXPECT_EQ(Put(*store, other, "gazette").state, AppendState::kNewArticle);
}

TEST(Sketch, LikenessIsTheShareOfWhatTwoTextsHaveInCommon) {
  const Sketch one = SketchOf(Report("u", "3,000"));
  EXPECT_EQ(Likeness(one, one), 1);
  EXPECT_GT(Likeness(one, SketchOf(Report("u", "30,000"))), 0.7);
  EXPECT_LT(Likeness(one, SketchOf(Report("u", "30,000"))), 1) << "a figure is no noise";
  EXPECT_EQ(Likeness({}, {}), 0);
  EXPECT_EQ(SketchOf(Report("u", "3,000")), one);
}

TEST(Sketch, ChineseAndRussianTextsHaveOne) {
  Article article;
  article.paragraphs = {
      "中国将为中亚国家提供3000个培训名额，并提供15亿元人民币无偿援助，双方贸易额去年达到948亿美元"
      "。"};
  EXPECT_THAT(SketchOf(article), SizeIs(kSketchSize));
  article.paragraphs = {
      "Китай предоставит странам Центральной Азии три тысячи мест для обучения и полтора миллиарда "
      "юаней безвозмездной помощи, а товарооборот между ними достиг в прошлом году почти девяноста "
      "пяти миллиардов долларов США, сообщили после встречи в Астане участники саммита."};
  EXPECT_GT(SketchOf(article).size(), 20U);
}

TEST(Sketch, BytesReadBackAndDamageIsNoticed) {
  const Sketch sketch = SketchOf(Report("u", "3,000"));
  const std::string bytes = EncodeSketch(sketch);
  EXPECT_EQ(DecodeSketch(bytes).value(), sketch);
  EXPECT_FALSE(DecodeSketch(bytes.substr(0, bytes.size() - 1)).ok());
  EXPECT_FALSE(DecodeSketch(bytes + "x").ok());
  EXPECT_FALSE(DecodeSketch("").ok());
}

}  // namespace
}  // namespace claimwatch::testing
