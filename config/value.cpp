#include "config/value.h"

#include <array>
#include <charconv>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "core/text.h"

namespace claimwatch {
namespace {

// Enumerations as words. The order is that of the enumeration.
constexpr std::array<std::pair<std::string_view, LogLevel>, 4> kLogLevels = {
    {{"debug", LogLevel::kDebug},
     {"info", LogLevel::kInfo},
     {"warn", LogLevel::kWarning},
     {"error", LogLevel::kError}}};
constexpr std::array<std::pair<std::string_view, LogTarget>, 3> kLogTargets = {
    {{"auto", LogTarget::kAuto},
     {"journald", LogTarget::kJournal},
     {"stderr", LogTarget::kStderr}}};

// The times a rate may be given over: "6/min".
constexpr std::array<std::pair<std::string_view, Duration>, 4> kRatePeriods = {
    {{"s", std::chrono::seconds(1)},
     {"min", std::chrono::minutes(1)},
     {"h", std::chrono::hours(1)},
     {"d", std::chrono::days(1)}}};

constexpr int kHighestRate = 1'000'000;

Error Complaint(std::string text) {
  return {Errc::kConfig, std::move(text)};
}

Error Wants(std::string_view what, const Node& node) {
  return Complaint(fmt::format("wants {}, not {}", what, node.Describe()));
}

std::string Quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
    }
    out += c;
  }
  return EscapeControls(out + '"');
}

template <typename Word, std::size_t n>
std::string_view WordOf(const std::array<std::pair<std::string_view, Word>, n>& table, Word value) {
  for (const auto& [name, word] : table) {
    if (word == value) {
      return name;
    }
  }
  return "";
}

template <typename Word, std::size_t n>
std::optional<Word> FromWord(const std::array<std::pair<std::string_view, Word>, n>& table,
                             std::string_view text) {
  for (const auto& [name, word] : table) {
    if (name == text) {
      return word;
    }
  }
  return std::nullopt;
}

// --- limits -----------------------------------------------------------------------------------

// "feed|sitemap|page" allows these words only.
Status CheckWord(std::string_view limit, const std::string& word) {
  if (limit.empty()) {
    return Ok();
  }
  std::vector<std::string> words;
  for (const std::string_view one : Split(limit, '|')) {
    if (one == word) {
      return Ok();
    }
    words.emplace_back(one);
  }
  const std::string nearest = Nearest(word, words);
  const std::string quoted = Ellipsize(EscapeControls(word), 60);
  return Complaint(nearest.empty() ? fmt::format("'{}' is not one of {}", quoted, Join(words, ", "))
                                   : fmt::format("'{}' is not one of {}; did you mean '{}'?",
                                                 quoted, Join(words, ", "), nearest));
}

// "1s..10m" with either end left open. `parse` reads one end.
template <typename T, typename Parse>
Status CheckRange(std::string_view limit, const T& value, const Node& node, Parse parse) {
  const std::size_t dots = limit.find("..");
  if (dots == std::string_view::npos) {
    return Ok();
  }
  const std::optional<T> low = parse(limit.substr(0, dots));
  const std::optional<T> high = parse(limit.substr(dots + 2));
  if ((low && value < *low) || (high && *high < value)) {
    return Complaint(fmt::format("{} is out of range, which is {}", node.Describe(), limit));
  }
  return Ok();
}

template <typename Number>
std::optional<Number> ParseNumber(std::string_view text) {
  Number number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(number)
                                                                  : std::nullopt;
}

std::optional<Rate> ParseRate(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) {
    return std::nullopt;
  }
  const std::optional<int> count = ParseNumber<int>(text.substr(0, slash));
  const std::string_view period = text.substr(slash + 1);
  std::optional<Duration> per = FromWord(kRatePeriods, period);
  if (!per) {
    per = ParseDuration(period);  // "30/10m"
  }
  if (!count || *count < 1 || *count > kHighestRate || !per || *per <= Duration(0)) {
    return std::nullopt;
  }
  return Rate{*count, *per};
}

// --- from what was written --------------------------------------------------------------------

struct Setter {
  const Field& field;
  const Node& node;

  Status operator()(std::string* out) const {
    const auto* text = node.As<std::string>();
    if (text == nullptr) {
      return Wants("text in quotes", node);
    }
    CW_TRY(CheckWord(field.limit, *text));
    *out = *text;
    return Ok();
  }

