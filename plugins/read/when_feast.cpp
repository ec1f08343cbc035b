// Feasts: "Christmas", "New Year's Eve 2024", "last Easter", as the West and, for Thanksgiving and
// its like, the United States count them. The table says which.
#include <algorithm>
#include <iterator>

#include "plugins/read/number.h"
#include "plugins/read/when.h"

namespace claimwatch {
namespace {

// Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher).
Moment EasterOf(int year) {
  const int a = year % 19;
  const int b = year / 100;
  const int c = year % 100;
  const int d = (8 * b + 13) / 25;
  const int h = (19 * a + b - b / 4 - d + 15) % 30;
  const int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
  const int m = (a + 11 * h + 22 * l) / 451;
  Moment day;
  day.year = year;
  day.month = (h + l - 7 * m + 114) / 31;
  day.day = (h + l - 7 * m + 114) % 31 + 1;
  return day;
}

// The `number`th `weekday` of a month.
Moment NthWeekday(int year, int month, int weekday, int number) {
  Moment first;
  first.year = year;
  first.month = month;
  first.day = 1;
  const int ahead = (weekday - WeekdayOf(first) + 7) % 7;
  return Moved(first, TimeUnit::kDay, ahead + 7 * (number - 1));
}

// The feast of a table's value in `year`: "date 12-25", "easter -2" (days from Easter Sunday),
// "nth 11 4 4 1" (a day behind the fourth Thursday of November). nullopt for any other value.
std::optional<Moment> FeastIn(int year, std::string_view value) {
  const std::vector<std::string_view> cells = Split(value, ' ');
  if (cells[0] == "date" && cells.size() == 2) {
    std::optional<Moment> day = ParseMoment("XXXX-" + std::string(cells[1]));
    if (day) {
      day->year = year;
    }
    return day;
  }
  if (cells[0] == "easter" && cells.size() == 2) {
    return Moved(EasterOf(year), TimeUnit::kDay, CountIn(cells[1]));
  }
  if (cells[0] == "nth" && cells.size() >= 5) {
    return Moved(NthWeekday(year, CountIn(cells[1]), CountIn(cells[2]), CountIn(cells[3])),
                 TimeUnit::kDay, CountIn(cells[4]));
  }
  return std::nullopt;
}

// Most words of the table are none; that is decided by a letter or two.
bool IsFeast(std::string_view value) {
  return value.starts_with("date") || value.starts_with("easter") || value.starts_with("nth");
}

// The year in which the feast is the last or next one from `today`, or that of today.
int SteppedYear(const Moment& today, const Moment& feast, int step) {
  if (step < 0) {
    return today.year - (IsEarlierInYear(feast, today) ? 0 : 1);
  }
  return today.year + (step > 0 && !IsEarlierInYear(today, feast) ? 1 : 0);
}

// A word like others in small letters ("a prayer of thanksgiving") names the feast where its clause
// begins with it or a word before it says that it is a time; such words end in "word" in the table.
bool IsTime(const Scan& scan, std::size_t at, std::string_view value) {
  constexpr std::string_view kBefore[] = {"on",    "by",       "before", "after",
                                          "since", "until",    "this",   "last",
                                          "next",  "previous", "for",    "following"};
  if (!value.ends_with(" word") || scan.IsUpper(at) || scan.OpensClause(at)) {
    return true;
  }
  const std::string before = scan.Folded(at - 1);
  return std::find(std::begin(kBefore), std::end(kBefore), before) != std::end(kBefore);
}

// The feast at `at` and its table row; "Easter Island" and "Christmas Carol" are none.
struct Feast {
  Moment day;  // in the year of publication
  std::string_view value;
  std::size_t last = 0;
};

std::optional<Feast> FeastAt(const Scan& scan, std::size_t at) {
  const auto feast = scan.Find(at, Tag::kDeictic);
  if (!feast || !IsFeast(feast.entry->value)) {
    return std::nullopt;
  }
  const bool name = scan.IsUpper(at) && scan.IsUpper(feast.end);
  const std::optional<Moment> day = !name && IsTime(scan, at, feast.entry->value)
                                        ? FeastIn(scan.published->year, feast.entry->value)
                                        : std::nullopt;
  return day ? std::optional<Feast>({*day, feast.entry->value, feast.end}) : std::nullopt;
}

}  // namespace

std::optional<WhenPart> ReadFeast(const Scan& scan, std::size_t at) {
  const std::optional<Feast> feast = FeastAt(scan, at);
  if (!feast) {
    return std::nullopt;
  }
  WhenPart part = Part(feast->day, feast->last);
  if (const int year = YearAt(scan, feast->last); year != 0) {
    part.low = FeastIn(year, feast->value).value_or(feast->day);
    ++part.last;
  } else if (feast->value.starts_with("date")) {
    part.low.year = 0;  // the same day every year
  }
  return part;
}

std::optional<WhenPart> ReadSteppedFeast(const Scan& scan, std::size_t at, int step) {
  const std::optional<Feast> feast = FeastAt(scan, at);
  if (!feast) {
    return std::nullopt;
  }
  const int year = SteppedYear(*scan.published, feast->day, step);
  return Part(FeastIn(year, feast->value).value_or(feast->day), feast->last);
}

}  // namespace claimwatch
