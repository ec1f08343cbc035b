// Searching the versions of a store, with and without an index.
#include "daemon/search.h"

#include <gmock/gmock.h>

#include "daemon/search_index.h"
#include "tests/storage/samples.h"

namespace claimwatch::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr const char* kHerald = "https://herald.example/summit";
constexpr const char* kKazakh = "https://kazakh.example/sammit";
constexpr const char* kRenmin = "https://renmin.example/fenghui";

// Whether the versions of a test are in the index when they are searched for.
enum class Indexed { kNo, kSome, kAll };

class Searching : public ::testing::TestWithParam<Indexed> {
 protected:
  Searching() {
    Put(kHerald, "en", "China offers 3,000 training opportunities to the region.", 0);
    if (GetParam() == Indexed::kSome) {
      EXPECT_TRUE(CompleteIndex(*store_, {}).ok());
    }
    Put(kHerald, "en", "China offers 30,000 training opportunities to the region.", 60);
    Put(kKazakh, "ru", "Китай предоставит странам региона три тысячи мест для обучения.", 10);
    Put(kRenmin, "zh", "中国将为中亚国家提供3000个培训名额，带动就业。", 20);
    Put("https://herald.example/weather", "en", "The weather was fine in the region.", 30);
    if (GetParam() == Indexed::kAll) {
      EXPECT_TRUE(CompleteIndex(*store_, {}).ok());
    }
  }

  void Put(const std::string& url, const std::string& language, const std::string& text,
           int minute) {
    Article article;
    article.url = url;
    article.title = "Title of " + url.substr(url.rfind('/') + 1);
    article.language = language;
    article.paragraphs = {text, "A second paragraph that says little."};
    FeedFacts facts;
    facts.source = language == "en" ? "herald" : "others";
    ASSERT_TRUE(store_->Append(PageOf(url, text, minute), article, facts).ok());
  }

  SearchAnswer Ask(SearchQuery query) const {
    Result<SearchAnswer> answer = Search(*store_, query);
    EXPECT_TRUE(answer.ok());
    return answer.value_or({});
  }

  std::vector<std::string> Found(const std::string& text, ArticleQuery filter = {}) const {
    std::vector<std::string> found;
    for (const SearchHit& hit : Ask({text, std::move(filter)}).hits) {
      found.push_back(hit.article.url.substr(8, hit.article.url.find('/', 8) - 8) + "@" +
                      std::to_string(hit.version));
    }
    std::sort(found.begin(), found.end());
    return found;
  }

  std::unique_ptr<Store> store_ = MemoryStore();
};

INSTANTIATE_TEST_SUITE_P(Each, Searching,
                         ::testing::Values(Indexed::kNo, Indexed::kSome, Indexed::kAll));

TEST_P(Searching, AFigureIsFoundInEachLanguageAndInTheVersionThatHasIt) {
  EXPECT_THAT(Found("3000"),
              ElementsAre("herald.example@1", "kazakh.example@1", "renmin.example@1"));
  EXPECT_THAT(Found("3000 training"), ElementsAre("herald.example@1"));
  EXPECT_THAT(Found("30 thousand"), ElementsAre("herald.example@2"));
}

TEST_P(Searching, WordsAreFoundInAnyFormAndTheNewestVersionIsNamed) {
  EXPECT_THAT(Found("offering opportunity"), ElementsAre("herald.example@2"));
  EXPECT_THAT(Found("страна"), ElementsAre("kazakh.example@1"));
  EXPECT_THAT(Found("培训名额"), ElementsAre("renmin.example@1"));
  EXPECT_THAT(Found("railway"), IsEmpty());
}

TEST_P(Searching, APhraseStandsTogether) {
  EXPECT_THAT(Found("\"training opportunities\""), ElementsAre("herald.example@2"));
  EXPECT_THAT(Found("\"opportunities training\""), IsEmpty());
}

