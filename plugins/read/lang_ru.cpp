// What is counted, in Russian: the genitive group behind a count, else the nominative group at the
// head of the clause.
#include <algorithm>

#include "plugins/read/draft.h"

namespace claimwatch {
namespace {

constexpr std::size_t kLongestGroup = 4;
constexpr std::size_t kSubjectWindow = 40;

constexpr auto kClosed = Mask(Tag::kStop) | Mask(Tag::kPreposition) | Mask(Tag::kVerb) |
                         Mask(Tag::kAnd) | Mask(Tag::kBefore) | Mask(Tag::kUp) | Mask(Tag::kDown) |
                         Mask(Tag::kAfter) | Mask(Tag::kTo) | Mask(Tag::kMultiple);

constexpr std::string_view kAdjective[] = {"ый", "ий",  "ой",  "ая",  "яя", "ое", "ее",
                                           "ые", "ие",  "ого", "его", "ых", "их", "ым",
                                           "им", "ыми", "ими", "ую",  "юю", "ей"};
constexpr std::string_view kVerbal[] = {
    "ли", "ла",  "ло",     "лся",    "лась", "лось", "лись", "ют",  "ут",  "ят",
    "ат", "ает", "яет",    "ует",    "ится", "ется", "ены",  "ано", "ена", "ен",
    "ит", "ать", "ить",    "еть",    "ется", "ился", "нял",  "ал",  "ил",  "ел",
    "ял", "ув",  "ившись", "авшись", "аны",  "ято",  "ыто"};

template <std::size_t kSize>
bool EndsInOne(const std::string& word, const std::string_view (&endings)[kSize]) {
  return std::any_of(std::begin(endings), std::end(endings), [&word](std::string_view ending) {
    return word.size() > ending.size() + 4 && word.ends_with(ending);
  });
}

bool InGroup(const Scan& scan, std::size_t at) {
  return scan.IsWord(at) && !scan.masked[at] && !scan.IsTaken(at) &&
         !scan.lexicon->BeginsAny(scan.tokens[at].id, kClosed);
}

bool IsAdjective(const Scan& scan, std::size_t at) {
  return EndsInOne(scan.Folded(at), kAdjective);
}

bool IsVerbal(const Scan& scan, std::size_t at) {
  if (scan.Begins(at, Tag::kNoun)) {
    return false;  // "медали"
  }
  return scan.Begins(at, Tag::kVerb) || scan.Begins(at, Tag::kUp) || scan.Begins(at, Tag::kDown) ||
         EndsInOne(scan.Folded(at), kVerbal);
}

// "опрошенных | поддержали": a past plural behind an adjective in the genitive plural is the verb.
bool IsVerbBehind(const Scan& scan, std::size_t adjective) {
  const std::string word = scan.Folded(adjective);
  if (!word.ends_with("ых") && !word.ends_with("их")) {
    return false;
  }
  const std::string next = scan.IsWord(adjective + 1) ? scan.Folded(adjective + 1) : std::string();
  return next.ends_with("ли") || next.ends_with("лись");
}

// Adjectives and the first noun behind them.
std::size_t GroupEnd(const Scan& scan, std::size_t at) {
  std::size_t end = at;
  while (end < at + kLongestGroup && InGroup(scan, end)) {
    ++end;
    if (IsVerbBehind(scan, end - 1)) {
      return end;
    }
    if (scan.IsSymbol(end, U'-') && scan.Tight(end) && scan.IsWord(end + 1)) {
      end += 2;
    }
    if (!IsAdjective(scan, end - 1)) {
      return end;
    }
  }
  return end;
}

bool Right(const Scan& scan, FigureDraft& draft) {
  const std::size_t end = GroupEnd(scan, draft.last);
  if (end == draft.last ||
      (end == draft.last + 1 && IsVerbal(scan, draft.last) && !draft.attributive)) {
    return false;
  }
  SetCounted(scan, draft, draft.last, end);
  return true;
}

std::size_t ClauseStart(const Scan& scan, std::size_t at) {
  std::size_t start = at;
  while (start > 0 && at - start < kSubjectWindow && !scan.EndsClause(start - 1)) {
    --start;
  }
  return start;
}

// The first noun group of the clause that is not behind a preposition; "число городов" counts
// городов.
bool SubjectIn(const Scan& scan, FigureDraft& draft, std::size_t start, std::size_t limit) {
  for (std::size_t at = start; at < limit; ++at) {
    const bool behind_preposition = at > 0 && at > start && scan.Begins(at - 1, Tag::kPreposition);
    if (behind_preposition) {
      at = std::max(at, GroupEnd(scan, at) > 0 ? GroupEnd(scan, at) - 1 : at);
      continue;
    }
    if (!InGroup(scan, at) || (IsVerbal(scan, at) && !scan.tokens[at].upper)) {
      continue;
    }
    std::size_t end = std::min(GroupEnd(scan, at), limit);
    const auto number_of = scan.Find(at, Tag::kFrame);
    if (number_of && number_of.entry->value == "number-of" &&
        GroupEnd(scan, number_of.end) > number_of.end) {
      SetCounted(scan, draft, number_of.end, GroupEnd(scan, number_of.end));
      return true;
    }
    if (end > at) {
      SetCounted(scan, draft, at, end);
      return true;
    }
  }
  return false;
}

bool Subject(const Scan& scan, FigureDraft& draft) {
  const std::size_t start = ClauseStart(scan, draft.first);
  if (SubjectIn(scan, draft, start, draft.first)) {
    return true;
  }
  if (start == 0 || scan.EndsSentence(start - 1)) {
    return false;
  }
  return SubjectIn(scan, draft, ClauseStart(scan, start - 1), start - 1);
}

// "снизил ставку на 25 пунктов", "с купоном 14,25%", "гарантии на 1,2 трлн": the noun directly
// before the amount and its preposition.
bool NounBefore(const Scan& scan, FigureDraft& draft) {
  std::size_t at = draft.first;
  for (int i = 0; i < 3; ++i) {
    if (const auto before = scan.FindBefore(at, Tag::kBefore)) {
      at = before.end;
    } else if (at > 0 && scan.Begins(at - 1, Tag::kPreposition)) {
      --at;
    } else {
      break;
    }
  }
  if (const auto measure = scan.FindBefore(at, Tag::kFrame); measure.Says("measure-of")) {
    at = measure.end;  // "крыши площадью 300 метров": what is measured
  }
  if (at == 0 || !InGroup(scan, at - 1) ||
      scan.lexicon->BeginsAny(scan.tokens[at - 1].id,
                              Mask(Tag::kNumber) | Mask(Tag::kUnit) | Mask(Tag::kCurrency)) ||
      IsVerbal(scan, at - 1) || IsAdjective(scan, at - 1)) {
    return false;
  }
  std::size_t first = at - 1;
  if (first > 0 && InGroup(scan, first - 1) && IsAdjective(scan, first - 1)) {
    --first;
  }
  if (scan.FindBefore(first, Tag::kFrame).Says("costs")) {
    return false;  // "обойдётся городу в 3 млн": who pays
  }
  SetCounted(scan, draft, first, at);
  return true;
}

// "70% опрошенных", "30 процентов территории": the share of what stands behind it; "на 5% год к
// году" and "на 8% больше" tell a change.
bool ShareOf(const Scan& scan, FigureDraft& draft) {
  const std::size_t at = draft.last;
  const bool change = draft.first > 0 && scan.Reads(draft.first - 1, "на");
  const bool noun = InGroup(scan, at) && (!scan.IsUpper(at) || scan.tokens[at].caps) &&
                    !scan.BeginsAny(at, Mask(Tag::kUnit) | Mask(Tag::kFrame));
  return draft.figure.kind == FigureKind::kPercent && !change && noun && Right(scan, draft);
}

// "строительство займёт три года": a verb right before the span of time has a subject for it.
bool LastsSo(const Scan& scan, FigureDraft& draft) {
  const std::size_t at = scan.SkipBefore(draft.first, Tag::kBefore);
  return at > 0 && scan.IsWord(at - 1) && scan.Begins(at - 1, Tag::kVerb) && Subject(scan, draft);
}

bool Ellipsis(std::vector<FigureDraft>& drafts, std::size_t index) {
  return TakeEarlierCounted(drafts, index, [](const FigureDraft& earlier) { return earlier.bare; });
}

// "на 25 пунктов, до 4,75 процента": the level counts what the step right before it does.
bool TakeNeighbours(std::vector<FigureDraft>& drafts, std::size_t index) {
  const bool level = index > 0 && drafts[index - 1].last + 2 >= drafts[index].first &&
                     !drafts[index - 1].figure.counted.empty();
  if (level) {
    drafts[index].figure.counted = drafts[index - 1].figure.counted;
  }
  return level;
}

// "двухлетний план", "второй саммит": what stands before its noun; a span of time alone counts
// nothing.
void Qualifier(const Scan& scan, std::vector<FigureDraft>& drafts, std::size_t index) {
  FigureDraft& draft = drafts[index];
  if (draft.figure.kind == FigureKind::kDuration && !draft.attributive) {
    LastsSo(scan, draft);
    return;
  }
  if (!Right(scan, draft) && draft.figure.kind == FigureKind::kOrdinal) {
    Ellipsis(drafts, index);
  }
}

}  // namespace

void FindCountedRussian(const Scan& scan, std::vector<FigureDraft>& drafts, std::size_t index) {
  FigureDraft& draft = drafts[index];
  const FigureKind kind = draft.figure.kind;
  if (kind == FigureKind::kDuration || kind == FigureKind::kAge || kind == FigureKind::kOrdinal) {
    Qualifier(scan, drafts, index);
    return;
  }
  if (draft.bare) {
    if (!Right(scan, draft) && !Ellipsis(drafts, index)) {
      Subject(scan, draft);
    }
    return;
  }
  const bool measure = kind == FigureKind::kMeasure || kind == FigureKind::kFraction;
  if ((measure && Right(scan, draft)) || ShareOf(scan, draft)) {
    return;
  }
  if (kind != FigureKind::kMultiple && NounBefore(scan, draft)) {
    return;
  }
  if (!TakeNeighbours(drafts, index)) {
    Subject(scan, draft);
  }
}

}  // namespace claimwatch
