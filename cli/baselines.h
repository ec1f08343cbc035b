// The baselines of a configuration as articles, for verbs that show or compare them.
#pragma once

#include <string>
#include <string_view>

#include "cli/verb.h"
#include "core/article.h"
#include "storage/store.h"

namespace claimwatch {

// The baseline `id` (the first one when empty) of the configuration that `arguments` name.
// kNotFound lists those there are.
Result<Article> FindBaselineArticle(const Arguments& arguments, const Store& store,
                                    std::string_view id);

}  // namespace claimwatch
