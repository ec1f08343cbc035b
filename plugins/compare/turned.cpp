#include "plugins/compare/turned.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "core/text.h"
#include "plugins/compare/make.h"
#include "plugins/compare/near.h"

namespace claimwatch {
namespace {

constexpr double kSureDate = 0.8;    // a day is exchanged in a sentence that is otherwise the same
constexpr double kConfidence = 0.9;  // as of an edit
constexpr double kShuffled = 0.97;   // the same words in another order: lists are, too
constexpr double kCopied = 0.85;  // a sentence elsewhere in the article that repeats the baseline's
constexpr std::size_t kLongestAddition =
    6;  // words or Chinese signs; more is a statement of its own

constexpr std::size_t kLonger = 2;  // "the deficit", "the surplus of the water works": another one

// Words of another occasion.
bool IsAgain(const Word& word) {
  constexpr std::array<std::string_view, 13> kAgain = {
      "again",    "another", "later", "since", "then",  "formerly", "снова",
      "повторно", "вновь",   "опять", "позже", "затем", "ранее"};
  return std::find(kAgain.begin(), kAgain.end(), word.plain) != kAgain.end();
}

// "再次", "后来", "随后", "此前".
bool IsAgainInChinese(std::string_view text) {
  constexpr std::array<std::string_view, 6> kAgain = {"再次", "再度", "后来", "随后", "此前", "又"};
  return HasOneOf(text, kAgain);
}

const Figure* FigureIn(const Passage& passage, std::size_t start, std::size_t end) {
  if (start == end) {
    return nullptr;
  }
  const Span words = {passage.words[start].span.start, passage.words[end - 1].span.end};
  for (const Figure* figure : passage.figures) {
    if (figure->span.Overlaps(words)) {
      return figure;
    }
  }
  return nullptr;
}

// What only the article has there makes it another occasion, or a statement of its own.
bool AddsOccasion(const NearPair& pair) {
  for (const Hunk& hunk : pair.hunks) {
    const auto from = pair.after.words.begin();
    const bool again = std::any_of(from + static_cast<std::ptrdiff_t>(hunk.after_start),
                                   from + static_cast<std::ptrdiff_t>(hunk.after_end), IsAgain) ||
                       IsAgainInChinese(WordsOf(pair.after, hunk.after_start, hunk.after_end));
    const bool inserted = hunk.before_start == hunk.before_end;
    const bool longer = hunk.after_end - hunk.after_start > kLongestAddition;
    if (again || (inserted &&
                  (longer || FigureIn(pair.after, hunk.after_start, hunk.after_end) != nullptr))) {
      return true;
    }
  }
  return false;
}

const Clause& ClauseAt(const Passage& passage, std::size_t word) {
  const std::size_t at = passage.words[word].span.start;
  const Clause* found = &passage.sentences.front()->clauses.front();
  for (const Clause& clause : passage.sentences.front()->clauses) {
    found = clause.span.start <= at ? &clause : found;
  }
  return *found;
}

// Both state it, in the same way: neither denies, asks, hopes or guesses what the other says.
bool StateAlike(const Held& held, const NearPair& pair, const Swap& swap) {
  const Clause& old = ClauseAt(pair.before, swap.words.before_start);
  const Clause& now = ClauseAt(pair.after, swap.words.after_start);
  return pair.before.negations == pair.after.negations && pair.before.hedges >= pair.after.hedges &&
         old.modality == now.modality && Asserts(now) && !TellsEarlier(held, now) &&
         !IsSaidByStranger(held);
}

// The article says elsewhere what the baseline says: this sentence is about something else.
bool RepeatsElsewhere(const Held& held, const NearPair& pair) {
  const std::string& text = held.baseline.sentences[pair.place].text;
  return std::any_of(held.reading.sentences.begin(), held.reading.sentences.end(),
                     [&](const Sentence& one) {
                       return &one != &held.sentence && one.paragraph != held.sentence.paragraph &&
                              WordOverlap(one.text, text) > std::max(kCopied, pair.overlap);
                     });
}

std::vector<const Swap*> SwapsThatCount(const NearPair& pair) {
  std::vector<const Swap*> counted;
  for (const Swap& swap : pair.swaps) {
    if (swap.kind != SwapKind::kQuiet) {
      counted.push_back(&swap);
    }
  }
  return counted;
}

Finding Start(std::string_view rule, const Held& held, const NearPair& pair) {
  Finding finding = MakeFinding(rule, &held.sentence, &held.baseline.sentences[pair.place]);
  finding.confidence = kConfidence;
  finding.signals.push_back(fmt::format("overlap={:.2f}", pair.overlap));
  return finding;
}

void ShowFigures(Finding& finding, const NearPair& pair, const Figure& old, const Figure& now) {
  finding.figure = pair.after.AsPrinted(now);
  finding.other_figure = old;
  finding.relation = "changed";
}

std::optional<Finding> ByWord(const Held& held, const NearPair& pair, const Swap& swap) {
  const bool name = swap.kind == SwapKind::kName;
  const std::string now = WordsOf(pair.after, swap.words.after_start, swap.words.after_end);
  if (name && held.baseline.text.find(now) != std::string::npos) {
    return std::nullopt;  // the baseline knows both: this is another of their deeds
  }
  Finding finding = Start(name ? "CW-ENT-001" : "CW-CLM-003", held, pair);
  finding.reason = swap.reason;
  finding.key = ClaimKeyOf(name ? "entity" : "contradicts", held.baseline.sentences[pair.place]);
  return finding;
}

// "On Friday", "on Saturday" of one deed.
std::optional<Finding> ByDay(const Held& held, const NearPair& pair, const Swap& swap, bool later) {
  const Figure* old = FigureIn(pair.before, swap.words.before_start, swap.words.before_end);
  const Figure* now = FigureIn(pair.after, swap.words.after_start, swap.words.after_end);
  const bool named =
      std::any_of(pair.after.terms.begin(), pair.after.terms.end(), [](const Term& term) {
        return term.kind == Term::Kind::kName || term.kind == Term::Kind::kEntity;
      });
  if (later || !named || pair.overlap < kSureDate || old == nullptr || now == nullptr ||
      old->when == now->when || old->when.size() != now->when.size()) {
    return std::nullopt;
  }
  Finding finding = Start("CW-FIG-004", held, pair);
  finding.reason = fmt::format("says the same with another date: baseline {}, here {}",
                               FigureWords(*old), FigureWords(*now));
  finding.key = ClaimKeyOf("date", held.baseline.sentences[pair.place]);
  ShowFigures(finding, pair, *old, *now);
  return finding;
}

bool IsSame(const Figure& a, const Figure& b) {
  return a.value == b.value && a.unit == b.unit && a.when == b.when;
}

// "Five for and two against" became "two for and five against".
std::optional<Finding> ByPlaces(const Held& held, const NearPair& pair, const Swap& one,
                                const Swap& two) {
  const Figure* old_one = FigureIn(pair.before, one.words.before_start, one.words.before_end);
  const Figure* old_two = FigureIn(pair.before, two.words.before_start, two.words.before_end);
  const Figure* now_one = FigureIn(pair.after, one.words.after_start, one.words.after_end);
  const Figure* now_two = FigureIn(pair.after, two.words.after_start, two.words.after_end);
  if (old_one == nullptr || old_two == nullptr || now_one == nullptr || now_two == nullptr ||
      IsSame(*old_one, *old_two) || old_one->value != now_two->value ||
      old_two->value != now_one->value) {
    return std::nullopt;
  }
  Finding finding = Start("CW-FIG-001", held, pair);
  finding.reason =
      fmt::format("{} and {} changed places", FigureWords(*old_one), FigureWords(*old_two));
  finding.key = ClaimKeyOf("places", held.baseline.sentences[pair.place]);
  ShowFigures(finding, pair, *old_one, *now_one);
  return finding;
}

std::optional<Finding> ByOne(const Held& held, const NearPair& pair, const Swap& swap, bool later) {
  if (!StateAlike(held, pair, swap)) {
    return std::nullopt;
  }
  if (swap.kind == SwapKind::kDate) {
    return ByDay(held, pair, swap, later);
  }
  const Hunk& words = swap.words;
  const std::size_t old = words.before_end - words.before_start;
  if (words.after_end - words.after_start > old + kLonger) {
    return std::nullopt;
  }
  const bool word = swap.kind == SwapKind::kName || swap.kind == SwapKind::kOpposite;
  const bool sure = word && !(later && swap.kind == SwapKind::kOpposite);
  return sure ? ByWord(held, pair, swap) : std::nullopt;
}

std::optional<Finding> Accuse(const Held& held, const NearPair& pair,
                              const std::vector<const Swap*>& swaps, bool later) {
  if (swaps.empty() || swaps.size() > 2 || AddsOccasion(pair) || RepeatsElsewhere(held, pair)) {
    return std::nullopt;
  }
  if (swaps.size() == 1) {
    return ByOne(held, pair, *swaps.front(), later);
  }
  const bool figures = swaps[0]->kind == SwapKind::kFigure && swaps[1]->kind == SwapKind::kFigure;
  return figures && StateAlike(held, pair, *swaps[0]) ? ByPlaces(held, pair, *swaps[0], *swaps[1])
                                                      : std::nullopt;
}

}  // namespace

Turned FindTurned(const Held& held, bool later) {
  Turned turned;
  const std::optional<NearPair> pair = NearlyRepeated(held);
  if (!pair) {
    return turned;
  }
  turned.place = pair->place;
  const std::vector<const Swap*> swaps = SwapsThatCount(*pair);
  turned.finding = Accuse(held, *pair, swaps, later);
  const auto word = std::find_if(swaps.begin(), swaps.end(),
                                 [](const Swap* swap) { return swap->kind != SwapKind::kFigure; });
  if (!turned.finding && pair->overlap < kShuffled && word != swaps.end()) {
    const Hunk& hunk = (*word)->words;
    turned.doubt = fmt::format("nearly the baseline's sentence, with '{}' in the place of '{}'",
                               WordsOf(pair->after, hunk.after_start, hunk.after_end),
                               WordsOf(pair->before, hunk.before_start, hunk.before_end));
  }
  return turned;
}

}  // namespace claimwatch
