// Addresses, codes and chains of digits: letters and digits written in one piece.
#include "plugins/read/date.h"
#include "plugins/read/mask_part.h"
#include "plugins/read/number.h"

namespace claimwatch {
namespace {

constexpr std::size_t kLongestRun = 64;       // tokens of a code
constexpr std::size_t kLongestAddress = 512;  // tokens of an address

// "://" and "name@host" at token `i` of a run.
bool HasAddressMark(const Scan& scan, std::size_t i) {
  return scan.IsSymbol(i, U'@') || (scan.IsSymbol(i, U':') && scan.IsSymbol(i + 1, U'/'));
}

// Addresses of the web and of mail: "://", "www.", "name@host", "host.tld/path".
bool IsAddress(const Scan& scan, std::size_t first, std::size_t last) {
  bool dotted = false;
  for (std::size_t i = first + 1; i + 1 < last; ++i) {
    if (HasAddressMark(scan, i)) {
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

// "36.540.882.512" in German is a number although it has three points; "192.168.100.200" could be
// one too, but every part of it is a byte without zeros in front.
bool IsGroupedNumber(const Scan& scan, std::size_t first, std::size_t last) {
  const std::optional<Numeral> number =
      scan.style.point_groups ? ReadDigits(scan, first) : std::nullopt;
  if (!number || number->last != last || !number->grouped) {
    return false;
  }
  constexpr int kLargestByte = 255;
  for (std::size_t i = first; i < last; i += 2) {
    const bool padded = scan.Text(i).size() > 1 && scan.Text(i).front() == '0';
    if (padded || SmallNumber(scan, i, 3) > kLargestByte) {
      return true;
    }
  }
  return last - first > 7;  // an address has four parts
}

// "mar3", "h1", "q3", "FY2025": letters that say which part of the calendar the digits behind them
// count.
bool BeginsCalendar(const Scan& scan, std::size_t at) {
  const std::size_t digits = scan.Text(at + 1).size();
  if (scan.Begins(at, Tag::kMonth)) {
    return digits <= 2;
  }
  return digits == 1 ? scan.Reads(at, "q") || scan.Reads(at, "h")
                     : digits == 4 && scan.Reads(at, "fy");
}

// "$US55", "EUR5", "Q3": letters that a number may follow without a space.
bool TakesTightNumber(const Scan& scan, std::size_t at) {
  if (at > 0 && scan.IsSymbol(at - 1, U'$') && scan.Find(at - 1, Tag::kCurrency).end == at + 1) {
    return true;
  }
  if (BeginsCalendar(scan, at)) {
    return true;
  }
  // "COP29" is a conference: a code that is a label too needs its space
  return !scan.Begins(at, Tag::kLabel) && scan.Find(at, Tag::kCurrency).end == at + 1;
}

// Token `at` and the one behind the sign after it stand tight: "Ту-154", "1+10".
bool IsJoined(const Scan& scan, std::size_t at) {
  return scan.IsSymbol(at + 1, U"-+") && scan.Tight(at + 1) && scan.Tight(at + 2);
}

// "Ту-154", "Covid-19"; but "EUR-5", "June-17" and "Mid-1990" hold numbers.
bool IsWordCode(const Scan& scan, std::size_t at) {
  return scan.IsUpper(at) && IsJoined(scan, at) && scan.IsDigits(at + 2) &&
         !scan.BeginsAny(at, Mask(Tag::kCurrency) | Mask(Tag::kMonth)) && scan.Folded(at) != "mid";
}

// "1+10", "47-ФЗ" of digits `at`.
bool IsDigitCode(const Scan& scan, std::size_t at) {
  if (!IsJoined(scan, at)) {
    return false;
  }
  if (scan.IsSymbol(at + 1, U'+') && scan.IsDigits(at + 2)) {
    return true;
  }
  return scan.IsWord(at + 2) && scan.tokens[at + 2].caps && !IsKnownEnding(scan, at + 2);
}

// The "B" of "221B Baker Street".
bool IsStreetLetter(const Scan& scan, std::size_t at) {
  return scan.IsUpper(at) && scan.Text(at).size() == 1 && scan.IsUpper(at + 1);
}

// The "e" of "12.3e+14", the "x" of "1.3x10^6".
bool IsExponent(const Scan& scan, std::size_t at) {
  if ((scan.Text(at) == "x" || scan.Text(at) == "X") && scan.IsDigits(at + 1)) {
    return scan.IsSymbol(at + 2, U'^');
  }
  return (scan.Text(at) == "e" || scan.Text(at) == "E") &&
         (scan.IsDigits(at + 1) || scan.IsDigits(at + 2)) && scan.Tight(at + 1);
}

// The letters `at` make a code of the digits before them: "221B", "5G"; not "5kg", not "1e6".
bool IsCodeEnding(const Scan& scan, std::size_t at) {
  constexpr char32_t kHanAndOthers = 0x500;  // scripts that write no such codes
  if (!scan.IsWord(at) || !scan.Tight(at) || scan.tokens[at].point >= kHanAndOthers ||
      !(scan.tokens[at].upper || scan.Text(at).size() == 1)) {
    return false;
  }
  return (IsStreetLetter(scan, at) || !IsKnownEnding(scan, at)) && !IsExponent(scan, at);
}

// "5k-20k": the range behind a number that has its scale.
bool EndsNumber(const Scan& scan, std::size_t word) {
  return scan.Tight(word) && scan.IsDigits(word - 1);
}

bool IsChainToken(const Scan& scan, std::size_t at) {
  return scan.IsDigits(at) || scan.IsSymbol(at, U"-.+");
}

}  // namespace

namespace {

std::size_t TightEnd(const Scan& scan, std::size_t at, std::size_t most) {
  std::size_t end = at + 1;
  while (end < at + most && scan.Tight(end) && scan.tokens[end].kind != TokenKind::kBreak &&
         !scan.IsHan(end)) {
    ++end;
  }
  return end;
}

}  // namespace

std::size_t RunEnd(const Scan& scan, std::size_t at) {
  return TightEnd(scan, at, kLongestRun);
}

bool IsKnownEnding(const Scan& scan, std::size_t at) {
  const auto known = Mask(Tag::kUnit) | Mask(Tag::kScale) | Mask(Tag::kCurrency) |
                     Mask(Tag::kMeridiem) | Mask(Tag::kPeriod) | Mask(Tag::kTo) |
                     Mask(Tag::kMonth) | Mask(Tag::kNumber) | Mask(Tag::kFraction);
  if (!scan.BeginsAny(at, known)) {
    return false;
  }
  // "5G", "4G": a capital that only a small letter is a unit for
  const auto unit = scan.Find(at, Tag::kUnit);
  const bool other_case = unit && scan.Text(at).size() == 1 && unit.entry->surface.size() == 1 &&
                          unit.entry->surface != scan.Text(at);
  return !other_case || scan.BeginsAny(at, known & ~Mask(Tag::kUnit));
}

namespace {

// The letters `at` between two runs of digits make no code: "12.3e14", "1.3x10^6", "240m2".
bool BelongsToNumber(const Scan& scan, std::size_t at) {
  const bool behind = at > 0 && scan.IsDigits(at - 1) && scan.Tight(at);
  return behind && (IsExponent(scan, at) || scan.Find(at, Tag::kUnit).end > at + 1);
}

}  // namespace

namespace {

// The first token that the code of letters `at` and digits behind them hides: the letters too where
// they would be a unit of the number before them ("24703 m212"), and that number when it is part of
// the code ("24703L202").
std::size_t CodeStart(const Scan& scan, std::size_t at) {
  const auto unit = scan.Find(at, Tag::kUnit);
  if (unit.end != at + 1) {
    return at + 1;
  }
  return scan.Tight(at) && at > 0 && scan.IsDigits(at - 1) ? at - 1 : at;
}

}  // namespace

// "MH370", "Ту-154", "47-ФЗ", "221B": letters and digits in one piece.
void MaskBlob(Scan& scan, std::size_t at) {
  if (scan.IsWord(at) && scan.IsDigits(at + 1) && scan.Tight(at + 1)) {
    if (!BelongsToNumber(scan, at) && !TakesTightNumber(scan, at)) {
      Cover(scan, CodeStart(scan, at), RunEnd(scan, at));
    }
  } else if (IsWordCode(scan, at)) {
    Cover(scan, scan.Begins(at, Tag::kUnit) ? at : at + 1, at + 3);  // "24703 L-202"
  } else if (!scan.IsDigits(at)) {
    return;
  } else if (IsDigitCode(scan, at)) {
    Cover(scan, at, at + 3);
  } else if (IsCodeEnding(scan, at + 1)) {
    Cover(scan, at, at + 2);
  }
}

namespace {

// Words before a hyphen that leave the number behind it a number: "sub-7", "mid-1990", "foot-4".
bool LeavesNumber(const Scan& scan, std::size_t word) {
  return scan.tokens[word].upper || EndsNumber(scan, word) || scan.Reads(word, "mid") ||
         scan.BeginsAny(word, Mask(Tag::kBefore) | Mask(Tag::kNumber) | Mask(Tag::kMonth) |
                                  Mask(Tag::kMinus) | Mask(Tag::kUnit));
}

}  // namespace

// "last-32", "top-10": a number tied to a word in front; "sub-7", "mid-1990" are not.
void MaskTied(Scan& scan, std::size_t at) {
  if (at < 2 || !scan.IsDigits(at) || scan.Text(at).size() > 3) {
    return;
  }
  const std::size_t word = at - 2;
  if (scan.JoinsDigits(at - 1, U"-") && scan.IsWord(word) && !LeavesNumber(scan, word)) {
    Cover(scan, at, at + 1);
  }
}

// "737 MAX 9", "A350-900 ULR": a model goes on in capitals and digits.
void MaskModel(Scan& scan, std::size_t at) {
  if (scan.IsWord(at + 1) && scan.tokens[at + 1].caps && scan.IsDigits(at + 2) &&
      !IsKnownEnding(scan, at + 1) && scan.Text(at + 2).size() <= 3) {
    Cover(scan, at, at + 3);
  }
}

namespace {

// "+44 20 7946 0018": a plus sign and at least nine digits in groups that spaces part. Covers them.
void MaskPhone(Scan& scan, std::size_t plus) {
  constexpr std::size_t kFewest = 9;  // digits
  std::size_t digits = 0;
  std::size_t end = plus + 1;
  for (; scan.IsDigits(end) || scan.IsSymbol(end, U"()-"); ++end) {
    digits += scan.IsDigits(end) ? scan.Text(end).size() : 0;
  }
  if (digits >= kFewest && end > plus + 3) {
    Cover(scan, plus, end);
  }
}

}  // namespace

namespace {

// Behind the digits and the marks that join them, from `at` on and before `last`.
std::size_t ChainEnd(const Scan& scan, std::size_t at, std::size_t last) {
  while (at < last && IsChainToken(scan, at)) {
    ++at;
  }
  return at;
}

// Telephone numbers, versions, addresses: a chain of digits that is neither date nor number.
void MaskChain(Scan& scan, std::size_t at, std::size_t last) {
  const std::size_t end = ChainEnd(scan, at, last);
  if (end - at >= 3 && !ReadDate(scan, at) && IsNumberChain(scan, at, end) &&
      !IsGroupedNumber(scan, at, end)) {
    Cover(scan, at, end);
  }
}

}  // namespace

void MaskRun(Scan& scan, std::size_t at) {
  if (scan.IsSymbol(at, U'+') && scan.IsDigits(at + 1) && scan.Tight(at + 1)) {
    MaskPhone(scan, at);
  }
  // A run begins where a space or a Chinese character ends.
  if (scan.Tight(at) && !scan.IsHan(at - 1)) {
    return;
  }
  const std::size_t last = TightEnd(scan, at, kLongestAddress);
  if (last - at < 3) {
    return;
  }
  if (IsAddress(scan, at, last)) {
    Cover(scan, at, last);
  } else {
    MaskChain(scan, at, last);
  }
}

}  // namespace claimwatch
