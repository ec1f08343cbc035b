// What a plugin says that it found, held against the texts it was given.
#pragma once

#include <string_view>

#include "core/finding.h"
#include "core/json.h"
#include "core/result.h"
#include "plugins/stage.h"

namespace claimwatch {

// {"rule":1..999, "name", "reason", "text", "start", "severity", "confidence", "type", "other",
// "other_start", "against", "key"} as docs/plugins.md has them; the rule's number gets the prefix
// of `plugin`. kInvalid with what is wrong: `text` (or `other`) does not stand where it is said to
// stand, or nowhere; no reason; no rule; a type that is claimwatch's own to give. Unknown members
// are passed over.
Result<Finding> ReadFinding(const Json& json, std::string_view plugin,
                            const Comparison& comparison);

}  // namespace claimwatch
