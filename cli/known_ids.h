// Whether the ids that a person chose with exist: a mistyped --source would otherwise look like a
// source that has nothing.
#pragma once

#include <string>
#include <vector>

#include "cli/verb.h"
#include "core/result.h"
#include "storage/store.h"

namespace claimwatch {

// --source and --topic, where they are given: known is what the configuration has, as far as it can
// be read, and what the store has articles, claims or alerts of. kNotFound names the nearest id
// that is known. Reads all articles of the store: ask only when nothing was found.
Status CheckChosenIds(const Arguments& arguments, const Store& store);

// The same for the topic `id`.
Status CheckTopic(const Arguments& arguments, const Store& store, const std::string& id);

// kNotFound "no source 'tims', did you mean 'times'?" unless `id` is among `known`; `look` is where
// all of them are listed: "claimwatch source list".
Status CheckKnown(std::string_view what, const std::string& id,
                  const std::vector<std::string>& known, std::string_view look);

}  // namespace claimwatch
