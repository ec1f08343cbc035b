#include "plugins/compare/revision_figures.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "plugins/compare/figure_forms.h"
#include "plugins/compare/figures.h"
#include "plugins/compare/make.h"
#include "plugins/compare/rules.h"
#include "plugins/compare/term_diff.h"

namespace claimwatch {
namespace {

using Figures = std::vector<const Figure*>;

// A day without its year is the same day.
bool SameWhen(const std::string& a, const std::string& b) {
  const bool bare = a.starts_with("XXXX") || b.starts_with("XXXX");
  return a == b || (bare && a.size() == b.size() && a.size() > 4 && a.substr(4) == b.substr(4));
}

bool SameNumber(const Figure& a, const Figure& b) {
  if (SameClock(a, b)) {
    return true;
  }
  if (!a.when.empty() || !b.when.empty()) {
    return SameWhen(a.when, b.when) && SameWhen(a.when_high, b.when_high);
  }
  return a.value == b.value && a.high == b.high && a.unit == b.unit;
}

bool SameFigure(const Figure& a, const Figure& b) {
  return SameDay(a, b) ||
         (SameNumber(a, b) && a.comparator == b.comparator && a.approx == b.approx);
}

using Pairs = std::vector<std::pair<const Figure*, const Figure*>>;  // before, after

// Takes the pairs for which `same` holds out of both lists.
template <typename Same>
Pairs TakePairs(Figures& before, Figures& after, const Same& same) {
  Pairs pairs;
  for (auto it = before.begin(); it != before.end();) {
    const auto partner = std::find_if(after.begin(), after.end(),
                                      [&](const Figure* other) { return same(**it, *other); });
    if (partner == after.end()) {
      ++it;
      continue;
    }
    pairs.emplace_back(*it, *partner);
    after.erase(partner);
    it = before.erase(it);
  }
  return pairs;
}

Finding FigureFinding(std::string_view rule, const Passage& before, const Figure* old,
                      const Passage& after, const Figure* now) {
  const Sentence* sentence = now != nullptr ? &after.SentenceOf(*now) : &after.first();
  const Sentence* other = old != nullptr ? &before.SentenceOf(*old) : &before.first();
  Finding finding = MakeFinding(rule, sentence, other);
  finding.against = Against::kPrevious;
  finding.confidence = 0.95;
  if (now != nullptr) {
    finding.figure = after.AsPrinted(*now);
    finding.key = FigureKeyOf(*now, ClauseOf(*now, *sentence));
  } else {
    finding.key = old != nullptr ? "omitted:" + FigureKeyOf(*old, ClauseOf(*old, *other)) : "";
  }
  if (old != nullptr) {
    finding.other_figure = *old;
  }
  return finding;
}

Finding ChangedFigure(const Passage& before, const Figure& old, const Passage& after,
                      const Figure& now, const RateTable& rates) {
  const bool bound = SameNumber(old, now);
  Finding finding = FigureFinding(bound ? "CW-FIG-006" : "CW-FIG-005", before, &old, after, &now);
  const FigureVerdict verdict = CompareFigures(old, now, rates);
  finding.relation = FigureRelationName(verdict.relation);
  finding.signals.push_back(fmt::format("verdict={}", verdict.rule));
  finding.reason = fmt::format("was {}, now {}{}{}", FigureWords(old), FigureWords(now),
                               verdict.reason.empty() ? "" : "; ", verdict.reason);
  return finding;
}

bool IsAsciiDigit(char c) {
  return c >= '0' && c <= '9';
}

// What begins with a digit, and short marks: "A330", "H5N1", "58th". Longer ones are parts of
// links.
bool MayBeRead(std::string_view word) {
  constexpr std::size_t kLongestMark = 8;
  return IsAsciiDigit(word.front()) || word.size() <= kLongestMark;
}

// Each run of digits of a word.
void AddRuns(std::string_view word, std::vector<std::string>& runs) {
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (IsAsciiDigit(word[i])) {
      if (i == 0 || !IsAsciiDigit(word[i - 1])) {
        runs.emplace_back();
      }
      runs.back() += word[i];
    }
  }
}

// The digits of a passage outside its figures, run by run: labels, marks of roads and aircraft,
// what the reader could not read. A time of day is one of them, in one form: "3 p.m." is "15:00".
std::vector<std::string> LooseDigits(const Passage& passage) {
  std::vector<std::string> digits;
  const Figure* time = nullptr;  // whose words these are
  for (const Word& word : passage.words) {
    const auto figure =
        std::find_if(passage.figures.begin(), passage.figures.end(),
                     [&word](const Figure* one) { return one->span.Covers(word.span); });
    const bool inside = figure != passage.figures.end();
    const bool of_day = inside && (*figure)->kind == FigureKind::kTime && !(*figure)->when.empty();
    if (of_day && *figure != time) {
      time = *figure;
      digits.push_back(time->when);
    }
    if (!of_day && (!inside || (*figure)->kind == FigureKind::kTime) && MayBeRead(word.plain)) {
      AddRuns(word.plain, digits);
    }
  }
  return digits;
}

// One of the two has runs that the other lacks, and hardly a word more: "Article 58-1" was cut to
// "Article 58". A clause that came or went with digits in it is news of another kind.
bool IsCutInPlace(const Passage& before, const Passage& after, std::size_t runs_apart) {
  const std::size_t more = std::max(before.words.size(), after.words.size());
  const std::size_t less = std::min(before.words.size(), after.words.size());
  return more - less <= runs_apart;
}

// No digit may change unseen, read as a figure or not.
void AddDigits(std::vector<Finding>& findings, const Passage& before, const Passage& after) {
  const std::vector<std::string> old = LooseDigits(before);
  const std::vector<std::string> now = LooseDigits(after);
  const std::size_t apart = std::max(old.size(), now.size()) - std::min(old.size(), now.size());
  if (old == now || (apart > 0 && !IsCutInPlace(before, after, apart))) {
    return;
  }
  Finding finding = FigureFinding("CW-FIG-005", before, nullptr, after, nullptr);
  const auto list = [](const std::vector<std::string>& runs) {
    return runs.empty() ? std::string("none") : fmt::format("{}", fmt::join(runs, " "));
  };
  finding.reason = fmt::format("digits changed: {} became {}", list(old), list(now));
  finding.key = fmt::format("digits:{}", fmt::join(now, ":"));
  findings.push_back(std::move(finding));
}

bool AllDates(const Passage& passage) {
  return std::all_of(passage.figures.begin(), passage.figures.end(),
                     [](const Figure* figure) { return figure->kind == FigureKind::kDate; });
}

std::set<std::string> DatesOf(const Passage& passage) {
  std::set<std::string> dates;
  for (const Figure* figure : passage.figures) {
    if (figure->kind == FigureKind::kDate) {
      dates.insert(figure->when);
    }
  }
  return dates;
}

// Two notes of a sentence each that name other parties, other flows or other days speak of two
// things, where two versions of an article would have been edited.
bool SpeakOfOthers(const Passage& before, const Passage& after) {
  if (before.reading->sentences.size() > 2) {
    return false;
  }
  const TermDiff diff = DiffTerms(before, after);
  for (const Term& gone : diff.gone) {
    for (const Term& come : diff.come) {
      const bool names = gone.kind == Term::Kind::kEntity && come.kind == Term::Kind::kEntity;
      const bool flows = gone.kind == Term::Kind::kNoun && AreOpposed(gone, before, come, after);
      if (names || flows) {
        return true;
      }
    }
  }
  return DatesOf(before) != DatesOf(after) && before.figures.size() + after.figures.size() > 2 &&
         !AllDates(before) && !AllDates(after);
}

Finding OtherFigure(const Passage& before, const Figure& old, const Passage& after,
                    const Figure& now) {
  Finding finding = FigureFinding("CW-FIG-008", before, &old, after, &now);
  finding.relation = FigureRelationName(FigureRelation::kUnrelated);
  finding.reason =
      fmt::format("counts something else than {}: {}", FigureWords(old), FigureWords(now));
  return finding;
}

bool Comparable(const Figure& a, const Figure& b) {
  return a.kind == b.kind && a.dimension == b.dimension;
}

// Takes out of both lists what stayed and what changed, and returns the latter: of one kind first,
// then in the order of the text, last those that only changed their bound.
Pairs PairChanged(Figures& gone, Figures& come) {
  TakePairs(gone, come, SameFigure);
  const Pairs bounds = TakePairs(gone, come, SameNumber);
  Pairs changed = TakePairs(gone, come, Comparable);
  const std::size_t rest = std::min(gone.size(), come.size());
  for (std::size_t i = 0; i < rest; ++i) {
    changed.emplace_back(gone[i], come[i]);
  }
  gone.erase(gone.begin(), gone.begin() + static_cast<std::ptrdiff_t>(rest));
  come.erase(come.begin(), come.begin() + static_cast<std::ptrdiff_t>(rest));
  changed.insert(changed.end(), bounds.begin(), bounds.end());
  return changed;
}

}  // namespace

