#include "daemon/freshness.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

#include "core/http_date.h"
#include "core/text.h"

namespace claimwatch {
namespace {

constexpr Duration kHundredYears = std::chrono::hours(24 * 36525);
constexpr std::size_t kTail = 64U << 10U;

// Digits only; more than fit are a hundred years.
std::optional<Duration> Seconds(std::string_view digits) {
  if (digits.size() > 1 && digits.front() == '"' && digits.back() == '"') {
    digits = digits.substr(1, digits.size() - 2);
  }
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (digits.empty() || end != digits.data() + digits.size()) {
    return std::nullopt;
  }
  const bool fits = error == std::errc() &&
                    value < static_cast<std::uint64_t>(kHundredYears / std::chrono::seconds(1));
  return fits ? Duration(std::chrono::seconds(value)) : kHundredYears;
}

Time ServerTime(const Headers& headers, Time now) {
  return ParseHttpDate(FindHeader(headers, "date")).value_or(now);
}

struct CacheControl {
  bool unusable = false;  // no-store, no-cache
  std::optional<Duration> max_age;
};

CacheControl ReadCacheControl(const Headers& headers) {
  CacheControl control;
  for (const auto& [name, value] : headers) {
    if (name != "cache-control") {
      continue;
    }
    for (const std::string_view part : Split(value, ',')) {
      const std::string directive = AsciiLower(Trim(part));
      if (directive == "no-store" || directive == "no-cache") {
        control.unusable = true;
      } else if (directive.starts_with("max-age=") && !control.max_age) {
        control.max_age = Seconds(Trim(std::string_view(directive).substr(8)));
      }
    }
  }
  return control;
}

bool Contains(std::string_view text, std::string_view lower_word) {
  return std::search(text.begin(), text.end(), lower_word.begin(), lower_word.end(),
                     [](char a, char b) {
                       return (a >= 'A' && a <= 'Z' ? static_cast<char>(a | 0x20) : a) == b;
                     }) != text.end();
}

// What ends the declaration, comment or doctype that `body` starts with; empty: it starts with
// none.
std::string_view EndOfMarkup(std::string_view body) {
  if (body.starts_with("<?")) {
    return "?>";
  }
  if (body.starts_with("<!--")) {
    return "-->";
  }
  return body.starts_with("<!") ? ">" : "";
}

// Skips the byte-order mark, white space, declarations, comments and the doctype before the root
// element.
std::string_view SkipProlog(std::string_view body) {
  if (body.starts_with("\xEF\xBB\xBF")) {
    body.remove_prefix(3);
  }
  for (;;) {
    body.remove_prefix(std::min(body.find_first_not_of(" \t\r\n"), body.size()));
    const std::string_view end = EndOfMarkup(body);
    if (end.empty()) {
      return body;
    }
    const std::size_t at = body.find(end);
    if (at == std::string_view::npos) {
      return {};
    }
    body.remove_prefix(at + end.size());
  }
}

std::string RootName(std::string_view body) {
  if (!body.starts_with('<')) {
    return {};
  }
  const std::size_t end = std::min(body.find_first_of(" \t\r\n/>", 1), body.size());
  return end > 32 ? std::string() : AsciiLower(body.substr(1, end - 1));
}

std::size_t CountTags(std::string_view body, std::string_view opening) {
  std::size_t count = 0;
  for (std::size_t at = body.find('<'); at != std::string_view::npos; at = body.find('<', at + 1)) {
    const std::string_view tag = body.substr(at + 1, opening.size() + 1);
    const bool ends = tag.size() > opening.size() &&
                      !IsLetter(static_cast<unsigned char>(tag.back())) && tag.back() != '-';
    if (ends && EqualsIgnoreAsciiCase(tag.substr(0, opening.size()), opening)) {
      ++count;
    }
  }
  return count;
}

// HTML may leave out </body> and </html>, but never the end of these.
bool HtmlEndsEarly(std::string_view body) {
  const std::string_view tail = body.substr(body.size() - std::min(body.size(), kTail));
  if (Contains(tail, "</html") || Contains(tail, "</body")) {
    return false;
  }
  constexpr std::array<std::string_view, 4> kBlocks = {"div", "article", "main", "section"};
  return std::any_of(kBlocks.begin(), kBlocks.end(), [&](std::string_view name) {
    return CountTags(body, name) > CountTags(body, "/" + std::string(name));
  });
}

}  // namespace

std::optional<Duration> RetryAfter(const Headers& headers, Time now) {
  const std::string_view value = Trim(FindHeader(headers, "retry-after"));
  if (const std::optional<Duration> seconds = Seconds(value)) {
    return seconds;
  }
  const std::optional<Time> until = ParseHttpDate(value);
  if (!until || *until <= ServerTime(headers, now)) {
    return std::nullopt;
  }
  return *until - ServerTime(headers, now);
}

std::optional<Duration> FreshFor(const Headers& headers, Time now) {
  const CacheControl control = ReadCacheControl(headers);
  if (control.unusable) {
    return std::nullopt;
  }
  std::optional<Duration> fresh = control.max_age;
  if (!fresh) {
    const std::optional<Time> expires = ParseHttpDate(FindHeader(headers, "expires"));
    if (!expires) {
      return std::nullopt;
    }
    fresh = *expires - ServerTime(headers, now);
  }
  const Duration age = Seconds(Trim(FindHeader(headers, "age"))).value_or(Duration::zero());
  return std::max(*fresh - age, Duration::zero());
}

bool EndsEarly(std::string_view body) {
  const std::string_view start = SkipProlog(body);
  if (start.empty()) {
    return false;
  }
  if (start.starts_with('{') || start.starts_with('[')) {
    const std::size_t last = start.find_last_not_of(" \t\r\n");
    return start[last] != (start.front() == '{' ? '}' : ']');
  }
  const std::string root = RootName(start);
  if (root == "html") {
    return HtmlEndsEarly(start);
  }
  constexpr std::array<std::string_view, 5> kRoots = {"rss", "feed", "rdf:rdf", "urlset",
                                                      "sitemapindex"};
  if (std::find(kRoots.begin(), kRoots.end(), root) == kRoots.end()) {
    return false;
  }
  if (const std::size_t close = start.find('>');
      close != std::string_view::npos && start[close - 1] == '/') {
    return false;  // <rss/>
  }
  return !Contains(start.substr(start.size() - std::min(start.size(), kTail)), "</" + root);
}

}  // namespace claimwatch
