#include "plugins/source/date.h"

#include <array>
#include <chrono>
#include <string>
#include <vector>

#include "core/text.h"
#include "core/zone.h"
#include "plugins/source/date_digits.h"
#include "plugins/source/date_tokens.h"

namespace claimwatch {
namespace {

namespace chrono = std::chrono;

// Newspapers put their archives into sitemaps with the day of the paper; further back, and far
// ahead, only mistakes are found.
constexpr int kFirstYear = 1583;
constexpr int kLastYear = 2199;

struct Number {
  int value = 0;
  std::size_t digits = 0;
  char before = ' ';  // the mark in front: '-', '/', '.', ' '
};

// What has been read of a date so far.
struct Parts {
  std::vector<Number> numbers;  // those whose meaning depends on their order
  int year = 0;
  int month = 0;
  int day = 0;
  int hour = 0;
  int minute = 0;
  int second = 0;
  Duration fraction{0};
  bool has_time = false;
  bool month_in_words = false;
  std::optional<Duration> offset;
  std::string zone;  // IANA
};

int FullYear(const Number& number) {
  if (number.digits > 2) {
    return number.value;
  }
  return number.value + (number.value < 70 ? 2000 : 1900);
}

class DateReader {
 public:
  DateReader(std::vector<DateToken> tokens, std::string_view assume)
      : tokens_(std::move(tokens)),
        assume_(assume) {}

  std::optional<Time> Read() {
    while (at_ < tokens_.size()) {
      if (!TakeNext()) {
        return std::nullopt;
      }
    }
    if (!ResolveNumbers() || !ApplyMeridiem()) {
      return std::nullopt;
    }
    return Assemble();
  }

 private:
  using Kind = DateToken::Kind;

  const DateToken* Ahead(std::size_t steps) const {
    return at_ + steps < tokens_.size() ? &tokens_[at_ + steps] : nullptr;
  }

  bool IsMark(std::size_t steps, std::string_view mark) const {
    const DateToken* token = Ahead(steps);
    return token != nullptr && token->kind == Kind::kMark && token->text == mark;
  }

  bool IsKind(std::size_t steps, Kind kind) const {
    const DateToken* token = Ahead(steps);
    return token != nullptr && token->kind == kind;
  }

  bool TakeNext() {
    switch (tokens_[at_].kind) {
      case Kind::kNumber:
        return TakeNumber();
      case Kind::kWord:
        return TakeWord();
      case Kind::kUnit:
        return TakeUnit();
      case Kind::kMark:
        return TakeMark();
    }
    return false;
  }

  bool TakeNumber() {
    if (IsMark(1, ":") && IsKind(2, Kind::kNumber)) {
      return TakeTime();
    }
    if (IsKind(1, Kind::kUnit) && Ahead(1)->unit <= DateUnit::kSecond) {
      return TakeCount();
    }
    if (IsCompactTime()) {
      return TakeCompactTime();
    }
    const DateToken& token = tokens_[at_];
    if (token.text.size() > 9 || token.value < 0) {
      return false;
    }
    parts_.numbers.push_back({static_cast<int>(token.value), token.text.size(), before_});
    before_ = ' ';
    ++at_;
    return parts_.numbers.size() <= 3;
  }

  // A number with its unit: 2025年.
  bool TakeCount() {
    const DateToken& number = tokens_[at_];
    const DateToken& unit = tokens_[at_ + 1];
    korean_ = korean_ || unit.text == "년" || unit.text == "월";
    at_ += 2;
    return SetUnit(unit.unit, static_cast<int>(number.value));
  }

  // 20250618T143000, 20250618T1430.
  bool IsCompactTime() const {
    const DateToken& token = tokens_[at_];
    const bool after_t = at_ > 0 && tokens_[at_ - 1].text == "t" && !token.after_space;
    return after_t && !parts_.has_time && (token.text.size() == 6 || token.text.size() == 4);
  }

