#include "plugins/read/sense.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace claimwatch {
namespace {

// Nothing but the number stands in its clause.
bool StandsAlone(const Scan& scan, const FigureDraft& draft) {
  return scan.EndsClause(draft.last) &&
         (scan.OpensClause(draft.first) || !scan.IsHan(draft.first - 1));
}

// A classifier, a counted noun or a bound stands at the number: 三个, 三国, 超过三.
bool IsCountedOrBound(const Scan& scan, const FigureDraft& draft) {
  return scan.Find(draft.last, Tag::kClassifier) || scan.Find(draft.last, Tag::kNoun) ||
         scan.Find(draft.last, Tag::kAfter) || scan.FindBefore(draft.first, Tag::kBefore) ||
         draft.figure.comparator != Comparator::kEqual;
}

// 答案是四不是五: what something "is", and nothing but a clause's end or a contrast follows.
bool IsAnswer(const Scan& scan, const FigureDraft& draft) {
  return draft.first > 0 && scan.IsHan(draft.first - 1, U"是为") &&
         (scan.EndsClause(draft.last) || scan.IsHan(draft.last, U"不而那"));
}

// A number in characters with nothing that makes a quantity of it.
bool IsBareHan(const FigureDraft& draft) {
  const bool date =
      draft.figure.kind == FigureKind::kDate || draft.figure.kind == FigureKind::kTime;
  return !date && draft.bare && draft.numeral.form == NumeralForm::kWords && !draft.figure.high;
}

// A number of one Chinese character means one only with a unit, a classifier or a noun known to be
// counted.
bool SensibleHan(const Scan& scan, const FigureDraft& draft) {
  if (!IsBareHan(draft) || draft.last - draft.first >= 2) {
    return true;
  }
  if (draft.first > 0 && scan.IsHan(draft.first - 1, U"每") &&
      scan.IsHan(draft.first, U"百千万亿")) {
    return false;  // 每万人: what a rate is reckoned by
  }
  // The digits of cheques are words of their own when alone: 陆地, 拾起, 参加
  if (scan.IsHan(draft.first, U"陆拾伍壹贰叁参肆柒捌玖佰仟幺")) {
    return StandsAlone(scan, draft);
  }
  return IsCountedOrBound(scan, draft) || IsAnswer(scan, draft) ||
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
  return scan.Reads(draft.last, "as") || scan.Begins(draft.last, Tag::kArticle) ||
         (scan.Begins(draft.last, Tag::kStop) &&
          !scan.BeginsAny(draft.last, Mask(Tag::kPreposition) | Mask(Tag::kAnd)));
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
  const bool subject = scan.OpensClause(draft.first);
  return scan.Begins(draft.last, Tag::kOf) || (subject && scan.Begins(draft.last, Tag::kVerb));
}

// One word of value one that the language has as its article.
bool IsArticleToo(const Scan& scan, const FigureDraft& draft) {
  const bool roman = scan.language == "fr" || scan.language == "es" || scan.language == "de";
  const bool word = draft.bare && draft.last == draft.first + 1 &&
                    draft.numeral.form == NumeralForm::kWords && draft.figure.value == Decimal(1);
  return roman && word && scan.Begins(draft.first, Tag::kArticle);
}

// "un", "une", "ein": the number one where something bounds it or it stands alone, else an article.
bool SensibleOne(const Scan& scan, const FigureDraft& draft) {
  if (!IsArticleToo(scan, draft)) {
    return true;
  }
  const bool alone = scan.EndsClause(draft.last) && scan.OpensClause(draft.first);
  return alone || draft.figure.comparator != Comparator::kEqual ||
         scan.FindBefore(draft.first, Tag::kBefore);
}

// "первые пять месяцев": an ordinal in the plural before a number picks some, it orders nothing.
bool SensibleOrdinal(const Scan& scan, const FigureDraft& draft) {
  const bool first = scan.language == "ru" && draft.figure.kind == FigureKind::kOrdinal &&
                     draft.figure.value == Decimal(1);
  return !first || !(scan.IsDigits(draft.last) || scan.Begins(draft.last, Tag::kNumber)) ||
         !scan.Folded(draft.last - 1).starts_with("первы");
}

// 7号线, 3号楼: which one, not how many.
bool IsNumberOfName(const Scan& scan, const FigureDraft& draft) {
  return draft.bare && !draft.figure.high && draft.figure.when.empty() &&
         scan.IsHan(draft.last, U"号") && scan.Tight(draft.last);
}

}  // namespace

