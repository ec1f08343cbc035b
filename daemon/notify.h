// What systemd is told (sd_notify) and how often it wants a sign of life. All do nothing when
// systemd did not start us. libsystemd's door, with plugins/alert/journal.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/time.h"

namespace claimwatch {

void NotifyReady(std::string_view status);
// `steady` is CLOCK_MONOTONIC, which systemd compares with its own (Type=notify-reload).
void NotifyReloading(Duration steady);
// Not ready for another `at_most`, for this reason: the time-out of the start is put off.
void NotifyWaiting(std::string_view status, Duration at_most);
void NotifyStopping();
void NotifyStatus(std::string_view status);
void NotifyAlive();

// The socket that systemd listens on for us (socket activation), the first of them; nullopt when it
// hands over none. Call it once: the descriptor is the caller's from then on.
std::optional<int> InheritedSocket();

// How long systemd waits for NotifyAlive before it kills us; nullopt without a watchdog.
std::optional<Duration> WatchdogPeriod();

}  // namespace claimwatch
