#include "cli/diff_view.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/text.h"

namespace claimwatch {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const Style kPlain(Colour::kNever);
const Style kColour(Colour::kAlways);

DiffSide Before() {
  return {"a1b2c3d4@1",
          "Leaders meet in Astana",
          {"Six leaders met on Tuesday.", "China will give 3,000 training places.",
           "The treaty has 15 articles.", "The weather was fine.", "Nobody spoke of tariffs."}};
}

DiffSide After() {
  DiffSide side = Before();
  side.name = "a1b2c3d4@2";
  side.paragraphs[1] = "China will give 30,000 training places.";
  return side;
}

TEST(WordDiffView, MarksTheChangedWordsAndLeavesOutWhatStayed) {
  const std::string view = WordDiffView(Before(), After(), kPlain);
  EXPECT_THAT(view, HasSubstr("--- a1b2c3d4@1\n+++ a1b2c3d4@2\n"));
  EXPECT_THAT(view, HasSubstr("[-3,000-]"));
  EXPECT_THAT(view, HasSubstr("{+30,000+}"));
  EXPECT_THAT(view, HasSubstr("Six leaders met on Tuesday."));
  EXPECT_THAT(view, Not(HasSubstr("Nobody spoke of tariffs.")));
}

TEST(WordDiffView, ColourReplacesTheBrackets) {
  const std::string view = WordDiffView(Before(), After(), kColour);
  EXPECT_THAT(view, HasSubstr("\x1b[31m3,000\x1b[0m"));
  EXPECT_THAT(view, Not(HasSubstr("[-")));
}

TEST(WordDiffView, RemoteTextCannotSteerTheTerminal) {
  DiffSide after = After();
  after.paragraphs[1] = "\x1b]52;c;aGk=\x07 pwned";
  EXPECT_THAT(WordDiffView(Before(), after, kPlain), HasSubstr("\\x1b]52;c;aGk=\\x07"));
}

DiffSide Moved() {
  DiffSide side = Before();
  std::rotate(side.paragraphs.begin(), side.paragraphs.begin() + 1, side.paragraphs.end());
  return side;  // the first paragraph is the last now
}

TEST(WordDiffView, AMovedParagraphIsSaidToHaveMovedAndIsNoEdit) {
  const std::string view = WordDiffView(Before(), Moved(), kPlain);
  EXPECT_THAT(view, HasSubstr("[moved from paragraph 1 to 5]\nSix leaders met on Tuesday."));
  EXPECT_THAT(view, Not(HasSubstr("[-")));
  EXPECT_THAT(view, Not(HasSubstr("{+")));
  EXPECT_THAT(view, Not(HasSubstr("moved from paragraph 2"))) << "the others kept their order";
}

TEST(WordDiffView, AMovedParagraphShowsTheWordsThatChangedInIt) {
  DiffSide after = Moved();
  after.paragraphs.back() = "Seven leaders met on Tuesday.";
  EXPECT_THAT(WordDiffView(Before(), after, kPlain),
              HasSubstr("[moved from paragraph 1 to 5]\n[-Six-]{+Seven+} leaders"));
}

TEST(UnifiedView, AMoveIsALineGoneAndALineCome) {
  const std::string view = UnifiedView(Before(), Moved(), kPlain);
  EXPECT_THAT(view, HasSubstr("@@ -1,6 +1,6 @@\n Leaders meet in Astana\n-Six leaders"));
  EXPECT_THAT(view, HasSubstr("\n Nobody spoke of tariffs.\n+Six leaders met on Tuesday.\n"));
}

TEST(SideBySideView, AMovedParagraphIsMarked) {
  const std::string view = SideBySideView(Before(), Moved(), 120, kPlain);
  EXPECT_THAT(view, HasSubstr(" ~ Six leaders met on Tuesday."));
  EXPECT_THAT(view, HasSubstr("[moved from paragraph 1 to 5]"));
}

TEST(DiffJson, NamesWhatMoved) {
  EXPECT_EQ(DiffJson(Before(), Moved())["moved"].Dump(), "[[1,5]]");
  EXPECT_EQ(DiffJson(Before(), After())["moved"].Dump(), "[]");
}

TEST(UnifiedView, ReadsLikeDiffMinusU) {
  const std::string view = UnifiedView(Before(), After(), kPlain);
  EXPECT_THAT(
      view,
      HasSubstr(
          "\n-China will give 3,000 training places.\n+China will give 30,000 training places.\n"));
  EXPECT_THAT(view, HasSubstr("\n The treaty has 15 articles.\n"));
}

TEST(SideBySideView, ColumnsStayInLineWithWideCharacters) {
  DiffSide before{"a@1", "中亚峰会", {"中国将提供3000个培训名额。"}};
  DiffSide after{"a@2", "中亚峰会", {"中国将提供30000个培训名额。"}};
  const std::string view = SideBySideView(before, after, 63, kPlain);
  for (const std::string_view line : Split(view, '\n')) {
    const std::size_t bar = line.find(" | ");
    if (bar != std::string_view::npos) {
      EXPECT_EQ(DisplayWidth(line.substr(0, bar)), 30U) << line;
    }
  }
  EXPECT_THAT(view, HasSubstr(" | "));
}

TEST(HtmlView, EscapesAndMarks) {
  DiffSide after = After();
  after.paragraphs[0] = "<script>alert(1)</script>";
  const std::string page = HtmlView(Before(), after);
  EXPECT_THAT(page, HasSubstr("&lt;script&gt;"));
  EXPECT_THAT(page, Not(HasSubstr("<script>")));
  EXPECT_THAT(page, HasSubstr("<ins>30,000</ins>"));
  EXPECT_THAT(page, HasSubstr("default-src 'none'"));
}

TEST(DiffJson, EditsJoinToBothTexts) {
  const Json json = DiffJson(Before(), After());
  std::string before;
  std::string after;
  for (const Json& edit : json["edits"].Items()) {
    const std::string_view op = edit.Items()[0].AsString();
    before += op != "+" ? edit.Items()[1].AsString() : "";
    after += op != "-" ? edit.Items()[1].AsString() : "";
  }
  EXPECT_EQ(before, Before().title + "\n\n" + Join(Before().paragraphs, "\n\n"));
  EXPECT_EQ(after, After().title + "\n\n" + Join(After().paragraphs, "\n\n"));
}

}  // namespace
}  // namespace claimwatch
