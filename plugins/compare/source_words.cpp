// The words of a passage that say whose statement it is.
#include <algorithm>
#include <array>
#include <string_view>

#include "plugins/compare/passage.h"
#include "plugins/read/glossary.h"

namespace claimwatch {
namespace {

constexpr std::size_t kLongestSource = 9;  // words
constexpr std::size_t kLongestTail = 14;

// "Said" needs no "that" behind it, as other words of speech do: who announced a thing has done it.
bool IsPlainSaying(const Word& word) {
  return word.plain == "said" || word.plain == "says";
}

// Where "According to observers," or "据通报，" ends, that opens the words; 0 when nothing of the
// kind does.
std::size_t AccordingEnd(const std::vector<Word>& words) {
  const bool opens = !words.empty() && Glossary::Builtin().FindCue(Cue::kAccording, words, 0);
  for (std::size_t i = 1; opens && i < std::min(words.size(), kLongestSource + 1); ++i) {
    if (words[i].after_mark) {
      return words[i - 1].span.end;
    }
  }
  return 0;
}

// Where the words end after which a statement begins that somebody makes: "said that", "称". 0 when
// it does not begin so.
std::size_t SourceHeadEnd(const std::vector<Word>& words) {
  constexpr std::array<std::string_view, 2> kThat = {"that", "что"};
  for (std::size_t i = 0; i < std::min(words.size(), kLongestSource); ++i) {
    const auto cue = Glossary::Builtin().FindCue(Cue::kSpeech, words, i);
    const std::size_t next = cue ? i + cue->length : words.size();
    if (next < words.size() &&
        (words[i].cjk || IsPlainSaying(words[i]) ||
         std::find(kThat.begin(), kThat.end(), words[next].plain) != kThat.end())) {
      return words[next - 1].span.end;
    }
  }
  return AccordingEnd(words);
}

// Where ", said the mayor" begins that ends a sentence; npos when nothing of the kind does.
std::size_t SourceTailStart(const std::vector<Word>& words) {
  constexpr std::array<std::string_view, 12> kGoesOn = {
      "and", "but", "who", "which",   "that",    "и",
      "а",   "но",  "что", "который", "которая", "которые"};  // a statement, "and said that …"
  for (std::size_t i = words.size(); i > 0 && words.size() - i < kLongestTail; --i) {
    if (words[i - 1].after_mark) {
      if (std::find(kGoesOn.begin(), kGoesOn.end(), words[i - 1].plain) != kGoesOn.end()) {
        return std::string_view::npos;
      }
      bool speech = false;
      for (std::size_t at = i - 1; at < words.size(); ++at) {
        speech = speech || Glossary::Builtin().FindCue(Cue::kSpeech, words, at);
      }
      return speech ? words[i - 1].span.start : std::string_view::npos;
    }
  }
  return std::string_view::npos;
}

}  // namespace

bool IsInSource(const Passage& passage, const Span& span) {
  return span.end <= SourceHeadEnd(passage.words) || span.start >= SourceTailStart(passage.words);
}

}  // namespace claimwatch
