#include "plugins/source/encoding.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/charset.h"

namespace claimwatch {
namespace {

using ::testing::HasSubstr;

constexpr std::string_view kAstana1251 = "\xC0\xF1\xF2\xE0\xED\xE0";

std::string Declared(std::string_view label, std::string_view bytes) {
  return "<?xml version='1.0' encoding='" + std::string(label) + "'?><t>" + std::string(bytes) +
         "</t>";
}

TEST(Encoding, TheDeclarationIsBelievedWhenTheBytesAgree) {
  const DecodedDocument document = DecodeDocument(Declared("windows-1251", kAstana1251), "");
  EXPECT_THAT(document.text, HasSubstr("Астана"));
  EXPECT_EQ(document.encoding, "windows-1251");
}

TEST(Encoding, TheHeaderIsBelievedWithoutADeclaration) {
  const DecodedDocument document =
      DecodeDocument("<t>" + std::string(kAstana1251) + "</t>", "text/xml; charset=windows-1251");
  EXPECT_THAT(document.text, HasSubstr("Астана"));
}

TEST(Encoding, ValidUtf8BeatsADeclarationThatLies) {
  const DecodedDocument document = DecodeDocument(Declared("iso-8859-1", "Саммит в Астане"), "");
  EXPECT_THAT(document.text, HasSubstr("Саммит в Астане"));
  EXPECT_EQ(document.encoding, "utf-8");
  EXPECT_FALSE(document.warnings.empty());
}

TEST(Encoding, AHeaderThatLiesLosesToTheDeclaration) {
  const DecodedDocument document =
      DecodeDocument(Declared("windows-1251", kAstana1251), "text/xml; charset=utf-8");
  EXPECT_THAT(document.text, HasSubstr("Астана"));
}

TEST(Encoding, OneBadByteNeverDecodesTheWholeFeedAnew) {
  const DecodedDocument document =
      DecodeDocument("<t>Саммит</t><t>it\x92s</t><t>Аст\xFF ана</t>", "");
  EXPECT_THAT(document.text, HasSubstr("<t>Саммит</t><t>it’s</t><t>Аст\uFFFD ана</t>"));
  EXPECT_EQ(document.encoding, "utf-8");
}

TEST(Encoding, AForeignItemIsDecodedAlone) {
  const std::string foreign =
      "\xCB\xE8\xE4\xE5\xF0\xFB \xF1\xF2\xF0\xE0\xED \xEF\xEE\xE4\xEF\xE8\xF1\xE0\xEB\xE8 "
      "\xE4\xEE\xE3\xEE\xE2\xEE\xF0 \xEE \xE4\xF0\xF3\xE6\xE1\xE5";
  const DecodedDocument document =
      DecodeDocument("<t>Первая статья о саммите и о торговле</t><t>" + foreign + "</t>", "");
  EXPECT_THAT(document.text, HasSubstr("Первая статья"));
  EXPECT_THAT(document.text, HasSubstr("Лидеры стран подписали договор"));
}

TEST(Encoding, OverlongFormsAndSurrogatesBecomeReplacements) {
  const DecodedDocument document = DecodeDocument("<t>Саммит A\xC0\x80\xED\xA0\x80Ж</t>", "");
  EXPECT_THAT(document.text, HasSubstr("<t>Саммит A\uFFFD"));
  EXPECT_THAT(document.text, HasSubstr("Ж"));
}

TEST(Encoding, WideEncodingsAreSeenWithoutAMark) {
  const std::string wide("<\0?\0x\0m\0l\0?\0>\0<\0t\0>\0\x10\x04<\0/\0t\0>\0", 30);
  EXPECT_THAT(DecodeDocument(wide, "").text, HasSubstr("<t>А</t>"));
  EXPECT_EQ(DecodeDocument("\xEF\xBB\xBF<t/>", "text/xml; charset=koi8-r").encoding, "utf-8");
}

TEST(Encoding, AsciiIsNamedAsDeclared) {
  EXPECT_EQ(DecodeDocument(Declared("iso-8859-1", "x"), "").encoding, "iso-8859-1");
  EXPECT_EQ(DecodeDocument("<t/>", "text/xml").encoding, "us-ascii");
  EXPECT_EQ(DecodeDocument("<t/>", "application/xml").encoding, "utf-8");
}

TEST(Encoding, ControlsAreGoneAndLineBreaksAreOne) {
  EXPECT_EQ(DecodeDocument("<t>a\x1B[31m\x07\r\nb\rc\x7F</t>", "").text, "<t>a[31m\nb\nc</t>");
  EXPECT_EQ(DecodeDocument("<t>don\xC2\x92t\xC2\x85</t>", "").text, "<t>don’t…</t>");
}

TEST(Charset, KazakhPt154IsRead) {
  EXPECT_EQ(Decode("\xC0\xF1\xF2\xE0\xED\xE0 \x9D", "PT154").text, "Астана қ");
}

TEST(Charset, ALabelWithOddBytesIsNotShown) {
  EXPECT_EQ(DecodeDocument(Declared("cp43\xDB", "\x80"), "").encoding.find('\xDB'),
            std::string::npos);
}

TEST(Charset, LabelsOfTheEncodingStandardAreKnown) {
  EXPECT_EQ(EncodingForLabel("ISO_8859-5:1988"), "iso-8859-5");
  EXPECT_EQ(EncodingForLabel("windows-949"), "euc-kr");
  EXPECT_EQ(EncodingForLabel("x-cp1250"), "windows-1250");
}

}  // namespace
}  // namespace claimwatch
