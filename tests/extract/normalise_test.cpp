#include "plugins/extract/normalise.h"

#include <gtest/gtest.h>

namespace claimwatch {
namespace {

TEST(Normalise, RunsOfAnyWhiteSpaceBecomeOneSpace) {
  EXPECT_EQ(Normalise("  a \n\t b\u00A0\u00A0c\u3000d\u2028e "), "a b c d e");
}

TEST(Normalise, InvisibleCharactersAreDropped) {
  EXPECT_EQ(Normalise("Zu\u00ADsam\u200Bmen\uFEFFarbeit\u2060\u200E"), "Zusammenarbeit");
}

TEST(Normalise, JoinersThatShapeLettersStay) {
  EXPECT_EQ(Normalise("می\u200Cخواهم"), "می\u200Cخواهم");
}

TEST(Normalise, LettersAreComposed) {
  EXPECT_EQ(Normalise("Cafe\u0301"), "Café");
  EXPECT_EQ(Normalise("и\u0306"), "й");
}

TEST(Normalise, FiguresAreNeverTouched) {
  for (const std::string_view text :
       {"−3.5 %", "1,234.50", "1'000", "€94.8bn", "½", "№ 5", "3–5", "±2", "１２３", "²", "10⁶"}) {
    EXPECT_EQ(Normalise(text), text);
  }
}

TEST(Normalise, QuotationMarksAndDashesStayAsPrinted) {
  EXPECT_EQ(Normalise("«a» “b” 'c' — d"), "«a» “b” 'c' — d");
}

TEST(Normalise, ControlCharactersAreDropped) {
  EXPECT_EQ(Normalise("a\x1B[31mb\x07\x7F"), "a[31mb");
}

TEST(Normalise, SpaceIsSqueezedAcrossTheSeam) {
  std::string text;
  AppendNormalised("one ", text);
  AppendNormalised(" two", text);
  AppendNormalised("  ", text);
  EXPECT_EQ(FinishNormalised(text), "one two");
}

}  // namespace
}  // namespace claimwatch
