// The courier's flood half: what a source raises beyond its limit waits and goes out together.
#include <algorithm>
#include <chrono>

#include <fmt/core.h>

#include "core/alert.h"
#include "core/log.h"
#include "daemon/courier.h"

namespace claimwatch {
namespace {

constexpr std::size_t kMostInDigest = 64;
constexpr Duration kRemembered = std::chrono::hours(24 * 30);  // what went out in a digest

// A clock that was set back must not make anything wait longer than a digest takes.
bool IsDue(Time until, Time now, Duration period) {
  return until <= now || until - now > period;
}

}  // namespace

// The first alert that is held back closes the gate for its source; what follows goes out with it.
Status Courier::HoldAlertBack(Route& route, const Alert& alert) {
  const std::optional<Time> closed = route.gate.ClosedUntil(alert.source);
  const Time until = closed.value_or(alert.time + route.gate.limit().per);
  const std::string why =
      fmt::format("{} raised more than {} alerts in {}", alert.source, route.gate.limit().alerts,
                  FormatDuration(route.gate.limit().per));
  if (!closed) {
    LogWarning("sink {}: {}; the next go out in a digest at {} (alerts.flood)", route.slot.name,
               why, FormatTime(until));
  }
  CW_TRY(HoldBack(store_, route.slot.name, alert, until, why));
  route.gate.Close(alert.source, until);
  route.held_until = std::min(route.held_until.value_or(until), until);
  return Ok();
}

Status Courier::ServeHeld(Route& route) {
  const Duration period = route.gate.limit().per;
  if (!route.held_until || !IsDue(*route.held_until, clock_.Now(), period)) {
    return Ok();
  }
  const std::vector<HeldAlerts> waiting = CW_TRY(HeldFor(store_, route.slot.name));
  std::optional<Time> next;
  for (const HeldAlerts& held : waiting) {
    if (IsDue(held.until, clock_.Now(), period)) {
      CW_TRY(OfferHeld(route, held));
      if (TurnIsOver(route)) {
        return Ok();  // held_until stays: the next turn begins with what is left
      }
    } else {
      route.gate.Close(held.source, held.until);
      next = std::min(next.value_or(held.until), held.until);
    }
  }
  route.held_until = next;
  return waiting.empty() ? Ok()
                         : ForgetDigests(store_, route.slot.name, clock_.Now() - kRemembered);
}

// In several messages when there are many: each that went out is done with, whatever becomes of the
// next, and is the last one of its turn when that is over.
Status Courier::OfferHeld(Route& route, const HeldAlerts& held) {
  LogInfo("sink {}: {} alerts of {} in a digest", route.slot.name, held.sequences.size(),
          held.source);
  const std::size_t most = route.slot.one_message ? kMostInDigest : 1;
  for (std::size_t at = 0; at < held.sequences.size(); at += most) {
    if (TurnIsOver(route)) {
      return Ok();
    }
    const auto from = held.sequences.begin() + static_cast<std::ptrdiff_t>(at);
    const std::vector<std::uint64_t> part(
        from, from + static_cast<std::ptrdiff_t>(std::min(most, held.sequences.size() - at)));
    CW_TRY(OfferPart(route, part));
    CW_TRY(Release(store_, route.slot.name, part, clock_.Now()));
  }
  route.gate.Open(held.source);
  return Ok();
}

// An alert that the store does not have any more must not keep the others waiting for good.
Status Courier::OfferPart(Route& route, const std::vector<std::uint64_t>& sequences) {
  std::vector<Alert> alerts;
  for (const std::uint64_t sequence : sequences) {
    Result<Alert> alert = store_.FindAlert(std::to_string(sequence));
    if (alert.ok()) {
      alerts.push_back(std::move(alert).value());
    } else if (alert.error().code() != Errc::kNotFound) {
      return alert.error();
    }
  }
  return alerts.empty() ? Ok() : OfferOrGiveUp(route, alerts);
}

}  // namespace claimwatch