  bool SetUnit(DateUnit unit, int value) {
    const std::array<int*, 6> fields = {&parts_.year, &parts_.month,  &parts_.day,
                                        &parts_.hour, &parts_.minute, &parts_.second};
    *fields[static_cast<std::size_t>(unit)] = value;
    parts_.has_time = parts_.has_time || unit >= DateUnit::kHour;
    // "19 6월 2025" leaves the other two numbers to their order, like a month's name.
    parts_.month_in_words = parts_.month_in_words || unit == DateUnit::kMonth;
    return true;
  }

  bool TakeUnit() {
    const DateUnit unit = tokens_[at_].unit;
    ++at_;
    if (unit == DateUnit::kMorning || unit == DateUnit::kAfternoon) {
      meridiem_ = unit == DateUnit::kMorning ? 'a' : 'p';
    }
    return unit > DateUnit::kSecond || parts_.numbers.empty();
  }

  bool TakeTime() {
    if (parts_.has_time) {
      return false;
    }
    parts_.has_time = true;
    parts_.hour = static_cast<int>(tokens_[at_].value);
    parts_.minute = static_cast<int>(tokens_[at_ + 2].value);
    bool good = tokens_[at_].text.size() <= 2 && tokens_[at_ + 2].text.size() <= 2;
    at_ += 3;
    if (IsMark(0, ":")) {
      good = good && IsKind(1, Kind::kNumber) && tokens_[at_ + 1].text.size() <= 2;
      parts_.second = good ? static_cast<int>(tokens_[at_ + 1].value) : 0;
      at_ += 2;
      good = good && !IsMark(0, ":") && TakeFraction();
    }
    return good;
  }

  bool TakeFraction() {
    const bool point = IsMark(0, ".") || IsMark(0, ",");
    if (!point || !IsKind(1, Kind::kNumber) || Ahead(1)->after_space) {
      return true;
    }
    std::string digits = tokens_[at_ + 1].text.substr(0, 6);
    digits.resize(6, '0');
    parts_.fraction = Duration(std::stoi(digits));
    at_ += 2;
    return true;
  }

  bool TakeCompactTime() {
    const std::string& digits = tokens_[at_].text;
    parts_.hour = std::stoi(digits.substr(0, 2));
    parts_.minute = std::stoi(digits.substr(2, 2));
    parts_.second = digits.size() == 6 ? std::stoi(digits.substr(4, 2)) : 0;
    parts_.has_time = true;
    ++at_;
    return TakeFraction();
  }

  bool TakeMark() {
    const std::string& mark = tokens_[at_].text;
    const bool sign = mark == "+" || (mark == "-" && parts_.has_time);
    if (sign && IsKind(1, Kind::kNumber) && !tokens_[at_ + 1].after_space) {
      return TakeOffset();
    }
    before_ = mark.front();
    ++at_;
    return IsSeparator(mark);
  }

  static bool IsSeparator(std::string_view mark) {
    constexpr std::string_view kAllowed = ",.-/|;'";
    return mark.size() > 1 ? mark == "،" || mark == "، " || mark == "·" || mark == "’"
                           : kAllowed.find(mark) != std::string_view::npos;
  }

  bool TakeOffset() {
    const bool west = tokens_[at_].text == "-";
    const DateToken& number = tokens_[at_ + 1];
    const bool together = number.text.size() > 2;  // +0530
    const auto written = static_cast<int>(number.value);
    const int hours = together ? written / 100 : written;
    at_ += 2;
    const std::optional<int> minutes = together ? written % 100 : TakeOffsetMinutes();
    if (!minutes || number.text.size() > 4 || hours > 15 || *minutes > 59) {
      return false;
    }
    const Duration offset = chrono::hours(hours) + chrono::minutes(*minutes);
    parts_.offset = west ? -offset : offset;
    parts_.zone.clear();
    return true;
  }

  // Behind the hours: ":30" or nothing; nullopt for anything else behind the colon.
  std::optional<int> TakeOffsetMinutes() {
    if (!IsMark(0, ":")) {
      return 0;
    }
    if (!IsKind(1, Kind::kNumber) || tokens_[at_ + 1].text.size() != 2) {
      return std::nullopt;
    }
    at_ += 2;
    return static_cast<int>(tokens_[at_ - 1].value);
  }

