// Checks a JSON value against a JSON Schema (draft 2020-12), as far as docs/alert-1.schema.json
// uses it: type, enum, const, pattern, maxLength, required, properties, additionalProperties, $ref,
// items, prefixItems, minItems, maxItems, minimum, maximum. A keyword it does not know is itself a
// complaint, so the schema cannot outgrow the check.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/json.h"

namespace claimwatch::testing {

// What is wrong with `value`, each with its place ("event.severity: 7 is above 4"); empty when it
// conforms.
std::vector<std::string> SchemaComplaints(const Json& schema, const Json& value);

// Complaints of an alert record against docs/alert-1.schema.json, joined by line breaks; empty when
// it conforms.
std::string AlertComplaints(const Json& record);

// The subset of ECMA regular expressions that the schema uses: anchors, \d, classes, groups, and
// the counts ? + * {n} {n,m}. The whole text must match.
bool MatchesPattern(std::string_view pattern, std::string_view text);

}  // namespace claimwatch::testing
