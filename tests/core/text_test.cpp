#include "core/text.h"

#include <string>

#include <gtest/gtest.h>

namespace claimwatch {
namespace {

TEST(Text, CodePointsGoForthAndBack) {
  const std::string text = "aé习😀";
  std::size_t at = 0;
  EXPECT_EQ(NextCodePoint(text, at), U'a');
  EXPECT_EQ(NextCodePoint(text, at), U'é');
  EXPECT_EQ(NextCodePoint(text, at), U'习');
  EXPECT_EQ(NextCodePoint(text, at), U'😀');
  EXPECT_EQ(at, text.size());
  EXPECT_EQ(PreviousCodePoint(text, at), U'😀');
  EXPECT_EQ(PreviousCodePoint(text, at), U'习');
  EXPECT_EQ(FromUtf32(ToUtf32(text)), text);
}

TEST(Text, EachIllFormedSequenceBecomesOneReplacement) {
  const std::string fffd = "\xEF\xBF\xBD";
  EXPECT_EQ(RepairUtf8("a\xFF"), "a" + fffd);
  EXPECT_EQ(RepairUtf8("\xE2\x82"), fffd);  // truncated €
  EXPECT_EQ(RepairUtf8("\xE2\x82"
                       "z"),
            fffd + "z");
  EXPECT_EQ(RepairUtf8("\xC0\xAF"), fffd + fffd);             // overlong
  EXPECT_EQ(RepairUtf8("\xED\xA0\x80"), fffd + fffd + fffd);  // surrogate
  EXPECT_FALSE(IsValidUtf8("\xF5\x80\x80\x80"));
  EXPECT_TRUE(IsValidUtf8("习近平 – ok"));
}

TEST(Text, PreviousOverIllFormedBytesEndsWhereNextWould) {
  const std::string text = "a\x80\x80\x80\x80\x80";
  std::size_t at = text.size();
  std::size_t steps = 0;
  while (at > 0) {
    PreviousCodePoint(text, at);
    ++steps;
  }
  EXPECT_EQ(steps, 6U);
}

TEST(Text, WhiteSpaceOfEveryKindIsSqueezed) {
  EXPECT_EQ(SqueezeSpace("  a\u00A0\u3000b \n c "), "a b c");
  EXPECT_EQ(Trim("\u2003 x \u00A0"), "x");
  EXPECT_EQ(Trim("   "), "");
}

TEST(Text, NormalFormsAndCase) {
  EXPECT_EQ(Nfc("e\u0301"), "é");
  EXPECT_EQ(Nfkc("１２３"), "123");
  EXPECT_EQ(FoldCase("Straße АСТАНА"), "strasse астана");
  EXPECT_EQ(LowerCase("АСТАНА"), "астана");
}

TEST(Text, ClassesOfCharacters) {
  EXPECT_TRUE(IsHan(U'习'));
  EXPECT_FALSE(IsHan(U'。'));
  EXPECT_TRUE(IsCjk(U'カ'));
  EXPECT_TRUE(IsCyrillic(U'ж'));
  EXPECT_FALSE(IsCyrillic(U'z'));
  EXPECT_TRUE(IsSpace(0xA0));
  EXPECT_TRUE(IsDigit(U'٣'));
}

TEST(Text, WhatCouldSteerATerminalIsShownNotSent) {
  EXPECT_EQ(EscapeControls("a\x1b[31m\u202Eb\n"), "a\\x1b[31m\\u202eb\\x0a");
  EXPECT_EQ(EscapeControls("a\nb\tc", Layout::kKeep), "a\nb\tc");
  EXPECT_EQ(EscapeControls("习近平"), "习近平");
}

TEST(Text, WidthCountsColumnsNotBytes) {
  EXPECT_EQ(DisplayWidth("abc"), 3U);
  EXPECT_EQ(DisplayWidth("习近平"), 6U);
  EXPECT_EQ(DisplayWidth("e\u0301"), 1U);
  EXPECT_EQ(Ellipsize("习近平讲话", 6), "习近…");
  EXPECT_EQ(Ellipsize("short", 10), "short");
}

TEST(Text, NamesOfOtherScriptsComeOutInLatin) {
  EXPECT_EQ(ToLatin("Токаев"), "tokaev");
  EXPECT_EQ(ToLatin("习近平"), "xi jin ping");
  EXPECT_EQ(ToLatin("Astana"), "astana");
}

TEST(Text, BoundariesCountBytes) {
  const std::string text = "Мир. Труд.";
  const std::vector<Span> sentences = SentenceSpans(text, "ru");
  ASSERT_EQ(sentences.size(), 2U);
  EXPECT_EQ(text.substr(sentences[1].start, sentences[1].size()), "Труд.");
  EXPECT_GE(WordSpans("中亚峰会", "zh").size(), 2U);
}

TEST(Text, OneIsNotAPlural) {
  EXPECT_EQ(Counted(1, "alert"), "1 alert");
  EXPECT_EQ(Counted(0, "alert"), "0 alerts");
  EXPECT_EQ(Counted(1, "entry", "entries"), "1 entry");
  EXPECT_EQ(Counted(2, "entry", "entries"), "2 entries");
}

TEST(Text, DidYouMean) {
  EXPECT_EQ(Nearest("intervall", {"interval", "id", "url"}), "interval");
  EXPECT_EQ(Nearest("alrets", {"alerts", "articles"}), "alerts");
  EXPECT_EQ(Nearest("zebra", {"interval", "url"}), "");
  EXPECT_EQ(EditDistance(U"kitten", U"sitting"), 3U);
  EXPECT_EQ(EditDistance(U"саммит", U"самимт"), 1U) << "two letters that changed places";
  EXPECT_EQ(EditDistance(U"", U"ab"), 2U);
}

TEST(Text, AnotherWordIsNotMeant) {
  const std::vector<std::string> verbs = {"feed", "gc", "show", "log", "track", "status", "config"};
  for (const char* word : {"get", "find", "stop", "foo", "ls", "x", "list"}) {
    EXPECT_EQ(Nearest(word, verbs), "") << word;
  }
  EXPECT_EQ(Nearest("conf", verbs), "config") << "the start of a word is one";
  EXPECT_EQ(Nearest("logs", verbs), "log");
  EXPECT_EQ(Nearest("lgo", verbs), "log") << "two letters that changed places are one slip";
  EXPECT_EQ(Nearest("stats", verbs), "status");
}

TEST(Span, CoversAndOverlaps) {
  const Span outer{2, 10};
  EXPECT_TRUE(outer.Covers({2, 10}));
  EXPECT_FALSE(outer.Covers({1, 5}));
  EXPECT_TRUE(outer.Overlaps({9, 12}));
  EXPECT_FALSE(outer.Overlaps({10, 12}));
}

}  // namespace
}  // namespace claimwatch
