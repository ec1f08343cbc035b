// Severity = type × check-worthiness × independence × size of the change × position.
//
// Each factor is near 1; the product is the score, 0–100, and the score gives the severity:
// critical from 85, high from 60, medium from 35. The factors are written into the finding's
// signals
// ("severity=65 type x 0.94 checkable x …"), so that `alerts explain` can show the sum.
#pragma once

#include <string_view>

#include "core/finding.h"

namespace claimwatch {

// Signal of a changed headline: the type of the gravest thing that was changed in it, as in
// "edit=changed_figure".
inline constexpr std::string_view kEditSignal = "edit=";

// Sets severity and score from what else the finding says; grading it again changes nothing.
//
// - type: an accusation weighs more than news, a more precise figure least (table in the .cpp), a
//   headline that was edited as much as what was changed in it;
// - checkable: 0.7 for a finding without any confidence up to 1;
// - independence: 1.2 once a second independent outlet prints it (signal "independent=2");
// - size: of two figures by their ratio, 0.62 for a lost "nearly" to 1.31 for a turned direction, a
//   swapped currency or a factor of five; 1 where there are not two figures;
// - position: 1.12 in the first paragraph or the headline (paragraph 0), 1.05 in the next two.
//
// kMorePrecise is always low.
void Grade(Finding& finding);

}  // namespace claimwatch
