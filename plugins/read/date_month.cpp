// Which word is a month.
#include "plugins/read/date_part.h"

namespace claimwatch {
namespace {

// "may" and "march" in lower case are verbs.
bool IsVerbToo(const Scan& scan, std::size_t at) {
  const std::string word = scan.language == "en" ? scan.Folded(at) : std::string();
  return word == "may" || word == "march" || word == "mar";
}

// The dot of "Jan. 5": token `dot` behind the short word before it.
bool IsDotOfMonth(const Scan& scan, std::size_t dot) {
  constexpr std::size_t kLongest = 5;  // bytes of a month's short form
  return scan.IsSymbol(dot, U'.') && scan.Tight(dot) && scan.Text(dot - 1).size() <= kLongest &&
         (scan.IsDigits(dot + 1) || scan.IsSymbol(dot + 1, U','));
}

// "on march eighteenth", "friday may first".
bool IsOrderedDay(const Scan& scan, std::size_t at, std::size_t day) {
  return at > 0 && scan.BeginsAny(day, Mask(Tag::kOrdinal) | Mask(Tag::kNumber)) &&
         (scan.Reads(at - 1, "on") || scan.Begins(at - 1, Tag::kWeekday));
}

}  // namespace

NamedMonth MonthAt(const Scan& scan, std::size_t at) {
  const auto match = scan.Find(at, Tag::kMonth);
  const bool dated = match && ((scan.IsDigits(match.end) && scan.Tight(match.end)) ||  // "mar3"
                               IsOrderedDay(scan, at, match.end));
  if (!match || (IsVerbToo(scan, at) && !scan.tokens[at].upper && !dated)) {
    return {};
  }
  return {static_cast<int>(match.entry->number.ToInt().value_or(0)),
          match.end + (IsDotOfMonth(scan, match.end) ? 1U : 0U)};
}

}  // namespace claimwatch
