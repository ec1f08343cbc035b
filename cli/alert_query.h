// Which alerts a verb is about: the filters that every verb of alerts takes.
#pragma once

#include <vector>

#include "cli/verb.h"
#include "storage/store.h"

namespace claimwatch {

// --topic, --source, --type, --min-severity, --since, --until.
std::vector<Option> AlertFilterOptions();

// What they say together. kInvalid names the option and the nearest word that would do. Relative
// times are counted from now.
Result<AlertQuery> AlertQueryFrom(const Arguments& arguments);

}  // namespace claimwatch