  bool TakeWord() {
    const std::string& word = tokens_[at_].text;
    const bool first = at_ == 0;
    ++at_;
    if (word == "am" || word == "pm") {
      meridiem_ = word.front();
      return parts_.has_time;
    }
    if (const std::optional<int> month = parts_.month_in_words ? std::nullopt : MonthOfWord(word)) {
      // "mar., 01 déc." starts with mardi: a later month takes its place.
      if (first && LaterMonth()) {
        return true;
      }
      parts_.month = *month;
      parts_.month_in_words = true;
      return true;
    }
    if (parts_.has_time && SetZone(word)) {
      return true;
    }
    return IsDateNoise(word) || (first && tokens_.size() > 3) || IsBetweenDateAndTime();
  }

  // A word in front of the date, or here, is the day of the week, in whatever language.
  bool IsBetweenDateAndTime() const {
    return parts_.month_in_words && parts_.numbers.size() == 2 && !parts_.has_time;
  }

  bool LaterMonth() const {
    for (std::size_t i = at_; i < tokens_.size(); ++i) {
      if (tokens_[i].kind == Kind::kWord && MonthOfWord(tokens_[i].text)) {
        return true;
      }
    }
    return false;
  }

  bool SetZone(const std::string& word) {
    if (word.find('/') != std::string::npos) {
      parts_.zone = word;
      return ZoneExists(word);
    }
    const std::optional<int> minutes = ZoneMinutes(word);
    if (!minutes) {
      return false;
    }
    // "GMT" behind an offset ("+0500 GMT") names what the offset counts from.
    if (!parts_.offset) {
      const bool china = word == "cst" && assume_.starts_with("Asia/");
      parts_.offset = chrono::minutes(china ? 480 : *minutes);
    }
    return true;
  }

  bool ResolveNumbers() {
    const std::vector<Number>& numbers = parts_.numbers;
    if (parts_.year != 0 && numbers.empty()) {
      parts_.month = parts_.month == 0 ? 1 : parts_.month;
      parts_.day = parts_.day == 0 ? 1 : parts_.day;
      return true;
    }
    if (parts_.month_in_words) {
      return ResolveAroundMonth();
    }
    if (numbers.size() == 3) {
      return ResolveThree();
    }
    if (numbers.size() == 2) {
      return ResolveTwo();
    }
    return numbers.size() == 1 && ResolveOne();
  }

  bool ResolveAroundMonth() {
    const std::vector<Number>& numbers = parts_.numbers;
    if (numbers.size() == 1) {
      const bool year = numbers[0].digits == 4;
      parts_.year = year && parts_.year == 0 ? numbers[0].value : parts_.year;
      parts_.day = year ? std::max(parts_.day, 1) : numbers[0].value;
      return true;
    }
    if (numbers.size() != 2) {
      return false;
    }
    const bool year_first = numbers[0].digits == 4;
    parts_.day = numbers[year_first ? 1 : 0].value;
    parts_.year = FullYear(numbers[year_first ? 0 : 1]);
    return numbers[year_first ? 1 : 0].digits <= 2;
  }

  void Set(const Number& year, int month, int day) {
    parts_.year = FullYear(year);
    parts_.month = month;
    parts_.day = day;
  }

  bool ResolveThree() {
    const Number& a = parts_.numbers[0];
    const Number& b = parts_.numbers[1];
    const Number& c = parts_.numbers[2];
    if (a.digits == 4) {
      Set(a, b.value, c.value);
    } else if (c.digits != 4 && b.before == '-') {
      Set(a, b.value, c.value);  // ISO 8601 with two digits: 03-12-31
    } else if (b.before == '/' && a.value <= 12) {
      Set(c, a.value, b.value);  // month first is what feeds with slashes mean
    } else {
      Set(c, b.value, a.value);
    }
    return c.digits <= 4 && a.digits <= 4 && b.digits <= 3;
  }

  bool ResolveTwo() {
    const Number& a = parts_.numbers[0];
    const Number& b = parts_.numbers[1];
    if (a.digits == 4 && b.digits == 3) {
      return SetDayOfYear(a.value, b.value);
    }
    const bool short_year = a.before == '-' && a.digits == 2;
    Set(a, b.value, 1);
    return (a.digits == 4 || short_year) && b.digits <= 2 && b.before == '-';
  }

