#include "core/charset.h"

#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace claimwatch {
namespace {

TEST(Charset, LabelsFollowTheEncodingStandard) {
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"UTF-8", "utf-8"},     {"latin1", "windows-1252"},
      {"GB2312", "gbk"},      {" cp1251 ", "windows-1251"},
      {"koi8", "koi8-r"},     {"sjis", "shift_jis"},
      {"utf-16", "utf-16le"}, {"nonsense", ""}};
  for (const auto& [label, name] : rows) {
    EXPECT_EQ(EncodingForLabel(label), name) << label;
  }
}

TEST(Charset, BytesThatNoTextHasAreBinary) {
  EXPECT_TRUE(
      IsBinary("\x7F"
               "ELF\x02\x01\x01"));
  EXPECT_FALSE(IsBinary("Six leaders signed a treaty.\x0C\n"));
  EXPECT_FALSE(IsBinary(std::string("S\0i\0x\0", 6)));
  EXPECT_FALSE(IsBinary(std::string("\xFF\xFE\x01\x4E\x02\x4E", 6)));  // 丁丂 in UTF-16
  EXPECT_FALSE(IsBinary("\x1B$BCf1{%\"%8%\"\x1B(B"));                  // ISO-2022-JP
  EXPECT_FALSE(IsBinary(""));
}

TEST(Charset, DecodesTheEncodingsOfTheRegion) {
  EXPECT_EQ(Decode("\xC0\xF1\xF2\xE0\xED\xE0", "windows-1251").text, "Астана");
  EXPECT_EQ(Decode("\xE1\xD3\xD4\xC1\xCE\xC1", "koi8-r").text, "Астана");
  EXPECT_EQ(Decode("\xD6\xD0\xD1\xC7\xB7\xE5\xBB\xE1", "gbk").text, "中亚峰会");
  EXPECT_EQ(Decode("\xA4\xA4\xA8\xC8", "big5").text, "中亞");
  EXPECT_EQ(Decode(std::string("\xFF\xFE\x2D\x4E", 4), "utf-16").text, "中");
  EXPECT_EQ(Decode("\x80", "iso-8859-1").text, "€");
}

TEST(Charset, BomBeatsHeaderBeatsMeta) {
  const std::string meta = "<meta charset=windows-1251><p>\xC0\xF1\xF2\xE0\xED\xE0";
  EXPECT_EQ(DecodeHtml(meta, "").encoding, "windows-1251");
  EXPECT_NE(DecodeHtml(meta, "").text.find("Астана"), std::string::npos);
  EXPECT_EQ(DecodeHtml("<meta charset=koi8-r><p>\xC0\xF1\xF2\xE0\xED\xE0", "windows-1251").encoding,
            "windows-1251");
  EXPECT_EQ(DecodeHtml("\xEF\xBB\xBF<meta charset=koi8-r>Астана", "windows-1251").encoding,
            "utf-8");
}

TEST(Charset, ADeclarationThatLiesLosesToValidUtf8) {
  const Decoded decoded = DecodeHtml("<meta charset=windows-1251><p>Саммит в Астане прошёл", "");
  EXPECT_EQ(decoded.encoding, "utf-8");
  EXPECT_NE(decoded.text.find("Саммит в Астане"), std::string::npos);
}

TEST(Charset, UndeclaredBytesAreGuessed) {
  const std::string russian =
      "\xCB\xE8\xE4\xE5\xF0\xFB \xF1\xF2\xF0\xE0\xED \xEF\xEE\xE4\xEF\xE8\xF1\xE0\xEB\xE8 "
      "\xE4\xEE\xE3\xEE\xE2\xEE\xF0 "
      "\xEE \xE2\xE5\xF7\xED\xEE\xEC \xE4\xEE\xE1\xF0\xEE\xF1\xEE\xF1\xE5\xE4\xF1\xF2\xE2\xE5 \xE8 "
      "\xE4\xF0\xF3\xE6\xE1\xE5";
  EXPECT_EQ(GuessEncoding(russian), "windows-1251");
  EXPECT_EQ(GuessEncoding("plain"), "utf-8");
}

TEST(Charset, DoubleEncodedTextIsUndoneAndMarked) {
  const std::string twice = "Ð¡Ð°Ð¼Ð¼Ð¸Ñ‚";
  const Decoded decoded = DecodeHtml(twice, "utf-8");
  EXPECT_TRUE(decoded.double_encoded);
  EXPECT_EQ(decoded.text, "Саммит");
  EXPECT_FALSE(DecodeHtml("naïve café", "utf-8").double_encoded);
}

TEST(Charset, ContentTypeParameter) {
  EXPECT_EQ(CharsetOf("text/html; charset=\"GBK\""), "GBK");
  EXPECT_EQ(CharsetOf("text/html"), "");
}

}  // namespace
}  // namespace claimwatch
