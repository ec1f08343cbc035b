#include "plugins/read/lang_en_beside.h"

#include <string_view>

namespace claimwatch {
namespace {

constexpr int kMostQualifiers = 4;  // stepped over in front of a figure

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

bool Take(const Scan& scan, FigureDraft& draft, const Group& group) {
  if (group.empty()) {
    return false;
  }
  TakeGroup(scan, draft, group);
  return true;
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
  return !group.empty() && !scan.Begins(group.last - 1, Tag::kVerb) && Take(scan, draft, group);
}

bool AgedLeft(const Scan& scan, FigureDraft& draft, std::size_t limit) {
  const auto frame = scan.FindBefore(BeforeQualifiers(scan, draft.first), Tag::kFrame);
  if (!frame.Says("age")) {
    return false;
  }
  return Take(scan, draft, GroupBefore(scan, BeforeQualifiers(scan, frame.end), limit));
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
  return opens && !does && !IsFrameVerb(scan, group.last - 1) && Take(scan, draft, group);
}

bool NamedLeft(const Scan& scan, FigureDraft& draft, std::size_t limit) {
  const std::size_t at = draft.first;
  const bool name = at > limit && scan.IsUpper(at - 1) && InGroup(scan, at - 1, false);
  return name && Take(scan, draft, GroupBefore(scan, at, limit));
}

bool IsFormerLevel(const Scan& scan, const FigureDraft& draft) {
  const std::size_t start = BeforeQualifiers(scan, draft.first);
  const bool from = start >= 2 && scan.Reads(start - 1, "from");
  return from && (scan.Reads(start - 2, "up") || scan.Reads(start - 2, "down"));
}

bool SharesNounWith(const Scan& scan, const FigureDraft& draft, const FigureDraft& next) {
  if (!draft.attributive) {
    return false;
  }
  const bool comma = scan.IsSymbol(draft.last, U',') && next.first == draft.last + 1;
  const bool behind = scan.IsWord(next.last) || scan.JoinsTight(next.last, U"-");
  return comma && behind && (next.attributive || !next.bare);
}

}  // namespace claimwatch
