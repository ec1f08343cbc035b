// The words dates are written with. Data: a language is added by adding its rows.
#include "plugins/source/date_words.h"

#include <algorithm>
#include <array>
#include <utility>

namespace claimwatch {
namespace {

using Row = std::pair<std::string_view, int>;

// Beginnings of month names in lower case; the longest that fits decides (červen, červenec).
constexpr auto kMonths = std::to_array<Row>({
    {"ene", 1},      {"gen", 1},   {"ian", 1},    {"jan", 1},    {"janv", 1},  {"jän", 1},
    {"led", 1},      {"oca", 1},   {"sty", 1},    {"tammi", 1},  {"yan", 1},   {"ιαν", 1},
    {"студ", 1},     {"січ", 1},   {"янв", 1},    {"қаңт", 1},   {"ינוא", 1},  {"ينا", 1},
    {"feb", 2},      {"fev", 2},   {"fév", 2},    {"helmi", 2},  {"lut", 2},   {"úno", 2},
    {"şub", 2},      {"φεβ", 2},   {"ақп", 2},    {"лют", 2},    {"фев", 2},   {"פברו", 2},
    {"فبر", 2},      {"bře", 3},   {"maalis", 3}, {"mae", 3},    {"mar", 3},   {"mrt", 3},
    {"mrz", 3},      {"márc", 3},  {"mär", 3},    {"μαρ", 3},    {"бер", 3},   {"мар", 3},
    {"нау", 3},      {"сак", 3},   {"מרץ", 3},    {"مار", 3},    {"abr", 4},   {"apr", 4},
    {"avr", 4},      {"dub", 4},   {"huhti", 4},  {"kwi", 4},    {"nis", 4},   {"ápr", 4},
    {"απρ", 4},      {"апр", 4},   {"кві", 4},    {"крас", 4},   {"сәу", 4},   {"אפר", 4},
    {"أبر", 4},      {"ابر", 4},   {"kvě", 5},    {"mag", 5},    {"mai", 5},   {"maio", 5},
    {"maj", 5},      {"may", 5},   {"mei", 5},    {"máj", 5},    {"touko", 5}, {"μάι", 5},
    {"μαΐ", 5},      {"μαι", 5},   {"μαϊ", 5},    {"мае", 5},    {"май", 5},   {"мам", 5},
    {"мая", 5},      {"тра", 5},   {"трав", 5},   {"מאי", 5},    {"ماي", 5},   {"cze", 6},
    {"giu", 6},      {"haz", 6},   {"iun", 6},    {"iyn", 6},    {"iyun", 6},  {"juin", 6},
    {"jun", 6},      {"jún", 6},   {"kesä", 6},   {"červen", 6}, {"čvn", 6},   {"ιουν", 6},
    {"июн", 6},      {"маус", 6},  {"чер", 6},    {"черв", 6},   {"чэр", 6},   {"юн", 6},
    {"יוני", 6},     {"يوني", 6},  {"heinä", 7},  {"iul", 7},    {"iyl", 7},   {"iyul", 7},
    {"juil", 7},     {"jul", 7},   {"júl", 7},    {"lip", 7},    {"lug", 7},   {"tem", 7},
    {"červenec", 7}, {"čvc", 7},   {"ιουλ", 7},   {"июл", 7},    {"лип", 7},   {"ліп", 7},
    {"шіл", 7},      {"юл", 7},    {"יולי", 7},   {"يولي", 7},   {"ago", 8},   {"ags", 8},
    {"agu", 8},      {"aou", 8},   {"aoû", 8},    {"aug", 8},    {"avg", 8},   {"avq", 8},
    {"ağu", 8},      {"elo", 8},   {"sie", 8},    {"srp", 8},    {"αυγ", 8},   {"авг", 8},
    {"жні", 8},      {"сер", 8},   {"серп", 8},   {"там", 8},    {"אוג", 8},   {"أغس", 8},
    {"اغس", 8},      {"eyl", 9},   {"sen", 9},    {"sep", 9},    {"set", 9},   {"syys", 9},
    {"szep", 9},     {"wrz", 9},   {"zář", 9},    {"σεπ", 9},    {"вер", 9},   {"верес", 9},
    {"сен", 9},      {"қыр", 9},   {"қырк", 9},   {"ספט", 9},    {"سبت", 9},   {"eki", 10},
    {"loka", 10},    {"oct", 10},  {"okt", 10},   {"ott", 10},   {"out", 10},  {"paź", 10},
    {"říj", 10},     {"οκτ", 10},  {"жов", 10},   {"жовт", 10},  {"кас", 10},  {"окт", 10},
    {"қаз", 10},     {"אוק", 10},  {"أكت", 10},   {"اكت", 10},   {"kas", 11},  {"lis", 11},
    {"marras", 11},  {"noi", 11},  {"nov", 11},   {"noy", 11},   {"νοε", 11},  {"лис", 11},
    {"лист", 11},    {"ліс", 11},  {"ное", 11},   {"ноя", 11},   {"қар", 11},  {"נוב", 11},
    {"نوف", 11},     {"ara", 12},  {"dec", 12},   {"dek", 12},   {"des", 12},  {"dez", 12},
    {"dic", 12},     {"déc", 12},  {"gru", 12},   {"joulu", 12}, {"pro", 12},  {"δεκ", 12},
    {"гру", 12},     {"груд", 12}, {"дек", 12},   {"жел", 12},   {"желт", 12}, {"сне", 12},
    {"דצמ", 12},     {"ديس", 12},
});

// Minutes east of Greenwich. RFC 822's letters but J as RFC 822 gives them.
constexpr auto kZones = std::to_array<Row>({
    {"ut", 0},      {"utc", 0},    {"gmt", 0},     {"z", 0},      {"wet", 0},    {"west", 60},
    {"bst", 60},    {"ist", 330},  {"cet", 60},    {"cest", 120}, {"met", 60},   {"mest", 120},
    {"mez", 60},    {"mesz", 120}, {"eet", 120},   {"eest", 180}, {"msk", 180},  {"msd", 240},
    {"мск", 180},   {"samt", 240}, {"yekt", 300},  {"omst", 360}, {"novt", 420}, {"krat", 420},
    {"irkt", 480},  {"yakt", 540}, {"vlat", 600},  {"magt", 660}, {"pett", 720}, {"trt", 180},
    {"azt", 240},   {"get", 240},  {"gst", 240},   {"pkt", 300},  {"uzt", 300},  {"tjt", 300},
    {"tmt", 300},   {"kgt", 360},  {"npt", 345},   {"bdt", 360},  {"mmt", 390},  {"ict", 420},
    {"wib", 420},   {"wita", 480}, {"wit", 540},   {"hkt", 480},  {"sgt", 480},  {"myt", 480},
    {"pht", 480},   {"awst", 480}, {"jst", 540},   {"kst", 540},  {"acst", 570}, {"acdt", 630},
    {"aest", 600},  {"aedt", 660}, {"nzst", 720},  {"nzdt", 780}, {"sast", 120}, {"cat", 120},
    {"eat", 180},   {"wat", 60},   {"idt", 180},   {"irst", 210}, {"aft", 270},  {"est", -300},
    {"edt", -240},  {"et", -300},  {"cst", -360},  {"cdt", -300}, {"ct", -360},  {"mst", -420},
    {"mdt", -360},  {"mt", -420},  {"pst", -480},  {"pdt", -420}, {"pt", -480},  {"akst", -540},
    {"akdt", -480}, {"hst", -600}, {"ast", -240},  {"adt", -180}, {"at", -240},  {"nst", -210},
    {"ndt", -150},  {"brt", -180}, {"brst", -120}, {"art", -180}, {"clt", -240}, {"clst", -180},
    {"cot", -300},  {"pet", -300}, {"vet", -240},  {"uyt", -180}, {"a", -60},    {"n", 60},
    {"m", -720},    {"y", 720},
});

// Words between the parts of a date that say nothing.
constexpr auto kNoise = std::to_array<std::string_view>({
    "clock",  "d",    "de",        "del",    "den",      "do",    "e",   "el",     "er",      "fri",
    "friday", "h",    "i",         "il",     "kl",       "klo",   "la",  "las",    "le",      "les",
    "lo",     "lúc",  "mon",       "monday", "nd",       "ngày",  "năm", "o",      "of",      "ora",
    "ore",    "rd",   "saat",      "sat",    "saturday", "st",    "sun", "sunday", "t",       "th",
    "the",    "thg",  "thu",       "thurs",  "thursday", "tháng", "tue", "tues",   "tuesday", "uhr",
    "um",     "wed",  "wednesday", "yılı",   "à",        "às",    "η",   "στις",   "в",       "г",
    "год",    "года", "ж",         "жыл",    "жылы",     "жылғы", "о",   "р",      "року",
});

using UnitRow = std::pair<std::string_view, DateUnit>;

constexpr auto kUnits = std::to_array<UnitRow>({
    {"年", DateUnit::kYear},        {"년", DateUnit::kYear},        {"月", DateUnit::kMonth},
    {"월", DateUnit::kMonth},       {"日", DateUnit::kDay},         {"일", DateUnit::kDay},
    {"号", DateUnit::kDay},         {"號", DateUnit::kDay},         {"時", DateUnit::kHour},
    {"时", DateUnit::kHour},        {"시", DateUnit::kHour},        {"点", DateUnit::kHour},
    {"點", DateUnit::kHour},        {"分", DateUnit::kMinute},      {"분", DateUnit::kMinute},
    {"秒", DateUnit::kSecond},      {"초", DateUnit::kSecond},      {"上午", DateUnit::kMorning},
    {"午前", DateUnit::kMorning},   {"오전", DateUnit::kMorning},   {"下午", DateUnit::kAfternoon},
    {"午後", DateUnit::kAfternoon}, {"오후", DateUnit::kAfternoon}, {"星期", DateUnit::kWeekday},
    {"周", DateUnit::kWeekday},     {"週", DateUnit::kWeekday},
});

}  // namespace

std::optional<int> MonthOfWord(std::string_view word) {
  std::optional<int> month;
  std::size_t longest = 0;
  const char first = word.empty() ? ' ' : word.front();
  for (const auto& [start, number] : kMonths) {
    if (start.front() == first && start.size() > longest && word.starts_with(start)) {
      longest = start.size();
      month = number;
    }
  }
  return month;
}

std::optional<int> ZoneMinutes(std::string_view word) {
  const auto* const found =
      std::find_if(kZones.begin(), kZones.end(), [&](const Row& row) { return row.first == word; });
  return found != kZones.end() ? std::optional(found->second) : std::nullopt;
}

bool IsDateNoise(std::string_view word) {
  return std::find(kNoise.begin(), kNoise.end(), word) != kNoise.end();
}

std::optional<std::pair<DateUnit, std::size_t>> UnitAt(std::string_view text) {
  for (const auto& [mark, unit] : kUnits) {
    if (text.starts_with(mark)) {
      return std::pair(unit, mark.size());
    }
  }
  return std::nullopt;
}

}  // namespace claimwatch
