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

// Letters that somebody wants to be tried again come before everything new. One that fails may be
// at fault itself: what comes after it tells (see Blame); two that fail speak of the sink.
Status Courier::ServeLetters(Route& route) {
  route.failed_letter.reset();
  if (!route.look_at_letters) {
    return Ok();
  }
  std::vector<DeadLetter> letters = CW_TRY(DeadLetters(store_, route.slot.name));
  route.dead = letters.size();
  for (DeadLetter& letter : letters) {
    if (letter.again && TurnIsOver(route)) {
      return Ok();
    }
    const Status offered = letter.again ? OfferLetter(route, letter) : Ok();
    if (!offered.ok() && route.failed_letter) {
      return offered;
    }
    if (!offered.ok()) {
      route.failed_letter = FailedLetter{letter.sequence, offered.error(), route.delivered};
    }
  }
  route.look_at_letters = route.failed_letter.has_value();
  return Ok();
}

// At the end of a turn: a letter that failed while others were delivered is what the other side
// does not take. It holds up nobody, and waits for another order.
Status Courier::Blame(Route& route) {
  const FailedLetter failed = *route.failed_letter;
  route.failed_letter.reset();
  if (route.delivered == failed.delivered) {
    return failed.error;
  }
  LogWarning("sink {}: alert {} cannot be delivered, others can: it stays a dead letter: {}",
             route.slot.name, failed.sequence, failed.error.message());
  std::vector<DeadLetter> letters = CW_TRY(DeadLetters(store_, route.slot.name));
  for (DeadLetter& letter : letters) {
    if (letter.sequence == failed.sequence) {
      letter.again = false;
      return Bury(store_, letter);
    }
  }
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

// A message of many that is refused for good may be so for one of them.
Status Courier::OfferOrGiveUp(Route& route, const std::vector<Alert>& alerts) {
  const Status offered = Offer(route, alerts);
  if (offered.ok()) {
    return Ok();
  }
  const bool refused = offered.error().code() == Errc::kRefused;
  if (!refused || alerts.size() == 1 || !IsHopeless(route, alerts.front(), offered.error())) {
    return GiveUpOn(route, alerts, offered.error());
  }
  for (const Alert& alert : alerts) {
    const bool over = TurnIsOver(route);
    const Status alone = over ? offered : Offer(route, {alert});
    if (!alone.ok()) {  // what is not refused waits as a letter: the rest is not sent twice for it
      const bool never = !over && alone.error().code() == Errc::kRefused;
      CW_TRY(BuryAll(route, {alert}, alone.error(), never ? Again::kOnOrder : Again::kAtOnce));
    }
  }
  return Ok();
}

// When two alerts were given up on because the other side is down for too long, those that wait
// just as long share their fate without a try each, which would take a timeout each.
Status Courier::Offer(Route& route, const std::vector<Alert>& alerts) {
  if (route.down) {
    return *route.down;
  }
  ShowLife();
  const Status done = alerts.size() == 1 ? route.slot.sink->Deliver(alerts.front())
                                         : route.slot.sink->DeliverDigest(alerts);
  if (done.ok()) {
    route.delivered += alerts.size();
    route.gave_up.reset();
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
  CW_TRY(BuryAll(route, alerts, error, Again::kOnOrder));
  if (error.code() == Errc::kRefused) {
    Recover(route, "answers");  // it only does not want these
  } else {
    route.down = route.gave_up ? std::optional(error) : std::nullopt;
    route.gave_up = error;
  }
  return Ok();
}

Status Courier::BuryAll(Route& route, const std::vector<Alert>& alerts, const Error& error,
                        Again again) {
  for (const Alert& alert : alerts) {
    CW_TRY(Bury(store_, {route.slot.name, alert.sequence, error.message(), route.failures + 1,
                         clock_.Now(), again == Again::kAtOnce}));
    ++route.dead;
    LogError("sink {}: alert {} is a dead letter: {}; see claimwatch alerts dead", route.slot.name,
             alert.sequence, error.message());
  }
  route.look_at_letters = route.look_at_letters || again == Again::kAtOnce;
  return Ok();
}

}  // namespace claimwatch
