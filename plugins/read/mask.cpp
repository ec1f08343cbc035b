// What looks like a figure and is none. The rules for names and codes stand beside this file
// (mask_part.h); here are list numbers, scores, time stamps and datelines, and the order of all.
#include <algorithm>

#include "plugins/read/date.h"
#include "plugins/read/draft.h"
#include "plugins/read/mask_part.h"

namespace claimwatch {
namespace {

constexpr std::size_t kSentenceWindow = 120;  // tokens
constexpr std::size_t kDatelineTokens = 26;

// What stands between the number of a list at `at` and its item: "1. S", "2)", 3、.
bool IsListMark(const Scan& scan, std::size_t at) {
  if (!scan.Tight(at)) {
    return false;
  }
  if (scan.IsSymbol(at, U')')) {
    return true;
  }
  if (scan.IsSymbol(at, U".\u3001") && scan.IsHan(at + 1)) {
    return true;
  }
  return scan.IsSymbol(at, U'.') && scan.Has(at + 1) && scan.tokens[at + 1].space &&
         scan.tokens[at + 1].upper;
}

// "Sept. 3. The …": the point before the number ends a month's short name and no sentence.
bool FollowsShortMonth(const Scan& scan, std::size_t at) {
  return at > 1 && scan.IsSymbol(at - 1, U'.') && scan.Tight(at - 1) &&
         scan.Begins(at - 2, Tag::kMonth);
}

// "1. Smooth trade.", "2) Green mining": numbers of a list.
void MaskListNumber(Scan& scan, std::size_t at) {
  const bool start = SentenceStart(scan, at) || scan.IsSymbol(at - 1, U".;");
  const bool inside = scan.Tight(at) && !scan.IsSymbol(at - 1, U'(') && !scan.IsHan(at - 1);
  if (start && !inside && !FollowsShortMonth(scan, at) && SmallNumber(scan, at, 2) >= 0 &&
      IsListMark(scan, at + 1) && !scan.Begins(at + 2, Tag::kMonth)) {
    Cover(scan, at, at + 2);
  }
}

bool IsContest(const Scan& scan, std::size_t at) {
  return scan.Begins(at, Tag::kContest) && scan.Find(at, Tag::kContest);
}

bool ContestInSentence(const Scan& scan, std::size_t at) {
  for (std::size_t i = at; i > 0 && i + kSentenceWindow > at && !scan.EndsSentence(i - 1); --i) {
    if (IsContest(scan, i - 1)) {
      return true;
    }
  }
  for (std::size_t i = at; i < at + kSentenceWindow && !scan.EndsSentence(i); ++i) {
    if (IsContest(scan, i)) {
      return true;
    }
  }
  return false;
}

// Two numbers below 1000 with a mark between and no space: "3-2", "3:2", 3比2.
bool IsPair(const Scan& scan, std::size_t at) {
  const bool mark =
      scan.IsHyphen(at + 1) || scan.IsSymbol(at + 1, U':') || scan.IsHan(at + 1, U"比");
  return mark && scan.Tight(at + 1) && scan.Tight(at + 2) && SmallNumber(scan, at, 3) >= 0 &&
         SmallNumber(scan, at + 2, 3) >= 0;
}

// The pair at `at` has a unit behind it or a currency sign in front.
bool IsMeasuredPair(const Scan& scan, std::size_t at) {
  const std::size_t behind = at + 3;
  const bool word = scan.BeginsAny(behind, Mask(Tag::kPreposition) | Mask(Tag::kArticle));
  if (scan.Begins(behind, Tag::kUnit) && !word) {
    return true;
  }
  if (scan.Begins(behind, Tag::kScale) || scan.IsSymbol(behind, U'%')) {
    return true;
  }
  return at > 0 && scan.IsKind(at - 1, TokenKind::kSymbol) && scan.Begins(at - 1, Tag::kCurrency);
}

// "3-2", "3:2", 3比2 where somebody won or lost.
void MaskScore(Scan& scan, std::size_t at) {
  const bool goes_on = at > 0 && scan.JoinsDigits(at - 1, U"-");  // "2021-4-9"
  if (!IsPair(scan, at) || goes_on || IsMeasuredPair(scan, at) ||
      (!scan.IsHan(at + 1) && !ContestInSentence(scan, at))) {
    return;
  }
  Cover(scan, at, at + 3);
  // "7-6 (5)": the points of a tie-break
  if (scan.IsSymbol(at + 3, U'(') && SmallNumber(scan, at + 4, 2) >= 0 &&
      scan.IsSymbol(at + 5, U')')) {
    Cover(scan, at + 3, at + 6);
  }
}

// The date that starts at token `at` when it says the day ("2025-06-19"), its year too or not.
std::optional<DateMatch> FullDateAt(const Scan& scan, std::size_t at) {
  constexpr std::size_t kFull = 10;  // bytes of "2025-06-19"
  std::optional<DateMatch> date = ReadDate(scan, at);
  return date && date->when.size() == kFull ? date : std::nullopt;
}

// "08:09, June 19, 2025".
void MaskTimeThenDate(Scan& scan, std::size_t at, std::size_t next) {
  next += scan.IsSymbol(next, U',') ? 1U : 0U;
  const std::optional<DateMatch> date = FullDateAt(scan, next);
  if (date && date->kind == FigureKind::kDate && !date->when.starts_with('X')) {
    Cover(scan, at, date->last);
  }
}

// "08:09, June 19, 2025", "2025-06-19 08:09": when a page was made, not what it says.
void MaskTimeStamp(Scan& scan, std::size_t at) {
  const std::optional<DateMatch> time = ReadTimeOfDay(scan, at);
  if (time && scan.IsSymbol(at + 1, U':')) {
    MaskTimeThenDate(scan, at, time->last);
    return;
  }
  if (YearAt(scan, at) == 0 || !scan.IsSymbol(at + 1, U'-')) {
    return;
  }
  const std::optional<DateMatch> date = FullDateAt(scan, at);
  if (date && scan.IsDigits(date->last) && scan.IsSymbol(date->last + 1, U':')) {
    Cover(scan, at, date->last + 3);
  }
}

// 新华社北京6月18日电.
void MaskHanDateline(Scan& scan, std::size_t first, std::size_t end) {
  bool agency = false;
  for (std::size_t i = first; i < end && !scan.EndsSentence(i); ++i) {
    agency = agency || scan.IsHan(i, U"社网报");
    if (agency && i > 0 && scan.IsHan(i, U"电讯") && scan.IsHan(i - 1, U"日")) {
      Cover(scan, first, i + 1);
      return;
    }
  }
}

// " -- ", " — ", and the last stroke of "/ТАСС/" once a month was seen.
bool EndsDateline(const Scan& scan, std::size_t at) {
  if (scan.IsSymbol(at, U'-')) {
    return scan.IsSymbol(at + 1, U'-');
  }
  if (scan.IsSymbol(at, U'/')) {
    return scan.IsWord(at + 1) && scan.IsSymbol(at + 2, U'/');
  }
  return scan.IsDash(at) && scan.tokens[at].space;
}

// Only capitals, numbers, months, agencies and marks stand in a dateline.
bool StandsInDateline(const Scan& scan, std::size_t at) {
  return !scan.IsWord(at) || scan.tokens[at].upper ||
         scan.BeginsAny(at, Mask(Tag::kMonth) | Mask(Tag::kAgency));
}

// "ASTANA, June 18 (Xinhua) -- ", "АСТАНА, 19 июн — РИА Новости.", 新华社北京6月18日电.
void MaskDateline(Scan& scan, std::size_t first) {
  const std::size_t end = std::min(scan.size(), first + kDatelineTokens);
  if (scan.language == "zh") {
    MaskHanDateline(scan, first, end);
    return;
  }
  bool dated = false;
  for (std::size_t i = first; i < end && scan.IsUpper(first); ++i) {
    if (scan.tokens[i].kind == TokenKind::kBreak) {
      return;
    }
    dated = dated || scan.Begins(i, Tag::kMonth);
    if (dated && EndsDateline(scan, i)) {
      Cover(scan, first, i);
      return;
    }
    if (!StandsInDateline(scan, i)) {
      return;
    }
  }
}

// "1:42.3": the time of a lap; neither a time of day nor a score with something behind it.
void MaskLapTime(Scan& scan, std::size_t at) {
  constexpr std::size_t kTokens = 5;
  const bool lap = scan.JoinsDigits(at + 1, U":") && scan.JoinsDigits(at + 3, U".") &&
                   scan.Text(at + 2).size() == 2 && !scan.JoinsDigits(at + kTokens, U".");
  if (lap) {
    Cover(scan, at, at + kTokens);
  }
}

// "a 2-in-1 laptop", "3-on-3 games", "a 2-for-1 offer": names of a kind.
void MaskPairName(Scan& scan, std::size_t at) {
  const std::size_t word = at + 2;
  const bool tied = scan.JoinsTight(at + 1, U"-") && scan.JoinsDigits(word + 1, U"-");
  if (tied && (scan.Reads(word, "in") || scan.Reads(word, "on") || scan.Reads(word, "for"))) {
    Cover(scan, at, word + 3);
  }
}

using Rule = void (*)(Scan&, std::size_t);

// At every token that no address or code covered.
constexpr Rule kAnywhere[] = {MaskName, MaskLabel, MaskHanLabel, MaskCapitalName, MaskQuotedTitle};
// At digits, after those.
constexpr Rule kAtDigits[] = {MaskListNumber, MaskNamedNumber, MaskTied,  MaskStreet,   MaskModel,
                              MaskLapTime,    MaskPairName,    MaskScore, MaskTimeStamp};

template <std::size_t kSize>
void Apply(const Rule (&rules)[kSize], Scan& scan, std::size_t at) {
  for (const Rule rule : rules) {
    rule(scan, at);
  }
}

// A word that begins no name, label or number and that a space follows hides nothing; most words
// of a text are such.
bool IsPlainWord(const Scan& scan, std::size_t at) {
  constexpr auto kTelling = Mask(Tag::kName) | Mask(Tag::kLabel) | Mask(Tag::kNumber);
  return scan.IsWord(at) && !scan.Tight(at + 1) && !scan.BeginsAny(at, kTelling);
}

}  // namespace

void Cover(Scan& scan, std::size_t first, std::size_t last) {
  for (std::size_t i = first; i < std::min(last, scan.size()); ++i) {
    scan.masked[i] = true;
  }
}

bool SentenceStart(const Scan& scan, std::size_t at) {
  return at == 0 || scan.EndsSentence(at - 1) || scan.IsSymbol(at - 1, 0x2022);
}

void MaskLookalikes(Scan& scan) {
  scan.masked.assign(scan.size(), false);
  MaskDateline(scan, 0);
  for (std::size_t i = 0; i < scan.size(); ++i) {
    if (scan.tokens[i].kind == TokenKind::kBreak) {
      MaskDateline(scan, i + 1);
      continue;
    }
    if (IsPlainWord(scan, i)) {
      continue;
    }
    MaskRun(scan, i);
    if (scan.masked[i]) {
      continue;
    }
    Apply(kAnywhere, scan, i);
    if (scan.IsDigits(i)) {
      Apply(kAtDigits, scan, i);
    }
    MaskBlob(scan, i);
  }
}

}  // namespace claimwatch
