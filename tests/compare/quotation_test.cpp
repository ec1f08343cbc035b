#include "plugins/compare/quotation.h"

#include <algorithm>
#include <string>

#include <gtest/gtest.h>

#include "plugins/read/reading.h"
#include "tests/compare/desk.h"

namespace claimwatch {
namespace {

constexpr const char* kEnglish =
    "Officials met in Karaganda on September 3, 2025, to review the harvest.\n\n"
    "\"We expect no shortage of seed this winter,\" the agriculture minister said.\n\n"
    "40,000 hectares were lost to drought.\n\n"
    "\"Every farmer will be paid before the first snow falls,\" he promised.";
constexpr const char* kRussian =
    "Совещание по итогам уборочной прошло в Караганде 3 сентября 2025 года.\n\n"
    "«Мы не ожидаем нехватки семян этой зимой», — заявил министр сельского хозяйства.\n\n"
    "Потеряно 40 тысяч гектаров.\n\n"
    "«Каждый фермер получит деньги до первого снега», — пообещал он.";
constexpr const char* kChinese =
    "秋收工作会议2025年9月3日在卡拉干达举行。\n\n农业部长说：“今年冬天我们预计不会出现种子短缺。”\n"
    "\n"
    "干旱造成4万公顷农田绝收。\n\n他承诺：“每一位农民都会在第一场雪之前拿到补偿款。”";

bool IsAltered(const char* baseline, const std::string& language, const std::string& sentence) {
  const Baseline document = MakeBaseline("harvest", "harvest", ArticleFromText(baseline));
  // Another report on the meeting, and no version of the baseline.
  const std::string opening =
      language == "en"   ? "The harvest was the talk of Karaganda on September 3.\n\n"
                           "Officials of many districts came to the meeting by train."
      : language == "ru" ? "Об уборочной говорили в Караганде 3 сентября на совещании.\n\n"
                           "Чиновники приехали из многих районов на поезде."
                         : "秋收工作会议9月3日在卡拉干达召开，讨论今年收成。\n\n"
                           "许多地区的官员乘火车前来参加会议。";
  const std::vector<Finding> findings =
      testing::CompareText(document, opening + "\n\n" + sentence, language);
  return std::any_of(findings.begin(), findings.end(), [](const Finding& finding) {
    return finding.type == FindingType::kChangedQuote;
  });
}

TEST(Quotation, AnExchangedWordIsAnAlteration) {
  EXPECT_TRUE(IsAltered(kEnglish, "en",
                        "\"Every farmer should be paid before the first snow falls,\" he said."));
  EXPECT_TRUE(IsAltered(kEnglish, "en",
                        "\"Every farmer will be paid before the first rain falls,\" he said."));
  EXPECT_TRUE(IsAltered(kEnglish, "en",
                        "\"We expect absolutely no shortage of seed this winter,\" he said."));
  EXPECT_TRUE(IsAltered(kRussian, "ru",
                        "«Каждый фермер может получить деньги до первого снега», — сказал он."));
  EXPECT_TRUE(IsAltered(kChinese, "zh", "他表示：“每一位农民都会在明年春天之前拿到补偿款。”"));
}

TEST(Quotation, ThatOfTheBaselineIsNone) {
  EXPECT_FALSE(IsAltered(kEnglish, "en",
                         "“Every farmer will be paid before the first snow falls”, he said."));
  EXPECT_FALSE(IsAltered(kRussian, "ru",
                         "«Каждый фермер получит деньги до первого снега», — сказал министр."));
  EXPECT_FALSE(IsAltered(kChinese, "zh", "他表示：“每一位农民都会在第一场雪之前拿到补偿款。”"));
}

TEST(Quotation, APartOfItAndAMarkedOmissionAreNone) {
  EXPECT_FALSE(
      IsAltered(kEnglish, "en", "He said they \"will be paid before the first snow falls\"."));
  EXPECT_FALSE(
      IsAltered(kEnglish, "en", "\"Every farmer will be paid … before snow falls,\" he promised."));
}

TEST(Quotation, AnotherOneIsNone) {
  EXPECT_FALSE(
      IsAltered(kEnglish, "en", "\"I have bought a new tractor and it is green,\" he joked."));
}

}  // namespace
}  // namespace claimwatch