  bool ResolveOne() {
    const Number& one = parts_.numbers[0];
    const auto pair = [&](int from) {
      return one.value / from % 100;
    };
    switch (one.digits) {
      case 2:
        Set(one, 1, 1);
        return one.before == '-';
      case 4:
        if (one.before == '-') {
          Set({pair(100), 2, ' '}, pair(1), 1);
        } else {
          Set(one, 1, 1);
        }
        return true;
      case 6:
        Set({pair(10'000), 2, ' '}, pair(100), pair(1));
        return true;
      case 7:
        return SetDayOfYear(one.value / 1000, one.value % 1000);
      case 8:
        Set({one.value / 10'000, 4, ' '}, pair(100), pair(1));
        return true;
      default:
        return false;
    }
  }

  bool SetDayOfYear(int year, int day) {
    const chrono::year_month_day date(chrono::sys_days(chrono::year(year) / chrono::January / 1) +
                                      chrono::days(day - 1));
    Set({static_cast<int>(date.year()), 4, ' '},
        static_cast<int>(static_cast<unsigned>(date.month())),
        static_cast<int>(static_cast<unsigned>(date.day())));
    return day >= 1 && static_cast<int>(date.year()) == year;
  }

  bool ApplyMeridiem() {
    if (meridiem_ == 'p' && parts_.hour < 12) {
      parts_.hour += 12;
    }
    if (meridiem_ == 'a' && parts_.hour == 12) {
      parts_.hour = 0;
    }
    return IsTimeOfDay();
  }

  // 24:00:00 is the end of the day, second 60 a leap second.
  bool IsTimeOfDay() const {
    const bool midnight = parts_.hour == 24 && parts_.minute == 0 && parts_.second == 0;
    return (parts_.hour < 24 || midnight) && parts_.minute < 60 && parts_.second <= 60;
  }

  // The zone that the clock was read in when no offset is written; empty when nobody says.
  std::string_view Zone() const {
    if (!parts_.zone.empty()) {
      return parts_.zone;
    }
    // Korean is at home in one zone.
    return assume_.empty() && korean_ ? std::string_view("Asia/Seoul") : assume_;
  }

  std::optional<Time> Assemble() const {
    const chrono::year_month_day date{chrono::year(parts_.year),
                                      chrono::month(static_cast<unsigned>(parts_.month)),
                                      chrono::day(static_cast<unsigned>(parts_.day))};
    if (parts_.year < kFirstYear || parts_.year > kLastYear || !date.ok()) {
      return std::nullopt;
    }
    const Duration clock = chrono::hours(parts_.hour) + chrono::minutes(parts_.minute) +
                           chrono::seconds(std::min(parts_.second, 59)) + parts_.fraction;
    const Time wall = Time(chrono::sys_days(date)) + clock;
    const std::string_view zone = Zone();
    if (parts_.offset || zone.empty()) {
      return wall - parts_.offset.value_or(Duration(0));
    }
    const Result<Time> time = FromZone(zone, chrono::local_time<Duration>(wall.time_since_epoch()));
    return time.ok() ? std::optional(*time) : std::optional(wall);
  }

  std::vector<DateToken> tokens_;
  std::string_view assume_;
  std::size_t at_ = 0;
  Parts parts_;
  char before_ = ' ';
  char meridiem_ = '\0';
  bool korean_ = false;
};

}  // namespace

std::optional<Time> ReadDate(std::string_view text, std::string_view assume_timezone) {
  text = Trim(text);
  if (text.empty()) {
    return std::nullopt;
  }
  if (const std::optional<Time> epoch = ReadEpoch(text)) {
    return epoch;
  }
  if (const std::optional<Time> week = ReadWeekDate(text)) {
    return week;
  }
  std::optional<std::vector<DateToken>> tokens = TokenizeDate(text);
  if (!tokens) {
    return std::nullopt;
  }
  return DateReader(*std::move(tokens), assume_timezone).Read();
}

}  // namespace claimwatch
