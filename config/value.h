// Single values: from what was written to what is meant, and back to text.
#pragma once

#include <string>
#include <string_view>

#include "config/keys.h"
#include "config/node.h"
#include "core/result.h"

namespace claimwatch {

// Puts `node` where `field` says. The error is a complaint without its place: "wants a duration
// such as '15m', not 15". Paths become relative to the folder of the file they stand in. Sections
// are not values: config/read takes them.
Status SetValue(const Field& field, const Node& node);

// The value as it would be written in the file: "\"15m\"", "true", "[80, 443]"; empty for a
// section.
std::string FormatValue(const Slot& slot);

// "duration", "size", "list of text", …; empty for a section.
std::string_view TypeName(const Slot& slot);

}  // namespace claimwatch
