// The options by which articles are chosen, the same for every verb that lists some.
#pragma once

#include <cstddef>
#include <vector>

#include "cli/verb.h"
#include "core/result.h"
#include "storage/store.h"

namespace claimwatch {

// --source, --topic, --lang, --since, --until.
std::vector<Option> ArticleFilterOptions();

// What they say; times count from now.
Result<ArticleQuery> ArticleFilter(const Arguments& arguments);

// The number given with --limit; 0 means all.
Result<std::size_t> LimitFrom(const Arguments& arguments, std::size_t fallback);

}  // namespace claimwatch
