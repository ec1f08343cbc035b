// The baselines of a configuration as articles, for verbs that show or compare them.
#pragma once

#include <string>
#include <string_view>

#include "cli/verb.h"
#include "core/article.h"
#include "storage/store.h"

namespace claimwatch {

// The baseline `id` (the first one when empty) of the configuration that `arguments` name, as the
// daemon reads it; `url` is its id. kNotFound lists those there are.
Result<Article> FindBaselineArticle(const Arguments& arguments, Store& store, std::string_view id);

// The id of the baseline that the article was last compared with; empty when it was with none.
Result<std::string> BaselineOf(const Store& store, const ArticleRecord& article);

}  // namespace claimwatch
