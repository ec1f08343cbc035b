// What is counted, in English: the noun group to the right of a count, the frame of an amount ("X
// rose 3 percent", "3 percent of X"), else the subject of the clause.
#include <algorithm>
#include <iterator>

#include "plugins/read/lang_en_beside.h"
#include "plugins/read/lang_en_group.h"
#include "plugins/read/sense.h"
#include "plugins/read/unit.h"

namespace claimwatch {
namespace {

constexpr std::size_t kSubjectWindow = 40;  // tokens looked at for a subject

// Where what a figure is of may stand: behind it, or behind the same amount said again in
// parentheses ("8 miles (13 kilometers) of tunnel").
std::size_t BehindAgain(const Scan& scan, std::size_t last) {
  constexpr std::size_t kLongest = 7;  // tokens of an amount in parentheses
  if (scan.IsSymbol(last, U')')) {
    return last + 1;
  }
  for (std::size_t at = last + 1; scan.IsSymbol(last, U'(') && at < last + kLongest; ++at) {
    if (scan.IsSymbol(at, U')')) {
      return at + 1;
    }
  }
  return last;
}

// "18 a decade ago", "one in 50 a decade ago": an article behind a bare count or a ratio begins
// something else.
bool EndsBare(const Scan& scan, const FigureDraft& draft, std::size_t at) {
  const bool count = draft.bare && draft.figure.kind == FigureKind::kCount;
  const bool ratio = draft.figure.kind == FigureKind::kFraction && !draft.numeral.fraction;
  return (count || ratio) && scan.Begins(at, Tag::kArticle);
}

// "its $30 million facility", "the bank's 2 per cent target": what says whose the noun behind the
// amount is.
bool IsOwner(const Scan& scan, std::size_t at) {
  constexpr std::string_view kOwners[] = {"its",  "their", "his",  "her", "our",
                                          "this", "these", "that", "s"};
  if (scan.Reads(at, "s") && (at == 0 || !scan.IsSymbol(at - 1, U"'\u2019"))) {
    return false;
  }
  const std::string word = scan.IsWord(at) ? scan.Folded(at) : std::string();
  return std::find(std::begin(kOwners), std::end(kOwners), word) != std::end(kOwners);
}

// The noun stands in the singular: "one country", "a 20-year plan", "the second summit", "a $5
// million arms deal".
bool IsOfOne(const Scan& scan, const FigureDraft& draft) {
  if (draft.figure.value == Decimal(1) || draft.attributive ||
      draft.figure.kind == FigureKind::kOrdinal) {
    return true;
  }
  const std::size_t before = draft.first - 1;
  return !draft.bare && draft.first > 0 &&
         (scan.Reads(before, "a") || scan.Reads(before, "an") || IsOwner(scan, before));
}

// "632 metres high", "60 km northwest of the capital": a way to measure, nothing measured.
bool IsWay(const Scan& scan, const FigureDraft& draft) {
  const auto way = scan.Find(draft.last, Tag::kFrame);
  return !draft.bare && (way.Says("long") || way.Says("direction"));
}

// Where the noun group of a figure may stand on its right: behind "or more", a hyphen, "of".
std::size_t RightOf(const Scan& scan, const FigureDraft& draft) {
  const std::size_t again = BehindAgain(scan, draft.last);
  if (again != draft.last && scan.JoinsTight(again, U"-")) {
    return scan.Skip(again + 1, Tag::kFrame);  // "a 24m (79ft)-long hull"
  }
  std::size_t at = draft.attributive ? again : draft.last;
  if (const auto after = scan.Find(at, Tag::kAfter); after && scan.IsWord(after.end)) {
    at = after.end;
  }
  return scan.SkipTight(at, U'-');
}

// Behind the first word of the group where it only qualifies: "two smaller tenancies", "300
// recorded songs".
std::size_t SkipQualifier(const Scan& scan, const FigureDraft& draft, std::size_t at) {
  if (at < scan.size() && scan.masked[at] && scan.JoinsTight(at + 1, U"-")) {
    return at + 3;  // "14 first-team players"
  }
  if (draft.bare && scan.Reads(at, "more")) {
    return at + 1;  // "eight more ships"
  }
  const bool qualifies = IsComparative(scan, at) || (draft.bare && IsPast(scan, at));
  return at + (qualifies && InGroup(scan, at + 1, false) ? 1U : 0U);
}

// "a gain of 2 percent witnessed in August": the word at `at` says what became of the amount.
bool IsPredicate(const Scan& scan, const FigureDraft& draft, std::size_t at) {
  return !draft.bare && IsPast(scan, at) && !InGroup(scan, at + 1, false);
}

// "164p", "63 last year", "around 73 raising the prospect": a single letter, a time, or what
// somebody does.
bool IsNoNoun(const Scan& scan, std::size_t at) {
  if (!scan.IsWord(at)) {
    return false;
  }
  const bool letter = scan.Text(at).size() == 1 && !InGroup(scan, at + 1, false);
  return letter || IsRelativeTime(scan, at) ||
         (IsDoing(scan, at) && scan.Begins(at + 1, Tag::kArticle));
}

// "issued and outstanding shares": behind the first of two words that only qualify the noun.
std::size_t SkipFirstOfTwo(const Scan& scan, std::size_t at) {
  const bool two = IsPast(scan, at) && scan.Begins(at + 1, Tag::kAnd) &&
                   InGroup(scan, at + 2, false) && InGroup(scan, at + 3, false);
  return two ? at + 2 : at;
}

// "58 contracts", "100 of the projects", "a dozen governors".
bool CountRight(const Scan& scan, FigureDraft& draft) {
  const std::size_t right = RightOf(scan, draft);
  const auto of = scan.Find(right, Tag::kOf);
  if (IsWay(scan, draft) || (!of && EndsBare(scan, draft, right))) {
    return false;
  }
  const std::size_t at = SkipQualifier(scan, draft, SkipToGroup(scan, of ? of.end : right));
  if (IsPredicate(scan, draft, at) || IsNoNoun(scan, at)) {
    return false;
  }
  const bool several = draft.bare && !of && right == draft.last && !IsOfOne(scan, draft);
  return several ? TakeJoinedGroup(scan, draft, at)
                 : TakeGroupFrom(scan, draft, at, !IsOfOne(scan, draft));
}

// "98 percent of tariff lines", "1,840 kilometers of pipe", "180 billion yuan of investment".
bool OfRight(const Scan& scan, FigureDraft& draft) {
  const std::size_t behind = BehindAgain(scan, draft.last);
  const bool worth = scan.Reads(behind, "worth");  // "$5 billion worth of goods"
  const auto of = scan.Find(behind + (worth ? 1U : 0U), Tag::kOf);
  if (!of) {
    return false;
  }
  if (scan.Reads(of.end, "it")) {
    SetCounted(scan, draft, of.end, of.end + 1);
    return true;
  }
  const std::size_t whole = of.end + (scan.Reads(of.end, "each") ? 1U : 0U);
  return TakeGroupFrom(scan, draft, SkipFirstOfTwo(scan, SkipToGroup(scan, whole)), true);
}

// "a third less water", "a fivefold bigger loss".
bool MoreOf(const Scan& scan, FigureDraft& draft) {
  const bool share = draft.figure.kind == FigureKind::kFraction ||
                     draft.figure.kind == FigureKind::kMultiple ||
                     draft.figure.kind == FigureKind::kPercent;
  const std::size_t at = draft.last;
  if (!share || !scan.BeginsAny(at, Mask(Tag::kUp) | Mask(Tag::kDown)) || IsPast(scan, at)) {
    return false;
  }
  return TakeGroupFrom(scan, draft, at + 1, true);
}

// "up from 41", "though only 28": a bare count with no noun takes the one before it.
bool Ellipsis(std::vector<FigureDraft>& drafts, std::size_t index) {
  return TakeEarlierCounted(drafts, index, [](const FigureDraft& earlier) {
    return earlier.figure.kind != FigureKind::kOrdinal &&
           earlier.figure.kind != FigureKind::kDuration;
  });
}

bool SameSentence(const Scan& scan, const FigureDraft& a, const FigureDraft& b) {
  for (std::size_t i = a.last; i < b.first && i < a.last + kSubjectWindow; ++i) {
    if (scan.EndsSentence(i)) {
      return false;
    }
  }
  return b.first < a.last + kSubjectWindow;
}

// The figure before it stands in the same sentence and has a noun for both.
bool TakesNounBefore(const Scan& scan, std::vector<FigureDraft>& drafts, std::size_t index) {
  return index > 0 && SameSentence(scan, drafts[index - 1], drafts[index]) &&
         Ellipsis(drafts, index);
}

// A bracket closes in tokens [first, last).
bool ClosesBracket(const Scan& scan, std::size_t first, std::size_t last) {
  for (; first < last; ++first) {
    if (scan.IsSymbol(first, U')')) {
      return true;
    }
  }
  return false;
}

// "(about $208 million)", ", or close to 6 billion dollars": the amount before it, said again; not
// "(1.5mm internal diameter)" nor "12,000 jobs, or 2 percent".
bool RepeatsAmount(const Scan& scan, const FigureDraft& before, const FigureDraft& draft) {
  const std::size_t at = scan.SkipBefore(draft.first, Tag::kBefore);
  if (at > 0 && scan.IsSymbol(at - 1, U'(')) {
    return !InGroup(scan, draft.last, false) && !ClosesBracket(scan, before.last, at - 1);
  }
  const bool share = draft.figure.kind == FigureKind::kPercent && before.bare;
  return at > 0 && scan.Reads(at - 1, "or") && !share;
}

// "the country's 241 million users": whose the figure at `figure` is stands in front of it.
bool IsOwned(const Scan& scan, std::size_t at, std::size_t figure) {
  constexpr std::size_t kMost = 7;  // tokens
  if (figure < at + 3 || figure > at + kMost || !scan.Reads(figure - 1, "s") ||
      !scan.IsSymbol(figure - 2, U"'\u2019")) {
    return false;
  }
  while (at < figure - 2 && (InGroup(scan, at, false) || scan.Begins(at, Tag::kArticle))) {
    ++at;
  }
  return at == figure - 2;
}

// Only small words, at most two, or an owner stand between `at` and the figure `next`, which is no
// date.
bool OpensWith(const Scan& scan, std::size_t at, const FigureDraft& next) {
  if (next.figure.when.empty() && IsOwned(scan, at, next.first)) {
    return true;
  }
  if (next.first < at || next.first > at + 2 || !next.figure.when.empty()) {
    return false;
  }
  for (; at < next.first; ++at) {
    const bool small =
        scan.BeginsAny(at, Mask(Tag::kArticle) | Mask(Tag::kStop) | Mask(Tag::kBefore)) ||
        scan.Find(at, Tag::kFrame).Says("light");  // "the combined 4 million sales"
    if (!small || scan.Begins(at, Tag::kPreposition)) {
      return false;
    }
  }
  return true;
}

// "0.02 percent of the 1.4 billion consumers": the next figure's noun.
bool OfNextFigure(const Scan& scan, std::vector<FigureDraft>& drafts, std::size_t index) {
  const auto of = scan.Find(drafts[index].last, Tag::kOf);
  if (!of || index + 1 >= drafts.size() || !OpensWith(scan, of.end, drafts[index + 1])) {
    return false;
  }
  FindCountedEnglish(scan, drafts, index + 1);
  drafts[index].figure.counted = drafts[index + 1].figure.counted;
  return true;
}

// "half the projects", "a $30 million facility", "the -1.1% forecast": the noun follows directly.
bool Premodifies(const Scan& scan, const FigureDraft& draft) {
  if (draft.numeral.fraction && draft.figure.kind == FigureKind::kFraction &&
      scan.Begins(draft.last, Tag::kArticle)) {
    return true;
  }
  if (draft.first == 0) {
    return false;
  }
  // "its proposed $5 billion takeover"
  const std::size_t first = draft.first - (IsPast(scan, draft.first - 1) ? 1U : 0U);
  return first > 0 &&
         (scan.FindBefore(first, Tag::kArticle) || draft.attributive || IsOwner(scan, first - 1));
}

// What the amount before it counts, when this one says the same again.
bool CountedBefore(const Scan& scan, std::vector<FigureDraft>& drafts, std::size_t index) {
  if (index == 0 || !RepeatsAmount(scan, drafts[index - 1], drafts[index]) ||
      drafts[index - 1].figure.counted.empty()) {
    return false;
  }
  drafts[index].figure.counted = drafts[index - 1].figure.counted;
  return true;
}

bool PremodifiedNoun(const Scan& scan, FigureDraft& draft) {
  return Premodifies(scan, draft) && CountRight(scan, draft);
}

// The finders of the words beside the figure, each up to where its sentence begins.
template <bool (*kFinder)(const Scan&, FigureDraft&, std::size_t)>
bool InSentence(const Scan& scan, FigureDraft& draft) {
  return kFinder(scan, draft, SentenceLimit(scan, draft.first));
}

// "78 per cent will be paid in cash, up from 50 per cent": what the earlier amount of that unit is
// of.
bool TakesFormer(const Scan& scan, std::vector<FigureDraft>& drafts, std::size_t index) {
  const bool former = index > 0 && IsFormerLevel(scan, drafts[index]) &&
                      drafts[index - 1].figure.unit == drafts[index].figure.unit &&
                      !drafts[index - 1].figure.counted.empty();
  if (former) {
    drafts[index].figure.counted = drafts[index - 1].figure.counted;
  }
  return former;
}

// "from 5 percent to 3 percent": what the end before it counts.
bool TakesFrom(const Scan& scan, std::vector<FigureDraft>& drafts, std::size_t index) {
  if (index == 0 || drafts[index].first == 0 || !scan.Reads(drafts[index].first - 1, "to")) {
    return false;
  }
  const FigureDraft& from = drafts[index - 1];
  const bool ends = from.last + 1 == drafts[index].first && !from.figure.counted.empty() &&
                    from.figure.unit == drafts[index].figure.unit &&
                    scan.FindBefore(BeforeQualifiers(scan, from.first), Tag::kFrom);
  if (ends) {
    drafts[index].figure.counted = from.figure.counted;
  }
  return ends;
}

// "half were women, 77 percent were older", "$5 million is missing": the amount itself is what the
// verb behind it speaks of, so that no verb before it can be.
bool IsOwnSubject(const Scan& scan, const FigureDraft& draft) {
  const std::size_t start = BeforeQualifiers(scan, draft.first);
  const bool opens = scan.OpensClause(start) || scan.Begins(start - 1, Tag::kAnd);
  return opens && scan.Begins(draft.last, Tag::kVerb) && IsOnlyVerb(scan, draft.last);
}

// The noun that an amount in a list of such amounts has for itself.
bool TakesListed(const Scan& scan, std::vector<FigureDraft>& drafts, std::size_t index) {
  FigureDraft& draft = drafts[index];
  const bool first = index + 1 < drafts.size() && PriceForEach(scan, drafts[index + 1], draft);
  return first || (index > 0 && (PriceForEach(scan, drafts[index - 1], draft) ||
                                 GapLeft(scan, drafts[index - 1], draft)));
}

// What an amount is of. The surest sign comes first; signs that need the neighbouring figures stand
// between those that do not.
bool FindCountedOfAmount(const Scan& scan, std::vector<FigureDraft>& drafts, std::size_t index) {
  using Finder = bool (*)(const Scan&, FigureDraft&);
  constexpr Finder kNear[] = {OfRight, InSentence<WorthLeft>, NounOfLeft, NounBeforeBound, MoreOf};
  constexpr Finder kFar[] = {MoneyIn,
                             MovedFrom,
                             PushedLeft,
                             ObjectLeft,
                             InSentence<CutLeft>,
                             PremodifiedNoun,
                             UnitOfNoun,
                             InSentence<BracketLeft>,
                             SpentOn,
                             PricedLeft,
                             InSentence<GappedLeft>,
                             SharedPlural,
                             InSentence<DoingLeft>,
                             Subject,
                             InSentence<NamedLeft>,
                             InSentence<FragmentLeft>,
                             CountRight};
  const auto finds = [&scan, &drafts, index](Finder finder) {
    return finder(scan, drafts[index]);
  };
  if (index > 0 && SharesNounWith(scan, drafts[index - 1], drafts[index])) {
    return CountRight(scan, drafts[index]);  // "a five-year, $12 million contract"
  }
  if (OfNextFigure(scan, drafts, index) || std::any_of(std::begin(kNear), std::end(kNear), finds)) {
    return true;
  }
  if (IsOwnSubject(scan, drafts[index])) {
    return drafts[index].figure.kind != FigureKind::kMoney && TakesNounBefore(scan, drafts, index);
  }
  return CountedBefore(scan, drafts, index) || TakesFormer(scan, drafts, index) ||
         TakesFrom(scan, drafts, index) || TakesListed(scan, drafts, index) ||
         std::any_of(std::begin(kFar), std::end(kFar), finds) ||
         TakesNounBefore(scan, drafts, index) || NounBeforeOf(scan, drafts[index]);
}

// "500 scholarships a year": the rate stands behind the noun.
void RateBehind(const Scan& scan, FigureDraft& draft) {
  const auto per = scan.Find(draft.counted_last, Tag::kPer);
  const auto unit = per ? scan.Find(per.end, Tag::kUnit) : Lexicon::Match{};
  if (unit && draft.figure.unit.empty() && DimensionOf(unit.entry->value) == "duration") {
    draft.figure.unit = "/" + std::string(unit.entry->value);
    draft.figure.dimension = "rate";
  }
}

// "exceeded 100", "reached 41": the figure is what its own verb says of the subject.
bool BehindVerb(const Scan& scan, const FigureDraft& draft) {
  const auto before = scan.FindBefore(draft.first, Tag::kBefore);
  const std::size_t at = before ? before.end : draft.first;
  return (before && IsFrameVerb(scan, at)) ||
         (at > 0 && scan.IsWord(at - 1) && scan.Begins(at - 1, Tag::kVerb));
}

// "four voted against and two abstained": a past form that closes the clause is what they did; of
// "three wounded" it says who they are.
bool ActsAlone(const Scan& scan, const FigureDraft& draft) {
  const std::size_t at = draft.last;
  return draft.bare && IsPast(scan, at) && !scan.Begins(at, Tag::kNoun) &&
         !scan.Find(at, Tag::kFrame).Says("casualty") && !InGroup(scan, at + 1, false);
}

// A bare number: the noun behind it, else what stands before it.
void FindCountedOfCount(const Scan& scan, std::vector<FigureDraft>& drafts, std::size_t index) {
  FigureDraft& draft = drafts[index];
  if (ActsAlone(scan, draft) && TakesNounBefore(scan, drafts, index)) {
    return;
  }
  if (IsWorth(scan, draft) && InSentence<WorthLeft>(scan, draft)) {
    return;
  }
  if (CountRight(scan, draft)) {
    RateBehind(scan, draft);
    return;
  }
  if (OfNextFigure(scan, drafts, index)) {
    return;  // "twenty-one of the 27 states"
  }
  // "estimates of 64,900", "pairs of cities have exceeded 100"
  const bool found = NounOfLeft(scan, draft) || ObjectLeft(scan, draft) ||
                     InSentence<BracketLeft>(scan, draft) ||
                     (BehindVerb(scan, draft) && Subject(scan, draft));
  if (!found && !TakesNounBefore(scan, drafts, index)) {
    Subject(scan, draft);
  }
}

// "3 years, 2 months", "70 days in spring, 99 days": what the span before it counts.
bool TakesSpanBefore(const Scan& scan, std::vector<FigureDraft>& drafts, std::size_t index) {
  constexpr std::size_t kReach = 3;  // figures looked back at
  for (std::size_t i = index; i > 0 && i + kReach > index; --i) {
    if (GoesOnList(scan, drafts[i - 1], drafts[index])) {
      drafts[index].figure.counted = drafts[i - 1].figure.counted;
      return true;
    }
  }
  return false;
}

// "Talks lasted two and a half hours", "keeps running for 3 years": a verb directly before it, or
// one that a preposition ties it to, has a subject for it.
void FindCountedOfTime(const Scan& scan, FigureDraft& draft) {
  const std::size_t verb = draft.first - 1;
  const bool tied = draft.first > 0 && scan.Begins(verb, Tag::kPreposition) &&
                    !(scan.Reads(verb, "in") && RanksOver(scan, verb));
  if (draft.first > 0 && (scan.Begins(verb, Tag::kVerb) || IsPast(scan, verb) || tied)) {
    Subject(scan, draft);
  }
}

}  // namespace

void FindCountedEnglish(const Scan& scan, std::vector<FigureDraft>& drafts, std::size_t index) {
  FigureDraft& draft = drafts[index];
  const FigureKind kind = draft.figure.kind;
  if (index + 1 < drafts.size() && SharesNounWith(scan, draft, drafts[index + 1])) {
    FindCountedEnglish(scan, drafts, index + 1);
    draft.figure.counted = drafts[index + 1].figure.counted;
    return;
  }
  const bool span = kind == FigureKind::kDuration || kind == FigureKind::kAge;
  if (span && InSentence<AgedLeft>(scan, draft)) {
    return;
  }
  if (kind == FigureKind::kDuration && !draft.attributive) {
    if (TakesSpanBefore(scan, drafts, index)) {
      return;
    }
    FindCountedOfTime(scan, draft);
    return;
  }
  if (span) {
    CountRight(scan, draft);
    return;
  }
  if ((!draft.bare || kind == FigureKind::kFraction) && kind != FigureKind::kOrdinal) {
    FindCountedOfAmount(scan, drafts, index);
    return;
  }
  FindCountedOfCount(scan, drafts, index);
}

}  // namespace claimwatch
