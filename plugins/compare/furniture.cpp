#include "plugins/compare/furniture.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "core/text.h"

namespace claimwatch {
namespace {

constexpr std::size_t kLongestLine = 14;  // words
constexpr std::size_t kLongestHan = 30;   // signs

// A line of its own, as a headline is, and no sentence.
bool IsLine(const Passage& passage) {
  if (passage.shown.size() != 1 || passage.words.empty()) {
    return false;
  }
  constexpr std::array<std::string_view, 7> kEnds = {".", "!", "?", "。", "！", "？", "…"};
  const std::string_view text = Trim(passage.shown.front()->text);
  const std::size_t most = passage.words.front().cjk ? kLongestHan : kLongestLine;
  return passage.words.size() <= most &&
         std::none_of(kEnds.begin(), kEnds.end(),
                      [text](std::string_view end) { return text.ends_with(end); });
}

bool IsInFigure(const Passage& passage, const Word& word) {
  return std::any_of(passage.figures.begin(), passage.figures.end(),
                     [&word](const Figure* figure) { return figure->span.Covers(word.span); });
}

// "By Jane Cole", "Текст: Анна Серова", "本报记者 李思远".
bool IsByline(const Passage& passage) {
  const std::vector<Word>& words = passage.words;
  const bool by = words.size() > 1 && words[0].plain == "by" && words[1].capital &&
                  !IsInFigure(passage, words[1]);
  constexpr std::array<std::string_view, 9> kOpenings = {
      "текст:", "автор:", "本报记者", "本网记者", "本台记者", "记者：", "作者：", "文/", "来源："};
  const std::string text = LowerCase(Trim(passage.shown.front()->text));
  return by || std::any_of(kOpenings.begin(), kOpenings.end(),
                           [&text](std::string_view opening) { return text.starts_with(opening); });
}

bool IsStampWord(const Word& word) {
  constexpr std::array<std::string_view, 36> kWords = {
      "published", "updated", "posted", "modified", "last", "first", "on",           "at",
      "gmt",       "utc",     "est",    "edt",      "pst",  "pdt",   "bst",          "cet",
      "cest",      "am",      "pm",     "local",    "time", "date",  "опубликовано", "обновлено",
      "изменено",  "дата",    "время",  "мск",      "в",    "发",    "布",           "更",
      "新",        "时",      "间",     "于"};
  return std::find(kWords.begin(), kWords.end(), word.plain) != kWords.end();
}

// "Updated 4 March 2026, 13:25 GMT", "4 марта 2026, 11:20 (обновлено 12:45)": a moment and words
// about it.
bool IsStamp(const Passage& passage) {
  const bool dated =
      std::any_of(passage.figures.begin(), passage.figures.end(), [](const Figure* figure) {
        return figure->kind == FigureKind::kDate && figure->when.size() > 4;
      });
  return dated && std::all_of(passage.words.begin(), passage.words.end(), [&](const Word& word) {
           const bool clock = word.plain.find_first_not_of("0123456789") == std::string::npos;
           return clock || IsStampWord(word) || IsInFigure(passage, word);
         });
}

}  // namespace

bool IsFurniture(const Passage& passage) {
  return passage.IsCredit() || (IsLine(passage) && (IsByline(passage) || IsStamp(passage)));
}

bool AreFurniture(const Passage& before, const Passage& after) {
  const bool one = IsFurniture(before);
  const bool two = IsFurniture(after);
  return (one && two) || ((one || two) && IsLine(before) && IsLine(after));
}

}  // namespace claimwatch
