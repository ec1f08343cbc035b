#include "plugins/compare/revision_places.h"

#include <algorithm>
#include <array>
#include <functional>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "core/text.h"
#include "plugins/compare/term_diff.h"
#include "plugins/read/glossary.h"
#include "plugins/read/han_names.h"
#include "plugins/read/quote.h"
#include "plugins/read/synonyms.h"

namespace claimwatch {
namespace {

constexpr std::size_t kShortSide = 4;  // words or Chinese signs among which an opposite is sought

std::vector<std::size_t> Hashes(const std::vector<Word>& words) {
  std::vector<std::size_t> hashes;
  std::transform(words.begin(), words.end(), std::back_inserter(hashes), [](const Word& word) {
    return std::hash<std::string>()(word.cjk ? word.plain : word.stem);
  });
  return hashes;
}

Span SpanOf(const Passage& passage, std::size_t start, std::size_t end) {
  return start < end ? Span{passage.words[start].span.start, passage.words[end - 1].span.end}
                     : Span{};
}

std::string TextOf(const Passage& passage, std::size_t start, std::size_t end) {
  const Span span = SpanOf(passage, start, end);
  return passage.reading->text.substr(span.start, span.size());
}

bool IsExchange(const Hunk& hunk) {
  return hunk.before_start < hunk.before_end && hunk.after_start < hunk.after_end;
}

// The words from `start` to `end` and the pairs that stand together, in small letters. A sign of
// Chinese is taken with the one before it and the one behind it, too.
std::vector<std::string> Pieces(const Passage& passage, std::size_t start, std::size_t end) {
  std::vector<std::string> pieces;
  const auto add = [&](std::size_t from, std::size_t to) {
    pieces.push_back(LowerCase(TextOf(passage, from, to)));
  };
  for (std::size_t i = start; i < end; ++i) {
    if (!passage.words[i].cjk || end - start == 1) {
      pieces.push_back(passage.words[i].plain);  // a sign inside a word is none
    }
    if (i + 1 < end || (passage.words[i].cjk && i + 1 < passage.words.size())) {
      add(i, i + 2);
    }
    if (i == start && i > 0 && passage.words[i].cjk) {
      add(i - 1, i + 1);
    }
  }
  return pieces;
}

bool IsShort(const Hunk& hunk) {
  return hunk.before_end - hunk.before_start <= kShortSide &&
         hunk.after_end - hunk.after_start <= kShortSide;
}

constexpr std::size_t kFullWords = 2;  // beside an opposite more of them are another statement

std::size_t ContentWords(const Passage& passage, std::size_t start, std::size_t end) {
  std::size_t count = 0;
  for (std::size_t i = start; i < end; ++i) {
    const Glossary& glossary = Glossary::Builtin();
    const auto match = glossary.Find(passage.words, i);
    const bool function = match && glossary.Entry(match->id).kind == Term::Kind::kFunction;
    const bool small = !passage.words[i].cjk && passage.words[i].plain.size() <= 2;
    count += function || small ? 0U : 1U;
  }
  return count;
}

bool IsOneOf(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// Words of rank: with one before it an office is another office.
bool IsRank(const Word& word) {
  return IsOneOf(word.plain, {"deputy", "vice", "assistant", "acting", "associate", "interim",
                              "junior", "вице", "зам", "замглавы", "заместитель", "заместителя",
                              "помощник", "副", "代", "前", "原"});
}

bool IsPlanned(const Passage& passage, std::size_t start, std::size_t end) {
  for (std::size_t i = start; i < end; ++i) {
    const bool would =
        passage.words[i].plain == "would" || passage.words[i].plain.starts_with("обеща");
    if (would || Glossary::Builtin().FindCue(Cue::kPlan, passage.words, i)) {
      return true;
    }
  }
  return false;
}

// "Has", "had", "已", or a verb in the past.
bool IsDone(const Passage& passage, std::size_t start, std::size_t end) {
  for (std::size_t i = start; i < end; ++i) {
    const std::string& word = passage.words[i].plain;
    if (IsOneOf(word, {"has", "have", "had", "was", "were", "уже", "已"}) ||
        (word.size() > 4 && word.ends_with("ed"))) {
      return true;
    }
  }
  return false;
}

std::vector<Span> QuotedIn(const Passage& passage) {
  std::vector<Span> quoted;
  for (const Sentence* sentence : passage.sentences) {
    const std::vector<Span> own = QuotedParts(passage.reading->text, sentence->span);
    quoted.insert(quoted.end(), own.begin(), own.end());
  }
  return quoted;
}

bool IsQuoted(const std::vector<Span>& quoted, const Span& words) {
  return std::any_of(quoted.begin(), quoted.end(),
                     [&words](const Span& span) { return span.Covers(words); });
}

bool IsParticle(const Word& word) {
  return IsOneOf(word.plain, {"the", "a", "an", "that", "же", "то", "的", "了", "之", "地", "其"});
}

// How many signs on the left and on the right belong to a Chinese word that the words from `start`
// to `end` cut: of 广场 the one sign.
std::pair<std::size_t, std::size_t> CutOff(const Passage& passage, std::size_t start,
                                           std::size_t end) {
  constexpr std::size_t kLongest = 12;  // bytes of a term; a longer one is no word
  const std::vector<Word>& words = passage.words;
  std::size_t first = start;
  std::size_t last = end;
  for (const Term& term : passage.terms) {
    const bool cut =
        term.span.size() <= kLongest && term.span.Overlaps(SpanOf(passage, start, end));
    while (cut && first > 0 && words[first].cjk && term.span.Covers(words[first - 1].span)) {
      --first;
    }
    while (cut && last < words.size() && words[last].cjk && term.span.Covers(words[last].span)) {
      ++last;
    }
  }
  return {start - first, last - end};
}

// Whether a name begins at word `at`, in one phrase with the word before it.
bool IsNamed(const Passage& passage, std::size_t at) {
  const std::vector<Word>& words = passage.words;
  return at > 0 && at < words.size() && !words[at].after_mark &&
         (words[at].cjk ? FamilyNameAt(words, at) > 0 : words[at].capital);
}

// Whether a name of any kind begins at word `at`; of Chinese any word may be one.
bool IsPlace(const Passage& passage, std::size_t at) {
  return at < passage.words.size() && (passage.words[at].cjk || passage.words[at].capital);
}

// "Казань", "Казани".
bool AreCases(const Word& one, const Word& other) {
  constexpr std::size_t kEnding = 2;  // bytes
  const std::size_t size = std::min(one.plain.size(), other.plain.size());
  return size > 3 * kEnding &&
         one.plain.substr(0, size - kEnding) == other.plain.substr(0, size - kEnding);
}

bool IsCue(const Passage& passage, Cue cue, std::size_t at) {
  return Glossary::Builtin().FindCue(cue, passage.words, at).has_value();
}

// Whether there are words from `start` to `end`, and all are words of figures.
bool IsTold(const Passage& passage, std::size_t start, std::size_t end) {
  const auto in_figure = [&passage](const Word& word) {
    return std::any_of(passage.figures.begin(), passage.figures.end(),
                       [&word](const Figure* figure) { return figure->span.Covers(word.span); });
  };
  return start < end &&
         std::all_of(passage.words.begin() + static_cast<std::ptrdiff_t>(start),
                     passage.words.begin() + static_cast<std::ptrdiff_t>(end), in_figure);
}

}  // namespace

std::vector<Hunk> PlacesOf(const Passage& before, const Passage& after) {
  return DiffSequences(Hashes(before.words), Hashes(after.words));
}

std::optional<std::string> OppositeInPlace(const Passage& before, const Passage& after,
                                           const std::vector<Hunk>& places) {
  for (const Hunk& hunk : places) {
    if (!IsExchange(hunk) || !IsShort(hunk) ||
        ContentWords(before, hunk.before_start, hunk.before_end) > kFullWords ||
        ContentWords(after, hunk.after_start, hunk.after_end) > kFullWords) {
      continue;
    }
    for (const std::string& old : Pieces(before, hunk.before_start, hunk.before_end)) {
      for (const std::string& now : Pieces(after, hunk.after_start, hunk.after_end)) {
        if (ExcludeInNews(old, now) || IsPrefixNegation(old, now)) {
          return fmt::format("'{}' became its opposite '{}'", old, now);
        }
      }
    }
  }
  return std::nullopt;
}

std::optional<std::string> OtherRank(const Passage& before, const Passage& after,
                                     const std::vector<Hunk>& places) {
  for (const Hunk& hunk : places) {
    const bool came = hunk.before_start == hunk.before_end;
    const bool went = hunk.after_start == hunk.after_end;
    if (came == went) {
      continue;
    }
    const Passage& longer = came ? after : before;
    const std::size_t start = came ? hunk.after_start : hunk.before_start;
    const std::size_t end = came ? hunk.after_end : hunk.before_end;
    const bool rank = end - start <= 2 && end < longer.words.size() &&
                      !longer.words[end].after_mark && IsRank(longer.words[start]) &&
                      (longer.words[start].cjk ? end - start == 1 : true);
    if (rank) {
      return fmt::format("the office is another one: '{}' {}", TextOf(longer, start, end),
                         came ? "came" : "went");
    }
  }
  return std::nullopt;
}

std::optional<std::string> OtherOffice(const Passage& before, const Passage& after,
                                       const std::vector<Hunk>& places) {
  for (const Hunk& hunk : places) {
    const bool exchange = IsExchange(hunk) && IsShort(hunk) && IsNamed(before, hunk.before_end) &&
                          IsNamed(after, hunk.after_end);
    if (exchange && IsInSource(before, SpanOf(before, hunk.before_start, hunk.before_end)) &&
        IsInSource(after, SpanOf(after, hunk.after_start, hunk.after_end))) {
      return fmt::format("'{}' became '{}'", TextOf(before, hunk.before_start, hunk.before_end),
                         TextOf(after, hunk.after_start, hunk.after_end));
    }
  }
  return std::nullopt;
}

std::optional<std::string> OtherDirection(const Passage& before, const Passage& after,
                                          const std::vector<Hunk>& places) {
  for (const Hunk& hunk : places) {
    const std::size_t old = hunk.before_start + 1;
    const std::size_t now = hunk.after_start + 1;
    const bool lone = hunk.before_end == old && hunk.after_end == now;
    const bool other_case = hunk.before_end == old + 1 && hunk.after_end == now + 1 &&
                            AreCases(before.words[old], after.words[now]);
    if ((lone || other_case) && IsPlace(before, old) && IsPlace(after, now) &&
        ((IsCue(before, Cue::kFrom, hunk.before_start) &&
          IsCue(after, Cue::kTowards, hunk.after_start)) ||
         (IsCue(before, Cue::kTowards, hunk.before_start) &&
          IsCue(after, Cue::kFrom, hunk.after_start)))) {
      return fmt::format("'{}' became '{}'", TextOf(before, hunk.before_start, old + 1),
                         TextOf(after, hunk.after_start, now + 1));
    }
  }
  return std::nullopt;
}

Completion CompletionOf(const Passage& before, const Passage& after,
                        const std::vector<Hunk>& places) {
  for (const Hunk& hunk : places) {
    const bool was_planned = IsPlanned(before, hunk.before_start, hunk.before_end);
    const bool is_planned = IsPlanned(after, hunk.after_start, hunk.after_end);
    if (was_planned && !is_planned && IsDone(after, hunk.after_start, hunk.after_end)) {
      return Completion::kDone;
    }
    if (is_planned && !was_planned && IsDone(before, hunk.before_start, hunk.before_end)) {
      return Completion::kToCome;
    }
  }
  return Completion::kSame;
}

bool AreInQuotes(const Passage& before, const Passage& after, const std::vector<Hunk>& places) {
  const std::vector<Span> old = QuotedIn(before);
  const std::vector<Span> now = QuotedIn(after);
  return !places.empty() && std::all_of(places.begin(), places.end(), [&](const Hunk& hunk) {
    const Span was = SpanOf(before, hunk.before_start, hunk.before_end);
    const Span is = SpanOf(after, hunk.after_start, hunk.after_end);
    return (was.size() == 0 || IsQuoted(old, was)) && (is.size() == 0 || IsQuoted(now, is));
  });
}

bool AreOnlyAddedOrDropped(const std::vector<Hunk>& places) {
  return std::all_of(places.begin(), places.end(),
                     [](const Hunk& hunk) { return hunk.before_start == hunk.before_end; }) ||
         std::all_of(places.begin(), places.end(),
                     [](const Hunk& hunk) { return hunk.after_start == hunk.after_end; });
}

bool SayTheSame(const Passage& before, const Passage& after, const std::vector<Hunk>& places) {
  const auto at = [](const Passage& passage, std::size_t place) {
    return passage.words.begin() + static_cast<std::ptrdiff_t>(place);
  };
  return !places.empty() && std::all_of(places.begin(), places.end(), [&](const Hunk& hunk) {
    const auto old = at(before, hunk.before_start);
    const auto old_end = at(before, hunk.before_end);
    const auto now = at(after, hunk.after_start);
    const auto now_end = at(after, hunk.after_end);
    const bool synonyms = std::equal(
        old, old_end, now, now_end,
        [](const Word& one, const Word& other) { return AreSynonyms(one.plain, other.plain); });
    return synonyms ||
           (std::all_of(old, old_end, IsParticle) && std::all_of(now, now_end, IsParticle));
  });
}

bool IsOneExchange(const Passage& before, const Passage& after, const std::vector<Hunk>& places) {
  if (places.size() != 1 || !IsExchange(places.front())) {
    return false;
  }
  const Hunk& hunk = places.front();
  return ContentWords(before, hunk.before_start, hunk.before_end) > 0 &&
         ContentWords(after, hunk.after_start, hunk.after_end) > 0;
}

std::pair<std::string, std::string> ExchangedAt(const Passage& before, const Passage& after,
                                                const Hunk& place) {
  const auto [before_left, before_right] = CutOff(before, place.before_start, place.before_end);
  const auto [after_left, after_right] = CutOff(after, place.after_start, place.after_end);
  const std::size_t left = std::max(before_left, after_left);
  const std::size_t right = std::max(before_right, after_right);
  const auto whole = [left, right](const Passage& passage, std::size_t start, std::size_t end) {
    return TextOf(passage, start - std::min(left, start),
                  std::min(end + right, passage.words.size()));
  };
  return {whole(before, place.before_start, place.before_end),
          whole(after, place.after_start, place.after_end)};
}

bool AreInFigures(const Passage& before, const Passage& after, const std::vector<Hunk>& places) {
  return std::all_of(places.begin(), places.end(), [&](const Hunk& hunk) {
    return IsTold(before, hunk.before_start, hunk.before_end) ||
           IsTold(after, hunk.after_start, hunk.after_end);
  });
}

bool AreFiguresOnly(const Passage& before, const Passage& after, const std::vector<Hunk>& places) {
  return !places.empty() && std::all_of(places.begin(), places.end(), [&](const Hunk& hunk) {
    return IsTold(before, hunk.before_start, hunk.before_end) &&
           IsTold(after, hunk.after_start, hunk.after_end);
  });
}

bool IsExchanged(const Figure& figure, const Passage& passage, Side side,
                 const std::vector<Hunk>& places) {
  return std::any_of(places.begin(), places.end(), [&](const Hunk& hunk) {
    const bool before = side == Side::kBefore;
    const Span words = before ? SpanOf(passage, hunk.before_start, hunk.before_end)
                              : SpanOf(passage, hunk.after_start, hunk.after_end);
    return IsExchange(hunk) && figure.span.Overlaps(words);
  });
}

}  // namespace claimwatch