const Clause& ClauseOf(const Figure& figure, const Sentence& sentence) {
  for (const Clause& clause : sentence.clauses) {
    if (clause.span.start <= figure.span.start && figure.span.start < clause.span.end) {
      return clause;
    }
  }
  return sentence.clauses.front();
}

std::pair<const Figure*, const Figure*> TurnedFigure(const Passage& before, const Passage& after) {
  for (const Figure* old : before.figures) {
    for (const Figure* now : after.figures) {
      const bool turned = old->change != Change::kNone && now->change != Change::kNone &&
                          old->change != now->change;
      if (turned && SameNumber(*old, *now)) {
        return {old, now};
      }
    }
  }
  return {nullptr, nullptr};
}

namespace {

// Times and ranks place a statement, they are none.
bool OnlyPlaces(const Figure& figure) {
  constexpr std::array<FigureKind, 4> kPlacing = {FigureKind::kTime, FigureKind::kOrdinal,
                                                  FigureKind::kDuration, FigureKind::kAge};
  return std::find(kPlacing.begin(), kPlacing.end(), figure.kind) != kPlacing.end();
}

// "The five countries", "six": so many act, which no reader checks.
bool CountsActors(const Figure& figure, const Sentence& sentence) {
  constexpr std::array<std::string_view, 3> kActors = {"country", "head_of_state", "party_side"};
  const std::vector<std::string> concepts = CountedConcepts(figure, ClauseOf(figure, sentence));
  return concepts.empty() || figure.counted.empty() ||
         std::find(kActors.begin(), kActors.end(), concepts.front()) != kActors.end();
}

}  // namespace

