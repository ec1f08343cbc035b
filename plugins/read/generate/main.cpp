// Makes config/lexicon/LANGUAGE/cldr.tsv from ICU: number words by its spell-out rules (every
// gender and case), unit names in every plural and case, currency names and symbols, compact scale
// words, months and weekdays.
//
//   generate_lexicon LANGUAGE > config/lexicon/LANGUAGE/cldr.tsv
//
// The tables are committed, so that the program neither needs ICU's rules at start-up nor changes
// with ICU's version.
#include <cstdio>
#include <iostream>
#include <set>
#include <string>
#include <vector>

#include <unicode/dtfmtsym.h>
#include <unicode/numberformatter.h>
#include <unicode/plurrule.h>
#include <unicode/rbnf.h>
#include <unicode/ucurr.h>

namespace {

using icu::Locale;
using icu::UnicodeString;
using icu::number::NumberFormatter;

// Writes the table of one language; each row once.
class LexiconMaker {
 public:
  void Make(const Locale& locale) {
    Numbers(locale);
    Units(locale);
    Currencies(locale);
    Scales(locale);
    Names(locale);
  }

 private:
  std::string Utf8(const UnicodeString& text) {
    std::string out;
    text.toUTF8String(out);
    return out;
  }

  void Row(std::string_view kind, UnicodeString surface, std::string_view value) {
    surface.findAndReplace(UnicodeString(u'\u00A0'), UnicodeString(u' '));
    surface.findAndReplace(UnicodeString(u'\u202F'), UnicodeString(u' '));
    surface.findAndReplace(UnicodeString(u'\u00AD'), UnicodeString());
    surface.trim();
    const std::string row = std::string(kind) + "\t" + Utf8(surface) + "\t" + std::string(value);
    if (!surface.isEmpty() && seen_rows_.insert(row).second) {
      std::cout << row << "\n";
    }
  }

  // Spelled-out numbers that are one word each: the reader folds them into larger ones.
  std::vector<std::int64_t> WordNumbers(bool ordinal) {
    std::vector<std::int64_t> numbers;
    for (std::int64_t n = 0; n <= 31; ++n) {
      numbers.push_back(n);
    }
    for (std::int64_t n = 30; n < 100; n += 10) {
      numbers.push_back(n);
    }
    for (std::int64_t n = 100; n <= 900; n += 100) {
      numbers.push_back(n);
    }
    for (const std::int64_t n :
         {1000LL, 2000LL, 3000LL, 5000LL, 10000LL, 1000000LL, 2000000LL, 5000000LL, 1000000000LL,
          2000000000LL, 5000000000LL, 1000000000000LL, 2000000000000LL, 5000000000000LL}) {
      numbers.push_back(n);
    }
    if (ordinal) {
      numbers.insert(numbers.end(), {4000, 6000, 7000, 8000, 9000, 20000, 50000, 100000});
    }
    return numbers;
  }

  // "two thousand" gives the row of its last word: thousand.
  void SpellOut(const icu::RuleBasedNumberFormat& format, const UnicodeString& rules,
                std::int64_t n, bool ordinal) {
    UErrorCode status = U_ZERO_ERROR;
    UnicodeString text;
    icu::FieldPosition position;
    format.format(n, rules, text, position, status);
    text.findAndReplace(UnicodeString(u'\u00AD'), UnicodeString());
    if (U_FAILURE(status) || text.isEmpty()) {
      return;
    }
    const std::int32_t space = text.lastIndexOf(u' ');
    std::int64_t value = n;
    if (space >= 0) {
      std::int64_t scale = 1000;
      while (scale <= n / 1000) {
        scale *= 1000;
      }
      if (n < 1000 || ordinal) {
        return;
      }
      value = scale;
      text = UnicodeString(text, space + 1);  // a copy: a temporary substring would alias
    }
    const bool spelled = text[0] < u'0' || text[0] > u'9';
    if (spelled && (value < 1000 || ordinal || seen_words_.insert(Utf8(text)).second)) {
      Row(ordinal ? "ord" : "num", text, std::to_string(value));
    }
  }

