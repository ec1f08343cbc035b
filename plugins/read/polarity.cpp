#include "plugins/read/polarity.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace claimwatch {
namespace {

bool IsPhraseOfSeveral(const SentenceReader& reader, std::size_t at, std::size_t from) {
  // "no winner" is one positive fact: a cue inside a longer phrase does not count.
  const auto cue = reader.glossary.FindCue(Cue::kNot, reader.words, at);
  const std::size_t length = cue ? cue->length : 1;
  const std::size_t back = at > from + 7 ? at - 7 : from;
  for (std::size_t i = back; i <= at; ++i) {
    const auto match = reader.glossary.Find(reader.words, i);
    const bool itself = match && i == at && match->length <= length;
    if (match && match->length > 1 && i + match->length > at && !itself) {
      return true;
    }
  }
  return false;
}

// "no fewer than", "not only", "不少于": bounds and additions, not negations.
bool IsHarmlessNot(const SentenceReader& reader, std::size_t at, std::size_t to) {
  if (at + 1 >= to) {
    return false;
  }
  constexpr std::array<std::string_view, 12> kHarmless = {"fewer", "less",  "more",  "only",
                                                          "later", "менее", "более", "только",
                                                          "少",    "超",    "低",    "позднее"};
  const std::string& next = reader.words[at + 1].plain;
  const bool bound = !reader.words[at].cjk || reader.words[at].plain == "不";
  return bound && std::find(kHarmless.begin(), kHarmless.end(), next) != kHarmless.end();
}

bool IsComparative(const Word& word) {
  constexpr std::array<std::string_view, 8> kAlike = {"rather", "other", "whether", "either",
                                                      "after",  "under", "over",    "former"};
  return word.plain == "more" || word.plain == "better" ||
         (word.plain.ends_with("er") &&
          std::find(kAlike.begin(), kAlike.end(), word.plain) == kAlike.end());
}

// "No country trades more with them than China", "никто не торгует больше, чем Китай": said of
// nobody else, it is said of the one compared with.
bool IsUnsurpassed(const SentenceReader& reader, std::size_t at, std::size_t to) {
  constexpr std::array<std::string_view, 8> kNobody = {"no",    "nobody", "none",  "nothing",
                                                       "никто", "ни",     "ничто", "没有"};
  constexpr std::array<std::string_view, 5> kThan = {"than", "чем", "нежели", "更", "比"};
  const Word& word = reader.words[at];
  const bool nobody = word.cjk
                          ? word.plain == "没"
                          : std::find(kNobody.begin(), kNobody.end(), word.plain) != kNobody.end();
  if (!nobody) {
    return false;
  }
  bool more = word.cjk;
  for (std::size_t i = at + 1; i < to; ++i) {
    const std::string& plain = reader.words[i].plain;
    more = more || IsComparative(reader.words[i]) || plain.starts_with("больш");
    if (more && std::find(kThan.begin(), kThan.end(), plain) != kThan.end()) {
      return true;
    }
  }
  return false;
}

// "Has never been greater", "has never been so great", "никогда не было выше", "从未如此": it is at
// its greatest now.
bool IsPeak(const SentenceReader& reader, std::size_t at, std::size_t to) {
  const std::size_t reach = reader.words[at].cjk ? 8 : 5;  // words
  constexpr std::array<std::string_view, 11> kMore = {
      "выше", "лучше", "крепче", "сильнее", "теснее", "больше", "так", "столь", "as", "so", "此"};
  constexpr std::array<std::string_view, 3> kNever = {"never", "никогда", "从"};
  const std::string& plain = reader.words[at].plain;
  if (std::find(kNever.begin(), kNever.end(), plain) == kNever.end()) {
    return false;
  }
  for (std::size_t i = at + 1; i < std::min(to, at + reach); ++i) {
    const std::string& word = reader.words[i].plain;
    const bool more = std::find(kMore.begin(), kMore.end(), word) != kMore.end();
    if (more || (plain == "never" && IsComparative(reader.words[i]))) {
      return true;
    }
  }
  return false;
}

bool IsOneOf(const Word& word, std::initializer_list<std::string_view> forms) {
  return std::find(forms.begin(), forms.end(), word.plain) != forms.end();
}

bool StartsWithOneOf(const Word& word, std::initializer_list<std::string_view> stems) {
  return std::any_of(stems.begin(), stems.end(),
                     [&word](std::string_view stem) { return word.plain.starts_with(stem); });
}

// "Has never been at such a height", "никогда не достигало таких высот".
bool IsSuchPeak(const SentenceReader& reader, std::size_t at, std::size_t to) {
  constexpr std::size_t kReach = 6;  // words
  if (!IsOneOf(reader.words[at], {"never", "никогда"})) {
    return false;
  }
  bool reached = false;
  for (std::size_t i = at + 1; i < std::min(to, at + kReach); ++i) {
    const Word& word = reader.words[i];
    reached = reached || IsOneOf(word, {"been", "reached", "stood", "seen", "known"}) ||
              StartsWithOneOf(word, {"был", "достиг", "подним", "находил"});
    if (reached && StartsWithOneOf(word, {"such", "таки", "тако"})) {
      return true;
    }
  }
  return false;
}

// What is still to come is not done yet, whatever the day that it waits for.
bool IsToCome(const Word& word) {
  return IsOneOf(word, {"will", "won't", "shall", "would", "expected", "next", "yet", "будет",
                        "будут", "сих", "конца"});
}

bool NamesDay(const Word& word) {
  return IsOneOf(word, {"this", "now", "then", "today"}) || word.plain.ends_with("day") ||
         StartsWithOneOf(word, {"этого", "сегодня", "понедельник", "вторник", "сред", "четверг",
                                "пятниц", "суббот", "воскресен", "нынешн"});
}

// "Not … until Tuesday", "before this one", "До вторника не …": done then.
bool IsUntil(const SentenceReader& reader, std::size_t at, std::size_t from, std::size_t to) {
  const auto begin = reader.words.begin();
  const auto first = begin + static_cast<std::ptrdiff_t>(from);
  const auto last = begin + static_cast<std::ptrdiff_t>(to);
  if (!IsOneOf(reader.words[at], {"no", "not", "n't", "never", "none", "никто", "не", "ни"}) ||
      std::any_of(first, last, IsToCome)) {
    return false;
  }
  return std::any_of(first, last, [&](const Word& word) {
    const bool behind = &word > &reader.words[at] || &word == &*first;
    const bool dated = &word + 1 < &*begin + to && NamesDay(*(&word + 1));
    return (behind && IsOneOf(word, {"until", "till"})) ||
           (dated && IsOneOf(word, {"before", "до"}));
  });
}

// "No region had ever signed": until then.
bool IsHadEver(const SentenceReader& reader, std::size_t at, std::size_t to) {
  for (std::size_t i = at + 1; i + 1 < to; ++i) {
    if (IsOneOf(reader.words[i], {"had"}) && IsOneOf(reader.words[i + 1], {"ever", "never"})) {
      return true;
    }
  }
  return false;
}

// "此前，中国从未…", "此前没有": until now.
bool IsNeverHan(const SentenceReader& reader, std::size_t at) {
  const Word& word = reader.words[at];
  if (!word.cjk || !IsOneOf(word, {"从", "未", "没", "并"})) {
    return false;
  }
  constexpr std::array<std::string_view, 4> kBefore = {"此前", "之前", "以前", "此之前"};
  const std::size_t start = reader.words.front().span.start;
  const std::string_view before = reader.text.substr(start, word.span.start - start);
  const bool never = word.plain == "从";
  return std::any_of(kBefore.begin(), kBefore.end(), [&](std::string_view mark) {
    const bool aside = Contains(before, std::string(mark) + "，");
    return before.ends_with(mark) || aside || (never && Contains(before, mark));
  });
}

// "No region had signed such papers before", "had not signed … before", "прежде никто не …": it has
// now.
bool IsFirst(const SentenceReader& reader, std::size_t at, std::size_t from, std::size_t to) {
  const auto is_before = [&](std::size_t i) {
    return IsOneOf(reader.words[i], {"before", "прежде", "ранее", "раньше", "previously"});
  };
  if (IsUntil(reader, at, from, to) || IsNeverHan(reader, at)) {
    return true;
  }
  const bool never = IsOneOf(reader.words[at], {"no", "not", "never", "никто", "никогда", "ни"});
  const bool beside = at + 1 < to && is_before(at + 1);  // "never before", "никогда прежде"
  return never && (is_before(to - 1) || (from < at && is_before(from)) || beside ||
                   IsHadEver(reader, at, to));
}

// "Ни одна не подписала", "не подписали ни одного": two words, one denial.
bool IsConcord(const SentenceReader& reader, std::size_t at, std::size_t from, std::size_t to) {
  if (reader.words[at].plain != "ни" && reader.words[at].plain != "никогда") {
    return false;
  }
  for (std::size_t i = from; i < to; ++i) {
    if (IsOneOf(reader.words[i], {"не", "нет"})) {
      return true;
    }
  }
  return false;
}

// "neither a tariff war nor a trade war", "no tariff war and no trade war": the second word goes on
// with the denial of the first.
bool GoesOnDenying(const SentenceReader& reader, std::size_t from, std::size_t at) {
  const bool again =
      at > from && reader.words[at].plain == "no" && IsOneOf(reader.words[at - 1], {"and", "or"});
  const auto neither = [again](const Word& word) {
    return word.plain == (again ? "no" : "neither");
  };
  const auto first = reader.words.begin();
  return (again || reader.words[at].plain == "nor") &&
         std::any_of(first + static_cast<std::ptrdiff_t>(from),
                     first + static_cast<std::ptrdiff_t>(at), neither);
}

// "No, the parties …", "Нет, …": answers a question, whose answer is what follows.
bool IsAnswer(const SentenceReader& reader, std::size_t at, std::size_t from) {
  const std::string& plain = reader.words[at].plain;
  return at == from && (plain == "no" || plain == "нет") && at + 1 < reader.words.size() &&
         Contains(Gap(reader, at + 1), ",");
}

// ", not the president": at the end of a clause it sets another thing apart and leaves what was
// said before it as it is.
bool IsContrast(const SentenceReader& reader, std::size_t at, std::size_t from, std::size_t to) {
  constexpr std::size_t kLongest = 5;  // words with the negation
  const std::string& plain = reader.words[at].plain;
  const bool negation = plain == "not" || plain == "не";
  if (!negation || at == from || !Contains(Gap(reader, at), ",")) {
    return false;
  }
  // ", not China, …": up to the next comma.
  for (std::size_t i = at + 1; i < std::min(to, at + kLongest); ++i) {
    to = Contains(Gap(reader, i), ",") ? i : to;
  }
  if (to - at > kLongest) {
    return false;
  }
  for (std::size_t i = at + 1; i < to; ++i) {
    const auto match = reader.glossary.Find(reader.words, i);
    if (match && reader.glossary.Entry(match->id).kind == Term::Kind::kVerb) {
      return false;
    }
  }
  return true;
}

// What was never so before, or is so nowhere else, is so now.
bool IsPraise(const SentenceReader& reader, std::size_t at, std::size_t from, std::size_t to) {
  return IsPeak(reader, at, to) || IsSuchPeak(reader, at, to) || IsUnsurpassed(reader, at, to) ||
         IsFirst(reader, at, from, to);
}

// Whether the negation at `at` turns what its clause says.
bool Denies(const SentenceReader& reader, std::size_t at, std::size_t from, std::size_t to) {
  return !IsAnswer(reader, at, from) && !IsHarmlessNot(reader, at, to) &&
         !IsConcord(reader, at, from, to) && !IsPhraseOfSeveral(reader, at, from) &&
         !GoesOnDenying(reader, from, at) && !IsContrast(reader, at, from, to);
}

}  // namespace

Polarity PolarityOf(const SentenceReader& reader, std::size_t from, std::size_t to) {
  bool denied = false;
  bool negative = false;
  for (std::size_t i = from; i < to;) {
    if (i > from && Contains(Gap(reader, i), ",")) {
      denied = denied || std::exchange(negative, false);
    }
    const auto cue = reader.glossary.FindCue(Cue::kNot, reader.words, i);
    if (cue && IsPraise(reader, i, from, to)) {
      return Polarity::kPositive;
    }
    if (cue && Denies(reader, i, from, to)) {
      negative = !negative;
    }
    i += cue ? cue->length : 1;
  }
  return denied || negative ? Polarity::kNegative : Polarity::kPositive;
}

}  // namespace claimwatch
