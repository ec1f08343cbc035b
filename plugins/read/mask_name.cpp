// Numbers of names, labels and titles: they say which one, not how many.
#include <algorithm>

#include "plugins/read/date.h"
#include "plugins/read/draft.h"
#include "plugins/read/mask_part.h"

namespace claimwatch {
namespace {

constexpr char32_t kBehindLatin = 0x250;  // the rules for capitals know Latin letters only
constexpr int kMostListed = 8;            // numbers behind one label

bool HasCapital(const Scan& scan, std::size_t at) {
  const std::string_view word = scan.Text(at);
  return scan.tokens[at].upper ||
         std::any_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

// A capitalised word that number `at` may belong to. "In 5", "June 5", "EUR 5" are none.
bool NameBefore(const Scan& scan, std::size_t at) {
  constexpr auto kOther = Mask(Tag::kStop) | Mask(Tag::kPreposition) | Mask(Tag::kMonth) |
                          Mask(Tag::kWeekday) | Mask(Tag::kCurrency) | Mask(Tag::kBefore) |
                          Mask(Tag::kVerb) | Mask(Tag::kBetween) | Mask(Tag::kFrom) |
                          Mask(Tag::kAnd) | Mask(Tag::kUp) | Mask(Tag::kDown) | Mask(Tag::kFrame);
  // every German noun has a capital; only what is written in capitals is a name for sure
  const bool noun = scan.language == "de" && at > 0 && !scan.tokens[at - 1].caps;
  return at > 0 && !noun && scan.IsWord(at - 1) && HasCapital(scan, at - 1) &&
         scan.tokens[at].space && scan.tokens[at - 1].point < kBehindLatin &&
         !scan.BeginsAny(at - 1, kOther);
}

// The number before token `at` goes on: "500.5", "500%", "500-700".
bool NumberGoesOn(const Scan& scan, std::size_t at) {
  return scan.IsKind(at, TokenKind::kSymbol) && scan.Tight(at) &&
         (scan.IsDigits(at + 1) || scan.IsSymbol(at, U'%') || scan.IsHyphen(at));
}

// A word in lower case that may be a noun.
bool CanBeCounted(const Scan& scan, std::size_t at) {
  if (!scan.IsWord(at) || scan.tokens[at].upper ||
      scan.BeginsAny(at, Mask(Tag::kStop) | Mask(Tag::kPreposition) | Mask(Tag::kAnd))) {
    return false;
  }
  return !scan.Begins(at, Tag::kVerb) || scan.Begins(at, Tag::kNoun);
}

// Word `at` is what the number before it counts or is measured in.
bool IsCountedOrUnit(const Scan& scan, std::size_t at) {
  constexpr auto kUnits = Mask(Tag::kUnit) | Mask(Tag::kScale) | Mask(Tag::kCurrency) |
                          Mask(Tag::kMonth) | Mask(Tag::kNumber);
  return CanBeCounted(scan, at) ||
         (scan.BeginsAny(at, kUnits) &&
          !scan.BeginsAny(at, Mask(Tag::kPreposition) | Mask(Tag::kArticle)));
}

// "Articles 5 and 7", "Sections 3, 4 and 9": the end of the list whose first item ends at `last`.
std::size_t ListEnd(const Scan& scan, std::size_t last) {
  for (int i = 0; i < kMostListed; ++i) {
    std::size_t next = last;
    next += scan.IsSymbol(next, U',') ? 1U : 0U;
    next = scan.Skip(next, Tag::kAnd);
    if (next == last || !scan.IsDigits(next) || !scan.EndsClause(next + 1)) {
      break;
    }
    last = next + 1;
  }
  return last;
}

// The label that takes the number behind it away; streets have a rule of their own.
Lexicon::Match LabelAt(const Scan& scan, std::size_t at) {
  const auto label = scan.Find(at, Tag::kLabel);
  const bool small = label.Says("cap") && !scan.tokens[at].upper;
  return label.Says("street") || small ? Lexicon::Match{} : label;
}

// 三十八万一千: the name 万一 stands inside a number; so do 之二 in 百分之二 and 十分 in
// 两小时十分.
bool IsInsideHanNumber(const Scan& scan, std::size_t at) {
  if (at > 1 && ((scan.IsHan(at, U"之") && scan.IsHan(at - 1, U"分")) ||
                 (scan.IsHan(at - 1, U"时") && scan.IsHan(at - 2, U"小")))) {
    return true;
  }
  return at > 0 && scan.IsHan(at, U"十百千万亿") &&
         (scan.IsDigits(at - 1) || scan.IsHan(at - 1, U"零〇一二三四五六七八九两十百千万亿几数第"));
}

// "one of every five", "only one in 10": a ratio that begins at the number `at` goes on behind the
// name that holds it.
bool IsShare(const Scan& scan, std::size_t at, std::size_t name_end) {
  const std::optional<FigureDraft> quantity =
      scan.Begins(at, Tag::kNumber) ? ReadQuantity(scan, at) : std::nullopt;
  return quantity && quantity->last > name_end && quantity->figure.kind == FigureKind::kFraction;
}

// 十分钟 is ten minutes although 十分 is an adverb, 一点一 a decimal: a longer quantity wins over
// the name.
bool IsLongerQuantity(const Scan& scan, std::size_t at, std::size_t name_end) {
  if (!scan.IsHan(at)) {
    const std::optional<DateMatch> part =
        scan.Begins(at, Tag::kOrdinal) ? ReadPartOfYear(scan, at) : std::nullopt;
    if (part && part->last > name_end) {
      return true;  // "the first half of 2025" is no half of a game
    }
    return IsShare(scan, at, name_end) || IsShare(scan, name_end - 1, name_end);
  }
  const std::optional<FigureDraft> quantity = ReadQuantity(scan, at);
  return quantity && quantity->last > name_end &&
         (!quantity->figure.unit.empty() || quantity->numeral.decimals > 0);
}

}  // namespace

namespace {

// "737-800" behind a name: a type and its series, unless a unit follows.
bool IsSeries(const Scan& scan, std::size_t at) {
  return scan.Text(at).size() == 3 && scan.JoinsDigits(at + 1, U"-") &&
         !scan.BeginsAny(at + 3, Mask(Tag::kUnit) | Mask(Tag::kScale) | Mask(Tag::kCurrency));
}

// The number before token `first` counts: no year ("in 2025 Tuvalu 3 people") and no day.
bool CountsBefore(const Scan& scan, std::size_t first) {
  constexpr std::size_t kYear = 4;  // digits
  if (first == 0 || !scan.IsDigits(first - 1) || scan.masked[first - 1]) {
    return false;
  }
  const bool grouped = first > 1 && scan.JoinsDigits(first - 2, U",.");
  const bool day =
      scan.Begins(first, Tag::kMonth) || (first > 1 && scan.Begins(first - 2, Tag::kMonth));
  return grouped || (!day && scan.Text(first - 1).size() != kYear);
}

// "48,000 AquaSwift 3 kettles": what the name in front of number `at` begins is counted already.
bool IsInsideCounted(const Scan& scan, std::size_t at) {
  constexpr std::size_t kLongestName = 4;  // words
  // "20 Palestinians 3 days ago", "Of 150 Russians 12 officers": people are no name of a thing.
  const bool people = scan.Text(at - 1).ends_with("s") && !scan.Text(at - 1).ends_with("us");
  if (people || !CanBeCounted(scan, at + 1) || scan.Begins(at + 1, Tag::kUnit)) {
    return false;
  }
  std::size_t first = at;
  while (first > 0 && at - first < kLongestName && HasCapital(scan, first - 1) &&
         scan.IsWord(first - 1) && !scan.Begins(first - 1, Tag::kMonth) &&
         scan.tokens[first].space) {
    --first;
  }
  return CountsBefore(scan, first);
}

}  // namespace

// "iPhone 11 Pro", "the S&P 500", "Game 2": a capitalised name, a short bare number, and no noun
// that it could count.
void MaskNamedNumber(Scan& scan, std::size_t at) {
  if (!scan.IsDigits(at) || scan.Text(at).size() > 3 || !NameBefore(scan, at)) {
    return;
  }
  if (IsSeries(scan, at)) {
    Cover(scan, at, at + 3);
  } else if (!NumberGoesOn(scan, at + 1) &&
             (!IsCountedOrUnit(scan, at + 1) || IsInsideCounted(scan, at))) {
    Cover(scan, at, at + 1);
  }
}

// "Article 5", "Resolution 2758", "№ 47", "Room 305": a label takes its number away. 第五条 is
// labelled from behind.
void MaskLabel(Scan& scan, std::size_t at) {
  const auto label = LabelAt(scan, at);
  if (!label || label.Says("after")) {
    return;  // 拨款2000万元: 款 labels the ordinal before it only
  }
  std::size_t number = label.end;
  number = scan.SkipTight(number, U'.');
  number = scan.SkipTight(number, U'-');
  const bool spelled = label.Says("cap") && scan.Has(number) && scan.tokens[number].upper &&
                       scan.Begins(number, Tag::kNumber);
  if (!scan.IsDigits(number) && !spelled) {
    return;
  }
  std::size_t last = RunEnd(scan, number);
  while (last > number + 1 && scan.EndsClause(last - 1)) {
    --last;
  }
  Cover(scan, number, ListEnd(scan, last));
}

// 第五条, 第2758号决议: the label stands behind the ordinal.
void MaskHanLabel(Scan& scan, std::size_t at) {
  if (!scan.IsHan(at, U"第") || !scan.Has(at + 1)) {
    return;
  }
  const std::optional<Numeral> numeral = ReadHanNumeral(scan, at + 1);
  const auto label = numeral ? scan.Find(numeral->last, Tag::kLabel) : Lexicon::Match{};
  if (label.Says("after")) {
    Cover(scan, at, label.end);
  }
}

// "221 Baker Street", "14 Elm Avenue": a house number before a capitalised name of a street.
void MaskStreet(Scan& scan, std::size_t at) {
  constexpr std::size_t kLongestName = 4;  // words, the "Street" included
  if (SmallNumber(scan, at, 5) < 0) {
    return;
  }
  for (std::size_t next = at + 1; next <= at + kLongestName && scan.IsUpper(next); ++next) {
    if (next > at + 1 && scan.Find(next, Tag::kLabel).Says("street")) {
      Cover(scan, at, at + 1);
      return;
    }
  }
}

// "Ocean's Eleven", "Fahrenheit 451" in quotation marks: a number that closes a title.
void MaskQuotedTitle(Scan& scan, std::size_t at) {
  if (at < 2 || !scan.IsSymbol(at + 1, U"\"\u201D\u00BB") || !scan.Tight(at + 1)) {
    return;
  }
  const bool number = scan.IsDigits(at) || (scan.tokens[at].upper && scan.Begins(at, Tag::kNumber));
  const std::size_t before = at - 1;
  const bool titled = scan.IsWord(before) && (scan.tokens[before].upper || scan.Tight(before)) &&
                      !scan.BeginsAny(before, Mask(Tag::kCurrency) | Mask(Tag::kMonth));
  if (number && titled) {
    Cover(scan, at, at + 1);
  }
}

// "the Three Gorges", "Group of Seven": a capitalised number inside a name. At the start of a
// sentence it may be a count.
void MaskCapitalName(Scan& scan, std::size_t at) {
  // German: "Millionen Euro" is an amount like any other
  const bool spelled = scan.language != "de" && scan.IsUpper(at) && scan.Begins(at, Tag::kNumber) &&
                       scan.tokens[at].point < kBehindLatin;
  const bool named = scan.IsUpper(at + 1) && scan.tokens[at + 1].space;
  if (spelled && named && !SentenceStart(scan, at) && !scan.IsSymbol(at - 1, U"\"\u201C") &&
      !scan.Begins(at + 1, Tag::kNumber)) {
    Cover(scan, at, at + 1);
  }
}

namespace {

// 十一万六千: the name 十一, a feast, ends in a digit that a scale follows.
bool GoesOnAsNumber(const Scan& scan, std::size_t name_end) {
  return scan.IsHan(name_end, U"百千万亿") && scan.IsHan(name_end - 1, U"一二三四五六七八九");
}

// 十一艘, 十一名: before a classifier the feast is a number; 十一期间 is the feast.
bool IsCountedHan(const Scan& scan, std::size_t name_end) {
  return scan.IsHan(name_end - 1, U"一") && !scan.IsHan(name_end, U"期大层级届") &&
         scan.Begins(name_end, Tag::kClassifier);
}

// "twenty-one of the states": the name "one of" begins inside a number.
bool IsUnitOfTens(const Scan& scan, std::size_t at) {
  return at > 1 && scan.JoinsTight(at - 1, U"-") && scan.Begins(at - 2, Tag::kNumber);
}

}  // namespace

void MaskName(Scan& scan, std::size_t at) {
  const auto name = scan.Find(at, Tag::kName);
  if (!name || (name.Says("cap") && !scan.tokens[at].upper) || GoesOnAsNumber(scan, name.end)) {
    return;
  }
  if (IsUnitOfTens(scan, at) ||
      (name.end == at + 2 && scan.IsHan(at, U"十") && IsCountedHan(scan, name.end))) {
    return;
  }
  if (!IsInsideHanNumber(scan, at) && !IsLongerQuantity(scan, at, name.end)) {
    Cover(scan, at, name.end);
  }
}

}  // namespace claimwatch
