#include "plugins/extract/date_text.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "core/embedded.h"
#include "core/text.h"

namespace claimwatch {
namespace {

constexpr std::size_t kMaxLength = 200;
constexpr std::size_t kMaxStem = 4;  // stems as short as this must be a whole word

struct Stem {
  std::string_view text;
  unsigned month;
};

std::vector<Stem> ReadStems() {
  std::vector<Stem> stems;
  for (const std::string_view line : Split(Embedded("extract/months.tsv"), '\n')) {
    const std::size_t tab = line.find('\t');
    if (tab == std::string_view::npos || line.starts_with('#')) {
      continue;
    }
    const unsigned tens = tab == 2 ? static_cast<unsigned>(line[0] - '0') * 10 : 0;
    const unsigned month = tens + static_cast<unsigned>(line[tab - 1] - '0');
    for (const std::string_view stem : Split(line.substr(tab + 1), ' ')) {
      stems.push_back({stem, month});
    }
  }
  return stems;
}

// 0: not a month. The longest stem decides: "mars" is not "mar", "мая" not "май".
unsigned MonthOf(const std::string& word) {
  static const std::vector<Stem> stems = ReadStems();
  std::size_t best = 0;
  unsigned month = 0;
  for (const Stem& stem : stems) {
    const bool fits = word.starts_with(stem.text) &&
                      (stem.text.size() > kMaxStem || word.size() == stem.text.size());
    if (fits && stem.text.size() > best && word.size() < stem.text.size() + 9) {
      best = stem.text.size();
      month = stem.month;
    }
  }
  return month;
}

bool IsAsciiDigit(char c) {
  return c >= '0' && c <= '9';
}

// Whether `text` has a digit for each '0' of `form` and its marks elsewhere; both as long.
bool HasForm(std::string_view text, std::string_view form) {
  return std::equal(text.begin(), text.end(), form.begin(), form.end(), [](char have, char want) {
    return want == '0' ? IsAsciiDigit(have) : have == want;
  });
}

// A number, a word, or one mark.
struct Token {
  enum class Kind { kNumber, kWord, kMark };
  Kind kind = Kind::kMark;
  std::string word;  // lower case
  std::uint64_t number = 0;
  std::size_t digits = 0;
  char32_t mark = 0;
};

Token ReadNumber(std::string_view text, std::size_t& at) {
  Token token;
  token.kind = Token::Kind::kNumber;
  while (at < text.size() && IsAsciiDigit(text[at]) && token.digits < 18) {
    token.number = token.number * 10 + static_cast<std::uint64_t>(text[at++] - '0');
    ++token.digits;
  }
  return token;
}

std::vector<Token> Tokens(std::string_view text) {
  std::vector<Token> tokens;
  std::size_t at = 0;
  while (at < text.size()) {
    if (IsAsciiDigit(text[at])) {
      tokens.push_back(ReadNumber(text, at));
      continue;
    }
    const char32_t point = NextCodePoint(text, at);
    if (IsLetter(point) && !IsHan(point)) {
      if (tokens.empty() || tokens.back().kind != Token::Kind::kWord) {
        tokens.emplace_back().kind = Token::Kind::kWord;
      }
      AppendCodePoint(point, tokens.back().word);
    } else {
      tokens.emplace_back().mark = IsSpace(point) ? U' ' : point;
    }
  }
  for (Token& token : tokens) {
    token.word = token.word.empty() ? "" : LowerCase(token.word);
  }
  return tokens;
}

class DateReader {
 public:
  explicit DateReader(std::string_view text) : tokens_(Tokens(text.substr(0, kMaxLength))) {}

  std::optional<Time> Run();

 private:
  bool DateAt(std::size_t i);
  bool Numeric(std::size_t i);
  bool SaidWeekday(std::size_t i, std::uint64_t year, std::uint64_t month, std::uint64_t day) const;
  bool Compact(std::size_t i);
  bool DayMonthYear(std::size_t i);
  bool MonthDayYear(std::size_t i);
  void TimeFrom(std::size_t i);
  void HalfOfDay(std::size_t i);
  void ZoneFrom(std::size_t i);
  bool NumericZone(std::size_t i);
  bool Set(std::uint64_t year, std::uint64_t month, std::uint64_t day, std::size_t next);

