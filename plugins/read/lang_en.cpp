// What is counted, in English: the noun group to the right of a count, the frame of an amount ("X
// rose 3 percent", "3 percent of X"), else the subject of the clause.
#include <algorithm>

#include "plugins/read/draft.h"
#include "plugins/read/unit.h"

namespace claimwatch {
namespace {

constexpr std::size_t kLongestGroup = 6;    // words of a noun group
constexpr std::size_t kSubjectWindow = 40;  // tokens looked at for a subject

constexpr auto kClosed = Mask(Tag::kStop) | Mask(Tag::kPreposition) | Mask(Tag::kVerb) |
                         Mask(Tag::kAnd) | Mask(Tag::kTo) | Mask(Tag::kBefore);

bool EndsWith(const std::string& word, std::string_view ending) {
  return word.size() > ending.size() + 1 && word.ends_with(ending);
}

bool IsPossessive(const Scan& scan, std::size_t at) {
  return (scan.IsSymbol(at, U'\'') || scan.IsSymbol(at, 0x2019)) && scan.Tight(at);
}

// Plural nouns end in s, or are in the table.
bool IsPlural(const Scan& scan, std::size_t at) {
  const std::string word = scan.Folded(at);
  if (const auto noun = scan.Find(at, Tag::kNoun); noun && noun.entry->value == "plural") {
    return true;
  }
  return EndsWith(word, "s") && !EndsWith(word, "ss") && !EndsWith(word, "us") &&
         !EndsWith(word, "is");
}

bool IsPast(const Scan& scan, std::size_t at) {
  return EndsWith(scan.Folded(at), "ed");
}

// Whether word `at` can stand in a noun group that has `taken` words so far.
bool InGroup(const Scan& scan, std::size_t at, bool plural_seen) {
  if (!scan.IsWord(at) || scan.masked[at] || scan.IsTaken(at)) {
    return false;
  }
  // "the set": behind an article a verb is a noun
  const bool nominal =
      at > 0 && !plural_seen && scan.Begins(at, Tag::kVerb) && scan.Begins(at - 1, Tag::kArticle);
  const bool closed = !nominal && scan.lexicon->BeginsAny(scan.tokens[at].id, kClosed);
  if (closed && !(scan.Begins(at, Tag::kNoun) && !plural_seen)) {
    return false;
  }
  if (!plural_seen) {
    return true;
  }
  // Behind a plural only another noun in the plural goes on ("sports facilities"); else the verb
  // has come.
  return IsPlural(scan, at) && !scan.Begins(at, Tag::kVerb);
}

struct Group {
  std::size_t first = 0;
  std::size_t last = 0;
};

// The "'s" at token `at`.
bool IsPossessiveS(const Scan& scan, std::size_t at) {
  return IsPossessive(scan, at) && scan.IsWord(at + 1) && !scan.tokens[at + 1].space &&
         scan.Text(at + 1).size() == 1;
}

// A word that is no first one and says what became of the nouns before it: "rose", "signed".
bool EndsGroup(const Scan& scan, std::size_t word) {
  if (scan.BeginsAny(word, Mask(Tag::kUp) | Mask(Tag::kDown) | Mask(Tag::kMultiple))) {
    return true;
  }
  return IsPast(scan, word) && !scan.Begins(word, Tag::kNoun) && !InGroup(scan, word + 1, false);
}

// The noun group that starts at `at`; its head is the last word. "heads of state" stays "heads".
Group GroupFrom(const Scan& scan, std::size_t at, bool plural_wanted) {
  Group group{at, at};
  bool plural = false;
  while (group.last - at < kLongestGroup && InGroup(scan, group.last, plural_wanted && plural)) {
    const std::size_t word = group.last;
    if (word > at && EndsGroup(scan, word)) {
      break;
    }
    plural = IsPlural(scan, word);
    ++group.last;
    if (IsPossessiveS(scan, group.last)) {
      group.first = group.last + 2;
      group.last = group.first;
      at = group.first;
      plural = false;
      continue;
    }
    const bool hyphen = scan.IsSymbol(group.last, U'-') && scan.Tight(group.last) &&
                        scan.IsWord(group.last + 1) && scan.Tight(group.last + 1);
    group.last += hyphen ? 1U : 0U;
  }
  while (group.last > group.first && !scan.IsWord(group.last - 1)) {
    --group.last;
  }
  return group;
}

// At most the last three words of a group, without leading adjectives in -ly and the like.
void TakeGroup(const Scan& scan, FigureDraft& draft, Group group) {
  while (group.last - group.first > 3) {
    ++group.first;
  }
  group.first += scan.IsSymbol(group.first, U'-') ? 1U : 0U;
  SetCounted(scan, draft, group.first, group.last);
}

// Takes the noun group that starts at `at`; false when there is none.
bool TakeGroupFrom(const Scan& scan, FigureDraft& draft, std::size_t at, bool plural_wanted) {
  const Group group = GroupFrom(scan, at, plural_wanted);
  if (group.first == group.last) {
    return false;
  }
  TakeGroup(scan, draft, group);
  return true;
}

// Where a noun group may start behind the figure: behind articles, adjectives of quantity, "of
// the".
std::size_t SkipToGroup(const Scan& scan, std::size_t at) {
  for (int i = 0; i < 4; ++i) {
    const auto article = scan.Find(at, Tag::kArticle);
    const auto light = scan.Find(at, Tag::kFrame);
    if (article) {
      at = article.end;
    } else if (light && light.entry->value == "light") {
      at = light.end;
    } else {
      break;
    }
  }
  return at;
}

// "at altitudes above 2,500 meters", "a coupon of about 5 percent": the noun before the comparator.
bool NounBeforeBound(const Scan& scan, FigureDraft& draft) {
  const auto before = scan.FindBefore(draft.first, Tag::kBefore);
  if (!before || before.end < 2 || !InGroup(scan, before.end - 1, false) ||
      IsPast(scan, before.end - 1)) {
    return false;
  }
  const std::size_t noun = before.end - 1;
  if (!scan.Begins(noun - 1, Tag::kPreposition) && !scan.Begins(noun - 1, Tag::kArticle)) {
    return false;
  }
  SetCounted(scan, draft, noun, noun + 1);
  return true;
}

// "58 contracts", "100 of the projects", "a dozen governors".
bool CountRight(const Scan& scan, FigureDraft& draft) {
  std::size_t at = draft.last;
  if (const auto after = scan.Find(at, Tag::kAfter); after && scan.IsWord(after.end)) {
    at = after.end;
  }
  at += scan.IsSymbol(at, U'-') && scan.Tight(at) ? 1U : 0U;
  const auto of = scan.Find(at, Tag::kOf);
  at = of ? of.end : at;
  if (!of && draft.bare && draft.figure.kind == FigureKind::kCount &&
      scan.Begins(at, Tag::kArticle)) {
    return false;  // "up from 18 a decade ago"
  }
  at = SkipToGroup(scan, at);
  const bool single = draft.figure.value == Decimal(1) || draft.attributive ||
                      draft.figure.kind == FigureKind::kOrdinal;
  return TakeGroupFrom(scan, draft, at, !single);
}

// "98 percent of tariff lines", "1,840 kilometers of pipe", "180 billion yuan of investment".
bool OfRight(const Scan& scan, FigureDraft& draft) {
  const auto of = scan.Find(draft.last, Tag::kOf);
  if (!of) {
    return false;
  }
  if (scan.IsWord(of.end) && scan.Folded(of.end) == "it") {
    SetCounted(scan, draft, of.end, of.end + 1);
    return true;
  }
  return TakeGroupFrom(scan, draft, SkipToGroup(scan, of.end), true);
}

// "a third less water", "a fivefold bigger loss".
bool MoreOf(const Scan& scan, FigureDraft& draft) {
  const bool share = draft.figure.kind == FigureKind::kFraction ||
                     draft.figure.kind == FigureKind::kMultiple ||
                     draft.figure.kind == FigureKind::kPercent;
  const std::size_t at = draft.last;
  if (!share || !(scan.Begins(at, Tag::kUp) || scan.Begins(at, Tag::kDown)) || IsPast(scan, at)) {
    return false;
  }
  return TakeGroupFrom(scan, draft, at + 1, true);
}

bool IsFrameVerb(const Scan& scan, std::size_t at) {
  return scan.Begins(at, Tag::kUp) || scan.Begins(at, Tag::kDown) || scan.Begins(at, Tag::kVerb) ||
         scan.Begins(at, Tag::kMultiple) || IsPast(scan, at);
}

// Words that may stand between a subject and its verb: adverbs, "which", "not".
bool IsBeforeVerb(const Scan& scan, std::size_t at) {
  return scan.IsWord(at) && (scan.Folded(at).ends_with("ly") || scan.Begins(at, Tag::kStop)) &&
         !scan.Begins(at, Tag::kArticle);
}

// "the set", "its plan": an article in front makes a noun of a verb form.
bool IsNominal(const Scan& scan, std::size_t at) {
  return at > 0 && scan.Begins(at - 1, Tag::kArticle);
}

// The "&" and the number of "S&P 500".
bool IsNamePart(const Scan& scan, std::size_t at) {
  const bool joined = scan.IsSymbol(at, U'&') && scan.Has(at + 1) && scan.tokens[at + 1].upper;
  return at > 0 && scan.IsWord(at - 1) && scan.tokens[at - 1].upper &&
         (joined || (scan.IsDigits(at) && scan.masked[at]));
}

// "debt, excluding banks, was": steps back over what stands between two commas before the verb.
std::size_t SkipInsertion(const Scan& scan, std::size_t verb, std::size_t limit) {
  if (verb <= limit + 1 || !scan.IsSymbol(verb - 1, U',')) {
    return verb;
  }
  for (std::size_t at = verb - 1; at > limit && verb - at < 14; --at) {
    if (scan.IsSymbol(at - 1, U',')) {
      return at - 1;
    }
  }
  return verb;
}

// The noun group that ends before token `end`.
Group GroupBefore(const Scan& scan, std::size_t end, std::size_t limit) {
  Group group{end, end};
  while (group.first > limit && end - group.first < kLongestGroup) {
    const std::size_t word = group.first - 1;
    const bool hyphen = scan.IsSymbol(word, U'-') && scan.Tight(word) && group.first < end &&
                        scan.Tight(group.first) && word > limit;
    const bool verb =
        IsFrameVerb(scan, word) && !scan.Begins(word, Tag::kNoun) && !IsNominal(scan, word);
    const bool name = group.first > limit + 1 && IsNamePart(scan, word);
    if (!hyphen && !name && (!InGroup(scan, word, false) || verb)) {
      break;
    }
    --group.first;
  }
  return group;
}

// Articles, pronouns and numbers in front of a noun group.
std::size_t SkipDeterminers(const Scan& scan, std::size_t at, std::size_t limit) {
  const auto skips = [&scan](std::size_t i) {
    const bool determiner = scan.Begins(i, Tag::kStop) && !scan.Begins(i, Tag::kPreposition) &&
                            !scan.Begins(i, Tag::kAnd);
    return scan.Begins(i, Tag::kArticle) || determiner || scan.IsTaken(i);
  };
  while (at > limit && skips(at - 1)) {
    --at;
  }
  return at;
}

// "the cost of homes", "revenue from China": hops over the prepositional phrases to the head.
Group HeadOf(const Scan& scan, Group group, std::size_t limit) {
  for (int hops = 0; hops < 4; ++hops) {
    std::size_t at = SkipDeterminers(scan, group.first, limit);
    // "between China and the five countries": the first half of a pair
    if (at > limit + 1 && scan.Begins(at - 1, Tag::kAnd)) {
      const Group half = GroupBefore(scan, at - 1, limit);
      const std::size_t before = SkipDeterminers(scan, half.first, limit);
      const bool pair =
          half.first < half.last && before > limit && scan.Begins(before - 1, Tag::kPreposition);
      at = pair ? before : at;
    }
    const auto hop = scan.FindBefore(at, Tag::kFrame);
    const bool joins =
        scan.FindBefore(at, Tag::kOf) ||
        (at > limit && scan.Begins(at - 1, Tag::kPreposition) && scan.Folded(at - 1) != "as");
    const bool number_of = hop && hop.entry->value == "number-of";
    if (at <= limit + 1 || !joins || number_of) {
      break;
    }
    const Group next = GroupBefore(scan, at - 1, limit);
    if (next.first == next.last) {
      break;
    }
    group = next;
  }
  return group;
}

std::size_t SentenceLimit(const Scan& scan, std::size_t at) {
  std::size_t limit = at;
  while (limit > 0 && at - limit < kSubjectWindow && !scan.EndsSentence(limit - 1) &&
         !scan.IsSymbol(limit - 1, U';')) {
    --limit;
  }
  return limit;
}

// Words of the verb's own cluster: auxiliaries, adverbs, "which".
bool JoinsVerb(const Scan& scan, std::size_t at) {
  const bool verb = scan.IsWord(at) && IsFrameVerb(scan, at) && !scan.Begins(at, Tag::kNoun) &&
                    !IsNominal(scan, at);
  return verb || IsBeforeVerb(scan, at) || scan.Begins(at, Tag::kBefore);
}

// The subject: the head of the noun group before the verb nearest to the left that has one.
bool Subject(const Scan& scan, FigureDraft& draft) {
  const std::size_t limit = SentenceLimit(scan, draft.first);
  const bool verbal = draft.figure.kind == FigureKind::kMultiple;
  std::size_t at = draft.first + (verbal ? 1 : 0);
  while (at > limit) {
    --at;
    const bool own = verbal && at == draft.first;
    if (!own && (!scan.IsWord(at) || !IsFrameVerb(scan, at) || IsNominal(scan, at))) {
      continue;
    }
    if (!own && (scan.Begins(at, Tag::kUp) || scan.Begins(at, Tag::kDown)) &&
        scan.Begins(at + 1, Tag::kOf)) {
      continue;  // ", an annual increase of 6.3 percent" says more of the subject before it
    }
    std::size_t left = at;
    while (left > limit && JoinsVerb(scan, left - 1)) {
      --left;
    }
    left = SkipInsertion(scan, left, limit);
    const Group group = GroupBefore(scan, left, limit);
    if (group.first < group.last) {
      TakeGroup(scan, draft, HeadOf(scan, group, limit));
      return true;
    }
    at = left;
  }
  return false;
}

// "Delhi set aside Rs 50,000 crore for border roads": what the money is for.
bool SpentOn(const Scan& scan, FigureDraft& draft) {
  const bool money = draft.figure.kind == FigureKind::kMoney;
  const auto spend =
      money && draft.first > 0 ? scan.FindBefore(draft.first, Tag::kFrame) : Lexicon::Match{};
  if (!spend || spend.entry->value != "spend" || !scan.Begins(draft.last, Tag::kPreposition)) {
    return false;
  }
  return TakeGroupFrom(scan, draft, SkipToGroup(scan, draft.last + 1), true);
}

// "an annual increase of 6.3 percent", "growth of 5 percent": the noun before "of".
bool NounOfLeft(const Scan& scan, FigureDraft& draft) {
  const auto of = scan.FindBefore(draft.first, Tag::kOf);
  if (!of || of.end == 0 || !InGroup(scan, of.end - 1, false)) {
    return false;
  }
  if (scan.BeginsAny(of.end - 1, Mask(Tag::kUp) | Mask(Tag::kDown))) {
    return false;
  }
  SetCounted(scan, draft, of.end - 1, of.end);
  return true;
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

// "(about $208 million)", ", or close to 6 billion dollars": the amount before it, said again.
bool RepeatsAmount(const Scan& scan, const FigureDraft& draft) {
  std::size_t at = draft.first;
  if (const auto before = scan.FindBefore(at, Tag::kBefore)) {
    at = before.end;
  }
  return at > 0 &&
         (scan.IsSymbol(at - 1, U'(') || (scan.IsWord(at - 1) && scan.Folded(at - 1) == "or"));
}

// "0.02 percent of the 1.4 billion consumers": the next figure's noun.
bool OfNextFigure(const Scan& scan, std::vector<FigureDraft>& drafts, std::size_t index) {
  const auto of = scan.Find(drafts[index].last, Tag::kOf);
  if (!of || index + 1 >= drafts.size() || drafts[index + 1].first < of.end ||
      drafts[index + 1].first > of.end + 2) {
    return false;
  }
  FindCountedEnglish(scan, drafts, index + 1);
  drafts[index].figure.counted = drafts[index + 1].figure.counted;
  return true;
}

// "half the projects", "a $30 million facility", "the -1.1% forecast": the noun follows directly.
bool Premodifies(const Scan& scan, const FigureDraft& draft) {
  if (draft.figure.kind == FigureKind::kFraction && scan.Begins(draft.last, Tag::kArticle)) {
    return true;
  }
  return draft.first > 0 && (scan.FindBefore(draft.first, Tag::kArticle) || draft.attributive);
}

// What the amount before it counts, when this one says the same again.
bool CountedBefore(const Scan& scan, std::vector<FigureDraft>& drafts, std::size_t index) {
  if (index == 0 || !RepeatsAmount(scan, drafts[index]) ||
      drafts[index - 1].figure.counted.empty()) {
    return false;
  }
  drafts[index].figure.counted = drafts[index - 1].figure.counted;
  return true;
}

// "growth of 5 percent"
bool NounBeforeOf(const Scan& scan, FigureDraft& draft) {
  const auto of = scan.FindBefore(draft.first, Tag::kOf);
  const bool noun = of && of.end > 0 && scan.IsWord(of.end - 1);
  if (noun) {
    SetCounted(scan, draft, of.end - 1, of.end);
  }
  return noun;
}

// The surest sign first.
bool FindCountedOfAmount(const Scan& scan, std::vector<FigureDraft>& drafts, std::size_t index) {
  FigureDraft& draft = drafts[index];
  return OfNextFigure(scan, drafts, index) || OfRight(scan, draft) || NounOfLeft(scan, draft) ||
         NounBeforeBound(scan, draft) || MoreOf(scan, draft) ||
         CountedBefore(scan, drafts, index) ||
         (Premodifies(scan, draft) && CountRight(scan, draft)) || SpentOn(scan, draft) ||
         Subject(scan, draft) || CountRight(scan, draft) || TakesNounBefore(scan, drafts, index) ||
         NounBeforeOf(scan, draft);
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

}  // namespace

void FindCountedEnglish(const Scan& scan, std::vector<FigureDraft>& drafts, std::size_t index) {
  FigureDraft& draft = drafts[index];
  const FigureKind kind = draft.figure.kind;
  if (kind == FigureKind::kDuration && !draft.attributive) {
    const std::size_t verb = draft.first - 1;  // "Talks lasted two and a half hours"
    if (draft.first > 0 && (scan.Begins(verb, Tag::kVerb) || IsPast(scan, verb))) {
      Subject(scan, draft);
    }
    return;
  }
  if (kind == FigureKind::kDuration || kind == FigureKind::kAge) {
    CountRight(scan, draft);
    return;
  }
  if ((!draft.bare || kind == FigureKind::kFraction) && kind != FigureKind::kOrdinal) {
    FindCountedOfAmount(scan, drafts, index);
    return;
  }
  if (CountRight(scan, draft)) {
    RateBehind(scan, draft);
    return;
  }
  // "pairs of cities have exceeded 100"
  const bool found = BehindVerb(scan, draft) && Subject(scan, draft);
  if (!found && !TakesNounBefore(scan, drafts, index)) {
    Subject(scan, draft);
  }
}

}  // namespace claimwatch
