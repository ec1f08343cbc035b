#include "plugins/compare/counted.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "core/text.h"
#include "plugins/compare/figure_interval.h"
#include "plugins/compare/figures.h"
#include "plugins/read/glossary.h"
#include "plugins/read/unit.h"

namespace claimwatch {
namespace {

constexpr std::int64_t kRareFrom = 20;  // a count from here on is seldom equal by chance

// Words for those who met: five with, six without the host's guest; no count of them accuses by
// itself.
constexpr std::array<std::string_view, 6> kActors = {"country",    "head_of_state", "neighbour",
                                                     "party_side", "region",        "member"};

bool Shares(const Concepts& a, const Concepts& b) {
  const Glossary& glossary = Glossary::Builtin();
  for (const std::string& one : a) {
    for (const std::string& other : b) {
      const auto& covered = glossary.CoveredBy(other);
      const bool related = std::any_of(covered.begin(), covered.end(), [&one](const auto& row) {
        return row.key == one && row.share >= 0.6;
      });
      if (one == other || related) {
        return true;
      }
    }
  }
  return false;
}

// Light words do not make two things the same: "cooperation documents" are no "cooperation
// outcomes".
Concepts Heavy(const Concepts& concepts) {
  Concepts heavy(
      concepts.begin(),
      concepts.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(concepts.size(), 2)));
  if (heavy.size() > 1) {
    std::erase(heavy, "cooperation");
  }
  return heavy;
}

// Shares and growth, however written: 20 percent, one in five, doubled.
bool IsShare(FigureKind kind) {
  return kind == FigureKind::kPercent || kind == FigureKind::kFraction ||
         kind == FigureKind::kMultiple || kind == FigureKind::kRatio;
}

// A quarter of a percentage point is 25 basis points, 25,000 metres are 25 km.
bool IsSameInUnits(const Figure& a, const Figure& b) {
  const bool measured =
      a.dimension == b.dimension && !a.unit.empty() && !b.unit.empty() && !IsCurrency(a.unit);
  const std::optional<Decimal> value =
      measured ? ConvertUnit(b.value, b.unit, a.unit) : std::nullopt;
  return value && *value == a.value;
}

// "1,500 million kroner each month", "1.5 billion kroner": the span may stand anywhere.
bool IsSameButForSpan(const Figure& a, const Figure& b) {
  const bool one = a.unit.empty() && b.unit.starts_with('/');
  const bool other = b.unit.empty() && a.unit.starts_with('/');
  return (one || other) && a.value == b.value && a.value >= Decimal(kRareFrom);
}

// "2025-06" begins "2025-06-17"; a bare year begins everything in it and names nothing.
bool IsLessPrecise(std::string_view when, std::string_view than) {
  return when.size() > 4 && than.starts_with(when);
}

// "XXXX-06-17" in an article is the baseline's "2025-06-17".
bool IsWithoutYear(std::string_view when, std::string_view than) {
  return when.starts_with("XXXX") && than.size() > 4 && when.substr(4) == than.substr(4);
}

}  // namespace

bool IsCountKind(FigureKind kind) {
  return kind == FigureKind::kCount || kind == FigureKind::kNumber;
}

bool NamesGroup(const Concepts& concepts) {
  return std::any_of(concepts.begin(), concepts.end(),
                     [](const std::string& key) { return key.find(':') != std::string::npos; });
}

bool AreActors(const Concepts& concepts) {
  return !concepts.empty() &&
         std::all_of(concepts.begin(), concepts.end(), [](const std::string& key) {
           return key.find(':') != std::string::npos ||
                  std::find(kActors.begin(), kActors.end(), key) != kActors.end();
         });
}

bool NamesOthersBeside(const Sentence& sentence) {
  constexpr std::array<std::string_view, 5> kGuests = {" guest", "their host", " гост", "东道主",
                                                       "客人"};
  const bool guest = std::any_of(
      kGuests.begin(), kGuests.end(),
      [&sentence](std::string_view word) { return sentence.text.find(word) != std::string::npos; });
  return guest ||
         std::any_of(sentence.clauses.begin(), sentence.clauses.end(), [](const Clause& clause) {
           return std::any_of(clause.entities.begin(), clause.entities.end(),
                              [](const Entity& entity) {
                                return entity.role == "country" || entity.role == "group" ||
                                       entity.role == "person";
                              });
         });
}

bool CountAlike(const Concepts& a, const Concepts& b) {
  return Shares(Heavy(a), Heavy(b));
}

double Agreement(const Figure& figure, const Concepts& concepts, const Figure& other,
                 const Concepts& other_concepts) {
  if (AreActors(concepts) && AreActors(other_concepts)) {
    return 1;
  }
  const bool rates = figure.kind == FigureKind::kPercent && other.kind == FigureKind::kPercent;
  if (rates && HaveOtherQualifiers(other.counted, figure.counted)) {
    return 0;
  }
  const double words = CountedAgreement(other.counted, figure.counted);
  if (words >= kSameThing || CountAlike(concepts, other_concepts)) {
    return 1;
  }
  return words < 0 && (concepts.empty() || other_concepts.empty()) ? -1 : 0;
}

bool AreComparable(const Figure& a, const Figure& b) {
  if ((IsCountKind(a.kind) && IsCountKind(b.kind)) || (IsShare(a.kind) && IsShare(b.kind))) {
    return true;
  }
  return a.kind == b.kind && a.dimension == b.dimension;
}

