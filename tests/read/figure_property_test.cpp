// Properties of the figure reader that hold for every value and every text: numbers come back from
// ICU's spelling, amounts from their own printing, spans lie on the text. Values are drawn from a
// fixed seed, so a failure repeats.
#include <algorithm>
#include <random>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <unicode/rbnf.h>

#include "core/embedded.h"
#include "core/text.h"
#include "plugins/read/figure.h"
#include "plugins/read/unit.h"

namespace claimwatch {
namespace {

using ::testing::IsEmpty;

constexpr unsigned kSeed = 20250619;

// Numbers of every length up to 10^12, small ones among them.
std::vector<std::int64_t> Values(std::size_t count) {
  std::mt19937_64 random(kSeed);
  std::vector<std::int64_t> values;
  for (std::int64_t n = 0; n < 200; ++n) {
    values.push_back(n);
  }
  while (values.size() < count) {
    std::int64_t most = 1000;
    for (std::uint64_t zeros = random() % 10; zeros > 0; --zeros) {
      most *= 10;
    }
    values.push_back(static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(most)));
  }
  return values;
}

std::string Spelled(const icu::RuleBasedNumberFormat& format, std::int64_t value) {
  icu::UnicodeString text;
  format.format(value, text);
  text.findAndReplace(icu::UnicodeString(u'\u00AD'), icu::UnicodeString());
  std::string utf8;
  return text.toUTF8String(utf8);
}

// The one figure of `text` as a number; nullopt when there are none or several.
std::optional<Decimal> OnlyValue(const std::string& text, std::string_view language) {
  const std::vector<Figure> figures = ReadFigures(text, language);
  return figures.size() == 1 && figures[0].when.empty() && !figures[0].high
             ? std::optional<Decimal>(figures[0].value)
             : std::nullopt;
}

class SpelledNumbers : public ::testing::TestWithParam<const char*> {};

TEST_P(SpelledNumbers, ComeBackAsTheirValue) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::RuleBasedNumberFormat format(icu::URBNF_SPELLOUT, icu::Locale(GetParam()), status);
  ASSERT_TRUE(U_SUCCESS(status));
  std::vector<std::string> wrong;
  for (const std::int64_t value : Values(3000)) {
    const std::string text = Spelled(format, value);
    if (text == "十" || text == "十一") {
      continue;  // alone, an adverb's half and a feast
    }
    const std::optional<Decimal> read = OnlyValue(text, GetParam());
    if (read != Decimal(value)) {
      wrong.push_back(fmt::format("{} = {}, read as {}", text, value,
                                  read ? read->ToString() : std::string("nothing")));
    }
  }
  EXPECT_THAT(wrong, IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(SixLanguages, SpelledNumbers,
                         ::testing::Values("en", "ru", "zh", "fr", "de", "es"));

// 1234567 as 1,234,567.
std::string Grouped(std::int64_t value, std::string_view mark) {
  std::string digits = std::to_string(value);
  for (std::size_t at = digits.size(); at > 3; at -= 3) {
    digits.insert(at - 3, mark);
  }
  return digits;
}

TEST(FigureProperties, GroupedDigitsComeBackInTheStyleOfEachLanguage) {
  struct Style {
    std::string_view language;
    std::string_view mark;
    std::string_view noun;
  };

  constexpr Style kStyles[] = {{"en", ",", " people came"},
                               {"de", ".", " Menschen kamen"},
                               {"es", ".", " personas llegaron"},
                               {"fr", "\u202F", " personnes sont venues"},
                               {"ru", "\u00A0", " человек приехали"},
                               {"kk", "\u00A0", " адам келді"},
                               {"zh", ",", "人到场"}};
  for (const Style& style : kStyles) {
    for (const std::int64_t value : Values(600)) {
      if (value < 3000) {
        continue;  // a year in some words, and no group of three before 1,000
      }
      const std::string text = Grouped(value, style.mark) + std::string(style.noun);
      EXPECT_EQ(OnlyValue(text, style.language), Decimal(value)) << style.language << ": " << text;
    }
  }
}

TEST(FigureProperties, AHanScaleMultiplies) {
  std::mt19937_64 random(kSeed);
  for (int i = 0; i < 500; ++i) {
    const auto tenths = static_cast<std::int64_t>(random() % 9000 + 11);
    const std::string digits = fmt::format("{}.{}", tenths / 10, tenths % 10);
    for (const auto& [scale, power] : {std::pair{"万", 4}, {"亿", 8}, {"万亿", 12}}) {
      EXPECT_EQ(OnlyValue("共" + digits + scale + "元。", "zh"),
                Decimal(tenths) * Decimal::Make(1, power - 1))
          << digits << scale;
    }
  }
}

TEST(FigureProperties, DecimalsReadWhatTheyPrint) {
  std::mt19937_64 random(kSeed);
  for (int i = 0; i < 5000; ++i) {
    const auto coefficient = static_cast<std::int64_t>(random());
    const int exponent = static_cast<int>(random() % 36) - 20;  // at most 36 digits in all
    const Decimal value = Decimal::Make(coefficient, exponent);
    EXPECT_EQ(Decimal::Parse(value.ToString()), value) << value.ToString();
    EXPECT_EQ(-(-value), value);
    EXPECT_EQ(value + Decimal(0), value);
    EXPECT_EQ(value * Decimal(1), value);
  }
}

// The ids of common/units.tsv whose number converts.
std::vector<std::string_view> ConvertibleUnits() {
  std::vector<std::string_view> units;
  for (const std::string_view line : Split(Embedded("common/units.tsv"), '\n')) {
    const std::string_view id = line.substr(0, line.find('\t'));
    if (const UnitFact* fact = FindUnit(id); fact != nullptr && fact->factor) {
      units.push_back(id);
    }
  }
  return units;
}

TEST(FigureProperties, AConversionAndItsReverseMeet) {
  const std::vector<std::string_view> units = ConvertibleUnits();
  ASSERT_GT(units.size(), 100U);
  const Decimal value = Decimal::Make(123456789, -4);
  const Decimal close = Decimal::Make(1, -15);  // arithmetic carries 34 digits
  std::size_t pairs = 0;
  for (const std::string_view from : units) {
    for (const std::string_view to : units) {
      const std::optional<Decimal> there = ConvertUnit(value, from, to);
      if (FindUnit(from)->dimension != FindUnit(to)->dimension) {
        EXPECT_FALSE(there) << from << " is no " << to;
        continue;
      }
      ASSERT_TRUE(there) << from << " to " << to;
      const std::optional<Decimal> back = ConvertUnit(*there, to, from);
      ASSERT_TRUE(back) << to << " to " << from;
      EXPECT_LT((*back - value).Abs(), close) << from << " to " << to;
      ++pairs;
    }
  }
  EXPECT_GT(pairs, 1000U);
}

// Bits of text in several scripts and of every trouble: signs, marks, wide digits, broken UTF-8.
constexpr std::string_view kBits[] = {"3 million",
                                      "$1.2-1.5bn",
                                      "多",
                                      "近百名",
                                      "十分",
                                      "12岁",
                                      "ё",
                                      "полтора",
                                      "млн рублей",
                                      "1 234",
                                      "\u00A0567",
                                      "\u202F890",
                                      "（",
                                      "）",
                                      "－5",
                                      "½",
                                      "％",
                                      "percent",
                                      "of the",
                                      "\n",
                                      "\n\n",
                                      "2025-06-17",
                                      "June 17",
                                      "6月18日",
                                      "17 июня",
                                      ",",
                                      ".",
                                      "—",
                                      "up from 41",
                                      "one in",
                                      "five",
                                      "tripled",
                                      "\xF0\x9F\x98\x80",
                                      "\xC3",
                                      "\xE2\x80",
                                      "１２３",
                                      "a.m.",
                                      "8:30",
                                      "G20",
                                      "iPhone 11",
                                      "https://a.b/1",
                                      "+44 20",
                                      "0018 7946",
                                      "low 40s",
                                      "2025/26",
                                      "каждый пятый",
                                      "第三季度",
                                      "时速120公里",
                                      "e+14",
                                      "^",
                                      "\t",
                                      " ",
                                      "\u200B",
                                      "-",
                                      "'",
                                      "\""};

std::string Mixture(std::mt19937_64& random) {
  std::string text;
  for (std::uint64_t bits = random() % 40; bits > 0; --bits) {
    text += kBits[random() % std::size(kBits)];
    text += random() % 3 == 0 ? "" : " ";
  }
  return text;
}

bool OnBorder(std::string_view text, std::size_t at) {
  return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
}

void ExpectSound(const std::string& text, const std::vector<Figure>& figures) {
  std::size_t end = 0;
  for (const Figure& figure : figures) {
    ASSERT_LT(figure.span.start, figure.span.end) << text;
    ASSERT_LE(figure.span.end, text.size()) << text;
    EXPECT_GE(figure.span.start, end) << "figures overlap in " << text;
    EXPECT_EQ(figure.text, text.substr(figure.span.start, figure.span.size()));
    EXPECT_TRUE(OnBorder(text, figure.span.start)) << figure.text;
    EXPECT_TRUE(figure.high ? figure.value <= *figure.high : true) << figure.text;
    end = figure.span.end;
  }
}

class Mixtures : public ::testing::TestWithParam<const char*> {};

TEST(FigureProperties, SpansLieOnTheTextAlsoWhereTheLanguageIsDetected) {
  std::mt19937_64 random(kSeed + 2);
  for (int i = 0; i < 500; ++i) {
    const std::string text = Mixture(random);
    ExpectSound(text, ReadFigures(text, ""));
  }
}

TEST_P(Mixtures, SpansLieOnTheTextAndDoNotOverlap) {
  std::mt19937_64 random(kSeed);
  for (int i = 0; i < 1500; ++i) {
    const std::string text = Mixture(random);
    ExpectSound(text, ReadFigures(text, GetParam()));
    ExpectSound(text, ReadFigures(text, GetParam(), "2025-06-19T10:00:00Z"));
  }
}

// What stands in another paragraph changes nothing but the offsets.
TEST_P(Mixtures, ParagraphsAreReadEachForItself) {
  std::mt19937_64 random(kSeed + 1);
  for (int i = 0; i < 500; ++i) {
    const std::string first = Mixture(random) + "\n\n";
    const std::string second = Mixture(random);
    const std::vector<Figure> alone = ReadFigures(second, GetParam());
    const std::vector<Figure> both = ReadFigures(first + second, GetParam());
    ASSERT_GE(both.size(), alone.size()) << first << second;
    for (std::size_t k = 0; k < alone.size(); ++k) {
      const Figure& there = both[both.size() - alone.size() + k];
      EXPECT_EQ(there.span.start, alone[k].span.start + first.size()) << second;
      EXPECT_EQ(there.text, alone[k].text);
      EXPECT_EQ(there.value, alone[k].value);
      EXPECT_EQ(there.counted, alone[k].counted);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(AllLanguages, Mixtures,
                         ::testing::Values("en", "zh", "ru", "kk", "fr", "de", "es", "xx"));

}  // namespace
}  // namespace claimwatch