  void Numbers(const Locale& locale) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::RuleBasedNumberFormat format(icu::URBNF_SPELLOUT, locale, status);
    for (std::int32_t i = 0; U_SUCCESS(status) && i < format.getNumberOfRuleSetNames(); ++i) {
      const UnicodeString rules = format.getRuleSetName(i);
      if (rules.indexOf(u"year") >= 0 || rules.indexOf(u"financial") >= 0) {
        continue;
      }
      const bool ordinal = rules.indexOf(u"ordinal") >= 0;
      for (const std::int64_t n : WordNumbers(ordinal)) {
        SpellOut(format, rules, n, ordinal);
      }
    }
  }

  struct UnitName {
    const char* cldr;
    const char* ours;
  };

  static constexpr UnitName kUnits[] = {{"meter", "meter"},
                                        {"kilometer", "kilometer"},
                                        {"centimeter", "centimeter"},
                                        {"millimeter", "millimeter"},
                                        {"micrometer", "micrometer"},
                                        {"nanometer", "nanometer"},
                                        {"decimeter", "decimeter"},
                                        {"inch", "inch"},
                                        {"foot", "foot"},
                                        {"yard", "yard"},
                                        {"mile", "mile"},
                                        {"nautical-mile", "nautical-mile"},
                                        {"light-year", "light-year"},
                                        {"square-meter", "square-meter"},
                                        {"square-kilometer", "square-kilometer"},
                                        {"hectare", "hectare"},
                                        {"acre", "acre"},
                                        {"square-foot", "square-foot"},
                                        {"square-mile", "square-mile"},
                                        {"square-centimeter", "square-centimeter"},
                                        {"cubic-meter", "cubic-meter"},
                                        {"cubic-kilometer", "cubic-kilometer"},
                                        {"cubic-centimeter", "cubic-centimeter"},
                                        {"cubic-foot", "cubic-foot"},
                                        {"liter", "liter"},
                                        {"milliliter", "milliliter"},
                                        {"hectoliter", "hectoliter"},
                                        {"gallon", "gallon"},
                                        {"barrel", "barrel"},
                                        {"pint", "pint"},
                                        {"quart", "quart"},
                                        {"gram", "gram"},
                                        {"kilogram", "kilogram"},
                                        {"milligram", "milligram"},
                                        {"microgram", "microgram"},
                                        {"tonne", "tonne"},
                                        {"metric-ton", "tonne"},
                                        {"ton", "ton"},
                                        {"pound", "pound"},
                                        {"ounce", "ounce"},
                                        {"carat", "carat"},
                                        {"celsius", "celsius"},
                                        {"fahrenheit", "fahrenheit"},
                                        {"kelvin", "kelvin"},
                                        {"degree", "degree"},
                                        {"watt", "watt"},
                                        {"kilowatt", "kilowatt"},
                                        {"megawatt", "megawatt"},
                                        {"gigawatt", "gigawatt"},
                                        {"horsepower", "horsepower"},
                                        {"kilowatt-hour", "kilowatt-hour"},
                                        {"joule", "joule"},
                                        {"kilojoule", "kilojoule"},
                                        {"calorie", "calorie"},
                                        {"kilocalorie", "kilocalorie"},
                                        {"ampere", "ampere"},
                                        {"volt", "volt"},
                                        {"ohm", "ohm"},
                                        {"hertz", "hertz"},
                                        {"kilohertz", "kilohertz"},
                                        {"megahertz", "megahertz"},
                                        {"gigahertz", "gigahertz"},
                                        {"newton", "newton"},
                                        {"pascal", "pascal"},
                                        {"hectopascal", "hectopascal"},
                                        {"kilopascal", "kilopascal"},
                                        {"megapascal", "megapascal"},
                                        {"bar", "bar"},
                                        {"millibar", "millibar"},
                                        {"atmosphere", "atmosphere"},
                                        {"bit", "bit"},
                                        {"byte", "byte"},
                                        {"kilobyte", "kilobyte"},
                                        {"megabyte", "megabyte"},
                                        {"gigabyte", "gigabyte"},
                                        {"terabyte", "terabyte"},
                                        {"petabyte", "petabyte"},
                                        {"kilobit", "kilobit"},
                                        {"megabit", "megabit"},
                                        {"gigabit", "gigabit"},
                                        {"decibel", "decibel"},
                                        {"second", "second"},
                                        {"millisecond", "millisecond"},
                                        {"minute", "minute"},
                                        {"hour", "hour"},
                                        {"day", "day"},
                                        {"week", "week"},
                                        {"month", "month"},
                                        {"year", "year"},
                                        {"decade", "decade"},
                                        {"century", "century"},
                                        {"kilometer-per-hour", "kilometer/hour"},
                                        {"meter-per-second", "meter/second"},
                                        {"mile-per-hour", "mile/hour"},
                                        {"mile-per-gallon", "mile/gallon"},
                                        {"knot", "knot"},
                                        {"percent", "%"},
                                        {"permille", "permille"},
                                        {"lux", "lux"},
                                        {"megapixel", "megapixel"},
                                        {"part-per-million", "ppm"},
                                        {"newton-meter", "newton-meter"},
                                        {"terawatt-hour", "terawatt-hour"},
                                        {"megawatt-hour", "megawatt-hour"},
                                        {"gigawatt-hour", "gigawatt-hour"},
                                        {"gigajoule", "gigajoule"},
                                        {"megajoule", "megajoule"},
                                        {"terawatt", "terawatt"},
                                        {"milliampere", "milliampere"},
                                        {"kilovolt", "kilovolt"}};

