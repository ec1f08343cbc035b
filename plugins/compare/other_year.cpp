#include "plugins/compare/other_year.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "plugins/compare/counted.h"
#include "plugins/compare/figure_interval.h"
#include "plugins/compare/make.h"
#include "plugins/compare/words.h"

namespace claimwatch {
namespace {

constexpr std::size_t kYear = 4;   // bytes: "2024"
constexpr std::size_t kMonth = 7;  // "2024-06"

// The year or month of a clause, the month with the event's year where it has none.
std::string OwnTime(const Clause& clause, const EventIdentity& event) {
  const std::string& time = clause.time;
  const bool week = time.find('W') != std::string::npos;
  if (time.size() == kMonth && time.starts_with("XXXX") && event.year != 0) {
    return std::to_string(event.year) + time.substr(kYear);
  }
  return week || time.starts_with('X') ? std::string() : time.substr(0, kMonth);
}

// "… that year", "в том же году", 当年: of the year just named.
bool ReadsOn(std::string_view clause) {
  return HasOneOf(clause, {"that year", "the same year", "том году", "тот год", "том же году",
                           "тот же год", "当年", "同年", "那年"});
}

// ", killing 12 people": goes with what the clause before tells.
bool IsParticiple(std::string_view clause) {
  return clause.substr(0, clause.find(' ')).ends_with("ing");
}

// "In 2009, …", "В 2009 году", 2009年: the time stands first, for all of the sentence.
bool OpensWithTime(std::string_view sentence) {
  constexpr std::array<std::string_view, 3> kIn = {"In ", "В ", "Во "};
  const auto in = std::find_if(kIn.begin(), kIn.end(), [sentence](std::string_view word) {
    return sentence.starts_with(word);
  });
  const std::size_t from = in != kIn.end() ? in->size() : 0;
  return from < sentence.size() && sentence[from] >= '1' && sentence[from] <= '9';
}

// Whether the baseline sentence of `quantity` counts what `here` counts, and not as much.
bool HasOtherValue(const Figure& here, const Clause& clause, const Reading& baseline,
                   const BaselineIndex::Quantity& quantity, const BaselineIndex& index) {
  const Concepts concepts = CountedConcepts(here, clause);
  bool other = false;
  for (const BaselineIndex::Quantity& one : index.quantities()) {
    const Figure& there = baseline.figures[one.figure];
    const bool alike = one.sentence == quantity.sentence && AreComparable(here, there) &&
                       Agreement(here, concepts, there, one.concepts) >= kSameThing;
    if (alike && SameValue(here, there)) {
      return false;
    }
    other = other || alike;
  }
  return other;
}

}  // namespace

std::string TimeOf(const Sentence& sentence, std::size_t clause, std::string_view text,
                   const EventIdentity& event) {
  const Clause& own = sentence.clauses[clause];
  const std::string time = OwnTime(own, event);
  const std::string_view said = text.substr(own.span.start, own.span.size());
  const bool month = !own.time.empty() && own.time.find('W') == std::string::npos;
  if (clause == 0 || (!time.empty() && !ReadsOn(said)) || (month && !ReadsOn(said))) {
    return time;
  }
  const bool goes_on = ReadsOn(said) || IsParticiple(said) || OpensWithTime(sentence.text);
  const std::string before = OwnTime(sentence.clauses[clause - 1], event);
  return goes_on && !before.empty() ? before : time;
}

bool IsBefore(std::string_view time, const EventIdentity& event) {
  const int year = time.size() >= kYear ? YearOf(time) : 0;
  if (year == 0 || event.year == 0) {
    return false;
  }
  constexpr int kTen = 10;
  const int month = time.size() == kMonth ? (time[5] - '0') * kTen + time[6] - '0' : 0;
  return year < event.year || (year == event.year && month != 0 && month < event.month);
}

namespace {

// The figure is told of an earlier time, and the baseline clause is not told of the same one.
bool IsOfEarlierTime(const TimedFigure& one, const Clause& other, const EventIdentity& event) {
  if (one.figure.kind == FigureKind::kDate) {
    return false;
  }
  const std::string time = TimeOf(one.sentence, one.clause, one.reading.text, event);
  const std::string there = OwnTime(other, event);
  return IsBefore(time, event) && (there.empty() || !time.starts_with(there.substr(0, kYear)) ||
                                   (there.size() == kMonth && time != there));
}

// "In the second quarter", of which the baseline sentence at `place` says nothing.
bool IsOfOtherStretch(const TimedFigure& one, const Reading& baseline, std::size_t place) {
  constexpr std::array<std::string_view, 18> kStretches = {
      " quarter ",   "квартал",        "季度",        " half of ",   "полугоди",      "半年",
      "nine months", "девять месяцев", "first round", "первом туре", "首轮",          "前三季度",
      "ast year",    "рошлом году",    "去年",        "ast month",   "рошлом месяце", "上月"};
  const Clause& clause = one.sentence.clauses[one.clause];
  const std::string_view own =
      std::string_view(one.reading.text).substr(clause.span.start, clause.span.size());
  const std::string_view other = baseline.sentences[place].text;
  return one.reading.language == baseline.language &&
         std::any_of(kStretches.begin(), kStretches.end(), [&](std::string_view stretch) {
           return own.find(stretch) != std::string_view::npos &&
                  other.find(stretch) == std::string_view::npos;
         });
}

// The year or month of another figure; or a past one, where the baseline dates what is to come.
bool DatesAnotherFigure(const TimedFigure& one, const Reading& baseline,
                        const BaselineIndex::Quantity& quantity, const BaselineIndex& index) {
  const Clause& clause = one.sentence.clauses[one.clause];
  const Figure& there = baseline.figures[quantity.figure];
  if (one.figure.kind != FigureKind::kDate || there.kind != FigureKind::kDate) {
    return false;
  }
  const std::string time = TimeOf(one.sentence, one.clause, one.reading.text, index.event());
  const Clause& other = baseline.sentences[quantity.sentence].clauses[quantity.clause];
  const bool to_come = other.modality != Modality::kFact;
  const bool told = time.size() == kMonth || clause.modality == Modality::kFact;
  if (to_come && told && IsBefore(time, index.event())) {
    return true;
  }
  const bool past = clause.modality == Modality::kFact && one.figure.when.size() <= kMonth;
  return past && std::any_of(clause.figures.begin(), clause.figures.end(), [&](std::size_t i) {
           const Figure& here = one.reading.figures[i];
           return !IsUncounted(here) && HasOtherValue(here, clause, baseline, quantity, index);
         });
}

}  // namespace

bool IsOfOtherTime(const TimedFigure& one, const Reading& baseline,
                   const BaselineIndex::Quantity& quantity, const BaselineIndex& index) {
  const Clause& other = baseline.sentences[quantity.sentence].clauses[quantity.clause];
  return IsOfOtherStretch(one, baseline, quantity.sentence) ||
         IsOfEarlierTime(one, other, index.event()) ||
         DatesAnotherFigure(one, baseline, quantity, index);
}

}  // namespace claimwatch
