#include "plugins/read/lang_en_beside.h"

#include <string_view>

namespace claimwatch {
namespace {

constexpr std::size_t kSentenceWindow = 40;  // tokens looked back at
constexpr int kMostQualifiers = 4;           // stepped over in front of a figure

std::size_t SkipQualifier(const Scan& scan, std::size_t at) {
  for (const Tag tag : {Tag::kBefore, Tag::kBetween, Tag::kArticle}) {
    if (const std::size_t start = scan.SkipBefore(at, tag); start != at) {
      return start;
    }
  }
  const auto light = scan.FindBefore(at, Tag::kFrame);
  return light.Says("light") ? light.end : at;
}

// The group that ends before token `end`, over a comma there.
Group GroupOverComma(const Scan& scan, std::size_t end, std::size_t limit) {
  const bool comma = end > limit + 1 && scan.IsSymbol(end - 1, U',');
  return GroupBefore(scan, comma ? end - 1 : end, limit);
}

// The unit is written as a sign ("bhp", "mg", "GB") or in the singular although there are several.
bool QualifiesOnly(const Scan& scan, const FigureDraft& draft) {
  constexpr std::size_t kLongestSign = 4;  // bytes
  const std::size_t unit = draft.last - 1;
  if (!scan.IsWord(unit)) {
    return false;
  }
  const std::string word = scan.Folded(unit);
  const bool sign = word.size() <= kLongestSign && !scan.lexicon->Whole(word + "s", Tag::kUnit);
  const bool several = !(draft.figure.value == Decimal(1));
  return sign || (several && !word.ends_with('s') && word != "feet");
}

}  // namespace

std::size_t BeforeQualifiers(const Scan& scan, std::size_t at) {
  for (int i = 0; i < kMostQualifiers; ++i) {
    const std::size_t start = SkipQualifier(scan, at);
    if (start == at) {
      break;
    }
    at = start;
  }
  return at;
}

bool WorthLeft(const Scan& scan, FigureDraft& draft, std::size_t limit) {
  const std::size_t start = BeforeQualifiers(scan, draft.first);
  if (start < limit + 2 || !scan.Reads(start - 1, "worth")) {
    return false;
  }
  const Group group = GroupOverComma(scan, start - 1, limit);
  return !group.empty() && !scan.Begins(group.last - 1, Tag::kVerb) &&
         TakeGroup(scan, draft, group);
}

bool AgedLeft(const Scan& scan, FigureDraft& draft, std::size_t limit) {
  auto frame = scan.FindBefore(draft.first, Tag::kFrame);  // "over the age of" bounds too
  frame =
      frame.Says("age") ? frame : scan.FindBefore(BeforeQualifiers(scan, draft.first), Tag::kFrame);
  if (!frame.Says("age")) {
    return false;
  }
  return TakeGroup(scan, draft, GroupBefore(scan, BeforeQualifiers(scan, frame.end), limit));
}

bool UnitOfNoun(const Scan& scan, FigureDraft& draft) {
  const bool measure = draft.figure.kind == FigureKind::kMeasure && !draft.figure.high;
  if (!measure || scan.FindBefore(draft.first, Tag::kBefore) || !QualifiesOnly(scan, draft)) {
    return false;
  }
  const std::size_t at = draft.last;
  const bool noun = InGroup(scan, at, false) && !IsFrameVerb(scan, at) &&
                    !scan.Find(at, Tag::kFrame) && !scan.Begins(at, Tag::kWeekday);
  return noun && !scan.Folded(at).ends_with("ly") && TakeGroupFrom(scan, draft, at, true);
}

bool GappedLeft(const Scan& scan, FigureDraft& draft, std::size_t limit) {
  const std::size_t start = BeforeQualifiers(scan, draft.first);
  if (start < limit + 2 || !scan.Reads(start - 1, "by")) {
    return false;
  }
  const Group group = GroupBefore(scan, start - 1, limit);
  const bool opens = group.first > limit && (scan.IsSymbol(group.first - 1, U',') ||
                                             scan.Begins(group.first - 1, Tag::kAnd));
  const bool does =
      !group.empty() && !scan.IsUpper(group.first) && scan.Folded(group.first).ends_with("ing");
  return opens && !does && !IsFrameVerb(scan, group.last - 1) && TakeGroup(scan, draft, group);
}

bool PushedLeft(const Scan& scan, FigureDraft& draft) {
  const bool way = scan.BeginsAny(draft.last, Mask(Tag::kUp) | Mask(Tag::kDown)) &&
                   scan.Folded(draft.last).ends_with("er") && scan.EndsClause(draft.last + 1);
  const std::size_t limit = way ? SentenceLimit(scan, draft.first) : 0;
  const Group group = way ? GroupBefore(scan, draft.first, limit) : Group{};
  if (group.empty() || scan.BeginsAny(group.last - 1, Mask(Tag::kUnit) | Mask(Tag::kPeriod))) {
    return false;
  }
  const std::size_t behind = SkipDeterminers(scan, group.first, limit);
  return behind > limit && IsOnlyVerb(scan, behind - 1) && TakeGroup(scan, draft, group);
}

bool NamedLeft(const Scan& scan, FigureDraft& draft, std::size_t limit) {
  const std::size_t at = draft.first;
  const bool word = at > limit && scan.IsUpper(at - 1) && InGroup(scan, at - 1, false);
  const bool number = at > limit && scan.IsDigits(at - 1) && scan.masked[at - 1];  // "Stoxx 50"
  return (word || number) && TakeGroup(scan, draft, GroupBefore(scan, at, limit));
}

bool IsFormerLevel(const Scan& scan, const FigureDraft& draft) {
  const std::size_t start = BeforeQualifiers(scan, draft.first);
  const bool from = start >= 2 && scan.Reads(start - 1, "from");
  return from && (scan.Reads(start - 2, "up") || scan.Reads(start - 2, "down"));
}

namespace {

// "a 20% and 16% improvement"
bool IsPairedWith(const Scan& scan, const FigureDraft& draft, const FigureDraft& next) {
  return scan.Begins(draft.last, Tag::kAnd) && next.first == draft.last + 1 && !draft.bare &&
         draft.figure.unit == next.figure.unit && InGroup(scan, next.last, false) &&
         scan.FindBefore(draft.first, Tag::kArticle);
}

}  // namespace

bool SharesNounWith(const Scan& scan, const FigureDraft& draft, const FigureDraft& next) {
  const bool amount =
      draft.figure.kind == FigureKind::kMeasure || draft.figure.kind == FigureKind::kDuration;
  if (next.first == draft.last && amount && QualifiesOnly(scan, draft)) {
    return scan.IsWord(next.last) && next.figure.when.empty();  // "a 640bhp 5.2 litre engine"
  }
  if (!draft.attributive) {
    return IsPairedWith(scan, draft, next);
  }
  const bool comma = scan.IsSymbol(draft.last, U',') && next.first == draft.last + 1;
  const bool behind = scan.IsWord(next.last) || scan.JoinsTight(next.last, U"-");
  return comma && behind && (next.attributive || !next.bare);
}

std::size_t SentenceLimit(const Scan& scan, std::size_t at) {
  std::size_t limit = at;
  while (limit > 0 && at - limit < kSentenceWindow && !scan.EndsSentence(limit - 1) &&
         !scan.IsSymbol(limit - 1, U';')) {
    --limit;
  }
  return limit;
}

bool IsDoing(const Scan& scan, std::size_t at) {
  return scan.IsWord(at) && scan.Folded(at).ends_with("ing") && !scan.Begins(at, Tag::kNoun) &&
         !IsNominal(scan, at);
}

namespace {

// A noun, and none that says how much something changed: "increase of 6.3 percent".
bool CanBeMeasured(const Scan& scan, std::size_t at) {
  const bool change = scan.BeginsAny(at, Mask(Tag::kUp) | Mask(Tag::kDown));
  return InGroup(scan, at, false) && (!change || scan.Begins(at, Tag::kNoun)) && !IsDoing(scan, at);
}

// "a sharp drop in", "a 19% rise for": the word at `at` names a change.
bool NamesChange(const Scan& scan, std::size_t at) {
  const bool change = scan.BeginsAny(at, Mask(Tag::kUp) | Mask(Tag::kDown));
  const bool adjective = at > 1 && InGroup(scan, at - 1, false) && IsNominal(scan, at - 1);
  return change && (IsNominal(scan, at) || adjective);
}

// The word between what changes and by how much.
bool LinksChange(const Scan& scan, std::size_t at) {
  return scan.Reads(at, "to") || scan.Reads(at, "by") || scan.Reads(at, "from");
}

bool IsChangeVerb(const Scan& scan, std::size_t at) {
  return scan.BeginsAny(at, Mask(Tag::kUp) | Mask(Tag::kDown)) && !IsNominal(scan, at);
}

// The noun group before the word at `link`, which ties a price or a level to it; empty when none
// stands there or it is what somebody does.
Group LinkedGroup(const Scan& scan, std::size_t link, std::size_t limit) {
  const Group group = GroupBefore(scan, link, limit);
  const bool noun = !group.empty() && group.first > limit && !IsDoing(scan, group.last - 1);
  const bool does = noun && group.last == group.first + 1 && scan.Reads(group.first - 1, "to") &&
                    scan.Begins(group.first, Tag::kVerb);  // "to close at 1,478 points"
  return noun && !does ? group : Group{link, link};
}

// "put the damage at 3 million", "with levels at 1200 ppm": `group` is what the word "at" behind it
// puts a level on.
bool TakesLevel(const Scan& scan, const Group& group, std::size_t limit) {
  if (scan.Begins(group.first - 1, Tag::kPreposition)) {
    return true;
  }
  const std::size_t behind = SkipDeterminers(scan, group.first, limit);
  return scan.FindBefore(behind, Tag::kFrame).Says("put");
}

}  // namespace

bool NounBeforeBound(const Scan& scan, FigureDraft& draft) {
  const auto before = scan.FindBefore(draft.first, Tag::kBefore);
  if (!before || before.end < 2) {
    return false;
  }
  const std::size_t noun = before.end - 1;
  if (!InGroup(scan, noun, false) || IsPast(scan, noun) || IsDoing(scan, noun)) {
    return false;  // "into paying over $100 million"
  }
  const bool light = scan.FindBefore(noun, Tag::kFrame).Says("light");  // "additional fees over $5"
  if ((!light && !scan.BeginsAny(noun - 1, Mask(Tag::kPreposition) | Mask(Tag::kArticle))) ||
      (scan.Reads(noun - 1, "to") && !scan.Text(noun).ends_with('s'))) {
    return false;  // "needs to consume about 2000 calories"
  }
  SetCounted(scan, draft, noun, noun + 1);
  return true;
}

bool FragmentLeft(const Scan& scan, FigureDraft& draft, std::size_t limit) {
  const Group group = GroupBefore(scan, BeforeQualifiers(scan, draft.first), limit);
  const bool opens =
      group.first == limit || (group.first == limit + 1 && IsNominal(scan, limit + 1));
  return opens && !group.empty() && !scan.Begins(group.last - 1, Tag::kVerb) &&
         TakeGroup(scan, draft, group);
}

bool GoesOnList(const Scan& scan, const FigureDraft& before, const FigureDraft& draft) {
  constexpr std::size_t kMost = 16;  // tokens between: marks, "and", other figures
  const bool apart = draft.first > before.last + 2 && !scan.EndsClause(draft.last);
  if (before.figure.kind != FigureKind::kDuration || draft.first > before.last + kMost || apart) {
    return false;
  }
  for (std::size_t at = before.last; at < draft.first; ++at) {
    if (!scan.IsSymbol(at, U",;") && !scan.Begins(at, Tag::kAnd) && !scan.IsTaken(at)) {
      return false;
    }
  }
  return true;
}

bool NounOfLeft(const Scan& scan, FigureDraft& draft) {
  const std::size_t bound = scan.SkipBefore(draft.first, Tag::kBefore);
  const std::size_t start = scan.SkipBefore(bound, Tag::kBetween);
  const auto of = scan.FindBefore(start, Tag::kOf);
  if (!of || of.end == 0 || scan.FindBefore(start, Tag::kFrame).Says("light")) {
    return false;  // "the equivalent of $12": no noun of its own
  }
  const std::size_t noun = of.end - 1;
  const bool worth = noun > 0 && scan.Reads(noun, "worth");
  if (!worth && !CanBeMeasured(scan, noun)) {
    return false;
  }
  const Group group = GroupBefore(scan, worth ? noun : of.end, SentenceLimit(scan, draft.first));
  TakeGroup(scan, draft, {group.empty() ? noun : group.first, of.end});
  return true;
}

bool ObjectLeft(const Scan& scan, FigureDraft& draft) {
  const std::size_t start = scan.SkipBefore(draft.first, Tag::kBefore);
  if (start < 2 || !LinksChange(scan, start - 1)) {
    return false;
  }
  const std::size_t limit = SentenceLimit(scan, draft.first);
  const Group group = GroupBefore(scan, start - 1, limit);
  const std::size_t behind = group.empty() ? 0 : SkipDeterminers(scan, group.first, limit);
  const bool verb = behind > limit && (IsChangeVerb(scan, behind - 1) ||
                                       scan.FindBefore(behind, Tag::kFrame).Says("put"));
  // "a drop in the index to 5,000 points"
  const bool noun = behind > limit + 1 && scan.Begins(behind - 1, Tag::kPreposition) &&
                    NamesChange(scan, behind - 2);
  return (verb || noun) && TakeGroup(scan, draft, group);
}

namespace {

// "homes from $750,000 to $1 million": `start` is where the range begins, behind "from".
bool RangesLeft(const Scan& scan, FigureDraft& draft, std::size_t start, std::size_t limit) {
  const bool from = draft.figure.high && start > limit + 1 && scan.Begins(start - 1, Tag::kFrom);
  const Group group = from ? GroupBefore(scan, start - 1, limit) : Group{};
  if (group.empty() || IsDoing(scan, group.last - 1) || scan.Begins(group.last - 1, Tag::kVerb)) {
    return false;
  }
  TakeGroup(scan, draft, HeadOf(scan, group, limit));
  return true;
}

}  // namespace

bool PricedLeft(const Scan& scan, FigureDraft& draft) {
  const std::size_t start = BeforeQualifiers(scan, draft.first);
  const std::size_t limit = SentenceLimit(scan, draft.first);
  if (RangesLeft(scan, draft, start, limit)) {
    return true;
  }
  const Group group = start >= limit + 2 ? LinkedGroup(scan, start - 1, limit) : Group{};
  if (group.empty()) {
    return false;
  }
  if (draft.figure.kind == FigureKind::kMoney && scan.Reads(start - 1, "for")) {
    TakeGroup(scan, draft, HeadOf(scan, group, limit));
    return true;
  }
  const bool level = scan.Reads(start - 1, "at") && TakesLevel(scan, group, limit);
  // "the phone with 3687 mAh"
  const bool has = draft.figure.kind == FigureKind::kMeasure && scan.Reads(start - 1, "with") &&
                   !InGroup(scan, draft.last, false);
  return (level || has) && TakeGroup(scan, draft, group);
}

namespace {

// "to retrofit a plant", "to consume": what stands behind "to" without an article and in no plural
// is what somebody does.
bool IsBareVerb(const Scan& scan, std::size_t at) {
  return scan.IsWord(at) && !scan.Begins(at, Tag::kArticle) && !scan.IsUpper(at) &&
         !scan.Text(at).ends_with('s') && !InGroup(scan, at + 1, false);
}

}  // namespace

bool MovedFrom(const Scan& scan, FigureDraft& draft) {
  const std::size_t at = draft.last;
  const bool tied = scan.Reads(at, "from") || scan.Reads(at, "off") ||
                    (scan.Reads(at, "to") && !IsBareVerb(scan, at + 1));
  const std::size_t start = tied ? BeforeQualifiers(scan, draft.first) : 0;
  return tied && scan.FindBefore(start, Tag::kFrame).Says("move") &&
         TakeGroupFrom(scan, draft, SkipToGroup(scan, at + 1), true);
}

bool SpentOn(const Scan& scan, FigureDraft& draft) {
  if (draft.figure.kind != FigureKind::kMoney || draft.first == 0) {
    return false;
  }
  const auto spend = scan.FindBefore(BeforeQualifiers(scan, draft.first), Tag::kFrame);
  const bool tied = scan.Begins(draft.last, Tag::kPreposition) &&
                    !(scan.Reads(draft.last, "to") && IsBareVerb(scan, draft.last + 1));
  const bool paid = spend.Says("pay") && scan.Reads(draft.last, "for");
  const std::size_t at = SkipToGroup(scan, draft.last + 1);
  const bool time = scan.BeginsAny(at, Mask(Tag::kUnit) | Mask(Tag::kWeekday) | Mask(Tag::kMonth));
  return tied && (spend.Says("spend") || (paid && !time)) && TakeGroupFrom(scan, draft, at, true);
}

bool IsWorth(const Scan& scan, const FigureDraft& draft) {
  const std::size_t start = BeforeQualifiers(scan, draft.first);
  return start > 0 && scan.Reads(start - 1, "worth");
}

bool NounBeforeOf(const Scan& scan, FigureDraft& draft) {
  const auto of = scan.FindBefore(draft.first, Tag::kOf);
  const bool noun = of && of.end > 0 && scan.IsWord(of.end - 1);
  if (noun) {
    SetCounted(scan, draft, of.end - 1, of.end);
  }
  return noun;
}

}  // namespace claimwatch