bool SameValue(const Figure& a, const Figure& b) {
  if (a.when.empty() && b.when.empty()) {
    return a.unit == b.unit ? a.value == b.value : IsSameInUnits(a, b) || IsSameButForSpan(a, b);
  }
  if (IsDayAlone(a.when) != IsDayAlone(b.when)) {
    return InMonthOf(a.when, b.when) == InMonthOf(b.when, a.when);
  }
  return a.when == b.when || IsLessPrecise(a.when, b.when) || IsLessPrecise(b.when, a.when) ||
         IsWithoutYear(a.when, b.when);
}

bool OtherTime(const Clause& clause, const Clause& other, const Figure& figure) {
  const std::string_view year = std::string_view(clause.time).substr(0, 4);
  const std::string_view other_year = std::string_view(other.time).substr(0, 4);
  if (figure.kind == FigureKind::kDate || year.empty()) {
    return false;
  }
  const bool weekdays = clause.time.starts_with("XXXX-WXX") && other.time.starts_with("XXXX-WXX");
  if (weekdays && clause.time != other.time && clause.modality != other.modality) {
    return true;  // what is expected for Tuesday against what was on Monday
  }
  if (other_year.empty()) {  // what is planned for a year against what is
    return clause.modality == Modality::kPlan && other.modality == Modality::kFact;
  }
  constexpr std::size_t kMonth = 7;  // "XXXX-08": figures of two months
  const bool months = clause.time.size() == kMonth && other.time.size() == kMonth &&
                      clause.time.substr(4) != other.time.substr(4);
  return months || (year != "XXXX" && other_year != "XXXX" && year != other_year);
}

bool IsUncounted(const Figure& figure) {
  return figure.kind == FigureKind::kDate || figure.kind == FigureKind::kDuration ||
         figure.kind == FigureKind::kOrdinal || figure.kind == FigureKind::kAge;
}

bool IsSmallCount(const Figure& figure) {
  return IsCountKind(figure.kind) && figure.value < Decimal(kRareFrom);
}

bool CountsOnlyPeople(const Figure& one, const Figure& other) {
  const auto people = [](const Figure& figure) {
    return figure.counted == "人" || figure.counted.ends_with("people") ||
           figure.counted.ends_with("persons") || figure.counted.ends_with("человек");
  };
  return IsCountKind(one.kind) && IsCountKind(other.kind) && !IsSmallCount(one) &&
         people(one) != people(other);
}

bool IsOtherBound(const Figure& a, const Figure& b) {
  const bool bound = a.comparator == Comparator::kMore || a.comparator == Comparator::kAtLeast;
  return bound && b.comparator == a.comparator && a.value != b.value && a.unit == b.unit;
}

bool IsLengthOfMeeting(const Figure& one, const Concepts& concepts) {
  constexpr std::array<std::string_view, 4> kMeetings = {"summit", "meeting", "talks", "visit"};
  return one.kind == FigureKind::kDuration &&
         std::any_of(kMeetings.begin(), kMeetings.end(), [&concepts](std::string_view key) {
           return std::find(concepts.begin(), concepts.end(), key) != concepts.end();
         });
}

bool IsOfAnotherKind(const Figure& one, const Figure& other) {
  const bool other_grain = one.kind == FigureKind::kDate && one.when.size() != other.when.size();
  return other_grain ||
         (one.kind == FigureKind::kOrdinal && CountedAgreement(other.counted, one.counted) == 0);
}

bool AreTwoSides(const Figure& figure) {
  constexpr std::array<std::string_view, 6> kSides = {"side",   "party", "parties",
                                                      "сторон", "方",    "双方"};
  return IsCountKind(figure.kind) && figure.value == Decimal(2) &&
         std::any_of(kSides.begin(), kSides.end(), [&figure](std::string_view side) {
           return figure.counted.starts_with(side) || figure.text == side;
         });
}

bool CountsOthers(const Figure& one, std::string_view text) {
  constexpr std::size_t kReach = 24;  // bytes
  constexpr std::array<std::string_view, 7> kOthers = {"other", "remaining", "други", "остальн",
                                                       "其他",  "其余",      "另外"};
  const std::size_t from = one.span.start - std::min(one.span.start, kReach);
  const std::string_view before = Trim(text.substr(from, one.span.start - from));
  const std::string_view word = before.substr(before.rfind(' ') + 1);
  const std::string_view after = Trim(text.substr(one.span.end, kReach));
  return std::any_of(kOthers.begin(), kOthers.end(), [&](std::string_view other) {
    return after.starts_with(other) || word.starts_with(other) || before.ends_with(other);
  });
}

bool IsPart(const Figure& one, std::string_view text) {
  const std::string_view after = text.substr(one.span.end, 12);
  const std::string_view before =
      text.substr(one.span.start - std::min<std::size_t>(one.span.start, 12),
                  std::min<std::size_t>(one.span.start, 12));
  constexpr std::array<std::string_view, 7> kAfter = {
      " of the ", " of them", " of these", " of its", " of those", " из ", " of all"};
  const bool part = std::any_of(kAfter.begin(), kAfter.end(),
                                [after](std::string_view mark) { return after.starts_with(mark); });
  return IsCountKind(one.kind) && (part || before.find("其中") != std::string_view::npos ||
                                   before.find("из них") != std::string_view::npos);
}

}  // namespace claimwatch
