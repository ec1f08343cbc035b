// The sinks of a configuration, ready for the courier.
#pragma once

#include <string>
#include <vector>

#include "core/result.h"

namespace claimwatch {

class Clock;          // core/clock.h
class Registry;       // plugins/registry.h
struct AlertsConfig;  // config/config.h
struct Config;        // config/config.h
struct SinkSlot;      // daemon/courier.h

// The alert log first, then the others as configured. Opens files and reads secrets, so it is asked
// at a start and at a reload; kConfig names the sink.
Result<std::vector<SinkSlot>> MakeSinks(const AlertsConfig& config, const Registry& plugins);

// Starts the plugins of a configuration, makes its sinks and looks for the rules that it names, for
// `config check`: what is wrong with them, a line each. Nothing is delivered. What a credential
// holds is not looked at, because only the service is handed it.
Status TryPluginsAndSinks(const Config& config, const Clock& clock);

// The names of their cursors, for whoever reads the store without opening the sinks.
std::vector<std::string> SinkNames(const AlertsConfig& config);

}  // namespace claimwatch
