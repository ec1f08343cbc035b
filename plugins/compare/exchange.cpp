#include "plugins/compare/exchange.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "core/text.h"
#include "plugins/read/glossary.h"

namespace claimwatch {
namespace {

constexpr std::size_t kLongestSide = 12;       // words, or signs of Chinese
constexpr std::size_t kLongestSentence = 200;  // beyond that nothing is searched

using Keys = std::vector<std::string>;

// Two sides that changed places, in words of the text before: [first, middle) and [second, end).
struct Exchange {
  std::size_t first = 0;
  std::size_t middle = 0;
  std::size_t second = 0;
  std::size_t end = 0;
};

// "has" and "have" are one word beside another subject, "с" and "со" before another word.
std::string KeyOf(const Word& word) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kForms = {{{"has", "have"},
                                                                                    {"was", "be"},
                                                                                    {"were", "be"},
                                                                                    {"is", "be"},
                                                                                    {"are", "be"},
                                                                                    {"со", "с"},
                                                                                    {"ко", "к"},
                                                                                    {"во", "в"},
                                                                                    {"изо", "из"}}};
  const auto* form = std::find_if(kForms.begin(), kForms.end(),
                                  [&word](const auto& row) { return row.first == word.plain; });
  return form != kForms.end() ? std::string(form->second) : word.stem;
}

Keys KeysOf(const std::vector<Word>& words) {
  Keys keys;
  std::transform(words.begin(), words.end(), std::back_inserter(keys), KeyOf);
  return keys;
}

bool AreSame(const Keys& a, std::size_t at, std::size_t length, const Keys& b, std::size_t where) {
  return std::equal(a.begin() + static_cast<std::ptrdiff_t>(at),
                    a.begin() + static_cast<std::ptrdiff_t>(at + length),
                    b.begin() + static_cast<std::ptrdiff_t>(where));
}

// Takes into both sides what goes on alike: "the", and the second "minister" of "the Russian
// minister met the Chinese minister".
void Widen(const Keys& keys, Exchange& one) {
  while (one.first > 0 && one.middle < one.second && keys[one.first - 1] == keys[one.second - 1]) {
    --one.first;
    --one.second;
  }
  while (one.end < keys.size() && one.middle < one.second && keys[one.end] == keys[one.middle]) {
    ++one.end;
    ++one.middle;
  }
}

// The exchange that makes the words from `head` to `end` of `a` those of `b`.
std::optional<Exchange> ExchangeWithin(const Keys& a, const Keys& b, std::size_t head,
                                       std::size_t end) {
  const std::size_t all = end - head;
  for (std::size_t left = 1; left < std::min(all, kLongestSide + 1); ++left) {
    if (!AreSame(a, head, left, b, end - left)) {
      continue;
    }
    for (std::size_t right = 1; right < std::min(all - left, kLongestSide + 1); ++right) {
      if (AreSame(a, end - right, right, b, head) &&
          AreSame(a, head + left, all - left - right, b, head + right)) {
        return Exchange{head, head + left, end - right, end};
      }
    }
  }
  return std::nullopt;
}

std::optional<Exchange> FindExchange(const Keys& a, const Keys& b) {
  if (a.size() != b.size() || a == b || a.size() > kLongestSentence) {
    return std::nullopt;
  }
  const auto head =
      static_cast<std::size_t>(std::mismatch(a.begin(), a.end(), b.begin()).first - a.begin());
  const auto tail =
      static_cast<std::size_t>(std::mismatch(a.rbegin(), a.rend(), b.rbegin()).first - a.rbegin());
  std::optional<Exchange> found = ExchangeWithin(a, b, head, a.size() - tail);
  if (found) {
    Widen(a, *found);
  }
  return found;
}

Span SpanOf(const Passage& passage, std::size_t from, std::size_t to) {
  return {passage.words[from].span.start, passage.words[to - 1].span.end};
}

std::string_view TextOf(const Passage& passage, std::size_t from, std::size_t to) {
  const Span span = SpanOf(passage, from, to);
  return std::string_view(passage.reading->text).substr(span.start, span.size());
}

bool IsCue(const Passage& passage, Cue cue, std::size_t at) {
  return Glossary::Builtin().FindCue(cue, passage.words, at).has_value();
}

// A side is somebody or something, no circumstance ("on Sunday"), no figure (those are compared as
// figures) and no act.
bool IsThing(const Passage& passage, std::size_t from, std::size_t to) {
  const Span span = SpanOf(passage, from, to);
  const bool figure =
      std::any_of(passage.figures.begin(), passage.figures.end(), [&span](const Figure* one) {
        return one->span.start < span.end && span.start < one->span.end;
      });
  // A Chinese name may have been read in one piece with the word before it.
  const bool signs = passage.words[from].cjk;
  const bool thing =
      std::any_of(passage.terms.begin(), passage.terms.end(), [&span, signs](const Term& term) {
        return (signs ? span.Overlaps(term.span) : span.Covers(term.span)) &&
               term.kind != Term::Kind::kVerb && term.kind != Term::Kind::kFunction &&
               term.kind != Term::Kind::kQuantity;
      });
  return thing && !figure && !IsCue(passage, Cue::kSetting, from);
}

// What stands between two things that may change places and say the same: "and", "is", "met with".
bool IsEither(const Passage& passage, const Exchange& one) {
  for (std::size_t i = one.middle; i < one.second;) {
    const auto either = Glossary::Builtin().FindCue(Cue::kEither, passage.words, i);
    if (!either) {
      return false;
    }
    i += either->length;
  }
  return true;
}

bool Joins(const Word& word) {
  constexpr std::array<std::string_view, 17> kJoins = {"and", "or",   "nor", "with", "и",  "или",
                                                       "с",   "со",   "和",  "与",   "同", "跟",
                                                       "及",  "plus", "або", "да",   "或"};
  return std::find(kJoins.begin(), kJoins.end(), word.plain) != kJoins.end();
}

// Between the two something is done or told of the one alone: "won in 2:08, and", "– silver –".
enum class Between { kNothing, kDeed, kMeasure };

Between BetweenOf(const Passage& passage, const Exchange& one) {
  const Span span = SpanOf(passage, one.middle, one.second);
  const Span gap{passage.words[one.second - 1].span.end, passage.words[one.second].span.start};
  const std::string_view mark =
      Trim(std::string_view(passage.reading->text).substr(gap.start, gap.size()));
  const bool measured =
      std::any_of(passage.figures.begin(), passage.figures.end(),
                  [&span](const Figure* counted) { return span.Covers(counted->span); });
  if (measured || mark == "—" || mark == "–") {
    return Between::kMeasure;
  }
  const bool deed = std::any_of(passage.terms.begin(), passage.terms.end(), [&](const Term& term) {
    return term.kind == Term::Kind::kVerb && span.Covers(term.span);
  });
  return deed ? Between::kDeed : Between::kNothing;
}

// "a, b and c", "a treaty with b": members of a list, partners in one deed.
bool IsShared(const Passage& passage, const Exchange& one) {
  bool denied = false;
  bool acts = false;
  for (std::size_t i = one.middle; i < one.second; ++i) {
    denied = denied || IsCue(passage, Cue::kNot, i);
    acts = acts || (i > one.middle && IsCue(passage, Cue::kSpeech, i));
  }
  const auto joined = [&](std::size_t word) {
    return passage.words[word].after_mark;
  };
  const Between between = BetweenOf(passage, one);
  const bool alone = between != Between::kMeasure && joined(one.middle);
  const bool ends_joined = joined(one.second) || Joins(passage.words[one.second - 1]);
  return !denied && (alone || (ends_joined && !acts && between == Between::kNothing));
}

bool IsCyrillicWord(const Word& word) {
  std::size_t at = 0;
  return IsCyrillic(NextCodePoint(word.plain, at));
}

// "С … в пользу …": behind prepositions that stay the order of words says who is who.
bool AreGoverned(const Passage& before, const Exchange& one) {
  constexpr std::array<std::string_view, 13> kPrepositions = {
      "с", "со", "от", "к", "для", "против", "пользу", "у", "из", "за", "перед", "на", "через"};
  const auto governed = [&](std::size_t at) {
    return at > 0 && std::find(kPrepositions.begin(), kPrepositions.end(),
                               before.words[at - 1].plain) != kPrepositions.end();
  };
  return governed(one.first) && governed(one.second);
}

// In Russian the cases tell who does what, and the order of words is free: the same forms in
// another order say the same.
bool IsOrderFree(const Passage& before, const Passage& after, const Exchange& one) {
  if (!IsCyrillicWord(before.words[one.first]) || AreGoverned(before, one) ||
      BetweenOf(before, one) == Between::kMeasure) {
    return false;
  }
  std::vector<std::string> old;
  std::vector<std::string> now;
  for (std::size_t i = one.first; i < one.end; ++i) {
    old.push_back(before.words[i].plain);
    now.push_back(after.words[i].plain);
  }
  std::sort(old.begin(), old.end());
  std::sort(now.begin(), now.end());
  return old == now;
}

std::optional<std::string> Exchanged(const Passage& before, const Passage& after) {
  const auto one = FindExchange(KeysOf(before.words), KeysOf(after.words));
  if (!one || one->middle >= one->second || !IsThing(before, one->first, one->middle) ||
      !IsThing(before, one->second, one->end)) {
    return std::nullopt;
  }
  if (IsEither(before, *one) || IsShared(before, *one) || IsOrderFree(before, after, *one)) {
    return std::nullopt;
  }
  return fmt::format("who does what was turned: '{}' and '{}' changed places",
                     TextOf(before, one->first, one->middle),
                     TextOf(before, one->second, one->end));
}

// The words without "was … by"; how many of these were left out.
std::pair<Keys, int> WithoutPassive(const std::vector<Word>& words) {
  std::pair<Keys, int> active;
  for (const Word& word : words) {
    const std::string key = KeyOf(word);
    if (key == "be" || word.plain == "by") {
      active.second += 1;
    } else {
      active.first.push_back(key);
    }
  }
  return active;
}

// "The police attacked the protesters" and "the police were attacked by the protesters".
std::optional<std::string> VoiceTurned(const Passage& before, const Passage& after) {
  constexpr int kPassive = 2;  // "was" and "by"
  const auto [old, old_passive] = WithoutPassive(before.words);
  const auto [now, now_passive] = WithoutPassive(after.words);
  const int came = now_passive - old_passive;
  const std::vector<Word>& longer = came > 0 ? after.words : before.words;
  const bool by = std::any_of(longer.begin(), longer.end(),
                              [](const Word& word) { return word.plain == "by"; });
  if (old != now || (came != kPassive && came != -kPassive) || !by) {
    return std::nullopt;
  }
  return came > 0 ? "who does what was turned: now it is done to whom did it before"
                  : "who does what was turned: now whom it was done to does it";
}

}  // namespace

std::optional<std::string> RolesTurned(const Passage& before, const Passage& after) {
  if (before.sentences.size() != 1 || after.sentences.size() != 1 || before.words.empty()) {
    return std::nullopt;
  }
  auto turned = Exchanged(before, after);
  return turned ? turned : VoiceTurned(before, after);
}

}  // namespace claimwatch
