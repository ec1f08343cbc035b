// The hour: "8:30 a.m.", "seven in the evening", "half past nine", "noon", 下午5点半.
#include "plugins/read/number.h"
#include "plugins/read/when.h"
#include "plugins/read/when_not.h"

namespace claimwatch {
namespace {

// A small whole number in digits, words or characters; -1 when there is none.
struct Small {
  int value = -1;
  std::size_t last = 0;
};

std::optional<Numeral> NumeralAt(const Scan& scan, std::size_t at) {
  if (scan.language == "zh") {
    return scan.IsDigits(at) || scan.IsHan(at) ? ReadHanNumeral(scan, at) : std::nullopt;
  }
  return scan.IsDigits(at) ? ReadDigits(scan, at) : ReadNumberWords(scan, at);
}

bool IsSmall(const Numeral& numeral, int most) {
  return !numeral.high && numeral.decimals == 0 && !numeral.ordinal && numeral.value >= 0 &&
         numeral.value <= most;
}

Small SmallAt(const Scan& scan, std::size_t at, int most) {
  if (!scan.Has(at)) {
    return {};
  }
  const std::optional<Numeral> numeral = NumeralAt(scan, at);
  if (!numeral || !IsSmall(*numeral, most)) {
    return {};
  }
  return {static_cast<int>(numeral->value.ToInt().value_or(-1)), numeral->last};
}

std::string_view PartAt(const Scan& scan, std::size_t at, std::size_t& last) {
  const auto part = scan.Find(at, Tag::kDeictic);
  if (!part || !part.entry->value.starts_with("part ")) {
    return {};
  }
  last = part.end;
  return part.entry->value.substr(5);
}

// Five in the afternoon is 17, twelve at night is midnight.
int InPart(int hour, std::string_view part) {
  if (part == "AF" || part == "EV") {
    return hour < 12 ? hour + 12 : hour;
  }
  if (part == "NI") {
    return hour >= 6 && hour < 12 ? hour + 12 : hour % 12 + (hour > 12 ? 12 : 0);
  }
  return hour;
}

WhenPart Clock(int hour, int minute, std::size_t last) {
  WhenPart part;
  part.low.hour = hour;
  part.low.minute = minute;
  part.last = last;
  return part;
}

std::optional<WhenPart> FromTimeOfDay(const Scan& scan, std::size_t at) {
  const std::optional<DateMatch> time = ReadTimeOfDay(scan, at);
  const std::optional<Moment> moment = time ? ParseMoment(time->when) : std::nullopt;
  if (!moment) {
    return std::nullopt;
  }
  WhenPart clock = Clock(moment->hour, moment->minute, time->last);
  clock.low.second = moment->second;
  std::size_t last = clock.last;
  if (const std::string_view part = PartAt(scan, last, last); !part.empty()) {
    clock.low.hour = InPart(clock.low.hour, part);
    clock.last = last;
  }
  return clock;
}

// The minutes of "half past", "20 minutes past", "ten past", and the token of "past" or "to"; value
// -1 when there are none.
Small MinutesBefore(const Scan& scan, std::size_t at) {
  constexpr std::string_view kNamed = "minutes ";
  const auto named = scan.Find(at, Tag::kFrame);
  if (named && named.entry->value.starts_with(kNamed)) {
    return {named.entry->value.substr(kNamed.size()) == "30" ? 30 : 15, named.end};
  }
  const Small count = SmallAt(scan, at, 59);
  if (count.value <= 0) {
    return {};
  }
  if (const auto unit = scan.Find(count.last, Tag::kUnit); unit.Says("minute")) {
    return {count.value, unit.end};
  }
  const bool round = count.value % 5 == 0;  // "ten past nine", but not "two past"
  const bool past = scan.Find(count.last, Tag::kFrame).Says("past-hour");
  return round && past ? count : Small{};
}

// What stands behind an hour and says its half of the day.
void TakeHalf(const Scan& scan, WhenPart& clock) {
  std::size_t last = clock.last;
  if (const auto half = scan.Find(last, Tag::kMeridiem)) {
    clock.low.hour = half.Says("pm") ? InPart(clock.low.hour, "AF") : clock.low.hour;
    clock.last = half.end;
  } else if (const std::string_view part = PartAt(scan, last, last); !part.empty()) {
    clock.low.hour = InPart(clock.low.hour, part);
    clock.last = last;
  }
}

// "half past seven", "quarter to nine", "20 minutes past eight".
std::optional<WhenPart> ReadPast(const Scan& scan, std::size_t at) {
  const Small minutes = MinutesBefore(scan, at);
  const bool past = scan.Find(minutes.last, Tag::kFrame).Says("past-hour");
  if (minutes.value < 0 || (!past && !scan.Begins(minutes.last, Tag::kTo))) {
    return std::nullopt;
  }
  const Small hour = SmallAt(scan, minutes.last + 1, 23);
  if (hour.value < 0) {
    return std::nullopt;
  }
  WhenPart clock = past ? Clock(hour.value, minutes.value, hour.last)
                        : Clock((hour.value + 23) % 24, 60 - minutes.value, hour.last);
  TakeHalf(scan, clock);
  return clock;
}

// "8.30" before "pm": hour and minute in one; a bare hour otherwise.
struct HourMinute {
  Small hour;
  int minute = 0;
};

// "nine thirty", "five-thirty", "two forty five": minutes in words behind an hour in words.
HourMinute SpelledHourAt(const Scan& scan, std::size_t at) {
  constexpr int kFewest = 10;  // "one two" is a count
  const Small hour = SmallAt(scan, at, 24);
  if (hour.value < 1 || hour.value > 12 || scan.language != "en") {
    return {hour, 0};
  }
  const std::size_t behind = hour.last + (scan.JoinsTight(hour.last, U"-") ? 1U : 0U);
  const Small minute = scan.Begins(behind, Tag::kNumber) ? SmallAt(scan, behind, 59) : Small{};
  return minute.value >= kFewest ? HourMinute{{hour.value, minute.last}, minute.value}
                                 : HourMinute{hour, 0};
}

HourMinute HourAt(const Scan& scan, std::size_t at) {
  if (!scan.IsDigits(at)) {
    return SpelledHourAt(scan, at);
  }
  if (!scan.JoinsDigits(at + 1, U".")) {
    return {SmallAt(scan, at, 24), 0};
  }
  return {{SmallNumber(scan, at, 2), at + 3}, SmallNumber(scan, at + 2, 2)};
}

// The hour of 24 that `hour` is before "am" or "pm": 12 a.m. is midnight.
int InHalfDay(int hour, std::string_view half) {
  if (half == "pm") {
    return InPart(hour, "AF");
  }
  return half == "am" && hour == 12 ? 0 : hour;
}

// "seven in the evening", "nine a.m.", "8.30pm".
std::optional<WhenPart> ReadHour(const Scan& scan, std::size_t at) {
  const auto [hour, minute] = HourAt(scan, at);
  if (hour.value < 0 || hour.value > 24 || minute < 0 || minute > 59) {
    return std::nullopt;
  }
  if (const auto half = scan.Find(hour.last, Tag::kMeridiem)) {
    return Clock(InHalfDay(hour.value, half.entry->value), minute, half.end);
  }
  std::size_t last = hour.last;
  const bool phrase = scan.Find(last, Tag::kDeictic).end > last + 1;  // "one morning" is no hour
  if (const std::string_view part = PartAt(scan, last, last);
      !part.empty() && phrase && hour.value <= 12 && hour.value > 0) {
    return Clock(InPart(hour.value, part), minute, last);
  }
  return std::nullopt;
}

// Nothing that the number before `at` could count stands there.
bool ClosesHanClock(const Scan& scan, std::size_t at) {
  return !scan.Has(at) || scan.EndsClause(at) || scan.IsHan(at, U"左右的在到至我们他她开出");
}

// The minutes and seconds behind an hour: 30分20秒, 一刻, 半; false when none are said.
bool TakeHanMinutes(const Scan& scan, bool colon, WhenPart& clock) {
  const Small minute = SmallAt(scan, clock.last, 59);
  if (minute.value >= 0 && (colon || scan.IsHan(minute.last, U"分"))) {
    clock.low.minute = minute.value;
    clock.last = minute.last + (colon ? 0U : 1U);
    const Small second = SmallAt(scan, clock.last, 59);
    if (second.value >= 0 && scan.IsHan(second.last, U"秒")) {
      clock.low.second = second.value;
      clock.last = second.last + 1;
    }
    return true;
  }
  // 早上九点二十: two characters of minutes behind an hour in characters
  if (minute.value >= 10 && scan.IsHan(clock.last) && minute.last == clock.last + 2 &&
      ClosesHanClock(scan, minute.last)) {
    clock.low.minute = minute.value;
    clock.last = minute.last;
    return true;
  }
  if (minute.value > 0 && scan.IsHan(minute.last, U"刻")) {
    clock.low.minute = minute.value * 15;
    clock.last = minute.last + 1;
    return true;
  }
  if (scan.IsHan(clock.last, U"半")) {
    clock.low.minute = 30;
    ++clock.last;
    return true;
  }
  return false;
}

// 两点建议: a number in characters and 点 with no word of the clock around them are two points.
bool CountsPoints(const Scan& scan, std::size_t number, std::size_t sign) {
  return !scan.IsDigits(number) && scan.IsHan(sign, U"点") && !scan.IsHan(sign + 1, U"整");
}

}  // namespace

namespace {

// What stands behind the hour of a Chinese clock: a colon, or 点 and 时 that begin no other word.
enum class HanMark { kNone, kColon, kOclock };

HanMark HanMarkAt(const Scan& scan, std::size_t at) {
  if (scan.IsSymbol(at, U":\uFF1A") && scan.Tight(at)) {
    return HanMark::kColon;
  }
  const bool oclock = scan.IsHan(at, U"点时") && !scan.IsHan(at + 1, U"间代期");
  return oclock ? HanMark::kOclock : HanMark::kNone;
}

// 整, 钟 and "pm" behind the clock.
void TakeHanTail(const Scan& scan, HanMark mark, WhenPart& clock) {
  clock.last += scan.IsHan(clock.last, U"整钟") ? 1U : 0U;
  if (mark == HanMark::kColon && scan.IsWord(clock.last)) {
    TakeHalf(scan, clock);  // 2:00pm
  }
}

}  // namespace

std::optional<WhenPart> ReadHanClock(const Scan& scan, std::size_t at, std::string_view said) {
  std::size_t start = at;
  const std::string_view here = PartAt(scan, at, start);
  const std::string_view part = here.empty() ? said : here;
  const Small hour = SmallAt(scan, start, 24);
  const HanMark mark = HanMarkAt(scan, hour.last);
  if (hour.value < 0 || mark == HanMark::kNone) {
    return std::nullopt;
  }
  WhenPart clock = Clock(InPart(hour.value, part), 0, hour.last + 1);
  const bool points = part.empty() && CountsPoints(scan, at, hour.last);
  if (!TakeHanMinutes(scan, mark == HanMark::kColon, clock) &&
      (mark == HanMark::kColon || points)) {
    return std::nullopt;
  }
  TakeHanTail(scan, mark, clock);
  return clock;
}

std::optional<WhenPart> ReadClock(const Scan& scan, std::size_t at) {
  if (!scan.Has(at)) {
    return std::nullopt;
  }
  if (scan.language == "zh") {
    return ReadHanClock(scan, at);
  }
  const auto named = scan.Find(at, Tag::kDeictic);
  if (named && named.entry->value.starts_with("clock ")) {
    return Clock(named.entry->value.substr(6) == "12" ? 12 : 0, 0, named.end);
  }
  using Reader = std::optional<WhenPart> (*)(const Scan&, std::size_t);
  constexpr Reader kReaders[] = {FromTimeOfDay, ReadPast, ReadHour};
  for (const Reader reader : kReaders) {
    if (std::optional<WhenPart> clock = reader(scan, at)) {
      return clock;
    }
  }
  return std::nullopt;
}

namespace {

// An hour without its half of the day: "5", "5:30", "five"; value -1 when there is none.
HourMinute BareHourAt(const Scan& scan, std::size_t at) {
  HourMinute bare = HourAt(scan, at);
  const std::size_t colon = bare.hour.last;
  if (bare.hour.value > 0 && scan.IsSymbol(colon, U':') && scan.Tight(colon)) {
    bare.minute = SmallNumber(scan, colon + 1, 2);
    bare.hour.last = colon + 2;
  }
  const bool real =
      bare.hour.value >= 1 && bare.hour.value <= 12 && bare.minute >= 0 && bare.minute < 60;
  return real ? bare : HourMinute{};
}

// The clock that ends before `last` says its half of the day: "6 p.m.", "four in the afternoon".
bool SaysHalf(const Scan& scan, std::size_t last) {
  const auto part = scan.FindBefore(last, Tag::kDeictic);
  return scan.FindBefore(last, Tag::kMeridiem) || (part && part.entry->value.starts_with("part "));
}

// From the hour `low` to `high`, in one half of the day; "11 to 1 p.m." begins in the morning.
WhenPart UpTo(const HourMinute& low, const WhenPart& high) {
  const int later = low.hour.value % 12 + 12;
  const bool same_half =
      high.low.hour >= 12 && later * 60 + low.minute <= high.low.hour * 60 + high.low.minute;
  WhenPart range = Clock(same_half ? later : low.hour.value % 12, low.minute, high.last);
  range.high = high.low;
  return range;
}

// What stands behind a bare hour makes no other number of it: "3 people", "5 km", "8.5".
bool ClosesHour(const Scan& scan, std::size_t at) {
  return scan.EndsClause(at) ||
         scan.BeginsAny(at, Mask(Tag::kPreposition) | Mask(Tag::kDeictic) | Mask(Tag::kMonth) |
                                Mask(Tag::kWeekday) | Mask(Tag::kAnd));
}

}  // namespace

namespace {

// The hour of digits at `at`, or one whose minutes are spelled out with it: "nine thirty".
HourMinute SaidHourAt(const Scan& scan, std::size_t at) {
  const bool spelled = scan.language == "en" && scan.Begins(at, Tag::kNumber);
  const HourMinute hour = scan.IsDigits(at) || spelled ? BareHourAt(scan, at) : HourMinute{};
  return spelled && hour.minute == 0 ? HourMinute{} : hour;
}

}  // namespace

std::optional<WhenPart> ReadBareHour(const Scan& scan, std::size_t at) {
  const HourMinute hour = SaidHourAt(scan, at);
  const bool closes =
      hour.hour.value > 0 && ClosesHour(scan, hour.hour.last) && !IsPrice(scan, hour.hour.last);
  return closes ? std::optional<WhenPart>(Clock(hour.hour.value, hour.minute, hour.hour.last))
                : std::nullopt;
}

std::optional<WhenPart> ReadBareRange(const Scan& scan, std::size_t at) {
  const HourMinute low = SaidHourAt(scan, at);
  const std::size_t next = low.hour.value > 0 ? BehindJoint(scan, at, low.hour.last) : 0;
  const std::optional<WhenPart> high =
      next != 0 && scan.Has(next) ? ReadBareHour(scan, next) : std::nullopt;
  if (!high || IsTally(scan, at)) {
    return std::nullopt;
  }
  // "10:30 to 3": the later hour lies behind noon
  const bool wraps = high->low.hour < low.hour.value && low.hour.value < 12;
  WhenPart range = Clock(low.hour.value, low.minute, high->last);
  range.high = high->low;
  range.high->hour += wraps ? 12 : 0;
  return range;
}

namespace {

// 早上五到六点: the first hour leaves its 点 to the second one.
std::optional<WhenPart> ReadHanHours(const Scan& scan, std::size_t at) {
  std::size_t start = at;
  const std::string_view part = PartAt(scan, at, start);
  const Small low = part.empty() ? Small{} : SmallAt(scan, start, 24);
  const std::size_t next = low.value >= 0 ? BehindJoint(scan, at, low.last) : 0;
  const std::optional<WhenPart> high =
      next != 0 && scan.Has(next) ? ReadHanClock(scan, next, part) : std::nullopt;
  if (!high) {
    return std::nullopt;
  }
  WhenPart range = Clock(InPart(low.value, part), 0, high->last);
  range.high = high->low;
  return range;
}

}  // namespace

std::optional<WhenPart> ReadClockRange(const Scan& scan, std::size_t at, std::string_view part) {
  if (scan.language == "zh") {
    return scan.Has(at) ? ReadHanHours(scan, at) : std::nullopt;
  }
  if (!scan.Has(at) || !(scan.IsDigits(at) || scan.Begins(at, Tag::kNumber))) {
    return std::nullopt;
  }
  const HourMinute low = BareHourAt(scan, at);
  const std::size_t next = low.hour.value > 0 ? BehindJoint(scan, at, low.hour.last) : 0;
  if (next == 0) {
    return std::nullopt;
  }
  if (const std::optional<WhenPart> high = ReadClock(scan, next);
      high && SaysHalf(scan, high->last)) {
    return UpTo(low, *high);
  }
  const HourMinute high = part.empty() ? HourMinute{} : BareHourAt(scan, next);
  return high.hour.value > 0
             ? std::optional<WhenPart>(
                   UpTo(low, Clock(InPart(high.hour.value, part), high.minute, high.hour.last)))
             : std::nullopt;
}

}  // namespace claimwatch