bool IsNewsworthy(const Figure& figure, const Sentence& sentence) {
  if (OnlyPlaces(figure)) {
    return false;
  }
  if (figure.kind == FigureKind::kDate) {
    return figure.when.size() == 4;  // a year; a day only places
  }
  const bool count = figure.kind == FigureKind::kCount || figure.kind == FigureKind::kNumber;
  return !count || figure.value > Decimal(CountsActors(figure, sentence) ? 12 : 2);
}

namespace {

// Inside a sentence that stayed every figure counts, but for "one", "both" and the time of day.
bool IsEdit(const Figure& figure) {
  const bool small = figure.kind == FigureKind::kCount || figure.kind == FigureKind::kNumber;
  const bool first = figure.kind == FigureKind::kOrdinal && figure.value < Decimal(2);
  return figure.kind != FigureKind::kTime && !first && !(small && figure.value < Decimal(2));
}

// A date whose line was built anew ("BEIJING, June 18 (Agency)") was printed before and not read.
bool Prints(const Passage& passage, const Figure& figure) {
  return figure.kind == FigureKind::kDate &&
         std::any_of(passage.sentences.begin(), passage.sentences.end(),
                     [&figure](const Sentence* sentence) {
                       return sentence->text.find(figure.text) != std::string::npos;
                     });
}

// "Wednesday" became "Wednesday, June 18", and June 18 stands elsewhere in the version that has the
// shorter form: a dateline's day is repeated, not changed.
bool IsInFull(const Figure& brief, const Figure& full, const std::string& text) {
  const std::size_t at = full.text.find(brief.text);
  if (at == std::string::npos || full.text.size() == brief.text.size()) {
    return false;
  }
  std::string rest = full.text;
  rest.erase(at, brief.text.size());
  const std::size_t from = rest.find_first_not_of(" ,()");
  const std::size_t last = rest.find_last_not_of(" ,()");
  return from != std::string::npos &&
         text.find(rest.substr(from, last - from + 1)) != std::string::npos;
}

bool IsSameDay(const Passage& before, const Figure& old, const Passage& after, const Figure& now) {
  return old.kind == FigureKind::kDate && now.kind == FigureKind::kDate &&
         (IsInFull(old, now, before.reading->text) || IsInFull(now, old, after.reading->text));
}

}  // namespace

