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

bool SameDay(const Figure& a, const Figure& b) {
  const Figure& date = a.kind == FigureKind::kDate ? a : b;
  const Figure& number = &date == &a ? b : a;
  constexpr std::size_t kDay = 10;  // "XXXX-10-12"
  if (date.kind != FigureKind::kDate || date.when.size() != kDay || !number.when.empty()) {
    return false;
  }
  const std::size_t dot = number.text.find('.');
  const std::string day = date.when.substr(8) + "." + date.when.substr(5, 2);
  const std::string printed = dot == 1 ? "0" + number.text : number.text;
  return printed == day;
}

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
