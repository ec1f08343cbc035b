#include "plugins/read/sense.h"

#include <string_view>

namespace claimwatch {
namespace {

// A number of one Chinese character means one only with a unit, a classifier or a noun known to be
// counted.
bool SensibleHan(const Scan& scan, const FigureDraft& draft) {
  if (draft.figure.kind == FigureKind::kDate || draft.figure.kind == FigureKind::kTime ||
      !draft.bare) {
    return true;
  }
  if (draft.numeral.form != NumeralForm::kWords || draft.figure.high) {
    return true;
  }
  const std::size_t size = draft.last - draft.first;
  const bool classifier = static_cast<bool>(scan.Find(draft.last, Tag::kClassifier));
  const bool noun = static_cast<bool>(scan.Find(draft.last, Tag::kNoun));
  const bool bound = scan.FindBefore(draft.first, Tag::kBefore) ||
                     draft.figure.comparator != Comparator::kEqual ||
                     scan.Find(draft.last, Tag::kAfter);
  const bool digit_before_unit = size >= 2;
  const bool alone =
      scan.EndsClause(draft.last) &&
      (draft.first == 0 || scan.EndsClause(draft.first - 1) || !scan.IsHan(draft.first - 1));
  const char32_t point = scan.tokens[draft.first].point;
  // The digits of cheques are words of their own when alone: 陆地, 拾起, 伍佰
  constexpr std::u32string_view kFormal = U"陆拾伍陸壹贰叁肆柒捌玖佰仟幺";
  if (size == 1 && kFormal.find(point) != std::u32string_view::npos) {
    return alone;
  }
  const bool bare_unit = size == 1 && (point == U'十' || point == U'百' || point == U'千' ||
                                       point == U'万' || point == U'亿');
  if (classifier || bound || (alone && !bare_unit) || noun) {
    return true;
  }
  return !bare_unit && digit_before_unit;
}

// "twice as long", "twice the size"; "scored twice" is no multiple.
bool SensibleTwice(const Scan& scan, const FigureDraft& draft) {
  if (draft.figure.kind != FigureKind::kMultiple || draft.last != draft.first + 1) {
    return true;
  }
  const std::string word = scan.Folded(draft.first);
  if (word != "twice" && word != "thrice") {
    return true;
  }
  const bool as = scan.IsWord(draft.last) && scan.Folded(draft.last) == "as";
  return as || scan.Begins(draft.last, Tag::kArticle) ||
         (scan.Begins(draft.last, Tag::kStop) && !scan.Begins(draft.last, Tag::kPreposition) &&
          !scan.Begins(draft.last, Tag::kAnd));
}

}  // namespace

bool MakesSense(const Scan& scan, const FigureDraft& draft) {
  if (scan.language == "zh") {
    return SensibleHan(scan, draft);
  }
  return SensibleTwice(scan, draft);
}

void ShareListUnits(const Scan& scan, std::vector<FigureDraft>& drafts) {
  for (std::size_t i = drafts.size(); i > 1; --i) {
    const FigureDraft& right = drafts[i - 1];
    FigureDraft& left = drafts[i - 2];
    const bool shares =
        left.bare && left.numeral.form == NumeralForm::kDigits && !right.bare &&
        right.figure.kind != FigureKind::kDate && !right.attributive &&
        (right.figure.kind == FigureKind::kPercent || right.figure.kind == FigureKind::kMoney ||
         right.figure.kind == FigureKind::kMeasure);
    std::size_t at = left.last;
    at += scan.IsSymbol(at, U',') || scan.IsSymbol(at, 0x3001) ? 1U : 0U;
    if (const auto conjunction = scan.Find(at, Tag::kAnd)) {
      at = conjunction.end;
    }
    if (shares && at == right.first && at > left.last) {
      left.figure.unit = right.figure.unit;
      left.figure.kind = right.figure.kind;
      left.figure.dimension = right.figure.dimension;
      left.bare = false;
    }
  }
}

}  // namespace claimwatch
