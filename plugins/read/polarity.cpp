#include "plugins/read/polarity.h"

#include <algorithm>
#include <array>
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
  constexpr std::size_t kReach = 5;  // words
  constexpr std::array<std::string_view, 11> kMore = {
      "выше", "лучше", "крепче", "сильнее", "теснее", "больше", "так", "столь", "as", "so", "此"};
  constexpr std::array<std::string_view, 3> kNever = {"never", "никогда", "从"};
  const std::string& plain = reader.words[at].plain;
  if (std::find(kNever.begin(), kNever.end(), plain) == kNever.end()) {
    return false;
  }
  for (std::size_t i = at + 1; i < std::min(to, at + kReach); ++i) {
    const std::string& word = reader.words[i].plain;
    const bool more = std::find(kMore.begin(), kMore.end(), word) != kMore.end();
    if (more || (plain == "never" && IsComparative(reader.words[i]))) {
      return true;
    }
  }
  return false;
}

// "No region had signed such papers before", "had not signed … before", "прежде никто не …": it has
// now.
bool IsFirst(const SentenceReader& reader, std::size_t at, std::size_t from, std::size_t to) {
  constexpr std::array<std::string_view, 5> kBefore = {"before", "прежде", "ранее", "раньше",
                                                       "previously"};
  const auto is_before = [&](std::size_t i) {
    return std::find(kBefore.begin(), kBefore.end(), reader.words[i].plain) != kBefore.end();
  };
  const std::string& plain = reader.words[at].plain;
  constexpr std::array<std::string_view, 6> kNever = {"no",    "not",     "never",
                                                      "никто", "никогда", "ни"};
  const bool never = std::find(kNever.begin(), kNever.end(), plain) != kNever.end();
  return never && (is_before(to - 1) || (from < at && is_before(from)));
}

// "neither a tariff war nor a trade war": the second word goes on with the denial of the first.
bool GoesOnDenying(const SentenceReader& reader, std::size_t from, std::size_t at) {
  const auto neither = [](const Word& word) {
    return word.plain == "neither";
  };
  const auto first = reader.words.begin();
  return reader.words[at].plain == "nor" &&
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

// Whether the negation at `at` turns what its clause says.
bool Denies(const SentenceReader& reader, std::size_t at, std::size_t from, std::size_t to) {
  return !IsAnswer(reader, at, from) && !IsHarmlessNot(reader, at, to) &&
         !IsPhraseOfSeveral(reader, at, from) && !GoesOnDenying(reader, from, at) &&
         !IsContrast(reader, at, from, to);
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
    if (cue &&
        (IsPeak(reader, i, to) || IsUnsurpassed(reader, i, to) || IsFirst(reader, i, from, to))) {
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
