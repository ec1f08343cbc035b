// The event under another number, or on another day.
#include <algorithm>
#include <array>
#include <cstdlib>
#include <initializer_list>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "plugins/compare/event.h"
#include "plugins/compare/make.h"
#include "plugins/compare/other_deed.h"
#include "plugins/compare/words.h"

namespace claimwatch {
namespace {

constexpr std::size_t kOften = 3;  // a place that the baseline names so often is the event's

bool NamesOwnPlace(const Clause& clause, const BaselineIndex& index) {
  bool own = false;
  for (const Entity& entity : clause.entities) {
    const bool place = entity.role == "place";
    if (place && index.Places(entity.key).empty()) {
      return false;
    }
    own = own || (place && index.Count(entity.key) >= kOften);
  }
  return own;
}

bool HasOwnDay(const Clause& clause, const Held& held) {
  return std::any_of(clause.figures.begin(), clause.figures.end(), [&held](std::size_t i) {
    return DaysIn(held.reading.figures[i], held.index.event()) == EventDays::kOwn;
  });
}

bool PointsBack(std::string_view sentence) {
  constexpr std::array<std::string_view, 6> kThis = {"It was the ", "This was the ", "Это был ",
                                                     "Это уже ",    "这是",          "这已是"};
  return std::any_of(kThis.begin(), kThis.end(),
                     [sentence](std::string_view mark) { return sentence.starts_with(mark); });
}

// "In 2023": what was of another number in another year is no dispute.
bool IsOfOtherYear(const Clause& clause, const EventIdentity& event) {
  const int year = clause.time.empty() ? 0 : YearOf(clause.time);
  return year != 0 && year != event.year;
}

// The event's own parties: "the third summit in Astana" may be any.
bool NamesOwnFormat(const Clause& clause, const EventIdentity& event) {
  return std::any_of(clause.terms.begin(), clause.terms.end(),
                     [&event](const Term& term) { return event.formats.contains(term.key); });
}

// "The third summit of its kind", "в таком формате": of those whom the article is about.
bool IsOfThisKind(std::string_view sentence) {
  return HasOneOf(sentence, {"of its kind", "of the kind", "of this kind", "in this format",
                             "of the format", "в таком формате", "в этом формате", "такого рода"});
}

// "Xi's fifth", "its fourth": counted by somebody else's meetings.
bool IsOfOne(const Clause& clause, const Figure& number, std::string_view text) {
  constexpr std::array<std::string_view, 5> kWhose = {"its ", "his ", "her ", "their ", "our "};
  const std::string_view before = text.substr(0, number.span.start);
  const bool whose = std::any_of(kWhose.begin(), kWhose.end(), [before](std::string_view word) {
    return before.ends_with(word);
  });
  return whose || std::any_of(clause.entities.begin(), clause.entities.end(), [&](const auto& one) {
           const std::size_t end = one.span.end;
           return one.role != "group" && end <= number.span.start && number.span.start - end <= 5 &&
                  (before.ends_with("'s ") || before.ends_with("’s "));
         });
}

// "This year", "of ministers": counted within a year, or among others than those who lead.
bool IsOfOtherCount(const Clause& clause, std::string_view text) {
  constexpr std::array<std::string_view, 8> kYear = {
      " this year",     " of the year", " за год", " в этом году",
      " с начала года", "今年",         "年内",    "本年"};
  const std::string_view own = text.substr(clause.span.start, clause.span.size());
  const bool ministers =
      std::any_of(clause.terms.begin(), clause.terms.end(),
                  [](const Term& term) { return term.key.find("minister") != std::string::npos; });
  return ministers || std::any_of(kYear.begin(), kYear.end(), [own](std::string_view mark) {
           return own.find(mark) != std::string_view::npos;
         });
}

bool Disputes(const Clause& clause, const Figure& here, const Held& held) {
  const EventIdentity& event = held.index.event();
  const EventNumber number = NumberIn(clause, held.reading.figures, event);
  const bool told = clause.modality == Modality::kFact && clause.polarity == Polarity::kPositive;
  if (!told || number == EventNumber::kNone || number == EventNumber::kOwn ||
      IsOfOtherYear(clause, event) || IsOfOne(clause, here, held.reading.text) ||
      IsOfOtherCount(clause, held.reading.text)) {
    return false;
  }
  const bool this_one = number == EventNumber::kHigher && PointsBack(held.sentence.text);
  if (!NamesOwnFormat(clause, event)) {
    return this_one && clause.entities.empty() && IsOfThisKind(held.sentence.text);
  }
  return this_one || NamesOwnPlace(clause, held.index) || HasOwnDay(clause, held);
}

const Figure* OrdinalOf(const Clause& clause, const std::vector<Figure>& figures) {
  const auto at = std::find_if(clause.figures.begin(), clause.figures.end(), [&](std::size_t i) {
    return figures[i].kind == FigureKind::kOrdinal;
  });
  return at != clause.figures.end() ? &figures[*at] : nullptr;
}

// Where the baseline gives its own number.
const Sentence* Numbered(const Held& held, const Figure** number) {
  for (const Sentence& sentence : held.baseline.sentences) {
    for (const Clause& clause : sentence.clauses) {
      const Figure* own = OrdinalOf(clause, held.baseline.figures);
      if (own != nullptr &&
          NumberIn(clause, held.baseline.figures, held.index.event()) == EventNumber::kOwn) {
        *number = own;
        return &sentence;
      }
    }
  }
  return nullptr;
}

bool HasTerm(const Clause& clause, std::initializer_list<std::string_view> keys) {
  return std::any_of(clause.terms.begin(), clause.terms.end(), [&keys](const Term& term) {
    return std::find(keys.begin(), keys.end(), term.key) != keys.end();
  });
}

// The one day that a clause names; nullptr for a span of days, and for two.
const Figure* DayOf(const Clause& clause, const std::vector<Figure>& figures) {
  constexpr std::size_t kDay = 10;
  const Figure* day = nullptr;
  for (const std::size_t i : clause.figures) {
    const Figure& one = figures[i];
    if (one.kind != FigureKind::kDate) {
      continue;
    }
    const bool single = day == nullptr && one.when.size() == kDay && one.when_high.empty() &&
                        one.when.find('W') == std::string::npos;
    if (!single) {
      return nullptr;
    }
    day = &one;
  }
  return day;
}

// Where the baseline has its summit at its place on a day.
const Sentence* Dated(const Held& held, const Figure** day) {
  for (const Sentence& sentence : held.baseline.sentences) {
    for (const Clause& clause : sentence.clauses) {
      const Figure* own = DayOf(clause, held.baseline.figures);
      if (own != nullptr && HasTerm(clause, {"summit"}) && NamesOwnPlace(clause, held.index)) {
        *day = own;
        return &sentence;
      }
    }
  }
  return nullptr;
}

// "The summit", by its number or its parties; "a bilateral summit" is another, and so is one of
// persons.
bool IsTheSummit(const Clause& clause, const Held& held) {
  const EventIdentity& event = held.index.event();
  const std::string_view text =
      std::string_view(held.reading.text).substr(clause.span.start, clause.span.size());
  const bool persons = std::any_of(clause.entities.begin(), clause.entities.end(),
                                   [](const Entity& entity) { return entity.role == "person"; });
  const bool named = NamesOwnFormat(clause, event) ||
                     NumberIn(clause, held.reading.figures, event) == EventNumber::kOwn;
  return !persons && (named || text.starts_with("The summit") || text.starts_with("Саммит") ||
                      text.starts_with("峰会") || text.starts_with("此次峰会"));
}

// "The summit was held in Astana on June 16": told of this event and of nothing else.
bool TellsDay(const Clause& clause, const Alignment& own, const Held& held) {
  constexpr double kElse = 0.5;  // share of what the clause says
  const EventIdentity& event = held.index.event();
  const EventNumber number = NumberIn(clause, held.reading.figures, event);
  const bool told = clause.modality == Modality::kFact && clause.polarity == Polarity::kPositive;
  return told && (number == EventNumber::kNone || number == EventNumber::kOwn) &&
         !IsOfOtherYear(clause, event) && NamesOwnPlace(clause, held.index) &&
         IsTheSummit(clause, held) && HasTerm(clause, {"summit"}) &&
         HasTerm(clause, {"hold", "host", "gather_people"}) && own.novel <= kElse * own.weight;
}

// Days apart from which another meeting may be meant.
bool IsCloseBy(const Figure& one, const Figure& other, const EventIdentity& event) {
  constexpr int kFar = 10;
  Figure here = one;
  here.when = InMonthOf(one.when, other.when);
  const std::optional<DaySpan> a = DaysOf(here, event.year);
  const std::optional<DaySpan> b = DaysOf(other, event.year);
  return a && b && a->first != b->first && std::abs(a->first - b->first) <= kFar;
}

Finding DayFinding(const Held& held, const Figure& here, const Sentence& other, const Figure& own) {
  Finding finding = MakeFinding("CW-FIG-004", &held.sentence, &other);
  finding.figure = here;
  finding.other_figure = own;
  finding.reason = fmt::format("the baseline has the event on {}, here {}", own.text, here.text);
  finding.confidence = 0.8;
  finding.signals.emplace_back("verdict=event_day");
  finding.key = fmt::format("day:{}:{}", here.when, ClaimKeyOf("claim", other));
  return finding;
}

Finding NumberFinding(const Held& held, const Figure& here, const Sentence& other,
                      const Figure& own) {
  Finding finding = MakeFinding("CW-FIG-001", &held.sentence, &other);
  finding.figure = here;
  finding.other_figure = own;
  finding.reason =
      fmt::format("the baseline counts this event as {}, not as {}", own.text, here.text);
  finding.confidence = 0.8;  // it may be another meeting of the same parties
  finding.signals.emplace_back("verdict=event_number");
  finding.key = fmt::format("number:{}:{}", here.value.ToString(), ClaimKeyOf("claim", other));
  return finding;
}

}  // namespace

std::optional<Finding> FindOtherNumber(const Held& held) {
  for (const Clause& clause : held.sentence.clauses) {
    const Figure* here = OrdinalOf(clause, held.reading.figures);
    const Figure* own = nullptr;
    const Sentence* other =
        here != nullptr && Disputes(clause, *here, held) ? Numbered(held, &own) : nullptr;
    if (other != nullptr) {
      return NumberFinding(held, *here, *other, *own);
    }
  }
  return std::nullopt;
}

std::optional<Finding> FindOtherDay(const Held& held) {
  for (std::size_t i = 0; i < held.sentence.clauses.size(); ++i) {
    const Clause& clause = held.sentence.clauses[i];
    const Figure* here = DayOf(clause, held.reading.figures);
    const Figure* own = nullptr;
    const bool told = here != nullptr && TellsDay(clause, held.alignment.clauses[i], held);
    const Sentence* other = told ? Dated(held, &own) : nullptr;
    if (other != nullptr && IsCloseBy(*here, *own, held.index.event())) {
      return DayFinding(held, *here, *other, *own);
    }
  }
  return std::nullopt;
}

}  // namespace claimwatch
