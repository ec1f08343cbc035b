#include "plugins/compare/furniture.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/embedded.h"
#include "core/rows.h"
#include "core/text.h"
#include "plugins/compare/live_entry.h"
#include "plugins/compare/words.h"

namespace claimwatch {
namespace {

constexpr std::size_t kLongestLine = 14;  // words
constexpr std::size_t kLongestHan = 30;   // signs

using Words = std::vector<std::string_view>;

// Of one kind, in the order of the table.
const Words& WordsOf(std::string_view kind) {
  static const std::map<std::string_view, Words> kAll = [] {
    std::map<std::string_view, Words> all;
    ForEachRow(Embedded("claims/furniture.tsv"), [&](const auto& fields) {
      const bool list = fields[0] == "stamp" || fields[0] == "live";
      const Words words = list ? Split(fields[1], ',') : Words{fields[1]};
      all[fields[0]].insert(all[fields[0]].end(), words.begin(), words.end());
    });
    return all;
  }();
  return kAll.at(kind);
}

bool AnyOf(std::string_view kind, const auto& holds) {
  const Words& words = WordsOf(kind);
  return std::any_of(words.begin(), words.end(), holds);
}

std::string TextOf(const Passage& passage) {
  std::string text = LowerCase(Trim(passage.shown.front()->text));
  for (std::size_t at = text.find("ё"); at != std::string::npos; at = text.find("ё", at)) {
    text.replace(at, std::string_view("ё").size(), "е");
  }
  return text;
}

bool IsShort(const Passage& passage) {
  return passage.shown.size() == 1 && !passage.words.empty() &&
         passage.words.size() <= (passage.words.front().cjk ? kLongestHan : kLongestLine);
}

// A line of its own, as a headline is, and no sentence.
bool IsLine(const Passage& passage) {
  constexpr std::array<std::string_view, 7> kEnds = {".", "!", "?", "。", "！", "？", "…"};
  const std::string_view text = Trim(passage.shown.front()->text);
  return IsShort(passage) && std::none_of(kEnds.begin(), kEnds.end(), [text](std::string_view end) {
           return text.ends_with(end);
         });
}

bool IsInFigure(const Passage& passage, const Word& word) {
  return std::any_of(passage.figures.begin(), passage.figures.end(),
                     [&word](const Figure* figure) { return figure->span.Covers(word.span); });
}

// "By Jane Cole".
bool IsByline(const Passage& passage) {
  const std::vector<Word>& words = passage.words;
  return words.size() > 1 && words[0].plain == "by" && words[1].capital &&
         !IsInFigure(passage, words[1]);
}

// "Текст: Анна Серова", "本报记者 李思远", "张伟 摄".
bool IsCreditOrSource(const std::string& text) {
  return AnyOf("begin", [&text](std::string_view words) { return text.starts_with(words); }) ||
         AnyOf("end", [&text](std::string_view words) { return text.ends_with(words); });
}

// "来源：白沙日报", "… contributed to this report."
bool NamesMakers(const std::string& text) {
  return AnyOf("within", [&text](std::string_view words) { return HasOneOf(text, {words}); });
}

// What a picture shows says nothing, unless it counts something.
bool IsCaption(const Passage& passage, const std::string& text) {
  const bool counts =
      std::any_of(passage.figures.begin(), passage.figures.end(), [](const Figure* figure) {
        return figure->kind != FigureKind::kDate && figure->kind != FigureKind::kTime;
      });
  return !counts &&
         AnyOf("begin", [&text](std::string_view words) { return text.starts_with(words); });
}

// A name of `a`, its first word aside, that `b` has not.
bool NamesOther(const Passage& a, const Passage& b) {
  return std::any_of(
      a.words.begin() + (a.words.empty() ? 0 : 1), a.words.end(), [&b](const Word& word) {
        return word.capital && std::none_of(b.words.begin(), b.words.end(), [&](const Word& other) {
                 return other.plain == word.plain;
               });
      });
}

bool IsNotice(const std::string& text) {
  return AnyOf("notice", [&text](std::string_view words) { return text.starts_with(words); });
}

bool IsStampWord(const Word& word) {
  return AnyOf("stamp", [&word](std::string_view stamp) { return word.plain == stamp; });
}

// "Updated 4 March 2026, 13:25 GMT", "4 марта 2026, 11:20 (обновлено 12:45)", "14.40 BST": a moment
// and words about it.
bool IsStamp(const Passage& passage) {
  const bool dated =
      PostedAt(Trim(passage.shown.front()->text)).length > 0 ||
      std::any_of(passage.figures.begin(), passage.figures.end(), [](const Figure* figure) {
        const bool day = figure->kind == FigureKind::kDate && figure->when.size() > 4;
        return day || figure->kind == FigureKind::kTime;
      });
  return dated && std::all_of(passage.words.begin(), passage.words.end(), [&](const Word& word) {
           const bool clock = word.plain.find_first_not_of("0123456789.:") == std::string::npos;
           return clock || IsStampWord(word) || IsInFigure(passage, word);
         });
}

}  // namespace

bool IsFurniture(const Passage& passage) {
  if (passage.words.empty()) {
    return true;  // the time of an entry, or an address
  }
  if (passage.IsCredit()) {
    return true;
  }
  const std::string text = TextOf(passage);
  const bool line = IsLine(passage);
  return (line && (IsByline(passage) || IsStamp(passage) || IsCreditOrSource(text))) ||
         (IsShort(passage) && (IsNotice(text) || NamesMakers(text) || IsCaption(passage, text)));
}

bool AreFurniture(const Passage& before, const Passage& after) {
  if (IsCaption(before, TextOf(before)) && IsCaption(after, TextOf(after)) &&
      NamesOther(before, after) && NamesOther(after, before)) {
    return false;  // who is seen in a picture is no furniture
  }
  const bool one = IsFurniture(before);
  const bool two = IsFurniture(after);
  return (one && two) || ((one || two) && IsLine(before) && IsLine(after));
}

bool CallsItselfLive(std::string_view line) {
  const std::vector<Word> words = SplitWords(line, 0);
  const std::string lower = LowerCase(line);
  return AnyOf("live", [&](std::string_view name) {
    const bool phrase = name.find(' ') != std::string_view::npos || IsCjk(ToUtf32(name).front());
    return phrase ? lower.find(name) != std::string::npos
                  : std::any_of(words.begin(), words.end(),
                                [name](const Word& word) { return word.plain == name; });
  });
}

}  // namespace claimwatch
