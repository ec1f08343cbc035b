#include "plugins/read/phrases.h"

#include <algorithm>

#include "core/text.h"
#include "plugins/read/han_variant.h"
#include "plugins/read/stem.h"

namespace claimwatch {
namespace {

bool IsWordPoint(char32_t point) {
  return IsLetter(point) || IsDigit(point);
}

// Marks that may stand inside a name: "China-Central", "Xi'an", "China’s", "China–Central".
bool IsJoiner(char32_t point) {
  constexpr std::u32string_view kJoiners = U"-'&+\u00B7\u2010\u2011\u2013\u2014\u2018\u2019\uFF0D";
  return kJoiners.find(point) != std::u32string_view::npos;
}

// Where the letters and digits from `at` end, or a sign begins that is a word by itself.
std::size_t RunEnd(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    std::size_t next = at;
    const char32_t point = NextCodePoint(text, next);
    if (!IsWordPoint(point) || IsCjk(point)) {
      break;
    }
    at = next;
  }
  return at;
}

bool IsCapital(char letter) {
  return letter >= 'A' && letter <= 'Z';
}

// Where "U.S." or "E.U." ends that begins at `at`; `at` when no letters with points stand there.
std::size_t DottedEnd(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end + 1 < text.size() && IsCapital(text[end]) && text[end + 1] == '.') {
    end += 2;
  }
  const bool last = end > at && end < text.size() && IsCapital(text[end]) &&
                    RunEnd(text, end) == end + 1;  // "U.S" without its last point
  end += last ? 1U : 0U;
  return end - at > 2 && RunEnd(text, end) == end ? end : at;
}

// "U.S." is the word that "US" is.
std::string WithoutPoints(std::string_view piece) {
  std::string letters(piece);
  std::erase(letters, '.');
  return letters;
}

// "won't" is "will not"; "won" alone is another word.
bool IsWillNot(std::string_view piece, std::string_view rest) {
  const bool apostrophe = rest.starts_with("'t") || rest.starts_with("\u2019t");
  return apostrophe && (piece == "won" || piece == "Won");
}

}  // namespace

std::vector<Word> SplitWords(std::string_view text, std::size_t offset) {
  std::vector<Word> words;
  bool mark = false;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t start = at;
    const char32_t first = NextCodePoint(text, at);
    if (!IsWordPoint(first)) {
      mark = mark || !(IsSpace(first) || IsJoiner(first));
      continue;
    }
    Word word;
    word.cjk = IsCjk(first);
    const std::size_t dotted = DottedEnd(text, start);
    at = dotted > start ? dotted : word.cjk ? at : RunEnd(text, at);
    word.span = {start + offset, at + offset};
    word.capital = IsUpper(first);
    word.after_mark = mark;
    const std::string letters = dotted > start ? WithoutPoints(text.substr(start, at - start)) : "";
    std::string_view piece = dotted > start ? letters : text.substr(start, at - start);
    piece = IsWillNot(piece, text.substr(at)) ? "will" : piece;
    if (word.cjk) {
      AppendCodePoint(SimplifiedHan(first), word.plain);
    } else {
      word.plain = PlainWord(piece);
    }
    word.stem = word.cjk ? word.plain : StemOf(piece);
    words.push_back(std::move(word));
    mark = false;
  }
  return words;
}

void PhraseTable::Add(const std::vector<Word>& phrase, std::size_t id, First first) {
  if (phrase.empty()) {
    return;
  }
  Phrase row{{}, phrase.front().plain, id, first};
  for (std::size_t i = 1; i < phrase.size(); ++i) {
    row.rest.push_back(phrase[i].stem);
  }
  std::vector<Phrase>& rows = by_first_[phrase.front().stem];
  const bool taken = std::any_of(rows.begin(), rows.end(), [&row](const Phrase& other) {
    return other.rest == row.rest && other.first == row.first && other.plain == row.plain;
  });
  if (taken) {
    return;
  }
  const auto shorter = std::find_if(rows.begin(), rows.end(), [&row](const Phrase& other) {
    return other.rest.size() < row.rest.size() ||
           (other.rest.size() == row.rest.size() && row.first != First::kStem &&
            other.first == First::kStem);
  });
  rows.insert(shorter, std::move(row));
}

bool PhraseTable::FirstFits(const Phrase& phrase, const std::vector<Word>& words, std::size_t at) {
  if (phrase.first == First::kForm) {
    return words[at].plain == phrase.plain;
  }
  // "central Asian": a name of several words may have its capital later.
  const std::size_t last = at + phrase.rest.size();
  return phrase.first == First::kStem || words[at].capital || (last > at && words[last].capital);
}

bool PhraseTable::Fits(const Phrase& phrase, const std::vector<Word>& words, std::size_t at) {
  if (at + phrase.rest.size() >= words.size() || !FirstFits(phrase, words, at)) {
    return false;
  }
  for (std::size_t i = 0; i < phrase.rest.size(); ++i) {
    const Word& word = words[at + 1 + i];
    if (word.after_mark || word.stem != phrase.rest[i]) {
      return false;
    }
  }
  return true;
}

std::optional<PhraseTable::Match> PhraseTable::Find(const std::vector<Word>& words,
                                                    std::size_t at) const {
  const auto found = by_first_.find(words[at].stem);
  if (found == by_first_.end()) {
    return std::nullopt;
  }
  const Phrase* best = nullptr;
  for (const Phrase& phrase : found->second) {
    if (best != nullptr && phrase.rest.size() < best->rest.size()) {
      break;
    }
    if (!Fits(phrase, words, at)) {
      continue;
    }
    if (phrase.plain == words[at].plain) {
      best = &phrase;
      break;
    }
    best = best == nullptr ? &phrase : best;
  }
  return best != nullptr ? std::optional(Match{best->id, best->rest.size() + 1}) : std::nullopt;
}

}  // namespace claimwatch
