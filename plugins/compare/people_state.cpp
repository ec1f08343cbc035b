#include "plugins/compare/people_state.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "plugins/compare/counted.h"
#include "plugins/read/glossary.h"
#include "plugins/read/phrases.h"

namespace claimwatch {
namespace {

constexpr std::array<std::pair<Cue, std::string_view>, 8> kStates = {
    {{Cue::kCapacity, "capacity"},
     {Cue::kDead, "dead"},
     {Cue::kMissing, "missing"},
     {Cue::kInjured, "injured"},
     {Cue::kRescued, "rescued"},
     {Cue::kAboard, "aboard"},
     {Cue::kDetained, "detained"},
     {Cue::kEvacuated, "evacuated"}}};

std::string_view StateAt(const std::vector<Word>& words, std::size_t at) {
  for (const auto& [cue, name] : kStates) {
    if (Glossary::Builtin().FindCue(cue, words, at)) {
      return name;
    }
  }
  return {};
}

// What stands behind one of these belongs to the next figure.
bool Joins(const Word& word) {
  constexpr std::array<std::string_view, 9> kJoins = {"and", "while", "but", "и", "а",
                                                      "но",  "和",    "并",  "另"};
  return std::find(kJoins.begin(), kJoins.end(), word.plain) != kJoins.end();
}

// The words of a sentence around a figure, up to the figures beside it.
struct Surroundings {
  std::size_t from = 0;   // first word behind the figure before
  std::size_t first = 0;  // of the figure
  std::size_t last = 0;   // first word behind it
  std::size_t to = 0;     // first word of the next figure
};

Surroundings SurroundingsOf(const Figure& figure, const std::vector<Word>& words,
                            const std::vector<Figure>& figures) {
  Span free{words.front().span.start, words.back().span.end};
  for (const Figure& other : figures) {
    const bool counts = IsCountKind(other.kind) && other.span != figure.span;
    if (counts && other.span.end <= figure.span.start) {
      free.start = std::max(free.start, other.span.end);
    } else if (counts && other.span.start >= figure.span.end) {
      free.end = std::min(free.end, other.span.start);
    }
  }
  const auto at = [&words](std::size_t offset) {
    const auto word = std::find_if(words.begin(), words.end(),
                                   [offset](const Word& one) { return one.span.start >= offset; });
    return static_cast<std::size_t>(word - words.begin());
  };
  return {at(free.start), at(figure.span.start), at(figure.span.end), at(free.end)};
}

std::string_view StateBehind(const std::vector<Word>& words, const Surroundings& around) {
  for (std::size_t i = around.last; i < around.to; ++i) {
    if (words[i].after_mark || Joins(words[i])) {
      return {};
    }
    if (const std::string_view state = StateAt(words, i); !state.empty()) {
      return state;
    }
  }
  return {};
}

std::string_view StateBefore(const std::vector<Word>& words, const Surroundings& around) {
  for (std::size_t i = around.first; i > around.from; --i) {
    if (const std::string_view state = StateAt(words, i - 1); !state.empty()) {
      return state;
    }
    if (words[i - 1].after_mark) {
      return {};
    }
  }
  return {};
}

}  // namespace

std::string_view StateOfPeople(const Figure& figure, const Sentence& sentence,
                               const std::vector<Figure>& figures) {
  const std::vector<Word> words = SplitWords(sentence.text, sentence.span.start);
  if (!IsCountKind(figure.kind) || words.empty()) {
    return {};
  }
  const Surroundings around = SurroundingsOf(figure, words, figures);
  const std::string_view behind = StateBehind(words, around);
  return behind.empty() ? StateBefore(words, around) : behind;
}

bool IsOfOtherPeople(std::string_view state, const Figure& figure, const Sentence& sentence,
                     const std::vector<Figure>& figures) {
  const std::string_view here = state.empty() ? state : StateOfPeople(figure, sentence, figures);
  return !here.empty() && here != state;
}

bool IsDifference(const Figure& figure, std::string_view text) {
  constexpr std::array<std::string_view, 7> kBehind = {
      " more than",  " fewer than",  " less than", " больше, чем",
      " больше чем", " меньше, чем", " меньше чем"};
  const std::string_view after = text.substr(std::min(figure.span.end, text.size()));
  const std::string_view noun =
      figure.counted_span.start >= figure.span.end && figure.counted_span.end <= text.size()
          ? text.substr(figure.counted_span.end)
          : after;
  return std::any_of(kBehind.begin(), kBehind.end(), [after, noun](std::string_view mark) {
    return after.starts_with(mark) || noun.starts_with(mark);
  });
}

}  // namespace claimwatch
