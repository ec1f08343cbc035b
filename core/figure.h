// A figure: any quantity a reader could check, as read from a text (spec/FIGURES.md, "The
// contract").
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/decimal.h"
#include "core/json.h"
#include "core/text.h"

namespace claimwatch {

enum class FigureKind {
  kCount,
  kMoney,
  kPercent,
  kMeasure,
  kDuration,
  kAge,
  kDate,
  kTime,
  kOrdinal,
  kFraction,
  kMultiple,
  kRatio,
  kNumber
};
enum class Comparator { kEqual, kAbout, kMore, kAtLeast, kLess, kAtMost, kRange };
enum class Approx { kNone, kAround, kBelow, kAbove };  // nearly → kBelow, just over → kAbove
enum class Change { kNone, kUp, kDown };

std::string_view FigureKindName(FigureKind kind);        // "count", "money", …
std::string_view ComparatorName(Comparator comparator);  // "=", "~", ">", ">=", "<", "<=", "range"

struct Figure {
  std::string text;  // number + scale + unit, as printed
  Span span;         // in the text that was read
  Decimal value;     // of `unit`; the low end of a range
  std::optional<Decimal> high;
  std::string when;  // dates and times instead of `value`: "2025-06-17", "XXXX-06-17", "2024-Q3";
                     // else empty
  std::string when_high;
  Comparator comparator = Comparator::kEqual;
  Approx approx = Approx::kNone;
  bool vague = false;  // dozens, 数百
  std::string unit;  // ISO 4217, "%", "pp", "bp", "x", CLDR ids ("square-kilometer", "USD/barrel");
                     // "" for counts
  std::string dimension;  // "length", "currency", …; "" when none
  std::string counted;    // head noun (group) of what is counted, lower case; "" when not found
  Span counted_span;      // where it stands; empty span when not found or resolved from an ellipsis
  FigureKind kind = FigureKind::kCount;
  Change change = Change::kNone;
};

// The JSON object of `claimwatch figures` (value as number; as string for dates and for integers
// above 2^53).
Json FigureJson(const Figure& figure);
// The figure object of the alert schema, which knows fewer kinds.
Json AlertFigureJson(const Figure& figure);

}  // namespace claimwatch