namespace {

// One pair of figures that are not equal; nullopt when they say the same.
std::optional<Finding> Exchanged(const Passage& before, const Figure& old, const Passage& after,
                                 const Figure& now, const RateTable& rates) {
  if (IsSameDay(before, old, after, now)) {
    return std::nullopt;
  }
  if (SpeakOfOthers(before, after)) {
    return OtherFigure(before, old, after, now);
  }
  Finding finding = ChangedFigure(before, old, after, now, rates);
  const bool same = finding.relation == FigureRelationName(FigureRelation::kSame);
  return same ? std::nullopt : std::optional<Finding>(std::move(finding));
}

void AddAdded(const Passage& before, const Passage& after, const Figures& come,
              std::vector<Finding>& findings) {
  for (const Figure* figure : come) {
    if (IsEdit(*figure) && !Prints(before, *figure) && !IsConversion(after, *figure)) {
      findings.push_back(FigureFinding("CW-FIG-008", before, nullptr, after, figure));
      findings.back().reason = fmt::format("added: {}", FigureWords(*figure));
    }
  }
}

void AddDropped(const Passage& before, const Passage& after, const Figures& gone,
                std::vector<Finding>& findings) {
  for (const Figure* figure : gone) {
    if (IsEdit(*figure) && !IsConversion(before, *figure)) {
      findings.push_back(FigureFinding("CW-FIG-007", before, figure, after, nullptr));
      findings.back().reason = fmt::format("dropped: {}", FigureWords(*figure));
    }
  }
}

// The words of a passage outside its figures.
std::vector<std::string> Frame(const Passage& passage) {
  std::vector<std::string> words;
  for (const Word& word : passage.words) {
    if (std::none_of(passage.figures.begin(), passage.figures.end(),
                     [&word](const Figure* figure) { return figure->span.Covers(word.span); })) {
      words.push_back(word.stem);
    }
  }
  return words;
}

// The same figures among the same words, in other places: "71 percent, up from 65" became "65
// percent, up from 71".
void AddExchangedPlaces(std::vector<Finding>& findings, const Passage& before,
                        const Passage& after) {
  const Figures& old = before.figures;
  const Figures& now = after.figures;
  const auto same = [](const Figure* a, const Figure* b) {
    return SameNumber(*a, *b) && a->when == b->when && a->unit == b->unit;
  };
  const auto [at, there] = std::mismatch(old.begin(), old.end(), now.begin(), now.end(), same);
  if (at == old.end() || there == now.end() ||
      !std::is_permutation(old.begin(), old.end(), now.begin(), now.end(), same) ||
      Frame(before) != Frame(after)) {
    return;
  }
  findings.push_back(FigureFinding("CW-FIG-005", before, *at, after, *there));
  findings.back().reason =
      fmt::format("{} and {} changed places", FigureWords(**at), FigureWords(**there));
}

}  // namespace