  Status operator()(std::filesystem::path* out) const {
    const auto* text = node.As<std::string>();
    const bool may_be_empty = field.role == Role::kMayBeEmpty;
    if (text == nullptr || text->find('\0') != std::string::npos ||
        (text->empty() && !may_be_empty)) {
      return Wants("a path in quotes", node);
    }
    if (text->empty()) {
      out->clear();
      return Ok();
    }
    const std::filesystem::path folder = std::filesystem::path(node.place.file).parent_path();
    *out = (folder / *text).lexically_normal();
    return Ok();
  }

  Status operator()(bool* out) const {
    const auto* flag = node.As<bool>();
    if (flag == nullptr) {
      return Wants("true or false", node);
    }
    *out = *flag;
    return Ok();
  }

  Status operator()(int* out) const {
    const auto* number = node.As<std::int64_t>();
    if (number == nullptr) {
      return Wants("a whole number", node);
    }
    CW_TRY(CheckRange<std::int64_t>(field.limit, *number, node, ParseNumber<std::int64_t>));
    if (*number < std::numeric_limits<int>::min() || *number > std::numeric_limits<int>::max()) {
      return Complaint(fmt::format("{} is too large", node.Describe()));
    }
    *out = static_cast<int>(*number);
    return Ok();
  }

  Status operator()(double* out) const {
    const auto* whole = node.As<std::int64_t>();
    const auto* real = node.As<double>();
    if ((whole == nullptr && real == nullptr) || (real != nullptr && !std::isfinite(*real))) {
      return Wants("a number", node);
    }
    const double number = whole != nullptr ? static_cast<double>(*whole) : *real;
    CW_TRY(CheckRange<double>(field.limit, number, node, ParseNumber<double>));
    *out = number;
    return Ok();
  }

  Status operator()(Duration* out) const {
    return SetParsed(out, "a duration such as '15m' (ms, s, m, h, d, w)", ParseDuration);
  }

  Status operator()(Bytes* out) const {
    return SetParsed(out, "a size such as '10MiB' (B, KiB, MiB, GiB)", ParseBytes);
  }

  Status operator()(Rate* out) const {
    const auto* text = node.As<std::string>();
    const std::optional<Rate> rate = text == nullptr ? std::nullopt : ParseRate(*text);
    if (!rate) {
      return Wants("a rate such as '6/min' (s, min, h, d)", node);
    }
    *out = *rate;
    return Ok();
  }

  Status operator()(std::optional<Time>* out) const {
    const auto* time = node.As<Time>();
    const auto* text = node.As<std::string>();
    const std::optional<Time> read = time != nullptr   ? std::optional(*time)
                                     : text != nullptr ? ParseTime(*text)
                                                       : std::nullopt;
    if (!read) {
      return Wants("a time with its offset such as 2025-06-19T08:00:00+08:00", node);
    }
    *out = *read;
    return Ok();
  }

  Status operator()(LogLevel* out) const {
    std::string word;
    CW_TRY((*this)(&word));
    *out = FromWord(kLogLevels, word).value_or(*out);
    return Ok();
  }

  Status operator()(LogTarget* out) const {
    std::string word;
    CW_TRY((*this)(&word));
    *out = FromWord(kLogTargets, word).value_or(*out);
    return Ok();
  }

  Status operator()(Severity* out) const {
    std::string word;
    CW_TRY((*this)(&word));
    *out = SeverityFromName(word).value_or(*out);
    return Ok();
  }

  Status operator()(std::vector<std::string>* out) const {
    return SetList(out, "a list of texts in quotes");
  }

  Status operator()(std::vector<int>* out) const { return SetList(out, "a list of numbers"); }

  // A table of free names: rules.severity.
  Status operator()(std::vector<std::pair<std::string, Severity>>* out) const {
    const auto* table = node.As<Node::Table>();
    if (table == nullptr) {
      return Wants("a table of rule = severity", node);
    }
    for (const NodeMember& member : *table) {
      Severity severity = Severity::kLow;
      const Status set = Setter{field, member.node}(&severity);
      if (!set.ok()) {
        return set.error().At(fmt::format("'{}'", EscapeControls(member.key)));
      }
      std::erase_if(*out, [&](const auto& known) { return known.first == member.key; });
      out->emplace_back(member.key, severity);
    }
    return Ok();
  }

  template <typename Other>
  Status operator()(Other*) const {
    return Complaint("is a section");
  }

