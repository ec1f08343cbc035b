#include "plugins/compare/near.h"

#include <algorithm>
#include <array>
#include <functional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "core/text.h"
#include "plugins/compare/held.h"
#include "plugins/compare/name_forms.h"
#include "plugins/compare/revision_words.h"
#include "plugins/compare/term_diff.h"
#include "plugins/read/synonyms.h"

namespace claimwatch {
namespace {

constexpr double kCovered = 0.25;        // less of the content in common is not looked at
constexpr double kNear = 0.55;           // of the words in common
constexpr std::size_t kLongestSwap = 8;  // words or Chinese signs on one side
constexpr double kContent = 0.3;         // weight of a word that says something

// Of the sentences that share most of their words with the article's the one that shares most.
std::optional<std::pair<std::size_t, double>> NearestOf(const Held& held) {
  const std::vector<std::size_t> own = WordHashes(held.sentence.text);
  std::optional<std::pair<std::size_t, double>> best;
  for (std::size_t place = 0; place < held.baseline.sentences.size(); ++place) {
    if (held.alignment.coverage[place] < kCovered) {
      continue;
    }
    const double overlap = HashOverlap(own, WordHashes(held.baseline.sentences[place].text));
    if (overlap >= kNear && (!best || overlap > best->second)) {
      best = {place, overlap};
    }
  }
  return best;
}

std::vector<std::size_t> Hashes(const std::vector<Word>& words) {
  std::vector<std::size_t> hashes;
  hashes.reserve(words.size());
  for (const Word& word : words) {
    hashes.push_back(std::hash<std::string>()(word.cjk ? word.plain : word.stem));
  }
  return hashes;
}

Span SpanOf(const Passage& passage, std::size_t start, std::size_t end) {
  return start < end ? Span{passage.words[start].span.start, passage.words[end - 1].span.end}
                     : Span{};
}

// The passage as if it said nothing but the words from `start` to `end`.
Passage Narrowed(const Passage& passage, std::size_t start, std::size_t end) {
  const Span span = SpanOf(passage, start, end);
  Passage part = passage;
  const auto beyond = [&span](const auto& one) {
    return !one.span.Overlaps(span);
  };
  std::erase_if(part.terms, beyond);
  std::erase_if(part.figures, [&span](const Figure* one) { return !one->span.Overlaps(span); });
  part.quotes.clear();
  part.negations = 0;
  return part;
}

std::string Exchange(const Passage& before, const Passage& after, const Hunk& hunk) {
  return fmt::format("the baseline says '{}', here it is '{}'",
                     WordsOf(before, hunk.before_start, hunk.before_end),
                     WordsOf(after, hunk.after_start, hunk.after_end));
}

// "Sacked" and "dismissed", whatever stands beside them in the two places.
template <typename Relation>
bool HaveNews(Relation related, const Passage& before, const Passage& after, const Hunk& hunk) {
  const auto pieces = [](const Passage& passage, std::size_t start, std::size_t end) {
    std::vector<std::string> found;
    for (std::size_t i = start; i < end; ++i) {
      found.push_back(passage.words[i].plain);
      if (i + 1 < end) {
        const Span both = SpanOf(passage, i, i + 2);
        found.push_back(LowerCase(passage.reading->text.substr(both.start, both.size())));
      }
    }
    return found;
  };
  const auto old = pieces(before, hunk.before_start, hunk.before_end);
  const auto now = pieces(after, hunk.after_start, hunk.after_end);
  return std::any_of(old.begin(), old.end(), [&](const std::string& a) {
    return std::any_of(now.begin(), now.end(), [&](const std::string& b) { return related(a, b); });
  });
}

// Words that help another one and say nothing of their own.
bool IsHelper(std::string_view word) {
  constexpr std::array<std::string_view, 33> kHelpers = {
      "has",  "have", "had", "was",  "were", "is",   "are",   "be",    "been", "will", "would",
      "to",   "the",  "a",   "an",   "in",   "on",   "at",    "of",    "for",  "by",   "with",
      "from", "as",   "был", "была", "были", "было", "будет", "будут", "将",   "被",   "已"};
  return std::find(kHelpers.begin(), kHelpers.end(), word) != kHelpers.end();
}

// All that the words from `start` to `end` say, when it is one word or a pair: "detained", "found
// guilty"; else empty.
std::string OneTerm(const Passage& passage, std::size_t start, std::size_t end) {
  while (start < end && IsHelper(passage.words[start].plain)) {
    ++start;
  }
  while (start < end && IsHelper(passage.words[end - 1].plain)) {
    --end;
  }
  if (end - start == 1) {
    return passage.words[start].plain;
  }
  return end - start == 2 ? LowerCase(WordsOf(passage, start, end)) : std::string();
}

// A word by itself, or two Chinese signs: what stands beside an opposite may be its object, and two
// objects are two deeds.
bool IsOneWord(const Passage& passage, std::size_t start, std::size_t end) {
  const std::string term = OneTerm(passage, start, end);
  return !term.empty() && (term.find(' ') == std::string::npos || passage.words[start].cjk);
}

// One of them stands where the other stood, and nothing else changed there: of "cut taxes" and
// "create jobs" both may be true.
bool AreOpposites(const Passage& before, const Passage& after, const Hunk& hunk) {
  const std::string old = OneTerm(before, hunk.before_start, hunk.before_end);
  const std::string now = OneTerm(after, hunk.after_start, hunk.after_end);
  return !old.empty() && !now.empty() && ExcludeInNews(old, now);
}

// "马尔科·彼得罗夫": a foreign name in Chinese, in two parts.
bool IsFullName(const Passage& passage, const Span& span) {
  return passage.reading->text.substr(span.start, span.size()).find("·") != std::string::npos;
}

// "Ministry of Transport", "министерство обороны": the words before say that it names an office.
bool NamesOffice(const Passage& passage, std::size_t start, std::size_t end) {
  constexpr std::array<std::string_view, 8> kOffices = {"ministry",  "department",  "minister",
                                                        "secretary", "министерств", "министр",
                                                        "ведомств",  "департамент"};
  if (start == 0 || end - start > 2) {
    return false;
  }
  const bool linked = passage.words[start - 1].plain == "of" && start > 1;
  const std::string& head = passage.words[linked ? start - 2 : start - 1].plain;
  const bool english = head.front() >= 'a' && head.front() <= 'z';
  return (!english || (linked && passage.words[start].capital)) &&
         std::any_of(kOffices.begin(), kOffices.end(),
                     [&head](std::string_view office) { return head.starts_with(office); });
}

SwapKind KindOfFigures(const Passage& before, const Passage& after) {
  const auto dated = [](const Passage& part) {
    return std::all_of(part.figures.begin(), part.figures.end(),
                       [](const Figure* one) { return one->kind == FigureKind::kDate; });
  };
  return dated(before) && dated(after) ? SwapKind::kDate : SwapKind::kFigure;
}

bool IsAcronym(std::string_view text) {
  constexpr std::size_t kLongest = 6;
  return text.size() <= kLongest && LowerCase(text) != text &&
         std::none_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

// The family name for the first name, "CNB" for the whole name: one and the same.
bool MayBeOneName(const std::string& old, const std::string& now, const Reading& before,
                  const Reading& after) {
  const std::string one = old + " " + now;
  const std::string two = now + " " + old;
  const auto printed = [&](const std::string& text) {
    return before.text.find(text) != std::string::npos ||
           after.text.find(text) != std::string::npos;
  };
  return IsAcronym(old) || IsAcronym(now) || printed(one) || printed(two);
}

Swap ByLadder(const Passage& before, const Passage& after, const Hunk& hunk,
              const Passage& whole_before, const Passage& whole_after) {
  Swap swap{SwapKind::kQuiet, {}, hunk};
  const std::string old = WordsOf(whole_before, hunk.before_start, hunk.before_end);
  const std::string now = WordsOf(whole_after, hunk.after_start, hunk.after_end);
  const TermDiff diff = DiffTerms(before, after);
  const bool content = diff.GoneWeight() >= kContent && diff.ComeWeight() >= kContent;
  swap.kind = content ? SwapKind::kOther : SwapKind::kQuiet;
  if (const std::optional<Finding> sure = ReviseSurely(before, after)) {
    const bool name = sure->type == FindingType::kChangedEntity;
    const bool alone = IsOneWord(whole_before, hunk.before_start, hunk.before_end) &&
                       IsOneWord(whole_after, hunk.after_start, hunk.after_end);
    if (!name && !alone) {
      return swap;
    }
    if (!name || !MayBeOneName(old, now, *whole_before.reading, *whole_after.reading)) {
      swap.kind = name ? SwapKind::kName : SwapKind::kOpposite;
      swap.reason = Exchange(whole_before, whole_after, hunk);
    }
  }
  return swap;
}

Swap Judge(const Passage& before, const Passage& after, const Hunk& hunk) {
  if (AreOpposites(before, after, hunk)) {
    return {SwapKind::kOpposite, Exchange(before, after, hunk), hunk};
  }
  const Passage old = Narrowed(before, hunk.before_start, hunk.before_end);
  const Passage now = Narrowed(after, hunk.after_start, hunk.after_end);
  const Span one = SpanOf(before, hunk.before_start, hunk.before_end);
  const Span two = SpanOf(after, hunk.after_start, hunk.after_end);
  const bool names = (IsFullName(before, one) && IsFullName(after, two)) ||
                     (NamesOffice(before, hunk.before_start, hunk.before_end) &&
                      NamesOffice(after, hunk.after_start, hunk.after_end));
  if (names) {
    return {SwapKind::kName, Exchange(before, after, hunk), hunk};
  }
  if (!old.figures.empty() && !now.figures.empty()) {
    return {KindOfFigures(old, now), {}, hunk};
  }
  Swap swap = ByLadder(old, now, hunk, before, after);
  if (swap.kind == SwapKind::kOther && HaveNews(AreAlikeInNews, before, after, hunk)) {
    swap.kind = SwapKind::kQuiet;
  }
  return swap;
}

// Two names that share a sign ("马尔科", "帕维尔") are one exchange.
std::vector<Hunk> JoinedInNames(const std::vector<Hunk>& hunks, const Passage& before) {
  std::vector<Hunk> joined;
  for (const Hunk& hunk : hunks) {
    const bool beside = !joined.empty() && hunk.before_start == joined.back().before_end + 1;
    const Span both = beside ? SpanOf(before, joined.back().before_start, hunk.before_end) : Span{};
    if (beside && before.words[joined.back().before_end].cjk && IsFullName(before, both)) {
      joined.back().before_end = hunk.before_end;
      joined.back().after_end = hunk.after_end;
    } else {
      joined.push_back(hunk);
    }
  }
  return joined;
}

bool IsShort(const Hunk& hunk) {
  return hunk.before_end - hunk.before_start <= kLongestSwap &&
         hunk.after_end - hunk.after_start <= kLongestSwap;
}

}  // namespace

std::string WordsOf(const Passage& passage, std::size_t start, std::size_t end) {
  const Span span = SpanOf(passage, start, end);
  return passage.reading->text.substr(span.start, span.size());
}

std::optional<NearPair> NearlyRepeated(const Held& held) {
  if (held.reading.language != held.baseline.language) {
    return std::nullopt;
  }
  const auto nearest = NearestOf(held);
  if (!nearest) {
    return std::nullopt;
  }
  NearPair pair;
  std::tie(pair.place, pair.overlap) = *nearest;
  const auto own = static_cast<std::size_t>(&held.sentence - held.reading.sentences.data());
  std::tie(pair.before, pair.after) = ReadPair(held.baseline, pair.place, held.reading, own);
  pair.hunks = JoinedInNames(DiffSequences(Hashes(pair.before.words), Hashes(pair.after.words)),
                             pair.before);
  for (const Hunk& hunk : pair.hunks) {
    if (hunk.before_start == hunk.before_end || hunk.after_start == hunk.after_end) {
      continue;
    }
    pair.swaps.push_back(IsShort(hunk) ? Judge(pair.before, pair.after, hunk)
                                       : Swap{SwapKind::kOther, {}, hunk});
  }
  return pair;
}

}  // namespace claimwatch
