// Who holds which office: "Uzbek President Sadyr Japarov" where the baseline has Japarov as
// president of Kyrgyzstan.
#pragma once

#include <optional>

#include "core/finding.h"
#include "plugins/compare/held.h"

namespace claimwatch {

// A person of the baseline under the office of another country, or under another office of his
// country. Who once held an office, or holds it for a while, is not asked.
std::optional<Finding> FindOtherOffice(const Held& held);

}  // namespace claimwatch
