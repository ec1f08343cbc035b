// Chinese dates: numbers carry their own words (年 月 日), so the order is never in doubt.
#include <fmt/format.h>

#include "plugins/read/date.h"
#include "plugins/read/number.h"

namespace claimwatch {
namespace {

bool IsSign(const Scan& scan, std::size_t at, char32_t one, char32_t other = 0) {
  return scan.Has(at) &&
         (scan.tokens[at].point == one || (other != 0 && scan.tokens[at].point == other));
}

struct Part {
  int value = -1;
  std::size_t last = 0;
};

// A small integer in digits or characters.
Part NumberAt(const Scan& scan, std::size_t at) {
  if (!scan.IsDigits(at) && !scan.IsHan(at)) {
    return {};
  }
  const std::optional<Numeral> numeral = ReadHanNumeral(scan, at);
  if (!numeral || numeral->high || numeral->decimals > 0 || numeral->value > 9999 ||
      numeral->comparator != Comparator::kEqual) {
    return {};
  }
  return {static_cast<int>(numeral->value.ToInt().value_or(-1)), numeral->last};
}

// A month follows the two digits before 年 (18年10月), or they begin with a zero (07年).
bool IsShortYear(const Scan& scan, std::size_t at, const Part& part) {
  if (!scan.IsDigits(at) || scan.Text(at).size() != 2 || part.last != at + 1) {
    return false;
  }
  const Part month = NumberAt(scan, part.last + 1);
  const bool dated = month.value >= 1 && month.value <= 12 && IsSign(scan, month.last, U'月');
  return dated || scan.Text(at).front() == '0';
}

// The year of the digits in `part`, which stand before 年: four of them, or two before a month
// (18年10月). 0 when they are no year.
int YearOf(const Scan& scan, std::size_t at, const Part& part) {
  if (part.value >= 1000) {
    return part.value;
  }
  if (!IsShortYear(scan, at, part)) {
    return 0;
  }
  constexpr int kThisCentury = 50;  // 49年 is 2049, 50年 is 1950
  return part.value + (part.value < kThisCentury ? 2000 : 1900);
}

// The day, month and year that start at `at`, as many as are there.
struct HanDay {
  CalendarDay day;
  std::size_t last = 0;
};

// 十月初一: the first ten days of a month.
void TakeEarlyDay(const Scan& scan, HanDay& read) {
  const Part day = IsSign(scan, read.last, U'初') ? NumberAt(scan, read.last + 1) : Part{};
  if (day.value >= 1 && day.value <= 10 && scan.IsHan(read.last + 1)) {
    read.day.day = day.value;
    read.last = day.last;
  }
}

// 2025年 at the end of what was read.
void TakeHanYear(const Scan& scan, HanDay& read) {
  const std::size_t at = read.last;
  const Part part = NumberAt(scan, at);
  const int year = IsSign(scan, part.last, U'年') ? YearOf(scan, at, part) : 0;
  if (year != 0) {
    read.day = {year, 0, 0};
    read.last = part.last + 1;
  }
}

// 6月 or 6月份; false behind 份, where no day follows, and where there is no month.
bool TakeHanMonth(const Scan& scan, HanDay& read) {
  const Part part = NumberAt(scan, read.last);
  if (part.value < 1 || part.value > 12 || !IsSign(scan, part.last, U'月')) {
    return read.day.month != 0;
  }
  read.day.month = part.value;
  const bool whole = IsSign(scan, part.last + 1, U'份');
  read.day.day = whole ? read.day.day : 0;
  read.last = part.last + (whole ? 2U : 1U);
  return !whole;
}

HanDay DayFrom(const Scan& scan, std::size_t at, const CalendarDay& context) {
  HanDay read{context, at};
  TakeHanYear(scan, read);
  if (!TakeHanMonth(scan, read)) {
    return read;
  }
  const Part part = NumberAt(scan, read.last);
  const bool day = part.value >= 1 && part.value <= 31 && IsSign(scan, part.last, U'日', U'号');
  if (day) {
    read.day.day = part.value;
    read.last = part.last + 1;
  } else {
    TakeEarlyDay(scan, read);
  }
  return read;
}

bool IsJoint(const Scan& scan, std::size_t at) {
  return IsSign(scan, at, U'至', U'到') || scan.IsHyphen(at);
}

// 十九世纪七十年代: the decade of a century that is numbered.
std::optional<DateMatch> ReadHanCentury(const Scan& scan, std::size_t at, const Part& century) {
  const std::size_t behind = century.last + 2;
  if (century.value < 1 || century.value > 21 || !IsSign(scan, century.last, U'世') ||
      !IsSign(scan, century.last + 1, U'纪')) {
    return std::nullopt;
  }
  const Part decade = NumberAt(scan, behind);
  if (decade.value < 10 || decade.value > 90 || decade.value % 10 != 0 ||
      !IsSign(scan, decade.last, U'年') || !IsSign(scan, decade.last + 1, U'代')) {
    return std::nullopt;
  }
  DateMatch match;
  match.first = at;
  match.last = decade.last + 2;
  match.when = fmt::format("{:02}{}X", century.value - 1, decade.value / 10);
  return match;
}

// 90年代, 上世纪90年代, 1990年代.
std::optional<DateMatch> ReadHanDecade(const Scan& scan, std::size_t at, const Part& part) {
  if (!IsSign(scan, part.last, U'年') || !IsSign(scan, part.last + 1, U'代') || part.value < 10 ||
      part.value % 10 != 0) {
    return std::nullopt;
  }
  DateMatch match;
  match.first = at;
  match.last = part.last + 2;
  match.when =
      part.value > 99 ? fmt::format("{}X", part.value / 10) : fmt::format("XX{}X", part.value / 10);
  return match;
}

// 2024年上半年.
bool TakeHalfYear(const Scan& scan, std::size_t at, int year, DateMatch& match) {
  if (!IsSign(scan, at, U'上', U'下') || !IsSign(scan, at + 1, U'半') ||
      !IsSign(scan, at + 2, U'年')) {
    return false;
  }
  const bool first = scan.tokens[at].point == U'上';
  match.when = fmt::format("{:04}-{:02}", year, first ? 1 : 7);
  match.when_high = fmt::format("{:04}-{:02}", year, first ? 6 : 12);
  match.last = at + 3;
  return true;
}

// 2025年前五个月, 前三季度: the months behind 前.
void TakeFirstMonths(const Scan& scan, const Part& part, int year, DateMatch& match) {
  const std::size_t unit = part.last + (IsSign(scan, part.last, U'个') ? 1U : 0U);
  const bool quarters = IsSign(scan, unit, U'季') && IsSign(scan, unit + 1, U'度');
  const int months = part.value * (quarters ? 3 : 1);
  if (months < 1 || months > 12 || !(quarters || IsSign(scan, unit, U'月'))) {
    return;
  }
  match.when = fmt::format("{:04}-01", year);
  match.when_high = fmt::format("{:04}-{:02}", year, months);
  match.last = unit + (quarters ? 2 : 1);
}

// 2021年的第一周.
bool TakeWeek(const Scan& scan, const Part& part, int year, DateMatch& match) {
  if (part.value < 1 || part.value > 53 || !IsSign(scan, part.last, U'周')) {
    return false;
  }
  match.when = fmt::format("{:04}-W{:02}", year, part.value);
  match.last = part.last + 1;
  return true;
}

// 2024年第三季度.
void TakeQuarter(const Scan& scan, const Part& part, int year, DateMatch& match) {
  if (part.value >= 1 && part.value <= 4 && IsSign(scan, part.last, U'季')) {
    match.when = fmt::format("{:04}-Q{}", year, part.value);
    match.last = part.last + (IsSign(scan, part.last + 1, U'度') ? 2 : 1);
  }
}

// 2024年第三季度, 2025年前五个月, 2024年上半年.
void TakeSeason(const Scan& scan, const CalendarDay& year, DateMatch& match) {
  std::size_t at = match.last;
  at += IsSign(scan, at, U'的') ? 1U : 0U;
  if (TakeHalfYear(scan, at, year.year, match)) {
    return;
  }
  const bool leading = IsSign(scan, at, U'前', U'头');
  at += IsSign(scan, at, U'第') || leading ? 1U : 0U;
  const Part part = NumberAt(scan, at);
  if (leading) {
    TakeFirstMonths(scan, part, year.year, match);
  } else if (!IsSign(scan, at - 1, U'第') || !TakeWeek(scan, part, year.year, match)) {
    TakeQuarter(scan, part, year.year, match);
  }
}

std::optional<DateMatch> ReadHanTime(const Scan& scan, std::size_t at, const Part& hour) {
  if (hour.value < 0 || hour.value > 24 || !IsSign(scan, hour.last, U'时', U'点') ||
      IsSign(scan, hour.last + 1, U'间', U'钟') || IsSign(scan, hour.last + 1, U'代', U'期')) {
    return std::nullopt;
  }
  const Part minute = NumberAt(scan, hour.last + 1);
  if (minute.value < 0 || minute.value > 59 || !IsSign(scan, minute.last, U'分') ||
      IsSign(scan, minute.last + 1, U'之')) {
    return std::nullopt;
  }
  DateMatch match;
  match.first = at;
  match.last = minute.last + 1;
  match.kind = FigureKind::kTime;
  match.when = fmt::format("T{:02}:{:02}", hour.value, minute.value);
  return match;
}

// 2021—2025年: the year sign stands behind the later one only.
std::optional<DateMatch> ReadHanYears(const Scan& scan, std::size_t at, const Part& lead) {
  if (lead.value < 1000 || !IsJoint(scan, lead.last)) {
    return std::nullopt;
  }
  const Part later = NumberAt(scan, lead.last + 1);
  if (later.value <= lead.value || !IsSign(scan, later.last, U'年')) {
    return std::nullopt;
  }
  DateMatch match;
  match.first = at;
  match.last = later.last + 1;
  match.when = fmt::format("{:04}", lead.value);
  match.when_high = fmt::format("{:04}", later.value);
  return match;
}

// 1至4月, 1—5月: the month sign stands behind the later one only.
std::optional<DateMatch> ReadHanMonths(const Scan& scan, std::size_t at, const Part& lead) {
  if (lead.value < 1 || lead.value > 11 || !IsJoint(scan, lead.last)) {
    return std::nullopt;
  }
  const Part later = NumberAt(scan, lead.last + 1);
  if (later.value <= lead.value || later.value > 12 || !IsSign(scan, later.last, U'月') ||
      IsSign(scan, later.last + 1, U'龄')) {
    return std::nullopt;
  }
  DateMatch match;
  match.first = at;
  match.last = later.last + 1 + (IsSign(scan, later.last + 1, U'份') ? 1U : 0U);
  match.when = fmt::format("XXXX-{:02}", lead.value);
  match.when_high = fmt::format("XXXX-{:02}", later.value);
  return match;
}

// The characters around 29日 say that days are counted, or that 日 begins another word.
bool CountsDays(const Scan& scan, std::size_t at, std::size_t behind) {
  return scan.IsHan(behind, U"内间后前以之游元本均报圆元") ||
         (at > 0 && scan.IsHan(at - 1, U"每第共达期近约了"));
}

// 29日在北京举行: the day of a month that the text does not name. 29日内 and 每29日 are durations.
std::optional<DateMatch> ReadHanDayOnly(const Scan& scan, std::size_t at, const Part& lead) {
  const bool day = lead.value >= 1 && lead.value <= 31 && IsSign(scan, lead.last, U'日');
  const bool digits = scan.IsDigits(at) && lead.last == at + 1;
  if (!day || !digits || CountsDays(scan, at, lead.last + 1)) {
    return std::nullopt;
  }
  DateMatch match;
  match.first = at;
  match.last = lead.last + 1;
  match.when = fmt::format("XXXX-XX-{:02}", lead.value);
  return match;
}

// 至18日, 和2018年之间: the high end behind `low`.
void TakeHighDay(const Scan& scan, const HanDay& low, DateMatch& match) {
  const bool paired = IsSign(scan, low.last, U'和', U'与');
  if (!paired && !IsJoint(scan, low.last)) {
    return;
  }
  const HanDay high = DayFrom(scan, low.last + 1, low.day);
  const std::size_t behind = high.last + (IsSign(scan, high.last, U'之') ? 1U : 0U);
  if (high.last > low.last + 1 && (!paired || IsSign(scan, behind, U'间'))) {
    match.when_high = high.day.ToString();
    match.last = high.last;
  }
}

// 2025年6月17日, 6月16日至18日, 2024年第三季度.
std::optional<DateMatch> ReadHanCalendar(const Scan& scan, std::size_t at) {
  const HanDay low = DayFrom(scan, at, {});
  if (low.last == at || !low.day.IsValid() || (low.day.year == 0 && low.day.month == 0)) {
    return std::nullopt;
  }
  DateMatch match;
  match.first = at;
  match.last = low.last;
  match.when = low.day.ToString();
  TakeHighDay(scan, low, match);
  if (low.day.month == 0 && low.day.year != 0 && match.when_high.empty()) {
    TakeSeason(scan, low.day, match);
  }
  return match;
}

}  // namespace

namespace {

// 第三季度, 一季度: a quarter whose year the text does not name; 两季度 are two.
std::optional<DateMatch> ReadHanQuarter(const Scan& scan, std::size_t at) {
  const bool named = IsSign(scan, at, U'第');
  const bool bare = scan.IsHan(at, U"一二三四") && IsSign(scan, at + 1, U'季') &&
                    (at == 0 || !scan.IsHan(at - 1, U"前每近过十"));
  const Part part = named ? NumberAt(scan, at + 1) : (bare ? NumberAt(scan, at) : Part{});
  if (part.value < 1 || part.value > 4 || !IsSign(scan, part.last, U'季') ||
      !IsSign(scan, part.last + 1, U'度')) {
    return std::nullopt;
  }
  DateMatch match;
  match.first = at;
  match.last = part.last + 2;
  match.when = fmt::format("XXXX-Q{}", part.value);
  return match;
}

}  // namespace

std::optional<DateMatch> ReadHanSeason(const Scan& scan, std::size_t at, int year) {
  DateMatch match;
  match.first = at;
  match.last = at;
  TakeSeason(scan, {year, 0, 0}, match);
  return match.last > at ? std::optional<DateMatch>(match) : std::nullopt;
}

std::optional<DateMatch> ReadHanDate(const Scan& scan, std::size_t at) {
  if (scan.language == "zh") {
    if (std::optional<DateMatch> quarter = ReadHanQuarter(scan, at)) {
      return quarter;
    }
  }
  const Part lead = scan.language == "zh" ? NumberAt(scan, at) : Part{};
  if (lead.value < 0) {
    return std::nullopt;
  }
  using Reader = std::optional<DateMatch> (*)(const Scan&, std::size_t, const Part&);
  for (const Reader reader :
       {ReadHanCentury, ReadHanDecade, ReadHanTime, ReadHanYears, ReadHanMonths, ReadHanDayOnly}) {
    if (std::optional<DateMatch> match = reader(scan, at, lead)) {
      return match;
    }
  }
  return ReadHanCalendar(scan, at);
}

}  // namespace claimwatch
