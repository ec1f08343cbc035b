#include "core/figure.h"

namespace claimwatch {
namespace {

Json Value(const Figure& figure, const Decimal& value, const std::string& when) {
  if (!when.empty()) {
    return when;
  }
  // Integers above 2^53 do not survive readers that use doubles.
  static const Decimal limit(std::int64_t{1} << 53U);
  if (figure.kind != FigureKind::kDate && value.Abs() > limit) {
    return value.ToString();
  }
  return value;
}

Json High(const Figure& figure) {
  if (!figure.when_high.empty()) {
    return figure.when_high;
  }
  return figure.high ? Value(figure, *figure.high, "") : Json();
}

Json OrNull(const std::string& text) {
  return text.empty() ? Json() : Json(text);
}

std::string_view ApproxName(Approx approx) {
  switch (approx) {
    case Approx::kNone:
      return "";
    case Approx::kAround:
      return "around";
    case Approx::kBelow:
      return "below";
    case Approx::kAbove:
      return "above";
  }
  return "";
}

std::string_view ChangeName(Change change) {
  switch (change) {
    case Change::kNone:
      return "none";
    case Change::kUp:
      return "up";
    case Change::kDown:
      return "down";
  }
  return "none";
}

// Kinds of the alert schema.
std::string_view AlertKindName(FigureKind kind) {
  switch (kind) {
    case FigureKind::kAge:
      return "duration";
    case FigureKind::kMultiple:
      return "ratio";
    case FigureKind::kNumber:
      return "other";
    default:
      return FigureKindName(kind);
  }
}

}  // namespace

std::string_view FigureKindName(FigureKind kind) {
  switch (kind) {
    case FigureKind::kCount:
      return "count";
    case FigureKind::kMoney:
      return "money";
    case FigureKind::kPercent:
      return "percent";
    case FigureKind::kMeasure:
      return "measure";
    case FigureKind::kDuration:
      return "duration";
    case FigureKind::kAge:
      return "age";
    case FigureKind::kDate:
      return "date";
    case FigureKind::kTime:
      return "time";
    case FigureKind::kOrdinal:
      return "ordinal";
    case FigureKind::kFraction:
      return "fraction";
    case FigureKind::kMultiple:
      return "multiple";
    case FigureKind::kRatio:
      return "ratio";
    case FigureKind::kNumber:
      return "number";
  }
  return "number";
}

std::string_view ComparatorName(Comparator comparator) {
  switch (comparator) {
    case Comparator::kEqual:
      return "=";
    case Comparator::kAbout:
      return "~";
    case Comparator::kMore:
      return ">";
    case Comparator::kAtLeast:
      return ">=";
    case Comparator::kLess:
      return "<";
    case Comparator::kAtMost:
      return "<=";
    case Comparator::kRange:
      return "range";
  }
  return "=";
}

Json FigureJson(const Figure& figure) {
  Json json = Json::MakeObject();
  json.Set("text", figure.text)
      .Set("start", std::uint64_t{figure.span.start})
      .Set("end", std::uint64_t{figure.span.end})
      .Set("value", Value(figure, figure.value, figure.when))
      .Set("value_high", High(figure))
      .Set("comparator", ComparatorName(figure.comparator))
      .Set("approx", figure.approx == Approx::kNone ? Json() : Json(ApproxName(figure.approx)))
      .Set("vague", figure.vague)
      .Set("unit", figure.unit)
      .Set("dimension", OrNull(figure.dimension))
      .Set("counted", OrNull(figure.counted))
      .Set("kind", FigureKindName(figure.kind))
      .Set("change", ChangeName(figure.change));
  return json;
}

Json AlertFigureJson(const Figure& figure) {
  Json json = Json::MakeObject();
  json.Set("text", figure.text)
      .Set("start", std::uint64_t{figure.span.start})
      .Set("end", std::uint64_t{figure.span.end})
      .Set("value", Value(figure, figure.value, figure.when))
      .Set("value_high", High(figure))
      .Set("comparator", ComparatorName(figure.comparator))
      .Set("unit", OrNull(figure.unit))
      .Set("dimension", OrNull(figure.dimension))
      .Set("counted", OrNull(figure.counted))
      .Set("kind", AlertKindName(figure.kind));
  return json;
}

}  // namespace claimwatch
