#include "plugins/read/bounds.h"

#include <utility>

namespace claimwatch {
namespace {

bool IsLower(Comparator comparator) {
  return comparator == Comparator::kMore || comparator == Comparator::kAtLeast;
}

bool IsUpper(Comparator comparator) {
  return comparator == Comparator::kLess || comparator == Comparator::kAtMost;
}

// The token behind what may join two bounds at `at`: a comma, "and", "but", either, or nothing.
std::size_t BehindJoint(const Scan& scan, std::size_t at) {
  at += scan.IsSymbol(at, U",\uFF0C\u3001") ? 1U : 0U;
  if (const auto conjunction = scan.Find(at, Tag::kAnd)) {
    return conjunction.end;
  }
  const auto clause = scan.Find(at, Tag::kFrame);
  return clause.Says("clause") ? clause.end : at;
}

// The second figure, or its bound word, starts where the joint behind the first one ends: "more
// than 20 and less than 35", 1000以上1500以下.
bool StandsTogether(const Scan& scan, const FigureDraft& first, const FigureDraft& second) {
  const auto after = scan.Find(first.last, Tag::kAfter);
  const auto before = scan.FindBefore(second.first, Tag::kBefore);
  const std::size_t start = before ? before.end : second.first;
  return (before || after) && start == BehindJoint(scan, after ? after.end : first.last);
}

// One quantity: the same unit, or the unit stands with the second only.
bool IsOneQuantity(const FigureDraft& first, const FigureDraft& second) {
  const bool numbers = first.figure.when.empty() && second.figure.when.empty();
  return numbers && (first.figure.unit == second.figure.unit || first.bare) &&
         first.figure.kind != FigureKind::kOrdinal && second.figure.kind != FigureKind::kOrdinal;
}

bool MakesRange(const Scan& scan, const FigureDraft& first, const FigureDraft& second) {
  const Figure& a = first.figure;
  const Figure& b = second.figure;
  if (!IsOneQuantity(first, second) || !StandsTogether(scan, first, second)) {
    return false;
  }
  return (IsLower(a.comparator) && IsUpper(b.comparator) && a.value < b.value) ||
         (IsUpper(a.comparator) && IsLower(b.comparator) && a.value > b.value);
}

// `second` becomes the range of both.
void Join(const Scan& scan, const FigureDraft& first, FigureDraft& second) {
  Figure& figure = second.figure;
  const Decimal one = first.figure.value;
  figure.high = one < figure.value ? figure.value : one;
  figure.value = one < figure.value ? one : figure.value;
  figure.comparator = Comparator::kRange;
  figure.approx = Approx::kNone;
  second.first = first.first;
  figure.span.start = first.figure.span.start;
  figure.text = std::string(scan.text.substr(figure.span.start, figure.span.size()));
}

}  // namespace

void JoinBounds(const Scan& scan, std::vector<FigureDraft>& drafts) {
  std::vector<FigureDraft> joined;
  joined.reserve(drafts.size());
  for (FigureDraft& draft : drafts) {
    if (!joined.empty() && MakesRange(scan, joined.back(), draft)) {
      Join(scan, joined.back(), draft);
      joined.back() = std::move(draft);
    } else {
      joined.push_back(std::move(draft));
    }
  }
  drafts = std::move(joined);
}

}  // namespace claimwatch
