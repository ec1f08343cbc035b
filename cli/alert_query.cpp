#include "cli/alert_query.h"

#include "cli/when.h"
#include "core/clock.h"
#include "core/text.h"

namespace claimwatch {

std::vector<Option> AlertFilterOptions() {
  return {{"--topic", "ID", "only of this topic"},
          {"--source", "ID", "only of this source"},
          {"--type", "TYPE", "only of this type, such as changed_figure"},
          {"--min-severity", "LEVEL", "at least low, medium, high or critical"},
          {"--since", "WHEN", "raised at or after: -2h, yesterday, 2025-06-19"},
          {"--until", "WHEN", "raised at or before"}};
}

Result<AlertQuery> AlertQueryFrom(const Arguments& arguments) {
  const Time now = SystemClock().Now();
  AlertQuery query;
  query.topic = arguments.Get("topic");
  query.source = arguments.Get("source");
  if (const std::string type = arguments.Get("type"); !type.empty()) {
    query.type = FindingTypeFromName(type);
    if (!query.type) {
      const std::string near = Nearest(type, FindingTypeNames());
      return Error(Errc::kInvalid, "--type: unknown type '" + type + "'" +
                                       (near.empty() ? ", such as changed_figure or new_claim"
                                                     : ", did you mean '" + near + "'?"));
    }
  }
  if (const std::string severity = arguments.Get("min-severity"); !severity.empty()) {
    query.min_severity = SeverityFromName(severity);
    if (!query.min_severity) {
      return Error(Errc::kInvalid,
                   "--min-severity: '" + severity + "' is not low, medium, high or critical");
    }
  }
  if (arguments.Has("since")) {
    query.since = CW_TRY(ParseWhen(arguments.Get("since"), now));
  }
  if (arguments.Has("until")) {
    query.until = CW_TRY(ParseUntil(arguments.Get("until"), now));
  }
  return query;
}

}  // namespace claimwatch