TEST_P(Searching, FiltersChooseArticlesAndTimesChooseVersions) {
  ArticleQuery filter;
  filter.source = "others";
  EXPECT_THAT(Found("3000", filter), ElementsAre("kazakh.example@1", "renmin.example@1"));
  filter = {};
  filter.language = "zh";
  EXPECT_THAT(Found("3000", filter), ElementsAre("renmin.example@1"));
  filter = {};
  filter.until = At(30);
  EXPECT_THAT(Found("training", filter), ElementsAre("herald.example@1"));
  filter.since = At(5);
  EXPECT_THAT(Found("training", filter), IsEmpty());
}

TEST_P(Searching, TheSnippetMarksWhatWasFound) {
  const SearchAnswer answer = Ask({"3000 training", {}});
  ASSERT_EQ(answer.hits.size(), 1U);
  const SearchHit& hit = answer.hits.front();
  std::vector<std::string> marked;
  for (const Span& mark : hit.marks) {
    marked.push_back(hit.snippet.substr(mark.start, mark.size()));
  }
  EXPECT_THAT(marked, ElementsAre("3,000", "training"));
  EXPECT_THAT(hit.snippet, Not(HasSubstr("\n")));
}

TEST_P(Searching, ALimitKeepsTheBestAndSaysHowManyThereAre) {
  ArticleQuery filter;
  filter.limit = 1;
  const SearchAnswer answer = Ask({"region", filter});
  EXPECT_EQ(answer.hits.size(), 1U);
  EXPECT_EQ(answer.found, 2U);
}

TEST_P(Searching, TheIndexHoldsWhatTheVersionsSay) {
  EXPECT_THAT(CheckIndex(*store_).value(), IsEmpty());
}

TEST(Search, AQueryOfSignsIsRefused) {
  const std::unique_ptr<Store> store = MemoryStore();
  EXPECT_EQ(Search(*store, {"?!", {}}).error().code(), Errc::kInvalid);
}

TEST(Search, ALongTextIsCutAroundTheFindAtWholeCharacters) {
  const std::unique_ptr<Store> store = MemoryStore();
  std::string han;
  for (int i = 0; i < 300; ++i) {
    han += "国";
  }
  Article article = ArticleOf("https://renmin.example/a", han + "培训" + han, "");
  article.language = "zh";
  ASSERT_TRUE(store->Append(PageOf(article.url, "x"), article, {"s", "", "", {}}).ok());
  const SearchAnswer answer = Search(*store, {"培训", {}}).value();
  ASSERT_EQ(answer.hits.size(), 1U);
  EXPECT_TRUE(IsValidUtf8(answer.hits.front().snippet));
  EXPECT_LT(answer.hits.front().snippet.size(), 300U);
  EXPECT_EQ(answer.hits.front().snippet.substr(0, 3), "…");
}

TEST(SearchIndex, TermsOfUnchangedParagraphsAreNotAddedAgain) {
  Article before = ArticleOf("https://a.example/", "China offers training.");
  Article after = before;
  after.paragraphs.front() = "China offers railways.";
  EXPECT_THAT(NewTerms(&before, after), ElementsAre("china", "offer", "railway"));
}

TEST(SearchIndex, AnIndexOfOtherRulesIsMadeAnew) {
  const std::unique_ptr<Store> store = MemoryStore();
  ASSERT_TRUE(Fetch(*store, "https://a.example/1", "training").ok());
  const LogPlace place = store->Log(0, 1).value().front();
  ASSERT_TRUE(store->AddToIndex({{place, {"wrong"}}}, 999).ok());
  EXPECT_THAT(CheckIndex(*store).value(), Not(IsEmpty()));
  ASSERT_TRUE(CompleteIndex(*store, {}).ok());
  EXPECT_THAT(CheckIndex(*store).value(), IsEmpty());
  EXPECT_THAT(store->FindTerm("wrong").value(), IsEmpty());
}

TEST(SearchIndex, AMissingTermIsNamed) {
  const std::unique_ptr<Store> store = MemoryStore();
  ASSERT_TRUE(Fetch(*store, "https://a.example/1", "training").ok());
  ASSERT_TRUE(store->AddToIndex({{store->Log(0, 1).value().front(), {}}}, 1).ok());
  EXPECT_THAT(CheckIndex(*store).value(), ElementsAre(HasSubstr("is not found by")));
}

}  // namespace
}  // namespace claimwatch::testing
