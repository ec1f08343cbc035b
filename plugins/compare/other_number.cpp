// The event under another number.
#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "plugins/compare/event.h"
#include "plugins/compare/make.h"
#include "plugins/compare/other_deed.h"

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

bool Disputes(const Clause& clause, const Held& held) {
  const EventIdentity& event = held.index.event();
  const EventNumber number = NumberIn(clause, held.reading.figures, event);
  const bool told = clause.modality == Modality::kFact && clause.polarity == Polarity::kPositive;
  if (!told || number == EventNumber::kNone || number == EventNumber::kOwn ||
      IsOfOtherYear(clause, event)) {
    return false;
  }
  const bool this_one = number == EventNumber::kHigher && PointsBack(held.sentence.text);
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
        here != nullptr && Disputes(clause, held) ? Numbered(held, &own) : nullptr;
    if (other != nullptr) {
      return NumberFinding(held, *here, *other, *own);
    }
  }
  return std::nullopt;
}

}  // namespace claimwatch
