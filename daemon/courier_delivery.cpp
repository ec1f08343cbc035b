// The courier's deliveries: which alerts a sink gets in its turn, and which are given up on.
#include <algorithm>

#include "core/log.h"
#include "daemon/courier.h"
#include "daemon/dead_letters.h"

namespace claimwatch {
namespace {

constexpr std::size_t kBatch = 64;    // alerts read from the outbox at a time; most of one digest
constexpr int kRefusalsBelieved = 3;  // a proxy in between may say no once in the other's name

}  // namespace

// Letters that somebody wants to be tried again come before everything new.
Status Courier::ServeLetters(Route& route) {
  if (!route.look_at_letters) {
    return Ok();
  }
  std::vector<DeadLetter> letters = CW_TRY(DeadLetters(store_, route.slot.name));
  route.dead = letters.size();
  for (DeadLetter& letter : letters) {
    if (letter.again && TurnIsOver(route)) {
      return Ok();
    }
    CW_TRY(letter.again ? OfferLetter(route, letter) : Ok());
  }
  route.look_at_letters = false;
  return Ok();
}

// One that is refused again stays where it is. An alert that the store does not have any more must
// not keep the others waiting for good.
Status Courier::OfferLetter(Route& route, DeadLetter& letter) {
  const Result<Alert> alert = store_.FindAlert(std::to_string(letter.sequence));
  const bool gone = !alert.ok() && alert.error().code() == Errc::kNotFound;
  if (!alert.ok() && !gone) {
    return alert.error();
  }
  const Status offered = gone ? Ok() : Offer(route, {*alert});
  if (offered.ok()) {
    if (gone) {
      LogWarning("sink {}: alert {} is not in the store any more; its dead letter is dropped",
                 route.slot.name, letter.sequence);
    }
    CW_TRY(DropLetters(store_, {route.slot.name, letter.sequence}));
    --route.dead;
    return Ok();
  }
  letter.again = offered.error().code() != Errc::kRefused;
  letter.error = offered.error().message();
  ++letter.tries;
  CW_TRY(Bury(store_, letter));
  return letter.again ? offered : Ok();
}

// The next batch in order. The cursor follows each alert, so that a crash repeats at most one.
Result<bool> Courier::DeliverNext(Route& route) {
  if (!route.cursor) {
    route.cursor = CW_TRY(store_.Cursor(route.slot.name));
  }
  AlertQuery query;
  query.after_sequence = *route.cursor;
  query.limit = kBatch;
  const std::vector<Alert> alerts = CW_TRY(store_.Alerts(query));
  CW_TRY(route.slot.digest > Duration::zero() ? DeliverTogether(route, alerts)
                                              : DeliverEach(route, alerts));
  return alerts.size() == kBatch || TurnIsOver(route);
}

Status Courier::DeliverEach(Route& route, const std::vector<Alert>& alerts) {
  for (const Alert& alert : alerts) {
    if (TurnIsOver(route)) {
      break;
    }
    CW_TRY(DeliverOne(route, alert));
    CW_TRY(MoveOn(route, alert.sequence));
  }
  return Ok();
}

// A sink that waits for digests has no floods.
Status Courier::DeliverOne(Route& route, const Alert& alert) {
  if (!route.slot.filter.Wants(alert)) {
    return Ok();
  }
  if (route.slot.digest == Duration::zero() && route.gate.HoldsBack(alert)) {
    return HoldAlertBack(route, alert);
  }
  CW_TRY(OfferOrGiveUp(route, {alert}));
  route.gate.Passed(alert);
  return Ok();
}

// A digest waits in the outbox, not here: what was not sent when the daemon stops is sent by the
// next one. The batch is full, the oldest has waited long enough, or something is critical.
Status Courier::DeliverTogether(Route& route, const std::vector<Alert>& alerts) {
  route.digest_at.reset();
  std::vector<Alert> wanted;
  for (const Alert& alert : alerts) {
    if (route.slot.filter.Wants(alert)) {
      wanted.push_back(alert);
    }
  }
  if (!wanted.empty()) {
    const Duration left = wanted.front().time + route.slot.digest - clock_.Now();
    const bool urgent = std::any_of(wanted.begin(), wanted.end(), [](const Alert& alert) {
      return alert.severity == Severity::kCritical;
    });
    if (left > Duration::zero() && !urgent && alerts.size() < kBatch) {
      // A clock that jumps back must not make it wait longer than a digest takes.
      route.digest_at = clock_.Steady() + std::min(left, route.slot.digest);
      return Ok();
    }
    if (!route.slot.one_message) {
      return DeliverEach(route, alerts);
    }
    CW_TRY(OfferOrGiveUp(route, wanted));
  }
  return alerts.empty() ? Ok() : MoveOn(route, alerts.back().sequence);
}

Status Courier::OfferOrGiveUp(Route& route, const std::vector<Alert>& alerts) {
  const Status offered = Offer(route, alerts);
  return offered.ok() ? Ok() : GiveUpOn(route, alerts, offered.error());
}

// When one alert was given up on because the other side is down for too long, those that wait just
// as long share its fate without a try each, which would take a timeout each.
Status Courier::Offer(Route& route, const std::vector<Alert>& alerts) {
  if (route.down) {
    return *route.down;
  }
  ShowLife();
  const Status done = alerts.size() == 1 ? route.slot.sink->Deliver(alerts.front())
                                         : route.slot.sink->DeliverDigest(alerts);
  if (done.ok()) {
    route.delivered += alerts.size();
    Recover(route, "delivers again");
  }
  return done;
}

bool Courier::IsHopeless(const Route& route, const Alert& alert, const Error& error) const {
  if (error.code() == Errc::kRefused) {
    return route.refusals + 1 >= kRefusalsBelieved;
  }
  // On the steady clock: a wall clock that leaps a day ahead must not make dead letters of all.
  const bool down_too_long =
      route.failures > 0 && clock_.Steady() - route.down_since >= route.slot.max_age;
  return down_too_long && clock_.Now() - alert.time >= route.slot.max_age;
}

// Ok when all of them are dead letters now; else `error`, and they are tried again.
Status Courier::GiveUpOn(Route& route, const std::vector<Alert>& alerts, const Error& error) {
  for (const Alert& alert : alerts) {
    if (!IsHopeless(route, alert, error)) {
      return error;
    }
  }
  for (const Alert& alert : alerts) {
    CW_TRY(Bury(store_, {route.slot.name, alert.sequence, error.message(), route.failures + 1,
                         clock_.Now(), false}));
    ++route.dead;
    LogError("sink {}: alert {} is a dead letter: {}; see claimwatch alerts dead", route.slot.name,
             alert.sequence, error.message());
  }
  if (error.code() == Errc::kRefused) {
    Recover(route, "answers");  // it only does not want these
  } else {
    route.down = error;
  }
  return Ok();
}

}  // namespace claimwatch
