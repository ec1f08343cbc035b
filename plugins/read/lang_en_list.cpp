// What an English figure counts where the noun stands at a bracket, in a list without its verb, or
// directly behind a share. Declared in lang_en_beside.h.
#include <algorithm>
#include <iterator>
#include <string_view>

#include "plugins/read/lang_en_beside.h"

namespace claimwatch {
namespace {

// Figures, marks and words of change: nothing in brackets that an amount could be of.
bool NamesNothing(const Scan& scan, std::size_t at) {
  return scan.IsTaken(at) || scan.IsKind(at, TokenKind::kSymbol) ||
         scan.BeginsAny(at, Mask(Tag::kUp) | Mask(Tag::kDown) | Mask(Tag::kBefore) |
                                Mask(Tag::kAnd) | Mask(Tag::kArticle));
}

// The bracket that opens at most 16 tokens before the figure, with nothing but figures between;
// `at` of the figure where there is none.
std::size_t OpeningBracket(const Scan& scan, std::size_t figure, std::size_t limit) {
  constexpr std::size_t kReach = 16;
  for (std::size_t at = figure; at > limit && figure - at < kReach; --at) {
    if (scan.IsSymbol(at - 1, U'(')) {
      return at - 1;
    }
    if (scan.IsSymbol(at - 1, U')') || !NamesNothing(scan, at - 1)) {
      break;
    }
  }
  return figure;
}

// "it's light (5.5kg)": what something is.
bool IsPredicative(const Scan& scan, const Group& group, std::size_t limit) {
  constexpr std::string_view kBe[] = {"is", "are", "was", "were", "s"};
  const std::string before =
      group.first > limit && scan.IsWord(group.first - 1) ? scan.Folded(group.first - 1) : "";
  return std::find(std::begin(kBe), std::end(kBe), before) != std::end(kBe);
}

bool EndsInTime(const Scan& scan, const Group& group) {
  return scan.BeginsAny(group.last - 1, Mask(Tag::kUnit) | Mask(Tag::kPeriod) |
                                            Mask(Tag::kWeekday) | Mask(Tag::kMonth));
}

// The group between two figures may be a noun that lacks its verb: not ", wiping $5 million";
// behind a comma alone an adjective may stand ("$129, regular $149").
bool CanStandAlone(const Scan& scan, const Group& group, bool behind_and) {
  const std::string word = scan.Folded(group.last - 1);
  return scan.IsUpper(group.last - 1) ||
         (behind_and ? !word.ends_with("ing") : word.ends_with('s'));
}

// "fats and oils": `group` with the one before it when only "and" parts them.
Group WithPartner(const Scan& scan, Group group, std::size_t limit) {
  const bool joined = group.first > limit + 1 && scan.Begins(group.first - 1, Tag::kAnd);
  const Group partner = joined ? GroupBefore(scan, group.first - 1, limit) : Group{};
  return partner.empty() ? group : Group{partner.first, group.last};
}

// "people earning", "a storm packing": in the plural or with "a"; "entered the game averaging 15
// points" speaks of the subject.
bool IsAny(const Scan& scan, const Group& group, std::size_t limit) {
  const bool plural = scan.Folded(group.last - 1).ends_with('s') ||
                      scan.Find(group.last - 1, Tag::kNoun).Says("plural");
  return plural || (group.first > limit &&
                    (scan.Reads(group.first - 1, "a") || scan.Reads(group.first - 1, "an")));
}

}  // namespace

bool BracketLeft(const Scan& scan, FigureDraft& draft, std::size_t limit) {
  const std::size_t open = OpeningBracket(scan, draft.first, limit);
  // "(12)" alone refers to something
  const bool bare = draft.bare && draft.numeral.decimals == 0 && !draft.numeral.grouped;
  const Group group = open != draft.first && !bare && !InGroup(scan, draft.last, false)
                          ? GroupBefore(scan, open, limit)
                          : Group{};
  if (group.empty() || IsPredicative(scan, group, limit)) {
    return false;
  }
  const bool name = scan.IsUpper(group.last - 1);
  return TakeGroup(scan, draft, name ? group : HeadOf(scan, group, limit));
}

bool DoingLeft(const Scan& scan, FigureDraft& draft, std::size_t limit) {
  const std::size_t verb = BeforeQualifiers(scan, draft.first);
  if (verb < limit + 2 || !IsDoing(scan, verb - 1)) {
    return false;
  }
  const Group group = GroupBefore(scan, verb - 1, limit);
  if (group.empty() || IsDoing(scan, group.last - 1)) {
    return false;
  }
  return IsAny(scan, group, limit) && !EndsInTime(scan, group) &&
         TakeGroup(scan, draft, HeadOf(scan, group, limit));
}

bool CutLeft(const Scan& scan, FigureDraft& draft, std::size_t limit) {
  const Group group = GroupBefore(scan, BeforeQualifiers(scan, draft.first), limit);
  if (group.empty() || EndsInTime(scan, group)) {
    return false;
  }
  const std::size_t behind = SkipDeterminers(scan, group.first, limit);
  const bool sure = behind != group.first || scan.Folded(group.last - 1).ends_with('s');
  const bool verb = behind > limit && !IsComparative(scan, behind - 1) &&
                    scan.BeginsAny(behind - 1, Mask(Tag::kUp) | Mask(Tag::kDown)) &&
                    IsOnlyVerb(scan, behind - 1);
  return sure && verb && TakeGroup(scan, draft, group);
}

bool GapLeft(const Scan& scan, const FigureDraft& before, FigureDraft& draft) {
  const std::size_t start = BeforeQualifiers(scan, draft.first);
  Group group = GroupBefore(scan, start, before.last);
  if (group.empty() || IsFrameVerb(scan, group.last - 1) || EndsInTime(scan, group)) {
    return false;
  }
  const bool noun = CanStandAlone(
      scan, group, !scan.IsSymbol(before.last, U',') || scan.Begins(before.last + 1, Tag::kAnd));
  group = group.first > before.last + 1 ? WithPartner(scan, group, before.last) : group;
  const std::size_t joint = SkipDeterminers(scan, group.first, before.last);
  const std::size_t comma = before.last + (scan.IsSymbol(before.last, U',') ? 1U : 0U);
  const std::size_t behind = scan.Skip(comma, Tag::kAnd);
  const bool joined = behind != before.last && joint == behind;
  return noun && joined && before.figure.kind == draft.figure.kind && TakeGroup(scan, draft, group);
}

bool PriceForEach(const Scan& scan, const FigureDraft& other, FigureDraft& draft) {
  const bool prices =
      draft.figure.kind == FigureKind::kMoney && other.figure.kind == FigureKind::kMoney;
  if (!prices || !scan.Reads(draft.last, "for") || !scan.Reads(other.last, "for")) {
    return false;
  }
  const Group group = GroupFrom(scan, SkipToGroup(scan, draft.last + 1), true);
  return !group.empty() && !EndsInTime(scan, group) && TakeGroup(scan, draft, group);
}

namespace {

// "trades at 6.5 times earnings": a multiple of the noun behind it.
bool TimesOf(const Scan& scan, FigureDraft& draft) {
  const std::size_t at = draft.last;
  return draft.figure.kind == FigureKind::kMultiple && scan.Reads(at - 1, "times") &&
         InGroup(scan, at, false) && !IsRelativeTime(scan, at) && !IsDoing(scan, at) &&
         !scan.BeginsAny(at, Mask(Tag::kUp) | Mask(Tag::kDown) | Mask(Tag::kFrame)) &&
         !scan.Folded(at).ends_with("er") && TakeGroupFrom(scan, draft, at, true);
}

}  // namespace

bool SharedPlural(const Scan& scan, FigureDraft& draft) {
  if (TimesOf(scan, draft)) {
    return true;
  }
  const std::size_t at = draft.last;
  const bool share = draft.figure.kind == FigureKind::kPercent &&
                     draft.figure.change == Change::kNone && !draft.figure.high;
  if (!share || !InGroup(scan, at, false) || IsRelativeTime(scan, at) ||
      scan.BeginsAny(at, Mask(Tag::kUp) | Mask(Tag::kDown) | Mask(Tag::kFrame))) {
    return false;
  }
  const Group group = GroupFrom(scan, at, true);
  const bool plural =
      !group.empty() && scan.Folded(group.last - 1).ends_with('s') && !scan.IsUpper(group.last - 1);
  return plural && !EndsInTime(scan, group) && TakeGroup(scan, draft, group);
}

namespace {

// Behind the comma, or the amount said again between commas, that starts at `at`.
std::size_t BehindApposition(const Scan& scan, std::size_t at) {
  constexpr std::size_t kMost = 8;  // tokens
  if (!scan.IsSymbol(at, U',')) {
    return at;
  }
  std::size_t end = at + 1;
  while (end < at + kMost && (scan.IsTaken(end) || scan.Begins(end, Tag::kBefore))) {
    ++end;
  }
  return scan.IsSymbol(end, U',') ? end + 1 : at + 1;
}

}  // namespace

bool MoneyIn(const Scan& scan, FigureDraft& draft) {
  const std::size_t in = BehindApposition(scan, draft.last);
  if (draft.figure.kind != FigureKind::kMoney || !scan.Reads(in, "in")) {
    return false;
  }
  const Group group = GroupFrom(scan, in + 1, true);
  if (group.empty() || scan.tokens[group.last - 1].upper) {
    return false;
  }
  const std::size_t head = group.last - 1;
  const bool time = scan.BeginsAny(head, Mask(Tag::kUnit) | Mask(Tag::kPeriod));
  const bool noun = scan.Folded(head).ends_with('s') || scan.Find(head, Tag::kFrame).Says("mass");
  return !time && noun && !scan.IsDigits(group.last) && TakeGroup(scan, draft, group);
}

}  // namespace claimwatch
