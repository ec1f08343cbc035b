// The sinks of a configuration, ready for the courier.
#pragma once

#include <vector>

#include "config/config.h"
#include "core/result.h"
#include "daemon/courier.h"

namespace claimwatch {

class Registry;  // plugins/registry.h

// The alert log first, then the others as configured. Opens files and reads secrets, so it is asked
// at a start and at a reload; kConfig names the sink.
Result<std::vector<SinkSlot>> MakeSinks(const AlertsConfig& config, const Registry& plugins);

// What is wrong with them, a line each, without making any effect outside: for `config check`. What
// a credential holds is not looked at, because only the service is handed it.
Status CheckSinks(const AlertsConfig& config, const Registry& plugins);

// The names of their cursors, for whoever reads the store without opening the sinks.
std::vector<std::string> SinkNames(const AlertsConfig& config);

}  // namespace claimwatch
