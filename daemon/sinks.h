// The sinks of a configuration, ready for the courier.
#pragma once

#include <string>
#include <vector>

#include "core/result.h"

namespace claimwatch {

class Registry;       // plugins/registry.h
struct AlertsConfig;  // config/config.h
struct SinkSlot;      // daemon/courier.h

// The alert log first, then the others as configured. Opens files and reads secrets, so it is asked
// at a start and at a reload; kConfig names the sink.
Result<std::vector<SinkSlot>> MakeSinks(const AlertsConfig& config, const Registry& plugins);

// Makes the sinks but for files, and drops them: kConfig says what is wrong with them, a line each.
// What a credential holds is not looked at.
Status TrySinks(const AlertsConfig& config, const Registry& plugins);

// The names of their cursors, for whoever reads the store without opening the sinks.
std::vector<std::string> SinkNames(const AlertsConfig& config);

}  // namespace claimwatch