  bool IsNumber(std::size_t i) const {
    return i < tokens_.size() && tokens_[i].kind == Token::Kind::kNumber;
  }

  bool IsYear(std::size_t i) const { return IsNumber(i) && tokens_[i].digits == 4; }

  // A day, an hour: as many digits as they have.
  bool IsShortNumber(std::size_t i) const { return IsNumber(i) && tokens_[i].digits <= 2; }

  // "18:30", "18.30", "18：30".
  bool IsClock(std::size_t i) const {
    const bool date = IsMark(i + 1, '.') && IsMark(i + 3, '.') && IsNumber(i + 4);  // another one
    return IsShortNumber(i) && IsNumber(i + 2) && !date &&
           (IsMark(i + 1, ':') || IsMark(i + 1, '.') || IsMark(i + 1, U'：'));
  }

  bool IsWord(std::size_t i) const {
    return i < tokens_.size() && tokens_[i].kind == Token::Kind::kWord;
  }

  bool IsMark(std::size_t i, char32_t mark) const {
    return i < tokens_.size() && tokens_[i].kind == Token::Kind::kMark && tokens_[i].mark == mark;
  }

  std::size_t Skip(std::size_t i) const;

  std::vector<Token> tokens_;
  std::chrono::sys_days day_;
  std::size_t next_ = 0;
  std::chrono::seconds time_{0};
  std::chrono::seconds offset_{0};
};

// Past spaces, commas, dots and the little words between day, month and year.
std::size_t DateReader::Skip(std::size_t i) const {
  static constexpr std::string_view kLittle[] = {"de", "del", "of", "st", "nd",
                                                 "rd", "th",  "г",  "г.", "er"};
  while (i < tokens_.size()) {
    const Token& token = tokens_[i];
    const bool mark = token.kind == Token::Kind::kMark && (token.mark == ' ' || token.mark == ',' ||
                                                           token.mark == '.' || token.mark == U'º');
    const bool little =
        token.kind == Token::Kind::kWord &&
        std::find(std::begin(kLittle), std::end(kLittle), token.word) != std::end(kLittle);
    if (!mark && !little) {
      break;
    }
    ++i;
  }
  return i;
}

bool DateReader::Set(std::uint64_t year, std::uint64_t month, std::uint64_t day, std::size_t next) {
  if (year < 1990 || year > 2100 || month > 12 || day > 31) {
    return false;
  }
  const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(year)),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) {
    return false;
  }
  day_ = std::chrono::sys_days(date);
  next_ = next;
  return true;
}

// Three numbers with the same mark between, or 年 月 日.
bool DateReader::Numeric(std::size_t i) {
  if (!IsNumber(i) || !IsNumber(i + 2) || !IsNumber(i + 4)) {
    return false;
  }
  const char32_t mark = tokens_[i + 1].mark;
  const bool same = IsMark(i + 3, mark) && (mark == '-' || mark == '/' || mark == '.');
  const bool chinese = (mark == U'年' && IsMark(i + 3, U'月')) || (mark == U'년');
  const std::uint64_t a = tokens_[i].number;
  const std::uint64_t b = tokens_[i + 2].number;
  const std::uint64_t c = tokens_[i + 4].number;
  if (!same && !chinese) {
    return false;
  }
  if (tokens_[i].digits == 4) {
    return Set(a, b, c, i + 5);
  }
  const std::uint64_t year = tokens_[i + 4].digits == 2 ? 2000 + c : c;
  const bool month_first = b > 12 || (SaidWeekday(i, year, a, b) && !SaidWeekday(i, year, b, a));
  return month_first ? Set(year, a, b, i + 5) : Set(year, b, a, i + 5);
}