  // What is left of the text when the number is taken out; empty when the number stands in the
  // middle.
  UnicodeString Around(const UnicodeString& text, const UnicodeString& number) {
    const std::int32_t at = text.indexOf(number);
    if (at < 0) {
      return {};
    }
    UnicodeString before(text, 0, at);
    UnicodeString after(text, at + number.length());
    before.trim();
    after.trim();
    return before.isEmpty() ? after : (after.isEmpty() ? before : UnicodeString());
  }

  static constexpr double kSamples[] = {1, 2, 3, 5, 11, 21, 1.5};
  static constexpr const char* kCases[] = {
      "", "accusative", "dative", "genitive", "instrumental", "locative", "prepositional"};

  void UnitNames(const Locale& locale, const UnitName& unit, UNumberUnitWidth width,
                 const char* grammatical_case) {
    UErrorCode status = U_ZERO_ERROR;
    const auto base = NumberFormatter::withLocale(locale);
    const auto shaped = base.unit(icu::MeasureUnit::forIdentifier(unit.cldr, status))
                            .unitWidth(width)
                            .unitDisplayCase(grammatical_case);
    for (const double sample : kSamples) {
      UErrorCode failed = U_ZERO_ERROR;
      const UnicodeString number = base.formatDouble(sample, failed).toString(failed);
      const UnicodeString text = shaped.formatDouble(sample, failed).toString(failed);
      if (U_SUCCESS(failed) && U_SUCCESS(status)) {
        Row("unit", Around(text, number), unit.ours);
      }
    }
  }

  void Units(const Locale& locale) {
    for (const UnitName& unit : kUnits) {
      for (const char* grammatical_case : kCases) {
        UnitNames(locale, unit, UNUM_UNIT_WIDTH_FULL_NAME, grammatical_case);
      }
      UnitNames(locale, unit, UNUM_UNIT_WIDTH_SHORT, "");
    }
  }

