#include "plugins/compare/live_entry.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>
#include <vector>

#include "core/text.h"
#include "plugins/compare/furniture.h"

namespace claimwatch {
namespace {

// Takes the first of `words` that `rest` begins with off it.
template <std::size_t kCount>
bool TakeOne(const std::array<std::string_view, kCount>& words, std::string_view& rest) {
  const auto* word = std::find_if(words.begin(), words.end(),
                                  [rest](std::string_view one) { return rest.starts_with(one); });
  if (word == words.end()) {
    return false;
  }
  rest.remove_prefix(word->size());
  return true;
}

// Takes a number of one digit or two below `limit` off `rest`.
std::optional<int> TakeNumber(std::size_t least, int limit, std::string_view& rest) {
  std::size_t digits = 0;
  int value = 0;
  while (digits < rest.size() && rest[digits] >= '0' && rest[digits] <= '9') {
    value = value * 10 + (rest[digits] - '0');
    ++digits;
    if (digits > 2) {
      return std::nullopt;
    }
  }
  if (digits < least || value >= limit) {
    return std::nullopt;
  }
  rest.remove_prefix(digits);
  return value;
}

void TakeBlanks(std::string_view& rest) {
  constexpr std::array<std::string_view, 3> kBlanks = {" ", "\u00A0", "\u3000"};
  while (TakeOne(kBlanks, rest)) {
  }
}

// "am", "BST", "мск": what may stand behind the time of day. Twelve hours more when it is "pm".
int TakeZone(std::string_view& rest) {
  constexpr std::array<std::string_view, 4> kAfternoon = {"p.m.", "p.m", "pm", "PM"};
  constexpr std::array<std::string_view, 20> kZones = {
      "a.m.", "a.m",  "am",  "AM",   "GMT", "UTC", "BST", "CEST", "CET", "EDT",
      "EST",  "EEST", "EET", "AEST", "PDT", "PST", "ET",  "мск",  "МСК", "分"};
  int hours = 0;
  for (int i = 0; i < 2; ++i) {
    std::string_view behind = rest;
    TakeBlanks(behind);
    const bool afternoon = TakeOne(kAfternoon, behind);
    if (afternoon || TakeOne(kZones, behind)) {
      rest = behind;
      hours += afternoon ? 12 : 0;
    }
  }
  return hours;
}

// What begins is a statement of its own: a capital letter, a Chinese sign, a quotation; or nothing
// does.
bool OpensStatement(std::string_view rest) {
  constexpr std::array<std::string_view, 7> kMarks = {".", "|", "—", "–", "-", ":", "："};
  TakeBlanks(rest);
  while (TakeOne(kMarks, rest)) {
  }
  TakeBlanks(rest);
  constexpr std::array<std::string_view, 5> kQuotes = {"\"", "“", "«", "「", "\n"};
  std::size_t at = 0;
  const char32_t first = rest.empty() ? 0 : NextCodePoint(rest, at);
  return rest.empty() || IsUpper(first) || IsCjk(first) || TakeOne(kQuotes, rest);
}

}  // namespace

Posted PostedAt(std::string_view line) {
  constexpr std::array<std::string_view, 4> kOpen = {"【", "[", "(", "（"};
  constexpr std::array<std::string_view, 4> kClose = {"】", "]", ")", "）"};
  constexpr std::array<std::string_view, 5> kBetween = {":", ".", "：", "时", "点"};
  std::string_view rest = line;
  TakeOne(kOpen, rest);
  const std::optional<int> hour = TakeNumber(1, 24, rest);
  if (!hour || !TakeOne(kBetween, rest)) {
    return {};
  }
  const std::optional<int> minute = TakeNumber(2, 60, rest);
  if (!minute) {
    return {};
  }
  const int zone = TakeZone(rest);
  const int more = *hour < 12 ? zone : 0;
  TakeOne(kClose, rest);
  return OpensStatement(rest) ? Posted{line.size() - rest.size(), (*hour + more) * 60 + *minute}
                              : Posted{};
}

namespace {

// "Live: the vote", not "residents who live near the station must leave".
bool IsHeading(const Sentence& sentence) {
  constexpr std::size_t kMost = 48;  // bytes
  return sentence.text.size() <= kMost && !sentence.text.ends_with('.');
}

}  // namespace

bool IsLiveBlog(const Reading& reading) {
  constexpr std::size_t kEntries = 2;
  constexpr std::size_t kHead = 3;  // sentences in which a live blog calls itself one
  bool live = CallsItselfLive(reading.title);
  bool newest_first = true;
  std::vector<int> times;
  std::optional<std::size_t> paragraph;
  for (std::size_t i = 0; i < reading.sentences.size(); ++i) {
    const Sentence& sentence = reading.sentences[i];
    live = live || (i < kHead && IsHeading(sentence) && CallsItselfLive(sentence.text));
    const Posted posted = sentence.paragraph != paragraph ? PostedAt(sentence.text) : Posted{};
    paragraph = sentence.paragraph;
    if (posted.length > 0) {
      newest_first = newest_first && (times.empty() || posted.minute < times.back());
      times.push_back(posted.minute);
    }
  }
  return times.size() >= kEntries && (live || newest_first);
}

bool AreOneEntry(std::string_view before, std::string_view after) {
  constexpr int kCorrected = 30;  // minutes
  const Posted old = PostedAt(before);
  const Posted now = PostedAt(after);
  if (old.length > 0 && now.length > 0) {
    return std::abs(old.minute - now.minute) <= kCorrected;
  }
  const std::string_view line = old.length > 0 ? after : before;
  return line.empty() || line.front() < '0' || line.front() > '9';
}

}  // namespace claimwatch
