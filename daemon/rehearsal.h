// A start without effects: what would keep a daemon from its work because of its configuration.
#pragma once

#include <cstdint>

#include "core/result.h"

namespace claimwatch {

class Clock;    // core/clock.h
struct Config;  // config/config.h

enum class Addresses : std::uint8_t {
  kAsked,      // baselines that have an address are fetched, as at a start
  kLeftAlone,  // the network is not needed
};

// Reads the baselines, starts the plugins, makes the sinks and the fetcher, and looks for the rules
// and the key that the configuration names. kConfig: what is wrong with them, a line each;
// kNetwork: nothing but a baseline's address. Nothing is kept or delivered, and no file is made.
// What a credential holds is not looked at, because only the service is handed it.
Status Rehearse(const Config& config, const Clock& clock, Addresses addresses);

}  // namespace claimwatch
