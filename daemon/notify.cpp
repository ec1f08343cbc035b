#include "daemon/notify.h"

#include <fmt/core.h>
#include <systemd/sd-daemon.h>

namespace claimwatch {
namespace {

// A failed message is no reason to stop working: systemd will say so itself.
void Tell(const std::string& state) {
  static_cast<void>(::sd_notify(0, state.c_str()));
}

}  // namespace

void NotifyReady(std::string_view status) {
  Tell(fmt::format("READY=1\nSTATUS={}", status));
}

void NotifyReloading(Duration steady) {
  Tell(fmt::format("RELOADING=1\nMONOTONIC_USEC={}", steady.count()));
}

void NotifyWaiting(std::string_view status, Duration at_most) {
  Tell(fmt::format("EXTEND_TIMEOUT_USEC={}\nSTATUS={}", at_most.count(), status));
}

void NotifyStopping() {
  Tell("STOPPING=1");
}

void NotifyStatus(std::string_view status) {
  Tell(fmt::format("STATUS={}", status));
}

void NotifyAlive() {
  Tell("WATCHDOG=1");
}

std::optional<int> InheritedSocket() {
  // 1: our children are not told, the sockets are none of theirs.
  return ::sd_listen_fds(1) > 0 ? std::optional<int>(SD_LISTEN_FDS_START) : std::nullopt;
}

std::optional<Duration> WatchdogPeriod() {
  std::uint64_t microseconds = 0;
  if (::sd_watchdog_enabled(0, &microseconds) <= 0) {
    return std::nullopt;
  }
  return Duration(static_cast<Duration::rep>(microseconds));
}

}  // namespace claimwatch
