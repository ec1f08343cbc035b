#include "cli/article_filter.h"

#include <charconv>

#include <fmt/format.h>

#include "cli/when.h"
#include "core/clock.h"
#include "core/text.h"

namespace claimwatch {

std::vector<Option> ArticleFilterOptions() {
  return {{"--source", "ID", "only of this source"},
          {"--topic", "ID", "only what was compared under this topic"},
          {"--lang", "LANG", "only in this language"},
          {"--since", "WHEN", "changed at or after: -2h, yesterday, 2025-06-19"},
          {"--until", "WHEN", "changed at or before; a day is meant to its end"}};
}

Result<ArticleQuery> ArticleFilter(const Arguments& arguments) {
  const Time now = SystemClock().Now();
  ArticleQuery query;
  query.source = arguments.Get("source");
  query.topic = arguments.Get("topic");
  query.language = arguments.Get("lang");
  if (arguments.Has("since")) {
    query.since = CW_TRY(ParseWhen(arguments.Get("since"), now));
  }
  if (arguments.Has("until")) {
    query.until = CW_TRY(ParseUntil(arguments.Get("until"), now));
  }
  return query;
}

Result<std::size_t> LimitFrom(const Arguments& arguments, std::size_t fallback) {
  const std::string text = arguments.Get("limit");
  if (text.empty()) {
    return fallback;
  }
  std::size_t limit = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), limit);
  if (problem != std::errc() || end != text.data() + text.size()) {
    return Error(Errc::kInvalid,
                 fmt::format("--limit: '{}' is no number, use 0 for all", EscapeControls(text)));
  }
  return limit;
}

}  // namespace claimwatch