bool MakesSense(const Scan& scan, const FigureDraft& draft) {
  if (scan.language == "zh") {
    return SensibleHan(scan, draft) && !IsNumberOfName(scan, draft);
  }
  return SensibleOrdinal(scan, draft) && SensibleTwice(scan, draft) &&
         SensibleScores(scan, draft) && SensibleOne(scan, draft);
}

namespace {

// Whether a figure has a unit that the bare number before it in a list may share.
bool LendsUnit(const FigureDraft& draft) {
  const FigureKind kind = draft.figure.kind;
  const bool unit =
      kind == FigureKind::kPercent || kind == FigureKind::kMoney || kind == FigureKind::kMeasure;
  return unit && !draft.bare && !draft.attributive;
}

// "5, 7 and": nothing but a comma and an "and" stands between two figures, and one of them does.
bool IsListed(const Scan& scan, const FigureDraft& left, const FigureDraft& right) {
  constexpr std::u32string_view kCommas = U",\u3001";
  std::size_t at = left.last;
  at += scan.IsSymbol(at, kCommas) ? 1U : 0U;
  at = scan.Skip(at, Tag::kAnd);
  return at == right.first && at > left.last;
}

// "from 21 to 20 percent": the ends of a change that are two figures have one unit.
bool IsFromTo(const Scan& scan, const FigureDraft& left, const FigureDraft& right) {
  const auto light = scan.FindBefore(left.first, Tag::kFrame);  // "с нынешних 300 млн"
  const std::size_t first = light.Says("light") ? light.end : left.first;
  const auto to = scan.Find(left.last, Tag::kTo);
  return to && to.end == right.first && scan.FindBefore(first, Tag::kFrom);
}

}  // namespace

void ShareListUnits(const Scan& scan, std::vector<FigureDraft>& drafts) {
  for (std::size_t i = drafts.size(); i > 1; --i) {
    const FigureDraft& right = drafts[i - 1];
    FigureDraft& left = drafts[i - 2];
    const bool from_to = IsFromTo(scan, left, right);
    const bool digits = left.numeral.form != NumeralForm::kWords;
    const bool takes = left.bare && (from_to || left.numeral.form == NumeralForm::kDigits);
    if (takes && digits && LendsUnit(right) && (from_to || IsListed(scan, left, right))) {
      left.figure.unit = right.figure.unit;
      left.figure.kind = right.figure.kind;
      left.figure.dimension = right.figure.dimension;
      left.bare = false;
    }
  }
}

namespace {

// "biggest", "worst", "only": not "protest", "interest".
bool IsMost(const std::string& word) {
  constexpr std::array<std::string_view, 4> kMost = {"most", "least", "worst", "only"};
  constexpr std::array<std::string_view, 14> kNouns = {
      "protest", "interest", "request", "forest", "harvest", "latest",   "guest",
      "quest",   "contest",  "arrest",  "invest", "suggest", "budapest", "bucharest"};
  const auto is = [&word](std::string_view one) {
    return word == one;
  };
  const bool superlative = word.size() > 4 && word.ends_with("est");
  return std::any_of(kMost.begin(), kMost.end(), is) ||
         (superlative && std::none_of(kNouns.begin(), kNouns.end(), is));
}

// A verb that cannot be the noun of its name: "opens", "will open"; not "the biggest rise".
bool IsSaid(const Scan& scan, std::size_t at) {
  constexpr std::array<std::string_view, 5> kHelpers = {"will", "would", "may", "can", "to"};
  const std::string word = scan.Folded(at);
  const std::string before = at > 0 && scan.IsWord(at - 1) ? scan.Folded(at - 1) : std::string();
  const bool helped = std::find(kHelpers.begin(), kHelpers.end(), before) != kHelpers.end();
  return scan.Begins(at, Tag::kVerb) && (helped || word.ends_with("s") || word.ends_with("ed"));
}

}  // namespace

bool RanksOver(const Scan& scan, std::size_t in) {
  constexpr std::size_t kReach = 6;  // tokens
  for (std::size_t i = in; i > 0 && i + kReach > in && !scan.EndsClause(i - 1); --i) {
    const std::string word = scan.IsWord(i - 1) ? scan.Folded(i - 1) : std::string();
    if (IsMost(word) || scan.Begins(i - 1, Tag::kOrdinal)) {
      return true;
    }
    if (IsSaid(scan, i - 1)) {
      return false;  // "the second phase opens in two weeks" is a date
    }
  }
  return false;
}

}  // namespace claimwatch
