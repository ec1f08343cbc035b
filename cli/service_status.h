// How the service fares, whoever knows it best: for status in all its forms.
#pragma once

#include "cli/verb.h"
#include "core/json.h"
#include "core/result.h"

namespace claimwatch {

// What the daemon tells, with the member "daemon". When none answers within 3 s, or --state-dir
// names a store alone: what stands in the store (SurveyJson), with "daemon" null and
// "daemon_silent", the reason in words. An error is that neither can be had.
Result<Json> ServiceStatus(const Arguments& arguments);

}  // namespace claimwatch
