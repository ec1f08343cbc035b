#include "plugins/compare/figures.h"

#include <gtest/gtest.h>

#include "plugins/compare/figure_interval.h"
#include "plugins/read/figure.h"

namespace claimwatch {
namespace {

// The first quantity of a sentence that is no date, unless there is nothing else.
Figure Main(std::string_view text, std::string_view language) {
  const std::vector<Figure> figures = ReadFigures(text, language);
  for (const Figure& figure : figures) {
    if (figure.kind != FigureKind::kDate) {
      return figure;
    }
  }
  EXPECT_FALSE(figures.empty()) << text;
  return figures.empty() ? Figure() : figures.front();
}

FigureVerdict Judge(std::string_view baseline, std::string_view article,
                    std::string_view language = "en") {
  return CompareFigures(Main(baseline, "en"), Main(article, language), RateTable());
}

FigureRelation Relation(std::string_view baseline, std::string_view article,
                        std::string_view language = "en") {
  return Judge(baseline, article, language).relation;
}

TEST(CompareFigures, AnotherWordForTheSameBoundIsTheSame) {
  EXPECT_EQ(Relation("more than 80 deals", "over 80 deals"), FigureRelation::kSame);
  EXPECT_EQ(Relation("twelve deals", "a dozen deals"), FigureRelation::kSame);
}

TEST(CompareFigures, InsideABoundIsMorePrecise) {
  EXPECT_EQ(Relation("more than 80 deals", "86 deals"), FigureRelation::kMorePrecise);
  EXPECT_EQ(Relation("at least 80 deals", "80 deals"), FigureRelation::kMorePrecise);
  EXPECT_EQ(Relation("dozens of deals", "61 deals"), FigureRelation::kMorePrecise);
}

TEST(CompareFigures, ABrokenBoundIsNamed) {
  const FigureVerdict verdict = Judge("more than 80 deals", "47 deals");
  EXPECT_EQ(verdict.relation, FigureRelation::kChanged);
  EXPECT_EQ(verdict.rule, "bound_broken");
}

TEST(CompareFigures, FarBeyondWhatABoundSuggestsIsAChange) {
  const FigureVerdict verdict = Judge("more than 80 deals", "400 deals");
  EXPECT_EQ(verdict.relation, FigureRelation::kChanged);
}

TEST(CompareFigures, ATurnedBoundIsAChange) {
  EXPECT_EQ(Judge("more than 80 deals", "fewer than 80 deals").rule, "bound_turned");
}

TEST(CompareFigures, ADroppedHedgeIsNoticedLow) {
  const FigureVerdict verdict = Judge("more than 80 deals", "80 deals");
  EXPECT_EQ(verdict.relation, FigureRelation::kCompatible);
  EXPECT_TRUE(verdict.notable);
}

TEST(CompareFigures, AScaleSlipIsNamed) {
  const FigureVerdict verdict = Judge("$37.4 billion", "$37.4 million");
  EXPECT_EQ(verdict.rule, "scale_slip");
  EXPECT_NE(verdict.reason.find("1000 times"), std::string::npos);
}

TEST(CompareFigures, ScaleWordsOfLanguagesAgree) {
  EXPECT_EQ(Relation("1.2 billion yuan", "12亿元", "zh"), FigureRelation::kSame);
  EXPECT_EQ(Relation("1.2 billion yuan", "1,2 млрд юаней", "ru"), FigureRelation::kSame);
  EXPECT_EQ(Relation("12 billion yuan", "12亿元", "zh"), FigureRelation::kChanged);
}

TEST(CompareFigures, SwappedDigitsAreNamed) {
  EXPECT_EQ(Judge("$37.4 billion", "$34.7 billion").rule, "digit_swap");
}

TEST(CompareFigures, RoundingIsNoChange) {
  EXPECT_EQ(Relation("$37.4 billion", "$37 billion"), FigureRelation::kCompatible);
  EXPECT_EQ(Relation("$37 billion", "$37.4 billion"), FigureRelation::kMorePrecise);
  EXPECT_EQ(Relation("$37.4 billion", "$37.5 billion"), FigureRelation::kChanged);
}

TEST(CompareFigures, CountsBelowTenThousandAreExact) {
  EXPECT_EQ(Relation("4,000 places", "4,012 places"), FigureRelation::kChanged);
  EXPECT_EQ(Relation("14,000 guests", "14,220 guests"), FigureRelation::kMorePrecise);
}

TEST(CompareFigures, UnitsConvertAndAKeptNumberIsAChange) {
  EXPECT_EQ(Relation("1.5 gigawatts", "1,500 MW"), FigureRelation::kSame);
  EXPECT_EQ(Judge("900 kilometers", "900 miles").rule, "unit_swapped");
  EXPECT_EQ(Relation("1.5 gigawatts", "1.5 gigawatt-hours"), FigureRelation::kUnrelated);
}

TEST(CompareFigures, AKeptNumberUnderAnotherCurrencyIsAChange) {
  const FigureVerdict verdict = Judge("1.2 billion yuan", "$1.2 billion");
  EXPECT_EQ(verdict.rule, "currency_swapped");
  EXPECT_EQ(verdict.relation, FigureRelation::kChanged);
}

TEST(CompareFigures, WithoutARateCurrenciesCannotBeJudged) {
  const FigureVerdict verdict = Judge("1.2 billion yuan", "150 million euros");
  EXPECT_EQ(verdict.relation, FigureRelation::kUnrelated);
  EXPECT_EQ(verdict.rule, "no_rate");
}

TEST(CompareFigures, RatesAreLearntFromDoubleMentions) {
  const std::string text = "The port costs 1.2 billion yuan ($167 million).";
  const RateTable rates = LearnRates(ReadFigures(text, "en"), text);
  ASSERT_TRUE(rates.Rate("CNY", "USD").has_value());
  const FigureVerdict verdict =
      CompareFigures(Main("2.4 billion yuan", "en"), Main("$335 million", "en"), rates);
  EXPECT_EQ(verdict.relation, FigureRelation::kSame);
}

TEST(RateTable, GoesThroughACommonCurrency) {
  RateTable rates;
  rates.Add("CNY", "USD", *Decimal::Parse("0.14"));
  rates.Add("EUR", "USD", *Decimal::Parse("1.12"));
  ASSERT_TRUE(rates.Rate("CNY", "EUR").has_value());
  EXPECT_EQ(rates.Rate("CNY", "EUR")->ToString(), "0.125");
  EXPECT_EQ(rates.Rate("CNY", "JPY"), std::nullopt);
}

TEST(CompareFigures, ATurnedDirectionIsAChange) {
  const FigureVerdict verdict = Judge("Output rose 4.1 percent.", "Output fell 4.1 percent.");
  EXPECT_EQ(verdict.rule, "direction");
  EXPECT_EQ(verdict.relation, FigureRelation::kChanged);
}

TEST(CompareFigures, PointsWrittenAsPercentAreAChange) {
  EXPECT_EQ(Relation("eased 0.4 percentage points", "eased 0.4 percent"), FigureRelation::kChanged);
  EXPECT_EQ(Relation("cut by 50 basis points", "cut by 0.5 percentage points"),
            FigureRelation::kSame);
}

TEST(CompareFigures, SharesAndMultiplesBecomePercent) {
  EXPECT_EQ(Relation("one in four voters", "25 percent of voters"), FigureRelation::kSame);
  EXPECT_EQ(Relation("Sales doubled.", "Sales rose 100 percent."), FigureRelation::kSame);
  EXPECT_EQ(Relation("Sales tripled.", "Sales rose 300 percent."), FigureRelation::kChanged);
}

TEST(CompareFigures, DatesFillTheYear) {
  EXPECT_EQ(Relation("May 6, 2024", "May 6"), FigureRelation::kSame);
  EXPECT_EQ(Relation("May 2024", "May 6, 2024"), FigureRelation::kMorePrecise);
  EXPECT_EQ(Relation("May 6, 2024", "May 7, 2024"), FigureRelation::kChanged);
  EXPECT_EQ(Relation("May 6 to 8, 2024", "May 7, 2024"), FigureRelation::kMorePrecise);
}

TEST(CompareFigures, RateAndTotalDoNotCompare) {
  EXPECT_EQ(Relation("$30 billion a year", "$30 billion"), FigureRelation::kUnrelated);
}

TEST(Intervals, OpenEndsThatTouchDoNotMeet) {
  Interval low{*Decimal::Parse("1"), *Decimal::Parse("2")};
  Interval high{*Decimal::Parse("2"), *Decimal::Parse("3")};
  EXPECT_TRUE(low.Meets(high));
  low.open_high = true;
  EXPECT_FALSE(low.Meets(high));
}

TEST(CountedAgreement, SynonymsAndFormsAgree) {
  EXPECT_EQ(CountedAgreement("deals", "deals"), 1);
  EXPECT_GE(CountedAgreement("cooperation outcomes", "outcomes"), 0.5);
  EXPECT_LT(CountedAgreement("centers", "volunteers"), 0.5);
  EXPECT_EQ(CountedAgreement("", "deals"), -1);
}

}  // namespace
}  // namespace claimwatch
