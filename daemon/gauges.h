// The service's figures for Prometheus: text exposition format 0.0.4, for `claimwatch status
// --metrics` and for the textfile collector of node_exporter.
//
// Names follow prometheus.io/docs/practices/naming: one prefix, base units, _total for what only
// grows. Labels are ids of the configuration, never anything that came from the web, so their
// number is bounded by the configuration.
#pragma once

#include <string>

#include "core/json.h"

namespace claimwatch {

// `status` as SurveyJson makes it, with the member "daemon" when one answered: claimwatch_up says
// which. What is missing there is left out here.
std::string MetricsText(const Json& status);

}  // namespace claimwatch
