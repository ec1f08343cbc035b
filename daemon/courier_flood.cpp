// The courier's flood half: what a source raises beyond its limit waits and goes out together.
#include <algorithm>

#include "core/alert.h"
#include "core/log.h"
#include "daemon/courier.h"

namespace claimwatch {
namespace {

constexpr std::size_t kMostInDigest = 64;

}  // namespace

Status Courier::HoldAlertBack(Route& route, const Alert& alert) {
  const Time until = CW_TRY(HoldBack(store_, route.slot.name, alert, route.gate.period()));
  route.gate.Close(alert.source, until);
  route.held_until = std::min(route.held_until.value_or(until), until);
  return Ok();
}

Status Courier::ServeHeld(Route& route) {
  if (!route.held_until || *route.held_until > clock_.Now()) {
    return Ok();
  }
  const std::vector<HeldAlerts> waiting = CW_TRY(HeldFor(store_, route.slot.name));
  for (const HeldAlerts& held : waiting) {
    if (held.until <= clock_.Now()) {
      CW_TRY(OfferHeld(route, held));
      route.gate.Open(held.source);
    } else {
      route.gate.Close(held.source, held.until);
    }
  }
  route.held_until.reset();
  for (const HeldAlerts& held : waiting) {
    if (held.until > clock_.Now()) {
      route.held_until = std::min(route.held_until.value_or(held.until), held.until);
    }
  }
  return Ok();
}

// In several messages when there are many: each that went out is done with, whatever becomes of the
// next.
Status Courier::OfferHeld(Route& route, const HeldAlerts& held) {
  LogInfo("sink {}: {} alerts of {} in a digest", route.slot.name, held.sequences.size(),
          held.source);
  for (std::size_t at = 0; at < held.sequences.size(); at += kMostInDigest) {
    const auto from = held.sequences.begin() + static_cast<std::ptrdiff_t>(at);
    const std::vector<std::uint64_t> part(
        from,
        from + static_cast<std::ptrdiff_t>(std::min(kMostInDigest, held.sequences.size() - at)));
    std::vector<Alert> alerts;
    for (const std::uint64_t sequence : part) {
      Alert alert = CW_TRY(store_.FindAlert(std::to_string(sequence)));
      alerts.push_back(std::move(alert));
    }
    const Status offered = Offer(route, alerts);
    if (!offered.ok()) {
      CW_TRY(GiveUpOn(route, alerts, offered.error()));
    }
    CW_TRY(Release(store_, route.slot.name, part));
  }
  return Ok();
}

}  // namespace claimwatch