  template <typename T, typename Parse>
  Status SetParsed(T* out, std::string_view what, Parse parse) const {
    const auto* text = node.As<std::string>();
    const std::optional<T> value = text == nullptr ? std::nullopt : parse(*text);
    if (!value) {
      return Wants(what, node);
    }
    CW_TRY(CheckRange<T>(field.limit, *value, node, parse));
    *out = *value;
    return Ok();
  }

  template <typename T>
  Status SetList(std::vector<T>* out, std::string_view what) const {
    const auto* array = node.As<Node::Array>();
    if (array == nullptr) {
      return Wants(what, node);
    }
    std::vector<T> values;
    for (const Node& one : *array) {
      T value{};
      CW_TRY((Setter{field, one}(&value)));
      values.push_back(std::move(value));
    }
    *out = std::move(values);
    return Ok();
  }
};

// --- back to text -----------------------------------------------------------------------------

std::string FormatRate(const Rate& rate) {
  const std::string_view period = WordOf(kRatePeriods, rate.per);
  return fmt::format("{}/{}", rate.count,
                     period.empty() ? FormatDuration(rate.per) : std::string(period));
}

// The largest unit that says it exactly, so that it reads back as the same.
std::string ExactBytes(Bytes bytes) {
  constexpr std::array<std::pair<std::string_view, std::uint64_t>, 3> kUnits = {
      {{"GiB", 1ULL << 30U}, {"MiB", 1ULL << 20U}, {"KiB", 1ULL << 10U}}};
  for (const auto& [name, factor] : kUnits) {
    if (bytes.count >= factor && bytes.count % factor == 0) {
      return fmt::format("{}{}", bytes.count / factor, name);
    }
  }
  return fmt::format("{}B", bytes.count);
}

struct Formatter {
  std::string operator()(const std::string* value) const { return Quoted(*value); }

  std::string operator()(const std::filesystem::path* value) const {
    return Quoted(value->string());
  }

  std::string operator()(const bool* value) const { return *value ? "true" : "false"; }

  std::string operator()(const int* value) const { return fmt::format("{}", *value); }

  std::string operator()(const double* value) const { return fmt::format("{}", *value); }

  std::string operator()(const Duration* value) const { return Quoted(FormatDuration(*value)); }

  std::string operator()(const Bytes* value) const { return Quoted(ExactBytes(*value)); }

  std::string operator()(const Rate* value) const { return Quoted(FormatRate(*value)); }

  std::string operator()(const std::optional<Time>* value) const {
    return *value ? FormatTime(**value) : "none";
  }

  std::string operator()(const LogLevel* value) const { return Quoted(WordOf(kLogLevels, *value)); }

  std::string operator()(const LogTarget* value) const {
    return Quoted(WordOf(kLogTargets, *value));
  }

  std::string operator()(const Severity* value) const { return Quoted(SeverityName(*value)); }

  template <typename T>

  requires(!Section<T>) std::string operator()(const std::vector<T>* values) const {
    std::vector<std::string> parts;
    for (const T& value : *values) {
      parts.push_back((*this)(&value));
    }
    return "[" + Join(parts, ", ") + "]";
  }

  std::string operator()(const std::vector<std::pair<std::string, Severity>>* values) const {
    std::vector<std::string> parts;
    for (const auto& [rule, severity] : *values) {
      parts.push_back(fmt::format("{} = {}", Quoted(rule), Quoted(SeverityName(severity))));
    }
    return parts.empty() ? "{}" : "{ " + Join(parts, ", ") + " }";
  }

  template <typename Other>

  requires Section<Other> std::string operator()(const Other*) const { return ""; }

  template <typename Other>

  requires Section<Other> std::string operator()(const std::vector<Other>*) const { return ""; }
};

// In the order of Slot; sections have no name.
constexpr std::array<std::string_view, 15> kTypeNames = {
    "text",          "path", "true or false", "number", "number", "duration",     "size",
    "rate",          "time", "word",          "word",   "word",   "list of text", "list of numbers",
    "table of words"};

}  // namespace

Status SetValue(const Field& field, const Node& node) {
  return std::visit(Setter{field, node}, field.slot);
}

std::string FormatValue(const Slot& slot) {
  return std::visit([](const auto* value) { return Formatter()(value); }, slot);
}

std::string_view TypeName(const Slot& slot) {
  return slot.index() < kTypeNames.size() ? kTypeNames.at(slot.index()) : std::string_view();
}

}  // namespace claimwatch
