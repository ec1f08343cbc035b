// A text is found by its words in any form, its figures in any writing, and phrases as they stand.
#include "plugins/read/terms.h"

#include <gmock/gmock.h>

namespace claimwatch {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::IsEmpty;

// How often everything that `query` asks for stands in `text`; 0 when one part is missing.
std::size_t Hits(std::string_view text, std::string_view query) {
  const SearchText read(text, "");
  std::size_t hits = 0;
  for (const SearchPhrase& phrase : ReadSearch(query, "")) {
    const std::size_t some = FindPhrase(read, phrase).size();
    if (some == 0) {
      return 0;
    }
    hits += some;
  }
  return hits;
}

// Whether an index that holds the keys of `text` would offer it for `query`.
bool Offered(std::string_view text, std::string_view query) {
  const std::vector<std::string> keys = SearchText(text, "").Keys();
  const std::vector<SearchPhrase> phrases = ReadSearch(query, "");
  return std::all_of(phrases.begin(), phrases.end(), [&](const SearchPhrase& phrase) {
    return std::all_of(phrase.needs.begin(), phrase.needs.end(), [&](const auto& need) {
      return std::any_of(need.begin(), need.end(), [&](const std::string& key) {
        return std::binary_search(keys.begin(), keys.end(), key);
      });
    });
  });
}

constexpr std::string_view kEnglish =
    "China will provide 3,000 training opportunities to Central Asia.\n\nThe treaty was signed.";
constexpr std::string_view kRussian = "Китай предоставит странам три тысячи мест для обучения.";
constexpr std::string_view kChinese = "中国将为中亚国家提供3000个培训名额，带动就业。";

TEST(SearchTerms, WordsAreFoundInAnyForm) {
  EXPECT_EQ(Hits(kEnglish, "provides"), 1U);
  EXPECT_EQ(Hits(kEnglish, "OPPORTUNITY training"), 2U);
  EXPECT_EQ(Hits(kRussian, "страны обучение"), 2U);
  EXPECT_EQ(Hits(kEnglish, "railway"), 0U);
  EXPECT_EQ(Hits(kEnglish, "training railway"), 0U) << "every word must be there";
}

TEST(SearchTerms, ARussianSurnameIsFoundInAnyCase) {
  constexpr std::string_view kOf = "Полиция задержала капитана парома Марко Петрова.";
  constexpr std::string_view kHimself = "Капитан Петров вину не признал.";
  for (const std::string_view query : {"Петров", "петрова", "Петрову"}) {
    EXPECT_EQ(Hits(kOf, query), 1U) << query;
    EXPECT_EQ(Hits(kHimself, query), 1U) << query;
    EXPECT_TRUE(Offered(kOf, query) && Offered(kHimself, query)) << query;
  }
  EXPECT_EQ(Hits(kRussian, "Петров"), 0U);
}

TEST(SearchTerms, AFigureIsFoundInAnyWriting) {
  for (const std::string_view query : {"3000", "3,000", "three thousand", "3 thousand"}) {
    EXPECT_EQ(Hits(kEnglish, query), 1U) << query;
    EXPECT_EQ(Hits(kRussian, query), 1U) << query;
    EXPECT_EQ(Hits(kChinese, query), 1U) << query;
  }
  EXPECT_EQ(Hits(kEnglish, "3000 training"), 2U);
  EXPECT_EQ(Hits(kEnglish, "30,000 training"), 0U);
  EXPECT_EQ(Hits("The region has 30,000 places.", "3000"), 0U);
  EXPECT_EQ(Hits("Trade was 94.8 billion U.S. dollars.", "94,800 million"), 1U);
}

TEST(SearchTerms, ADateIsFoundWithAndWithoutItsYear) {
  EXPECT_EQ(Hits("The summit of June 17, 2025 ended.", "June 17"), 1U);
  EXPECT_EQ(Hits("The summit of June 17, 2025 ended.", "17 июня"), 1U);
  EXPECT_EQ(Hits("The summit of June 18, 2025 ended.", "June 17"), 0U);
  EXPECT_GE(Hits("The summit of 2025 ended.", "2025"), 1U);
}

TEST(SearchTerms, PercentIsAskedForBySayingSo) {
  EXPECT_EQ(Hits("Exports rose 10 percent.", "10%"), 1U);
  EXPECT_EQ(Hits("Exports rose 10 percent.", "10"), 1U);
  EXPECT_EQ(Hits("Ten trains left.", "10%"), 0U);
}

TEST(SearchTerms, APhraseStandsAsItIsWritten) {
  EXPECT_EQ(Hits(kEnglish, "\"training opportunities\""), 1U);
  EXPECT_EQ(Hits(kEnglish, "“3000 training opportunities”"), 1U) << "figures in phrases too";
  EXPECT_EQ(Hits(kEnglish, "\"opportunities training\""), 0U);
  EXPECT_EQ(Hits(kEnglish, "\"Central Asia the treaty\""), 0U) << "not over a paragraph's end";
}

TEST(SearchTerms, ChineseIsFoundWithoutSpacesBetweenWords) {
  EXPECT_EQ(Hits(kChinese, "培训名额"), 1U);
  EXPECT_EQ(Hits(kChinese, "培训 就业"), 2U);
  EXPECT_EQ(Hits(kChinese, "训培"), 0U);
  EXPECT_EQ(Hits(kChinese, "3000个培训名额"), 2U);
}

TEST(SearchTerms, WhateverIsFoundTheIndexOffers) {
  for (const std::string_view text : {kEnglish, kRussian, kChinese}) {
    for (const std::string_view query : {"provides", "3000", "\"3000 training opportunities\"",
                                         "обучение", "培训名额", "培", "就业 三千"}) {
      if (Hits(text, query) > 0) {
        EXPECT_TRUE(Offered(text, query)) << query << " in " << text;
      }
    }
  }
  EXPECT_FALSE(Offered(kChinese, "训培"));
}

TEST(SearchTerms, AQueryOfSignsAsksForNothing) {
  EXPECT_THAT(ReadSearch("\"!?\" …", ""), IsEmpty());
  EXPECT_THAT(ReadSearch("", ""), IsEmpty());
}

TEST(SearchTerms, KeysAreShortSortedAndUnique) {
  const std::string text = std::string(500, 'x') + " training Training 带动带动 3,000";
  const std::vector<std::string> keys = SearchText(text, "en").Keys();
  EXPECT_TRUE(std::is_sorted(keys.begin(), keys.end()));
  EXPECT_EQ(std::adjacent_find(keys.begin(), keys.end()), keys.end());
  EXPECT_THAT(keys, AllOf(Contains("带动"), Contains("动"), Contains("#3000"), Contains("train")));
  EXPECT_TRUE(std::all_of(keys.begin(), keys.end(),
                          [](const std::string& key) { return key.size() <= kMostKeyBytes; }));
}

}  // namespace
}  // namespace claimwatch
