#include "plugins/read/reading.h"

#include <algorithm>
#include <functional>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/text.h"
#include "plugins/read/glossary.h"
#include "plugins/read/sentence.h"
#include "plugins/read/stem.h"
#include "plugins/read/synonyms.h"
#include "tests/support/case_file.h"

namespace claimwatch {
namespace {

using ::testing::Contains;
using ::testing::Field;
using ::testing::IsEmpty;
using ::testing::Not;

Reading Read(std::string_view text) {
  return ReadArticle(ArticleFromText(text));
}

std::vector<std::string> Keys(std::string_view text) {
  std::vector<std::string> keys;
  for (const Sentence& sentence : Read(text).sentences) {
    for (const Clause& clause : sentence.clauses) {
      keys.insert(keys.end(), clause.concepts.begin(), clause.concepts.end());
    }
  }
  return keys;
}

class Split : public ::testing::TestWithParam<testing::Case> {};

TEST_P(Split, SentencesEndWhereAReaderSeesThemEnd) {
  const std::string input = GetParam().Section("input");
  std::string lines;
  for (const SentencePlace& place : SplitSentences(input)) {
    lines += input.substr(place.span.start, place.span.size()) + "\n";
  }
  EXPECT_EQ(std::string(Trim(lines)), GetParam().Section("expect"));
}

INSTANTIATE_TEST_SUITE_P(Cases, Split, ::testing::ValuesIn(testing::LoadCases("sentence")));

TEST(Reading, SpansCoverWhatTheyName) {
  const Reading reading =
      Read("ASTANA (Meridian) - Xi Jinping met Tokayev. They signed 12 papers.");
  for (const Sentence& sentence : reading.sentences) {
    EXPECT_EQ(reading.text.substr(sentence.span.start, sentence.span.size()), sentence.text);
    for (const Clause& clause : sentence.clauses) {
      EXPECT_TRUE(sentence.span.Covers(clause.span));
      for (const Entity& entity : clause.entities) {
        EXPECT_EQ(reading.text.substr(entity.span.start, entity.span.size()), entity.text);
      }
    }
  }
}

TEST(Reading, ADatelineIsNoClaim) {
  EXPECT_THAT(Keys("TIANJIN (Meridian) - Members will get grants."),
              Not(Contains("place:tianjin")));
}

TEST(Reading, OnePersonInThreeScriptsIsOneEntity) {
  EXPECT_THAT(Keys("Zhaparov spoke."), Contains("person:japarov"));
  EXPECT_THAT(Keys("Выступил Жапаров."), Contains("person:japarov"));
  EXPECT_THAT(Keys("扎帕罗夫出席会议。"), Contains("person:japarov"));
}

TEST(Reading, AFirstNameIsPartOfWhoSomebodyIs) {
  EXPECT_THAT(Keys("Gurbanguly Berdimuhamedov came."), Contains("person:berdimuhamedov-g"));
  EXPECT_THAT(Keys("Serdar Berdimuhamedov came."), Contains("person:berdimuhamedov-s"));
}

TEST(Reading, TranslationsShareAClass) {
  EXPECT_THAT(Keys("They signed a treaty."), Contains("treaty"));
  EXPECT_THAT(Keys("Они подписали договор."), Contains("treaty"));
  EXPECT_THAT(Keys("他们签署了条约。"), Contains("treaty"));
}

TEST(Reading, ChinasGenitiveIsChina) {
  EXPECT_THAT(Keys("Договор Китая с Узбекистаном."), Contains("country:cn"));
  EXPECT_THAT(Keys("Порт Шанхая открыт."), Contains("place:shanghai"));
}

TEST(Reading, ADashInAQuotedNameEndsNoClause) {
  EXPECT_EQ(Read("Саммит «Китай — Центральная Азия» прошёл в Астане.").sentences[0].clauses.size(),
            1U);
}

TEST(Reading, BritishAndAmericanSpellingAreOneWord) {
  EXPECT_EQ(StemOf("neighbouring"), StemOf("neighboring"));
  EXPECT_EQ(StemOf("modernisation"), StemOf("modernization"));
  EXPECT_EQ(StemOf("centre"), StemOf("center"));
}

// A daemon reads with several workers at once.
TEST(Reading, StemsOfTwoThreadsAreTheirOwn) {
  const std::vector<std::string> words = {"governments", "a",      "internationally",  "said",
                                          "переговоры",  "страна", "договорённостями", "и"};
  std::vector<std::string> alone;
  for (const std::string& word : words) {
    alone.push_back(StemOf(word));
  }
  const auto differing = [&](std::size_t& count) {
    for (std::size_t i = 0; i < 20'000; ++i) {
      const std::size_t at = i % words.size();
      count += StemOf(words[at]) == alone[at] ? 0U : 1U;
    }
  };
  std::size_t there = 0;
  std::size_t here = 0;
  std::thread other(differing, std::ref(there));
  differing(here);
  other.join();
  EXPECT_EQ(here + there, 0U);
}

struct Polarities {
  const char* text;
  Polarity polarity;
};

class ClausePolarity : public ::testing::TestWithParam<Polarities> {};

TEST_P(ClausePolarity, IsThatOfTheStatement) {
  EXPECT_EQ(Read(GetParam().text).sentences.front().clauses.front().polarity, GetParam().polarity);
}

INSTANTIATE_TEST_SUITE_P(
    Texts, ClausePolarity,
    ::testing::Values(Polarities{"The leaders did not agree.", Polarity::kNegative},
                      Polarities{"There is no winner in a trade war.", Polarity::kPositive},
                      Polarities{"No fewer than 58 papers were signed.", Polarity::kPositive},
                      Polarities{"Лидеры не поддержали дух.", Polarity::kNegative},
                      Polarities{"各国没有签署条约。", Polarity::kNegative},
                      Polarities{"未来两年提供培训。", Polarity::kPositive},
                      Polarities{"They didn't sign it.", Polarity::kNegative},
                      Polarities{"No, the leaders agreed.", Polarity::kPositive},
                      Polarities{"No, the leaders did not agree.", Polarity::kNegative},
                      Polarities{"Нет, лидеры подписали договор.", Polarity::kPositive},
                      Polarities{"No treaty was signed.", Polarity::kNegative},
                      Polarities{"Neither side nor its allies signed.", Polarity::kNegative}));

TEST(Reading, ModalityTellsPlansFromPossibilitiesAndQuestions) {
  const auto modality = [](std::string_view text) {
    return Read(text).sentences.front().clauses.front().modality;
  };
  EXPECT_EQ(modality("Work starts in July."), Modality::kFact);
  EXPECT_EQ(modality("Work will start in July."), Modality::kPlan);
  EXPECT_EQ(modality("Work might start in July."), Modality::kPossibility);
  EXPECT_EQ(modality("Will work start in July?"), Modality::kQuestion);
  EXPECT_EQ(modality("In our view work matters."), Modality::kOpinion);
}

TEST(Reading, QuotesAreFoundInEveryScriptAndScareQuotesAreNot) {
  EXPECT_EQ(Read("\"We will publish the list,\" Wang Yi said.").quotes.size(), 1U);
  EXPECT_EQ(Read("«Мы опубликуем список», — сказал министр.").quotes.size(), 1U);
  EXPECT_EQ(Read("“铁路不会增加各国债务，”专家说。").quotes.size(), 1U);
  EXPECT_THAT(Read("They praised the \"Spirit\".").quotes, IsEmpty());
}

TEST(ArticleFromText, AShortFirstLineWithoutAMarkIsTheTitle) {
  const Article article = ArticleFromText("Six sign treaty\nThe treaty was signed.\n\nAll left.");
  EXPECT_EQ(article.title, "Six sign treaty");
  EXPECT_EQ(article.paragraphs.size(), 2U);
  EXPECT_EQ(ArticleFromText("Only one line").title, "");
}

TEST(Synonyms, ShareASenseAndAntonymsExclude) {
  EXPECT_TRUE(AreSynonyms("attain", "achieve"));
  EXPECT_FALSE(AreSynonyms("poverty", "crime"));
  EXPECT_TRUE(AreAntonyms("rise", "fall"));
  EXPECT_FALSE(AreAntonyms("rise", "grow"));
}

TEST(Glossary, EveryPairOfOppositesIsSymmetric) {
  EXPECT_TRUE(Glossary::Builtin().AreOpposite("growth", "fall"));
  EXPECT_TRUE(Glossary::Builtin().AreOpposite("fall", "growth"));
  EXPECT_FALSE(Glossary::Builtin().AreOpposite("growth", "growth"));
}

TEST(Reading, AHugeTextIsReadUpToItsBound) {
  std::string text;
  while (text.size() < 900'000) {
    text += "The leaders agreed on six fields. ";
  }
  EXPECT_LE(Read(text).text.size(), 400U * 1024U);
}

TEST(Sentences, OneWithoutAnEndIsCutBetweenWordsAndLosesNothing) {
  for (const std::string_view word : {"the leaders agreed ", "六国元首", "договор "}) {
    std::string text;
    while (text.size() < 50'000) {
      text += word;
    }
    std::size_t end = 0;
    for (const SentencePlace& place : SplitSentences(text)) {
      EXPECT_LE(place.span.size(), 2'500U);
      EXPECT_TRUE(Trim(text.substr(end, place.span.start - end)).empty());
      EXPECT_NE(static_cast<unsigned char>(text[place.span.start]) & 0xC0U, 0x80U)
          << "a whole letter";
      end = place.span.end;
    }
    EXPECT_TRUE(Trim(text.substr(end)).empty());
  }
}

}  // namespace
}  // namespace claimwatch
