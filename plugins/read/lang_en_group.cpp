#include "plugins/read/lang_en_group.h"

#include <algorithm>

namespace claimwatch {
namespace {

constexpr std::size_t kLongestGroup = 6;  // words of a noun group

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

// "the set": behind an article a verb is a noun.
bool IsNominalVerb(const Scan& scan, std::size_t at) {
  return scan.Begins(at, Tag::kVerb) && IsNominal(scan, at);
}

// "the US population": a name in capitals that is a small word otherwise.
bool IsCountryInCapitals(const Scan& scan, std::size_t at) {
  return scan.Text(at) == "US";
}

}  // namespace

bool IsPast(const Scan& scan, std::size_t at) {
  return scan.IsWord(at) && EndsWith(scan.Folded(at), "ed");
}

bool IsComparative(const Scan& scan, std::size_t at) {
  return scan.BeginsAny(at, Mask(Tag::kUp) | Mask(Tag::kDown)) && scan.Folded(at).ends_with("er");
}

bool IsRelativeTime(const Scan& scan, std::size_t at) {
  return scan.BeginsAny(at + 1, Mask(Tag::kUnit) | Mask(Tag::kMonth) | Mask(Tag::kWeekday)) &&
         (scan.Reads(at, "last") || scan.Reads(at, "next"));
}

namespace {

// The "ll" of "you'll", the "re" of "we're".
bool IsContraction(const Scan& scan, std::size_t at) {
  return at > 1 && scan.tokens[at].end - scan.tokens[at].start == 2 && IsPossessive(scan, at - 1) &&
         scan.Tight(at) && scan.IsWord(at - 2);
}

}  // namespace

bool InGroup(const Scan& scan, std::size_t at, bool plural_seen) {
  if (!scan.IsWord(at) || scan.masked[at] || scan.IsTaken(at) || IsContraction(scan, at)) {
    return false;
  }
  const bool closed = scan.BeginsAny(at, kClosed) && !IsCountryInCapitals(scan, at);
  if (plural_seen) {
    // Only another noun in the plural goes on ("sports facilities"); else the verb has come.
    return !closed && IsPlural(scan, at) && !scan.Begins(at, Tag::kVerb);
  }
  return !closed || scan.Begins(at, Tag::kNoun) || IsNominalVerb(scan, at);
}

namespace {

// The "'s" at token `at`.
bool IsPossessiveS(const Scan& scan, std::size_t at) {
  return IsPossessive(scan, at) && scan.IsWord(at + 1) && !scan.tokens[at + 1].space &&
         scan.Text(at + 1).size() == 1;
}

// Behind the "'s" at `at`, or the apostrophe of "members' spending"; `at` where none stands.
std::size_t BehindPossessive(const Scan& scan, std::size_t at) {
  if (IsPossessiveS(scan, at)) {
    return at + 2;
  }
  const bool plural = IsPossessive(scan, at) && IsPlural(scan, at - 1) && scan.Has(at + 1) &&
                      scan.tokens[at + 1].space && InGroup(scan, at + 1, false);
  return plural ? at + 1 : at;
}

// A word that is no first one and says what became of the nouns before it ("rose", "signed") or
// when; not the "growth" of "growth forecast", nor a part of a name.
bool EndsGroup(const Scan& scan, std::size_t word, bool plural_missing) {
  if (plural_missing && IsPlural(scan, word) && !IsPast(scan, word)) {
    return false;  // "three rate cuts"
  }
  if (scan.BeginsAny(word, Mask(Tag::kUp) | Mask(Tag::kDown) | Mask(Tag::kMultiple))) {
    return !scan.Begins(word, Tag::kNoun) || !InGroup(scan, word + 1, false);
  }
  if (IsRelativeTime(scan, word)) {
    return true;
  }
  return IsPast(scan, word) && !scan.Begins(word, Tag::kNoun) && !InGroup(scan, word + 1, false);
}

// The "to" of "loan-to-value".
bool IsTiedIn(const Scan& scan, std::size_t word, std::size_t first) {
  return word > first && scan.IsWord(word) && scan.JoinsTight(word - 1, U"-") &&
         scan.JoinsTight(word + 1, U"-");
}

// The 3 of "AquaSwift 3 kettles", the 24 of "Galaxy S24 phones": a number of the name that stands
// before a noun.
bool IsNamesNumber(const Scan& scan, std::size_t at, std::size_t first) {
  return at > first && scan.IsDigits(at) && scan.masked[at] && scan.IsUpper(at - 1) &&
         InGroup(scan, at + 1, false);
}

}  // namespace

Group GroupFrom(const Scan& scan, std::size_t at, bool plural_wanted) {
  Group group{at, at};
  bool plural = false;
  while (group.last - at < kLongestGroup &&
         (InGroup(scan, group.last, plural_wanted && plural) || IsTiedIn(scan, group.last, at) ||
          IsNamesNumber(scan, group.last, at))) {
    const std::size_t word = group.last;
    if (word > at && EndsGroup(scan, word, plural_wanted && !plural)) {
      break;
    }
    plural = IsPlural(scan, word);
    ++group.last;
    if (const std::size_t owned = BehindPossessive(scan, group.last); owned != group.last) {
      group.first = owned;
      group.last = group.first;
      at = group.first;
      plural = false;
      continue;
    }
    const bool hyphen = scan.JoinsTight(group.last, U"-") && scan.IsWord(group.last + 1);
    group.last += hyphen ? 1U : 0U;
  }
  while (group.last > group.first && !scan.IsWord(group.last - 1)) {
    --group.last;
  }
  return group;
}

bool TakeGroup(const Scan& scan, FigureDraft& draft, Group group) {
  if (group.empty()) {
    return false;
  }
  const auto fits = [&scan, &group] {
    std::size_t words = 0;
    for (std::size_t i = group.first; i < group.last; ++i) {
      const bool tied = scan.IsSymbol(i, U"-&") ||
                        (i > group.first && (scan.IsSymbol(i - 1, U"-&") || scan.Tight(i)));
      words += tied ? 0U : 1U;
    }
    return words <= 3;  // "return-to-office", "TA-35", "S&P" are one
  };
  while (!fits()) {
    ++group.first;
  }
  group.first += scan.IsSymbol(group.first, U"-&") || scan.IsDigits(group.first) ? 1U : 0U;
  SetCounted(scan, draft, group.first, group.last);
  return true;
}

bool TakeGroupFrom(const Scan& scan, FigureDraft& draft, std::size_t at, bool plural_wanted) {
  return TakeGroup(scan, draft, GroupFrom(scan, at, plural_wanted));
}

bool TakeJoinedGroup(const Scan& scan, FigureDraft& draft, std::size_t at) {
  constexpr std::size_t kShort = 2;  // words before "and"
  const Group group = GroupFrom(scan, at, true);
  const bool open = !group.empty() && group.last - group.first <= kShort &&
                    !IsPlural(scan, group.last - 1) && scan.Begins(group.last, Tag::kAnd);
  const Group next = open ? GroupFrom(scan, group.last + 1, true) : Group{};
  const bool joined = !next.empty() && next.last - next.first <= kShort &&
                      !scan.Begins(next.last - 1, Tag::kVerb) && IsPlural(scan, next.last - 1) &&
                      !scan.IsTaken(next.last) && !InGroup(scan, next.last, false);
  if (joined) {
    SetCounted(scan, draft, group.first, next.last);
  }
  return joined || TakeGroup(scan, draft, group);
}

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

bool IsFrameVerb(const Scan& scan, std::size_t at) {
  return scan.BeginsAny(
             at, Mask(Tag::kUp) | Mask(Tag::kDown) | Mask(Tag::kVerb) | Mask(Tag::kMultiple)) ||
         IsPast(scan, at);
}

bool IsOnlyVerb(const Scan& scan, std::size_t at) {
  return IsFrameVerb(scan, at) && !scan.Begins(at, Tag::kNoun) && !IsNominal(scan, at);
}

bool IsBeforeVerb(const Scan& scan, std::size_t at) {
  return scan.IsWord(at) &&
         (scan.Folded(at).ends_with("ly") || scan.Begins(at, Tag::kStop) ||
          scan.Reads(at, "last")) &&
         !scan.Begins(at, Tag::kArticle);
}

bool IsNominal(const Scan& scan, std::size_t at) {
  constexpr std::size_t kLongestFigure = 5;  // tokens: "a 5 to 7 percent pay rise"
  const std::size_t end = at;
  const bool percent = at > 0 && scan.IsTaken(at - 1) &&
                       (scan.IsSymbol(at - 1, U'%') || scan.FindBefore(at, Tag::kUnit).Says("%"));
  while (percent && at > 0 && end - at < kLongestFigure && scan.IsTaken(at - 1)) {
    --at;
  }
  return at > 0 && scan.Begins(at - 1, Tag::kArticle);
}

namespace {

// "Pro", "iPhone".
bool HasCapital(std::string_view word) {
  return std::any_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

// The "&" and the number of "S&P 500", the number of "TA-35".
bool IsNamePart(const Scan& scan, std::size_t at) {
  const bool joined = scan.IsSymbol(at, U'&') && scan.Has(at + 1) && scan.tokens[at + 1].upper;
  const std::size_t word = at - (at > 1 && scan.JoinsTight(at - 1, U"-") ? 2U : 1U);  // "TA-35"
  return at > 0 && scan.IsWord(word) && HasCapital(scan.Text(word)) &&
         (joined || (scan.IsDigits(at) && scan.masked[at]));
}

// Tokens of the part of a name that ends with `at`: three of "TA-35", two of "A380".
std::size_t NamePartLength(const Scan& scan, std::size_t at) {
  if (scan.JoinsTight(at - 1, U"-")) {
    return 3;
  }
  return scan.IsDigits(at) && scan.Tight(at) ? 2 : 1;
}

// "Harbour Tufted Rug", "Coast-based fund": a past form between capitals or behind a hyphen.
bool IsQualifying(const Scan& scan, std::size_t at) {
  const bool tied = at > 0 && scan.JoinsTight(at - 1, U"-");
  return (tied || (scan.IsUpper(at) && scan.IsUpper(at + 1))) && IsPast(scan, at);
}

}  // namespace

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

Group GroupBefore(const Scan& scan, std::size_t end, std::size_t limit) {
  Group group{end, end};
  while (group.first > limit && end - group.first < kLongestGroup) {
    const std::size_t word = group.first - 1;
    if (word > limit && IsPossessiveS(scan, word - 1)) {
      break;  // "the premier's | party"
    }
    // Between two words of the group: a hyphen, the sign of a name.
    const bool hyphen = group.first < end && word > limit && scan.JoinsTight(word, U"-");
    const bool name = word > limit + 1 && IsNamePart(scan, word);
    const bool noun =
        InGroup(scan, word, false) && (IsQualifying(scan, word) || !IsOnlyVerb(scan, word));
    if (!hyphen && !name && !noun) {
      break;
    }
    group.first -= name ? NamePartLength(scan, word) : 1U;
  }
  return group;
}

std::size_t SkipDeterminers(const Scan& scan, std::size_t at, std::size_t limit) {
  const auto skips = [&scan](std::size_t i) {
    const bool determiner =
        scan.Begins(i, Tag::kStop) && !scan.BeginsAny(i, Mask(Tag::kPreposition) | Mask(Tag::kAnd));
    return scan.Begins(i, Tag::kArticle) || determiner || scan.IsTaken(i);
  };
  while (at > limit && skips(at - 1)) {
    --at;
  }
  return at;
}

namespace {

// "between China and the five countries": where the first half of a pair begins, if one stands
// before `at`.
std::size_t SkipPair(const Scan& scan, std::size_t at, std::size_t limit) {
  if (at <= limit + 1 || !scan.Begins(at - 1, Tag::kAnd)) {
    return at;
  }
  const Group half = GroupBefore(scan, at - 1, limit);
  const std::size_t before = SkipDeterminers(scan, half.first, limit);
  const bool pair =
      half.first < half.last && before > limit && scan.Begins(before - 1, Tag::kPreposition);
  return pair ? before : at;
}

// A preposition before `at` joins what stands there to a noun: "revenue from China", not "as".
bool IsJoined(const Scan& scan, std::size_t at) {
  if (scan.FindBefore(at, Tag::kFrame).Says("number-of")) {
    return false;
  }
  return scan.FindBefore(at, Tag::kOf) ||
         (scan.Begins(at - 1, Tag::kPreposition) && scan.Folded(at - 1) != "as");
}

}  // namespace

Group HeadOf(const Scan& scan, Group group, std::size_t limit) {
  for (int hops = 0; hops < 4; ++hops) {
    const std::size_t at = SkipPair(scan, SkipDeterminers(scan, group.first, limit), limit);
    if (at <= limit + 1 || !IsJoined(scan, at)) {
      break;
    }
    const bool agent = scan.Reads(at - 1, "by") && at > limit + 2 && IsPast(scan, at - 2);
    const Group next = GroupBefore(scan, at - (agent ? 2U : 1U), limit);  // "an engine tuned by X"
    if (next.first == next.last) {
      break;
    }
    group = next;
  }
  return group;
}

}  // namespace claimwatch
