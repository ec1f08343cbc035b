// The baselines of a configuration, for verbs that show or compare them.
#pragma once

#include <string>

#include "cli/verb.h"
#include "plugins/stage.h"
#include "storage/store.h"

namespace claimwatch {

// Ids; what is empty does not matter.
struct BaselineName {
  std::string topic;
  std::string baseline;
};

// The first baseline of that name in the configuration that `arguments` name, as the daemon reads
// it. kNotFound names the nearest topic, or the baselines there are.
Result<Baseline> FindBaseline(const Arguments& arguments, Store& store, const BaselineName& name);

// What the article was last compared with; empty when that was nothing.
Result<BaselineName> BaselineOf(const Store& store, const ArticleRecord& article);

}  // namespace claimwatch
