// What looks like a figure and is none: addresses, codes, labels, list numbers, scores, time
// stamps, datelines, names.
#include <algorithm>

#include "plugins/read/date.h"
#include "plugins/read/draft.h"

namespace claimwatch {
namespace {

void Cover(Scan& scan, std::size_t first, std::size_t last) {
  for (std::size_t i = first; i < std::min(last, scan.size()); ++i) {
    scan.masked[i] = true;
  }
}

constexpr std::size_t kLongestRun = 64;       // tokens of an address or a code
constexpr std::size_t kSentenceWindow = 120;  // tokens

// The end of the run of tokens without white space that `at` begins.
std::size_t RunEnd(const Scan& scan, std::size_t at) {
  std::size_t end = at + 1;
  while (end < at + kLongestRun && scan.Tight(end) && scan.tokens[end].kind != TokenKind::kBreak &&
         !scan.IsHan(end)) {
    ++end;
  }
  return end;
}

// Addresses of the web and of mail: "://", "www.", "name@host", "host.tld/path".
bool IsAddress(const Scan& scan, std::size_t first, std::size_t last) {
  bool dotted = false;
  for (std::size_t i = first + 1; i + 1 < last; ++i) {
    if (scan.IsSymbol(i, U'@') || (scan.IsSymbol(i, U':') && scan.IsSymbol(i + 1, U'/'))) {
      return true;
    }
    const bool dot = scan.IsSymbol(i, U'.') && scan.IsWord(i - 1) && scan.IsWord(i + 1);
    dotted = dotted || dot;
    if (dotted && scan.IsSymbol(i, U'/')) {
      return true;
    }
  }
  return dotted && last - first > 3 && scan.Text(first) == "www";
}

bool HasCapital(const Scan& scan, std::size_t at) {
  const std::string_view word = scan.Text(at);
  return scan.tokens[at].upper ||
         std::any_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

// "iPhone 11 Pro", "the S&P 500", "Game 2": a capitalised name, a short bare number, and no noun
// that it could count.
void MaskNamedNumber(Scan& scan, std::size_t at) {
  const bool named = at > 0 && scan.IsWord(at - 1) && HasCapital(scan, at - 1) &&
                     scan.tokens[at].space && scan.tokens[at - 1].point < 0x250;
  if (!named || !scan.IsDigits(at) || scan.Text(at).size() > 3) {
    return;
  }
  constexpr auto kOther = Mask(Tag::kStop) | Mask(Tag::kPreposition) | Mask(Tag::kMonth) |
                          Mask(Tag::kWeekday) | Mask(Tag::kCurrency) | Mask(Tag::kBefore) |
                          Mask(Tag::kVerb) | Mask(Tag::kBetween) | Mask(Tag::kFrom) |
                          Mask(Tag::kAnd) | Mask(Tag::kUp) | Mask(Tag::kDown) | Mask(Tag::kFrame);
  if (scan.lexicon->BeginsAny(scan.tokens[at - 1].id, kOther)) {
    return;
  }
  const std::size_t next = at + 1;
  const bool follows =
      scan.IsKind(next, TokenKind::kSymbol) && scan.Tight(next) &&
      (scan.IsDigits(next + 1) || scan.IsSymbol(next, U'%') || scan.IsHyphen(next));
  const bool counts =
      scan.IsWord(next) && !scan.tokens[next].upper &&
      !scan.lexicon->BeginsAny(scan.tokens[next].id,
                               Mask(Tag::kStop) | Mask(Tag::kPreposition) | Mask(Tag::kAnd));
  const bool unit = scan.Begins(next, Tag::kUnit) || scan.Begins(next, Tag::kScale) ||
                    scan.Begins(next, Tag::kCurrency) || scan.Begins(next, Tag::kMonth) ||
                    scan.Begins(next, Tag::kNumber);
  const bool small_unit =
      unit && (scan.Begins(next, Tag::kPreposition) || scan.Begins(next, Tag::kArticle));
  if (!follows && !counts && (!unit || small_unit)) {
    Cover(scan, at, at + 1);
  }
}

// "last-32", "top-10": a number tied to a word in front; "sub-7", "mid-1990" are not.
void MaskTied(Scan& scan, std::size_t at) {
  const bool tied = at > 1 && scan.IsSymbol(at - 1, U'-') && scan.Tight(at) && scan.Tight(at - 1) &&
                    scan.IsWord(at - 2) && !scan.tokens[at - 2].upper &&
                    !(scan.Tight(at - 2) && scan.IsDigits(at - 3));  // "5k-20k"
  if (tied && scan.IsDigits(at) && scan.Text(at).size() <= 3 &&
      !scan.Begins(at - 2, Tag::kBefore) && !scan.Begins(at - 2, Tag::kNumber)) {
    Cover(scan, at, at + 1);
  }
}

// Telephone numbers, IP addresses, version numbers: many digit groups with marks between.
bool IsNumberChain(const Scan& scan, std::size_t first, std::size_t last) {
  std::size_t groups = 0;
  std::size_t hyphens = 0;
  std::size_t points = 0;
  std::size_t digits = 0;
  for (std::size_t i = first; i < last; ++i) {
    groups += scan.IsDigits(i) ? 1U : 0U;
    digits += scan.IsDigits(i) ? scan.Text(i).size() : 0;
    hyphens += scan.IsSymbol(i, U'-') ? 1U : 0U;
    points += scan.IsSymbol(i, U'.') ? 1U : 0U;
  }
  const bool chained = groups >= 3 && (hyphens >= 2 || points >= 3);
  return chained || (groups == 2 && hyphens == 1 && digits >= 10);
}

bool IsKnownEnding(const Scan& scan, std::size_t at) {
  const auto known = Mask(Tag::kUnit) | Mask(Tag::kScale) | Mask(Tag::kCurrency) |
                     Mask(Tag::kMeridiem) | Mask(Tag::kPeriod) | Mask(Tag::kTo) |
                     Mask(Tag::kMonth) | Mask(Tag::kNumber) | Mask(Tag::kFraction);
  if (!scan.lexicon->BeginsAny(scan.tokens[at].id, known)) {
    return false;
  }
  // "5G", "4G": a capital that only a small letter is a unit for
  const auto unit = scan.Find(at, Tag::kUnit);
  const bool other_case = unit && scan.Text(at).size() == 1 && unit.entry->surface.size() == 1 &&
                          unit.entry->surface != scan.Text(at);
  return !other_case || scan.lexicon->BeginsAny(scan.tokens[at].id, known & ~Mask(Tag::kUnit));
}

// "G20", "MH370", "221B", "Ту-154", "47-ФЗ", "1+10": letters and digits in one piece.
void MaskBlob(Scan& scan, std::size_t at) {
  if (scan.IsWord(at) && scan.IsDigits(at + 1) && scan.Tight(at + 1)) {
    const bool signed_code = at > 0 && scan.IsSymbol(at - 1, U'$') &&
                             scan.Find(at - 1, Tag::kCurrency).end == at + 1;  // "$US55"
    // "COP29" is a conference: a code that is a label too needs its space
    const auto currency =
        scan.Begins(at, Tag::kLabel) ? Lexicon::Match{} : scan.Find(at, Tag::kCurrency);
    const bool money = signed_code || (currency && currency.end == at + 1) ||
                       (scan.Text(at) == "Q" && scan.Text(at + 1).size() == 1);
    Cover(scan, money ? at : at + 1, money ? at : RunEnd(scan, at));
    return;
  }
  const bool sign = scan.IsSymbol(at + 1, U'-') || scan.IsSymbol(at + 1, U'+');
  const bool joined = sign && scan.Tight(at + 1) && scan.Tight(at + 2) && scan.Has(at + 2);
  if (scan.IsWord(at) && scan.tokens[at].upper && joined && scan.IsDigits(at + 2) &&
      !scan.Begins(at, Tag::kCurrency) && !scan.Begins(at, Tag::kMonth) &&
      scan.Folded(at) != "mid") {
    Cover(scan, at + 1, at + 3);
    return;
  }
  if (!scan.IsDigits(at)) {
    return;
  }
  const bool plus = joined && scan.IsSymbol(at + 1, U'+') && scan.IsDigits(at + 2);
  const bool capital =
      joined && scan.IsWord(at + 2) && scan.tokens[at + 2].caps && !IsKnownEnding(scan, at + 2);
  if (plus || capital) {
    Cover(scan, at, at + 3);
    return;
  }
  const bool street = scan.IsWord(at + 1) && scan.tokens[at + 1].upper &&
                      scan.Text(at + 1).size() == 1 && scan.IsWord(at + 2) &&
                      scan.tokens[at + 2].upper;
  const bool letter = scan.IsWord(at + 1) && scan.Tight(at + 1) &&
                      (street || !IsKnownEnding(scan, at + 1)) && scan.tokens[at + 1].point < 0x500;
  const bool exponent = letter && (scan.Text(at + 1) == "e" || scan.Text(at + 1) == "E") &&
                        (scan.IsDigits(at + 2) || scan.IsDigits(at + 3)) && scan.Tight(at + 2);
  if (letter && !exponent &&
      (scan.tokens[at + 1].upper || scan.tokens[at + 1].end - scan.tokens[at + 1].start == 1)) {
    Cover(scan, at, at + 2);
  }
}

// "Article 5", "Resolution 2758", "№ 47", "Room 305": a label takes its number away. 第五条 is
// labelled from behind.
void MaskLabel(Scan& scan, std::size_t at) {
  const auto label = scan.Find(at, Tag::kLabel);
  if (!label) {
    return;
  }
  if (label.entry->value == "street" || (label.entry->value == "cap" && !scan.tokens[at].upper)) {
    return;
  }
  std::size_t number = label.end;
  number += scan.IsSymbol(number, U'.') && scan.Tight(number) ? 1U : 0U;
  number += scan.IsSymbol(number, U'-') && scan.Tight(number) ? 1U : 0U;
  const bool spelled = label.entry->value == "cap" && scan.Has(number) &&
                       scan.tokens[number].upper && scan.Begins(number, Tag::kNumber);
  if (!scan.IsDigits(number) && !spelled) {
    return;
  }
  std::size_t last = RunEnd(scan, number);
  while (last > number + 1 && scan.EndsClause(last - 1)) {
    --last;
  }
  // "Articles 5 and 7", "Sections 3, 4 and 9"
  for (int i = 0; i < 8; ++i) {
    std::size_t next = last;
    next += scan.IsSymbol(next, U',') ? 1U : 0U;
    const auto conjunction = scan.Find(next, Tag::kAnd);
    next = conjunction ? conjunction.end : next;
    if (next == last || !scan.IsDigits(next) || !scan.EndsClause(next + 1)) {
      break;
    }
    last = next + 1;
  }
  Cover(scan, number, last);
}

// 第五条, 第2758号决议: the label stands behind the ordinal.
void MaskHanLabel(Scan& scan, std::size_t at) {
  if (!scan.IsHan(at) || scan.tokens[at].point != U'第') {
    return;
  }
  const std::optional<Numeral> numeral =
      scan.Has(at + 1) ? ReadHanNumeral(scan, at + 1) : std::nullopt;
  if (!numeral) {
    return;
  }
  const auto label = scan.Find(numeral->last, Tag::kLabel);
  if (label && label.entry->value == "after") {
    Cover(scan, at, label.end);
  }
}

bool SentenceStart(const Scan& scan, std::size_t at) {
  return at == 0 || scan.EndsSentence(at - 1) || scan.IsSymbol(at - 1, 0x2022);
}

// "1. Smooth trade.", "2) Green mining": numbers of a list.
void MaskListNumber(Scan& scan, std::size_t at) {
  const bool start =
      SentenceStart(scan, at) || scan.IsSymbol(at - 1, U'.') || scan.IsSymbol(at - 1, U';');
  const bool inside = scan.Tight(at) && !scan.IsSymbol(at - 1, U'(') && !scan.IsHan(at - 1);
  if (!scan.IsDigits(at) || !start || inside || SmallNumber(scan, at, 2) < 0) {
    return;
  }
  const bool dot = scan.IsSymbol(at + 1, U'.') && scan.Tight(at + 1) && scan.Has(at + 2) &&
                   scan.tokens[at + 2].space && scan.tokens[at + 2].upper;
  const bool bracket = scan.IsSymbol(at + 1, U')') && scan.Tight(at + 1);
  const bool han = (scan.IsSymbol(at + 1, U'.') || scan.IsSymbol(at + 1, 0x3001)) &&
                   scan.Tight(at + 1) && scan.IsHan(at + 2);
  if ((dot || bracket || han) && !scan.Begins(at + 2, Tag::kMonth)) {
    Cover(scan, at, at + 2);
  }
}

bool ContestInSentence(const Scan& scan, std::size_t at) {
  for (std::size_t i = at; i > 0 && i + kSentenceWindow > at && !scan.EndsSentence(i - 1); --i) {
    if (scan.Begins(i - 1, Tag::kContest) && scan.Find(i - 1, Tag::kContest)) {
      return true;
    }
  }
  for (std::size_t i = at; i < at + kSentenceWindow && !scan.EndsSentence(i); ++i) {
    if (scan.Begins(i, Tag::kContest) && scan.Find(i, Tag::kContest)) {
      return true;
    }
  }
  return false;
}

// "3-2", "3:2", 3比2 where somebody won or lost.
void MaskScore(Scan& scan, std::size_t at) {
  const bool mark = scan.IsHyphen(at + 1) || scan.IsSymbol(at + 1, U':') ||
                    (scan.IsHan(at + 1) && scan.tokens[at + 1].point == U'比');
  if (!scan.IsDigits(at) || !mark || !scan.IsDigits(at + 2) || !scan.Tight(at + 1) ||
      !scan.Tight(at + 2)) {
    return;
  }
  const bool small = SmallNumber(scan, at, 3) >= 0 && SmallNumber(scan, at + 2, 3) >= 0;
  const bool word = scan.Begins(at + 3, Tag::kPreposition) || scan.Begins(at + 3, Tag::kArticle);
  const bool unit =
      (scan.Begins(at + 3, Tag::kUnit) && !word) || scan.Begins(at + 3, Tag::kScale) ||
      scan.IsSymbol(at + 3, U'%') ||
      (at > 0 && scan.IsKind(at - 1, TokenKind::kSymbol) && scan.Begins(at - 1, Tag::kCurrency));
  const bool han = scan.IsHan(at + 1);
  if (!small || unit || (!han && !ContestInSentence(scan, at))) {
    return;
  }
  Cover(scan, at, at + 3);
  // "7-6 (5)": the points of a tie-break
  if (scan.IsSymbol(at + 3, U'(') && SmallNumber(scan, at + 4, 2) >= 0 &&
      scan.IsSymbol(at + 5, U')')) {
    Cover(scan, at + 3, at + 6);
  }
}

// "221 Baker Street", "14 Elm Avenue": a house number before a capitalised name of a street.
void MaskStreet(Scan& scan, std::size_t at) {
  if (SmallNumber(scan, at, 5) < 0) {
    return;
  }
  for (std::size_t next = at + 1; next < at + 5 && scan.IsWord(next) && scan.tokens[next].upper;
       ++next) {
    const auto street = next > at + 1 ? scan.Find(next, Tag::kLabel) : Lexicon::Match{};
    if (street && street.entry->value == "street") {
      Cover(scan, at, at + 1);
      return;
    }
  }
}

// "737 MAX 9", "A350-900 ULR": a model goes on in capitals and digits.
void MaskModel(Scan& scan, std::size_t at) {
  if (scan.IsWord(at + 1) && scan.tokens[at + 1].caps && scan.IsDigits(at + 2) &&
      !IsKnownEnding(scan, at + 1) && scan.Text(at + 2).size() <= 3) {
    Cover(scan, at, at + 3);
  }
}

// "Ocean's Eleven", "Fahrenheit 451" in quotation marks: a number that closes a title.
void MaskQuotedTitle(Scan& scan, std::size_t at) {
  const bool closes =
      scan.IsSymbol(at + 1, U'"') || scan.IsSymbol(at + 1, 0x201D) || scan.IsSymbol(at + 1, 0xBB);
  if (!closes || !scan.Tight(at + 1) || at < 2) {
    return;
  }
  const bool number = scan.IsDigits(at) || (scan.tokens[at].upper && scan.Begins(at, Tag::kNumber));
  const std::size_t before = at - 1;
  const bool titled = scan.IsWord(before) && (scan.tokens[before].upper || scan.Tight(before)) &&
                      !scan.Begins(before, Tag::kCurrency) && !scan.Begins(before, Tag::kMonth);
  if (number && titled) {
    Cover(scan, at, at + 1);
  }
}

// "08:09, June 19, 2025", "2025-06-19 08:09": when a page was made, not what it says.
void MaskTimeStamp(Scan& scan, std::size_t at) {
  const std::optional<DateMatch> time = ReadTimeOfDay(scan, at);
  if (time && scan.IsSymbol(at + 1, U':')) {
    std::size_t next = time->last;
    next += scan.IsSymbol(next, U',') ? 1U : 0U;
    const std::optional<DateMatch> date = ReadDate(scan, next);
    if (date && date->kind == FigureKind::kDate && date->when.size() == 10 &&
        !date->when.starts_with('X')) {
      Cover(scan, at, date->last);
    }
    return;
  }
  if (!scan.IsDigits(at) || YearAt(scan, at) == 0 || !scan.IsSymbol(at + 1, U'-')) {
    return;
  }
  const std::optional<DateMatch> date = ReadDate(scan, at);
  if (date && date->when.size() == 10 && scan.IsDigits(date->last) &&
      scan.IsSymbol(date->last + 1, U':')) {
    Cover(scan, at, date->last + 3);
  }
}

constexpr std::size_t kDatelineTokens = 26;

// "ASTANA, June 18 (Xinhua) -- ", "АСТАНА, 19 июн — РИА Новости.", 新华社北京6月18日电.
void MaskDateline(Scan& scan, std::size_t first) {
  if (!scan.Has(first)) {
    return;
  }
  const std::size_t end = std::min(scan.size(), first + kDatelineTokens);
  if (scan.language == "zh") {
    bool agency = false;
    for (std::size_t i = first;
         i < end && scan.tokens[i].kind != TokenKind::kBreak && !scan.EndsSentence(i); ++i) {
      agency = agency ||
               (scan.IsHan(i) && (scan.tokens[i].point == U'社' || scan.tokens[i].point == U'网' ||
                                  scan.tokens[i].point == U'报'));
      if (agency && scan.IsHan(i) &&
          (scan.tokens[i].point == U'电' || scan.tokens[i].point == U'讯') && i > 0 &&
          scan.IsHan(i - 1) && scan.tokens[i - 1].point == U'日') {
        Cover(scan, first, i + 1);
        return;
      }
    }
    return;
  }
  if (!scan.IsWord(first) || !scan.tokens[first].upper) {
    return;
  }
  bool dated = false;
  for (std::size_t i = first; i < end && scan.tokens[i].kind != TokenKind::kBreak; ++i) {
    dated = dated || scan.Begins(i, Tag::kMonth);
    const bool dash =
        (scan.IsSymbol(i, U'-') && scan.IsSymbol(i + 1, U'-')) ||
        (scan.IsDash(i) && scan.tokens[i].space) ||
        (scan.IsSymbol(i, U'/') && dated && scan.IsWord(i + 1) && scan.IsSymbol(i + 2, U'/'));
    if (dash && dated) {
      Cover(scan, first, i);
      return;
    }
    // Only capitals, numbers, months and marks stand in a dateline.
    const bool light = !scan.IsWord(i) || scan.tokens[i].upper || scan.Begins(i, Tag::kMonth) ||
                       scan.Begins(i, Tag::kAgency);
    if (!light) {
      return;
    }
  }
}

// "the Three Gorges", "Group of Seven": a capitalised number inside a name. At the start of a
// sentence it may be a count.
void MaskCapitalName(Scan& scan, std::size_t at) {
  const bool spelled = scan.IsWord(at) && scan.tokens[at].upper && scan.Begins(at, Tag::kNumber) &&
                       scan.tokens[at].point < 0x250;
  const bool named =
      scan.IsWord(at + 1) && scan.tokens[at + 1].upper && scan.Tight(at + 1) == false;
  if (spelled && named && !SentenceStart(scan, at) && !scan.IsSymbol(at - 1, U'"') &&
      !scan.IsSymbol(at - 1, 0x201C) && !scan.Begins(at + 1, Tag::kNumber)) {
    Cover(scan, at, at + 1);
  }
}

void MaskRun(Scan& scan, std::size_t at) {
  if (at > 0 && scan.Tight(at) && !scan.IsHan(at - 1)) {
    return;
  }
  const std::size_t last = RunEnd(scan, at);
  if (last - at < 3) {
    return;
  }
  if (IsAddress(scan, at, last)) {
    Cover(scan, at, last);
    return;
  }
  std::size_t chain = at;
  while (chain < last && (scan.IsDigits(chain) || scan.IsSymbol(chain, U'-') ||
                          scan.IsSymbol(chain, U'.') || scan.IsSymbol(chain, U'+'))) {
    ++chain;
  }
  if (chain - at >= 3 && !ReadDate(scan, at) && IsNumberChain(scan, at, chain)) {
    Cover(scan, at, chain);
  }
}

bool IsHanNumeral(char32_t point) {
  constexpr std::u32string_view kSigns = U"零〇一二三四五六七八九两十百千万亿几数第";
  return kSigns.find(point) != std::u32string_view::npos;
}

void MaskName(Scan& scan, std::size_t at) {
  const auto name = scan.Find(at, Tag::kName);
  if (!name || (name.entry->value == "cap" && !scan.tokens[at].upper)) {
    return;
  }
  // 三十八万一千: 万一 stands inside a number
  constexpr std::u32string_view kPowers = U"十百千万亿";
  if (at > 0 && scan.IsHan(at) &&
      kPowers.find(scan.tokens[at].point) != std::u32string_view::npos &&
      (scan.IsDigits(at - 1) || (scan.IsHan(at - 1) && IsHanNumeral(scan.tokens[at - 1].point)))) {
    return;
  }
  // 十分钟 is ten minutes although 十分 is an adverb: a longer quantity wins.
  if (scan.IsHan(at)) {
    const std::optional<FigureDraft> quantity = ReadQuantity(scan, at);
    if (quantity && quantity->last > name.end && !quantity->figure.unit.empty()) {
      return;
    }
  }
  Cover(scan, at, name.end);
}

}  // namespace

void MaskLookalikes(Scan& scan) {
  scan.masked.assign(scan.size(), false);
  MaskDateline(scan, 0);
  for (std::size_t i = 0; i < scan.size(); ++i) {
    const Token& token = scan.tokens[i];
    if (token.kind == TokenKind::kBreak) {
      MaskDateline(scan, i + 1);
      continue;
    }
    MaskRun(scan, i);
    if (scan.masked[i]) {
      continue;
    }
    MaskName(scan, i);
    MaskLabel(scan, i);
    MaskHanLabel(scan, i);
    MaskCapitalName(scan, i);
    MaskQuotedTitle(scan, i);
    if (token.kind == TokenKind::kDigits) {
      MaskListNumber(scan, i);
      MaskNamedNumber(scan, i);
      MaskTied(scan, i);
      MaskStreet(scan, i);
      MaskModel(scan, i);
      MaskScore(scan, i);
      MaskTimeStamp(scan, i);
    }
    MaskBlob(scan, i);
  }
}

}  // namespace claimwatch