std::vector<Finding> ReviseFigures(const Passage& before, const Passage& after) {
  Figures gone = before.figures;
  Figures come = after.figures;
  std::vector<Finding> findings;
  const RateTable rates = LearnRates(after.reading->figures, after.reading->text);
  for (const auto& [old, now] : PairChanged(gone, come)) {
    if (std::optional<Finding> finding = Exchanged(before, *old, after, *now, rates)) {
      findings.push_back(std::move(*finding));
    }
  }
  // A digit that no figure explains; beside a changed figure it would be told twice.
  if (findings.empty()) {
    AddDigits(findings, before, after);
    AddExchangedPlaces(findings, before, after);
  }
  AddAdded(before, after, come, findings);
  AddDropped(before, after, gone, findings);
  return findings;
}

std::optional<Finding> ReviseDirection(const Passage& before, const Passage& after) {
  const auto [old, now] = TurnedFigure(before, after);
  return now == nullptr ? std::nullopt
                        : std::optional<Finding>(ChangedFigure(before, *old, after, *now, {}));
}

namespace {

// A figure, its bound or its unit was changed.
bool AreToldByFigures(const std::vector<Finding>& findings) {
  return std::any_of(findings.begin(), findings.end(), [](const Finding& finding) {
    return finding.type == FindingType::kChangedFigure && finding.figure && finding.other_figure;
  });
}

// "Less than six", "more than six": the word that changed is the bound.
bool AreOnlyBounds(const std::vector<Finding>& findings, const std::vector<Hunk>& places) {
  return places.size() == 1 &&
         std::all_of(findings.begin(), findings.end(), [](const Finding& finding) {
           return finding.rule == "CW-FIG-006" && HasSignal(finding, "verdict=bound_turned");
         });
}

}  // namespace

bool FiguresTellAll(const Passage& before, const Passage& after, const std::vector<Hunk>& places,
                    const std::vector<Finding>& findings) {
  return AreToldByFigures(findings) &&
         (AreInFigures(before, after, places) || AreOnlyBounds(findings, places));
}

namespace {

// A figure of one version only, in the one place that changed.
bool IsOfExchange(const Finding& finding, const Passage& before, const Passage& after,
                  const std::vector<Hunk>& places) {
  const bool went = finding.rule == "CW-FIG-007" && finding.other_figure &&
                    IsExchanged(*finding.other_figure, before, Side::kBefore, places);
  const bool came = finding.rule == "CW-FIG-008" && finding.figure && !finding.other_figure &&
                    after.repaired == nullptr &&
                    IsExchanged(*finding.figure, after, Side::kAfter, places);
  return went || came;
}

}  // namespace

void DropExchangedFigures(const Passage& before, const Passage& after,
                          const std::vector<Hunk>& places, std::vector<Finding>& findings) {
  std::erase_if(findings, [&](const Finding& finding) {
    return IsOfExchange(finding, before, after, places);
  });
}

void ShowExchangedFigures(const Passage& before, const Passage& after,
                          const std::vector<Hunk>& places, std::vector<Finding>& findings) {
  for (Finding& finding : findings) {
    if (places.size() == 1 && IsOfExchange(finding, before, after, places)) {
      SetRule(finding, "CW-FIG-005");
      const auto [old, now] = ExchangedAt(before, after, places.front());
      finding.reason = fmt::format("was '{}', now '{}'", old, now);
    }
  }
}

}  // namespace claimwatch
