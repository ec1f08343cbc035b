#include "plugins/compare/figure_forms.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "core/text.h"
#include "plugins/compare/figures.h"

namespace claimwatch {
namespace {

// "95 kilometres (59 miles)": in brackets behind a figure stands what it is in another unit. A
// currency is none: its rate can be wrong.
bool AreConversions(const Figure& left, const Figure& right, const std::string& text) {
  if (left.span.end > right.span.start || left.dimension != right.dimension ||
      left.unit == right.unit || right.kind != FigureKind::kMeasure) {
    return false;
  }
  const std::string_view between =
      std::string_view(text).substr(left.span.end, right.span.start - left.span.end);
  const FigureRelation relation = CompareFigures(left, right, {}).relation;
  return (Trim(between) == "(" || Trim(between) == "（") && relation != FigureRelation::kChanged &&
         relation != FigureRelation::kUnrelated;
}

}  // namespace

bool SameClock(const Figure& a, const Figure& b) {
  const auto dotted = [](std::string text) {
    std::replace(text.begin(), text.end(), ':', '.');
    return text;
  };
  return (a.kind == FigureKind::kTime) != (b.kind == FigureKind::kTime) &&
         dotted(a.text) == dotted(b.text);
}

bool IsConversion(const Passage& passage, const Figure& figure) {
  const std::string& text = passage.reading->text;
  return std::any_of(passage.figures.begin(), passage.figures.end(), [&](const Figure* other) {
    return AreConversions(*other, figure, text) || AreConversions(figure, *other, text);
  });
}

}  // namespace claimwatch