  void Currency(const Locale& locale, const char* iso) {
    UErrorCode status = U_ZERO_ERROR;
    const auto base =
        NumberFormatter::withLocale(locale).precision(icu::number::Precision::maxFraction(1));
    const icu::CurrencyUnit unit(icu::StringPiece(iso), status);
    for (const double sample : kSamples) {
      const UnicodeString number = base.formatDouble(sample, status).toString(status);
      for (const UNumberUnitWidth width :
           {UNUM_UNIT_WIDTH_FULL_NAME, UNUM_UNIT_WIDTH_SHORT, UNUM_UNIT_WIDTH_NARROW}) {
        const UnicodeString text =
            base.unit(unit).unitWidth(width).formatDouble(sample, status).toString(status);
        const UnicodeString name = Around(text, number);
        if (U_SUCCESS(status) && (width != UNUM_UNIT_WIDTH_NARROW || name.length() > 1)) {
          Row("cur", name, iso);
        }
      }
    }
  }

  void Currencies(const Locale& locale) {
    UErrorCode status = U_ZERO_ERROR;
    UEnumeration* all = ucurr_openISOCurrencies(UCURR_COMMON | UCURR_NON_DEPRECATED, &status);
    while (const char* iso = uenum_next(all, nullptr, &status)) {
      Currency(locale, iso);
    }
    uenum_close(all);
  }

  void Scales(const Locale& locale) {
    for (const UNumberCompactStyle style : {UNUM_SHORT, UNUM_LONG}) {
      for (int power = 3; power <= 14; ++power) {
        for (const double lead : {1.0, 2.0, 5.0}) {
          double number = lead;
          for (int i = 0; i < power; ++i) {
            number *= 10;
          }
          UErrorCode status = U_ZERO_ERROR;
          const auto notation = style == UNUM_SHORT ? icu::number::Notation::compactShort()
                                                    : icu::number::Notation::compactLong();
          const UnicodeString text = NumberFormatter::withLocale(locale)
                                         .notation(notation)
                                         .formatDouble(number, status)
                                         .toString(status);
          double shown = 0;
          std::int32_t at = 0;
          while (at < text.length() && text[at] >= u'0' && text[at] <= u'9') {
            shown = shown * 10 + (text[at] - u'0');
            ++at;
          }
          int scale = 0;
          for (double ratio = shown > 0 ? number / shown : 1; ratio > 5; ratio /= 10) {
            ++scale;
          }
          if (at > 0 && at < text.length() && scale > 0) {
            Row("scale", UnicodeString(text, at), "1e" + std::to_string(scale));
          }
        }
      }
    }
  }

  void Names(const Locale& locale) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::DateFormatSymbols symbols(locale, status);
    for (const auto context :
         {icu::DateFormatSymbols::FORMAT, icu::DateFormatSymbols::STANDALONE}) {
      for (const auto width : {icu::DateFormatSymbols::WIDE, icu::DateFormatSymbols::ABBREVIATED}) {
        std::int32_t count = 0;
        const UnicodeString* months = symbols.getMonths(count, context, width);
        for (std::int32_t i = 0; i < count && i < 12; ++i) {
          Row("month", months[i], std::to_string(i + 1));
        }
        const UnicodeString* days = symbols.getWeekdays(count, context, width);
        for (std::int32_t i = 1; i < count; ++i) {
          Row("weekday", days[i], std::to_string(i == 1 ? 7 : i - 1));
        }
      }
    }
  }

  std::set<std::string> seen_rows_;
  std::set<std::string> seen_words_;  // "mil millones" must not give "millones" a second value
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    static_cast<void>(std::fprintf(stderr, "usage: generate_lexicon LANGUAGE\n"));
    return 2;
  }
  const Locale locale(argv[1]);
  std::cout << "# Made by plugins/read/generate from ICU " U_ICU_VERSION
               "; do not edit, see the other tables beside it.\n";
  LexiconMaker maker;
  maker.Make(locale);
  return 0;
}