// Whether an English weekday stands right before token `i` and is the day's: "Tue, 11/05/2024" is
// in November. In other languages the day comes first.
bool DateReader::SaidWeekday(std::size_t i, std::uint64_t year, std::uint64_t month,
                             std::uint64_t day) const {
  static constexpr std::string_view kDays[] = {"sun", "mon", "tue", "wed", "thu", "fri", "sat"};
  std::size_t word = i;
  while (word > 0 && !IsWord(word) && !IsNumber(word - 1)) {
    --word;
  }
  const std::chrono::year_month_day date(std::chrono::year(static_cast<int>(year)),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day)));
  return date.ok() && IsWord(word) &&
         tokens_[word].word.starts_with(
             kDays[std::chrono::weekday(std::chrono::sys_days(date)).c_encoding()]);
}

// "20250619", and seconds or milliseconds since 1970.
bool DateReader::Compact(std::size_t i) {
  if (!IsNumber(i)) {
    return false;
  }
  const Token& token = tokens_[i];
  if (token.digits == 8) {
    return Set(token.number / 10'000, token.number / 100 % 100, token.number % 100, i + 1);
  }
  if (tokens_.size() != 1 || (token.digits != 10 && token.digits != 13)) {
    return false;
  }
  const std::uint64_t seconds = token.digits == 13 ? token.number / 1000 : token.number;
  const std::chrono::sys_seconds moment{std::chrono::seconds(seconds)};
  const auto day = std::chrono::floor<std::chrono::days>(moment);
  const std::chrono::year_month_day date(day);
  time_ = moment - day;
  // Any ten digits may stand here; a year nobody publishes in tells that they count something else.
  return Set(static_cast<std::uint64_t>(int{date.year()}), unsigned{date.month()},
             unsigned{date.day()}, tokens_.size());
}

bool DateReader::DayMonthYear(std::size_t i) {
  const std::size_t word = Skip(IsMark(i + 1, '-') ? i + 2 : i + 1);
  if (!IsShortNumber(i) || !IsWord(word)) {
    return false;
  }
  const unsigned month = MonthOf(tokens_[word].word);
  const std::size_t year = Skip(IsMark(word + 1, '-') ? word + 2 : word + 1);
  return month != 0 && IsYear(year) &&
         Set(tokens_[year].number, month, tokens_[i].number, year + 1);
}

bool DateReader::MonthDayYear(std::size_t i) {
  const std::size_t day = Skip(i + 1);
  const std::size_t year = Skip(day + 1);
  if (!IsWord(i) || !IsShortNumber(day) || !IsYear(year)) {
    return false;
  }
  const unsigned month = MonthOf(tokens_[i].word);
  return month != 0 && Set(tokens_[year].number, month, tokens_[day].number, year + 1);
}

bool DateReader::DateAt(std::size_t i) {
  return Numeric(i) || DayMonthYear(i) || MonthDayYear(i) || Compact(i);
}

// The first "hh:mm[:ss]" after the date, at most a few words on.
void DateReader::TimeFrom(std::size_t i) {
  const std::size_t last = std::min(tokens_.size(), i + 10);
  while (i < last && !IsClock(i)) {
    ++i;
  }
  if (i >= last || tokens_[i].number > 24 || tokens_[i + 2].number > 59) {
    return;
  }
  time_ = std::chrono::hours(tokens_[i].number) + std::chrono::minutes(tokens_[i + 2].number);
  i += 3;
  if (IsMark(i, ':') && IsNumber(i + 1) && tokens_[i + 1].number < 61) {
    time_ += std::chrono::seconds(tokens_[i + 1].number);
    i += 2;
  }
  if (IsMark(i, '.') && IsNumber(i + 1)) {
    i += 2;
  }
  i += IsMark(i, ' ') ? 1U : 0U;
  HalfOfDay(i);
  ZoneFrom(i);
}

void DateReader::HalfOfDay(std::size_t i) {
  if (!IsWord(i)) {
    return;
  }
  const std::string& word = tokens_[i].word;
  const bool afternoon = word == "pm" || (word == "p" && IsMark(i + 1, '.'));
  const bool morning = word == "am" || (word == "a" && IsMark(i + 1, '.'));
  if (afternoon && time_ < std::chrono::hours(12)) {
    time_ += std::chrono::hours(12);
  } else if (morning && time_ >= std::chrono::hours(12) && time_ < std::chrono::hours(13)) {
    time_ -= std::chrono::hours(12);
  }
}

// "+02:00", "-0500", "+3". False: no sign and number stand at `i`. One that no zone has is passed
// over, for then the next word is none either.
bool DateReader::NumericZone(std::size_t i) {
  const bool minus = IsMark(i, '-') || IsMark(i, U'−');
  if (!(minus || IsMark(i, '+')) || !IsNumber(i + 1)) {
    return false;
  }
  std::uint64_t hours = tokens_[i + 1].number;
  std::uint64_t minutes = 0;
  if (IsYear(i + 1)) {  // four digits: hours and minutes in one
    minutes = hours % 100;
    hours /= 100;
  } else if (IsMark(i + 2, ':') && IsNumber(i + 3)) {
    minutes = tokens_[i + 3].number;
  }
  if (hours <= 14 && minutes < 60) {
    const auto offset = std::chrono::hours(hours) + std::chrono::minutes(minutes);
    offset_ = minus ? -offset : offset;
  }
  return true;
}

// The number or, within a few words, the name of a zone: "EST", "МСК". Where several
// zones share a name, the one with the most readers.
void DateReader::ZoneFrom(std::size_t i) {
  static constexpr std::pair<std::string_view, int> kZones[] = {
      {"est", -300}, {"edt", -240}, {"cst", -360}, {"cdt", -300}, {"mst", -420},
      {"mdt", -360}, {"pst", -480}, {"pdt", -420}, {"bst", 60},   {"cet", 60},
      {"cest", 120}, {"msk", 180},  {"мск", 180},  {"ist", 330},
  };
  if (NumericZone(i)) {
    return;
  }
  for (std::size_t k = i; k < std::min(tokens_.size(), i + 6); ++k) {
    for (const auto& [name, minutes] : kZones) {
      offset_ = tokens_[k].word == name ? std::chrono::minutes(minutes) : offset_;
    }
  }
}

std::optional<Time> DateReader::Run() {
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    if (DateAt(i)) {
      TimeFrom(next_);
      return Time(day_) + time_ - offset_;
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<Time> ReadDate(std::string_view text) {
  return DateReader(Trim(text)).Run();
}

namespace {

// "A2026012914320005196": an identifier of twelve digits or more that begins with the minute it was
// made in.
std::optional<Time> DateInNumber(std::string_view digits) {
  constexpr std::size_t kMinute = 12;
  const bool dated = digits.size() >= kMinute && digits.starts_with("20") &&
                     digits.substr(8, 2) < "24" && digits[10] < '6';
  return dated ? ReadDate(digits.substr(0, 8)) : std::nullopt;
}

std::optional<Time> DateInNumbers(std::string_view path) {
  while (!path.empty()) {
    const auto begin = std::find_if(path.begin(), path.end(), IsAsciiDigit);
    const auto end = std::find_if_not(begin, path.end(), IsAsciiDigit);
    const auto digits = path.substr(static_cast<std::size_t>(begin - path.begin()),
                                    static_cast<std::size_t>(end - begin));
    const std::optional<Time> date = DateInNumber(digits);
    if (date.has_value()) {
      return date;
    }
    path.remove_prefix(static_cast<std::size_t>(end - path.begin()));
  }
  return std::nullopt;
}

}  // namespace

std::optional<Time> DateInPath(std::string_view path) {
  // Each form with the digits ('0') and marks it is made of; what follows it is no digit.
  static constexpr std::string_view kForms[] = {"0000/00/00", "0000-00-00", "00000000"};
  path = path.substr(0, kMaxLength);
  const std::size_t copy = path.find("/http");  // of an archive: its own dates stand before it
  path.remove_prefix(copy == std::string_view::npos ? 0 : copy);
  for (std::size_t i = 0; i + 10 < path.size(); ++i) {
    if (i > 0 && IsAsciiDigit(path[i - 1])) {
      continue;
    }
    for (const std::string_view form : kForms) {
      const std::string_view part = path.substr(i, form.size());
      if (HasForm(part, form) && !IsAsciiDigit(path[i + form.size()])) {
        return ReadDate(part);
      }
    }
  }
  return DateInNumbers(path);
}

}  // namespace claimwatch
