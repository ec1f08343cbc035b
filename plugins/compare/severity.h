// Severity: type × how checkable × size of the change × position in the article.
#pragma once

#include "core/finding.h"

namespace claimwatch {

// Sets severity and score (0–100) of a finding whose figures and relation are set; a severity that
// the figure verdict gave counts as the size of the change. The lead paragraph (0) weighs more than
// the rest.
void Grade(Finding& finding);

}  // namespace claimwatch
