#include "plugins/read/figure.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plugins/read/han_variant.h"
#include "plugins/read/language.h"
#include "plugins/read/lexicon.h"
#include "plugins/read/number.h"
#include "plugins/read/unit.h"

namespace claimwatch {
namespace {

Figure Only(std::string_view text, std::string_view language) {
  const std::vector<Figure> figures = ReadFigures(text, language);
  EXPECT_EQ(figures.size(), 1U) << text;
  return figures.empty() ? Figure() : figures.front();
}

Decimal Number(std::string_view digits) {
  return *Decimal::Parse(digits);
}

TEST(FigureReader, OffsetsAreBytesOfTheSourceAlsoBehindWideCharacters) {
  const std::string text = "“Café” – 3 000 m² und 40 Häuser";
  for (const Figure& figure : ReadFigures(text, "de")) {
    EXPECT_EQ(text.substr(figure.span.start, figure.span.size()), figure.text);
  }
}

TEST(FigureReader, FullWidthDigitsAndSignsCount) {
  EXPECT_EQ(Only("增长１２．５％", "zh").value, Number("12.5"));
  EXPECT_EQ(Only("It cooled to −18 degrees", "en").value, Number("-18"));
  EXPECT_EQ(Only("He slept ½ hour", "en").value, Number("0.5"));
}

TEST(FigureReader, NoBreakSpaceGroupsThousands) {
  EXPECT_EQ(Only("Всего 1\u00A0250\u202F000 тонн", "ru").value, Number("1250000"));
}

TEST(FigureReader, GroupingFollowsTheLanguage) {
  EXPECT_EQ(Only("20.000 Euro", "de").value, Number("20000"));
  EXPECT_EQ(Only("20.000 euros", "en").value, Number("20"));
  EXPECT_EQ(Only("1,5 milliard d'euros", "fr").value, Number("1500000000"));
}

TEST(FigureReader, MoneyIsExact) {
  const Figure figure = Only("It paid $0.1 trillion.", "en");
  EXPECT_EQ(figure.value.ToString(), "100000000000");
  EXPECT_EQ(figure.unit, "USD");
  EXPECT_EQ(figure.kind, FigureKind::kMoney);
}

TEST(FigureReader, AnAgeIsNoDuration) {
  EXPECT_EQ(Only("The 68-year-old singer spoke.", "en").kind, FigureKind::kAge);
  EXPECT_EQ(Only("Ему 45 лет, верно?", "ru").value, Number("45"));
}

TEST(FigureReader, OrdinalsOfThreeLanguages) {
  EXPECT_EQ(Only("the 21st congress", "en").kind, FigureKind::kOrdinal);
  EXPECT_EQ(Only("третий визит", "ru").value, Number("3"));
  EXPECT_EQ(Only("第五届", "zh").kind, FigureKind::kOrdinal);
}

TEST(FigureReader, VagueSizesAreRanges) {
  const Figure figure = Only("Dozens of shops closed", "en");
  EXPECT_TRUE(figure.vague);
  EXPECT_EQ(figure.comparator, Comparator::kRange);
  EXPECT_EQ(figure.value, Number("24"));
  EXPECT_EQ(figure.high, Number("99"));
  EXPECT_EQ(Only("数百家企业", "zh").value, Number("200"));
}

TEST(FigureReader, PointsAreNotPercent) {
  EXPECT_EQ(Only("Inflation eased 0.4 percentage points", "en").unit, "pp");
  EXPECT_EQ(Only("Ставку снизили на 50 базисных пунктов", "ru").unit, "bp");
  EXPECT_EQ(Only("回落0.2个百分点", "zh").unit, "pp");
}

TEST(FigureReader, IllFormedTextIsSteppedOver) {
  const std::vector<Figure> figures = ReadFigures("\xff\xfe 12 houses \xe4\xb8", "en");
  ASSERT_EQ(figures.size(), 1U);
  EXPECT_EQ(figures[0].value, Number("12"));
}

TEST(FigureReader, HostileRepetitionStaysLinear) {
  std::string text;
  for (int i = 0; i < 40000; ++i) {
    text += "1,";
  }
  EXPECT_LT(ReadFigures(text, "en").size(), 80001U);
  EXPECT_LT(ReadFigures(std::string(200000, '9'), "en").size(), 2U);
  std::string words;
  for (int i = 0; i < 20000; ++i) {
    words += "two million ";
  }
  EXPECT_LT(ReadFigures(words, "en").size(), 20001U);
}

TEST(FigureReader, EmptyTextHasNone) {
  EXPECT_TRUE(ReadFigures("", "en").empty());
  EXPECT_TRUE(ReadFigures("No numbers here.", "en").empty());
}

TEST(FigureReader, UnknownLanguageStillReadsDigitsAndSigns) {
  const Figure figure = Only("€ 250", "fi");
  EXPECT_EQ(figure.unit, "EUR");
  EXPECT_EQ(figure.value, Number("250"));
}

TEST(DetectLanguage, ScriptsDecide) {
  EXPECT_EQ(DetectLanguage("中方将提供三千个培训名额。"), "zh");
  EXPECT_EQ(
      DetectLanguage("Екі елдің басшылары бірлескен құжаттарға қол қойды, өзара сенім нығайды."),
      "kk");
  EXPECT_EQ(
      DetectLanguage("Стороны подписали договор о дружбе и сотрудничестве на саммите в Астане."),
      "ru");
  EXPECT_EQ(
      DetectLanguage(
          "The leaders signed a treaty of friendship at the summit in the capital on Tuesday."),
      "en");
}

TEST(DetectLanguage, NothingToGoByIsUndecided) {
  EXPECT_EQ(DetectLanguage(""), "");
  EXPECT_EQ(DetectLanguage("12 34"), "");
}

TEST(Units, ConvertInsideADimensionOnly) {
  EXPECT_EQ(ConvertUnit(Number("1.2"), "gigawatt", "megawatt"), Number("1200"));
  EXPECT_EQ(ConvertUnit(Number("2"), "year", "month"), Number("24"));
  EXPECT_EQ(ConvertUnit(Number("1"), "gigawatt", "gigawatt-hour"), std::nullopt);
  EXPECT_EQ(ConvertUnit(Number("212"), "fahrenheit", "celsius"), Number("100"));
}

TEST(Units, RatesConvertOnBothSides) {
  EXPECT_EQ(ConvertUnit(Number("36"), "kilometer/hour", "meter/second")->ToString().substr(0, 2),
            "10");
}

TEST(Units, DimensionOfMoneyAndRates) {
  EXPECT_EQ(DimensionOf("USD"), "money");
  EXPECT_EQ(DimensionOf("USD/barrel"), "money");
  EXPECT_EQ(DimensionOf("barrel/day"), "rate");
  EXPECT_EQ(DimensionOf("kilometer"), "length");
  EXPECT_EQ(DimensionOf(""), "");
}

TEST(Lexicon, GermanCompoundsComeApart) {
  const Lexicon& german = Lexicon::For("de");
  const auto count = [&](std::string_view word) {
    const auto number = ReadCompoundNumber(word, german);
    return number && number->ending == CompoundEnding::kNone ? number->value.ToString() : "none";
  };
  EXPECT_EQ(count("dreihundertsiebenundzwanzig"), "327");
  EXPECT_EQ(count("zweitausendfünf"), "2005");
  EXPECT_EQ(count("zweihundertsechsundfuenfzig"), "256");
  EXPECT_EQ(count("hundehaus"), "none");
}

TEST(Lexicon, TheEndOfACompoundSaysWhetherItCountsOrOrders) {
  const CompoundNumber ordinal{Decimal(2000), CompoundEnding::kOrdinal};
  EXPECT_EQ(ReadCompoundNumber("zweitausendste", Lexicon::For("de")), ordinal);
  EXPECT_EQ(ReadCompoundNumber("dosmilésimo", Lexicon::For("es")), ordinal);
  const CompoundNumber part{Decimal(21), CompoundEnding::kPart};
  EXPECT_EQ(ReadCompoundNumber("veintiunavos", Lexicon::For("es")), part);
  EXPECT_EQ(ReadCompoundNumber("avostres", Lexicon::For("es")), std::nullopt);
}

TEST(HanVariant, ATraditionalSignHasItsSimplifiedOne) {
  EXPECT_EQ(SimplifiedHan(U'億'), U'亿');
  EXPECT_EQ(SimplifiedHan(U'後'), U'后');
  EXPECT_EQ(SimplifiedHan(U'於'), U'于');
  EXPECT_EQ(SimplifiedHan(U'叄'), U'叁');
}

TEST(HanVariant, ASignThatOnlyAWordDecidesStays) {
  EXPECT_EQ(SimplifiedHan(U'乾'), U'乾');
  EXPECT_EQ(SimplifiedHan(U'著'), U'著');
  EXPECT_EQ(SimplifiedHan(U'亿'), U'亿');
  EXPECT_EQ(SimplifiedHan(U'a'), U'a');
}

}  // namespace
}  // namespace claimwatch
