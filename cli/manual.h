// The part of claimwatch(1) that is made from the table of verbs, so that no option is missing
// there or stands there without existing.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/verb.h"

namespace claimwatch {

// Text for a manual page: a hyphen that can be copied and searched for, a backslash that prints,
// and a dot at its start that is no command.
std::string Roff(std::string_view text);

// The section OPTIONS in roff: for each verb that has any its own options, and once those that
// most verbs take.
std::string OptionsRoff(const std::vector<Verb>& verbs);

}  // namespace claimwatch
