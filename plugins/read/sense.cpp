#include "plugins/read/sense.h"

#include <string_view>

namespace claimwatch {
namespace {

// Nothing but the number stands in its clause.
bool StandsAlone(const Scan& scan, const FigureDraft& draft) {
  return scan.EndsClause(draft.last) &&
         (draft.first == 0 || scan.EndsClause(draft.first - 1) || !scan.IsHan(draft.first - 1));
}

// A classifier, a counted noun or a bound stands at the number: 三个, 三国, 超过三.
bool IsCountedOrBound(const Scan& scan, const FigureDraft& draft) {
  return scan.Find(draft.last, Tag::kClassifier) || scan.Find(draft.last, Tag::kNoun) ||
         scan.Find(draft.last, Tag::kAfter) || scan.FindBefore(draft.first, Tag::kBefore) ||
         draft.figure.comparator != Comparator::kEqual;
}

// A number of one Chinese character means one only with a unit, a classifier or a noun known to be
// counted.
bool SensibleHan(const Scan& scan, const FigureDraft& draft) {
  const bool date =
      draft.figure.kind == FigureKind::kDate || draft.figure.kind == FigureKind::kTime;
  if (date || !draft.bare || draft.numeral.form != NumeralForm::kWords || draft.figure.high) {
    return true;
  }
  if (draft.last - draft.first >= 2) {
    return true;
  }
  // The digits of cheques are words of their own when alone: 陆地, 拾起, 参加
  if (scan.IsHan(draft.first, U"陆拾伍壹贰叁参肆柒捌玖佰仟幺")) {
    return StandsAlone(scan, draft);
  }
  return IsCountedOrBound(scan, draft) ||
         (StandsAlone(scan, draft) && !scan.IsHan(draft.first, U"十百千万亿"));
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

// "scores of people", "scores were hurt"; "he scores between" and "test scores fell" count nothing.
bool SensibleScores(const Scan& scan, const FigureDraft& draft) {
  if (scan.language == "en" && draft.bare && scan.Folded(draft.last - 1) == "score") {
    return draft.last > draft.first + 1 && !draft.numeral.article;  // "three score"
  }
  if (!draft.figure.vague || draft.last != draft.first + 1 ||
      scan.Folded(draft.first) != "scores") {
    return true;
  }
  const bool subject = draft.first == 0 || scan.EndsClause(draft.first - 1);
  return scan.Begins(draft.last, Tag::kOf) || (subject && scan.Begins(draft.last, Tag::kVerb));
}

// "un", "une", "ein": the number one where something bounds it or it stands alone, else an article.
bool SensibleOne(const Scan& scan, const FigureDraft& draft) {
  const bool roman = scan.language == "fr" || scan.language == "es" || scan.language == "de";
  if (!roman || !draft.bare || draft.last != draft.first + 1 || draft.figure.value != Decimal(1) ||
      draft.numeral.form != NumeralForm::kWords || !scan.Begins(draft.first, Tag::kArticle)) {
    return true;
  }
  const bool alone =
      scan.EndsClause(draft.last) && (draft.first == 0 || scan.EndsClause(draft.first - 1));
  return alone || draft.figure.comparator != Comparator::kEqual ||
         scan.FindBefore(draft.first, Tag::kBefore);
}

}  // namespace

bool MakesSense(const Scan& scan, const FigureDraft& draft) {
  if (scan.language == "zh") {
    return SensibleHan(scan, draft);
  }
  return SensibleTwice(scan, draft) && SensibleScores(scan, draft) && SensibleOne(scan, draft);
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
