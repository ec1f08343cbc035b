#include "daemon/courier.h"

#include <algorithm>
#include <cmath>

#include "core/digest.h"
#include "core/log.h"
#include "daemon/dead_letters.h"

namespace claimwatch {
namespace {

constexpr Duration kFirstRetry = std::chrono::seconds(5);
constexpr double kJitter = 0.2;
constexpr Duration kIdle = std::chrono::seconds(5);         // also how often the thread shows life
constexpr Duration kLongestTurn = std::chrono::seconds(2);  // then the next sink has its turn
constexpr std::size_t kBatch = 64;    // alerts read from the outbox at a time; most of one digest
constexpr int kRefusalsBelieved = 3;  // a proxy in between may say no once in the other's name

// Doubles with each failure; jittered by the sink's name and the count, so that a test can say what
// comes. Never sooner than the other side asked for.
Duration RetryAfter(const SinkSlot& slot, int failures) {
  const double doubled =
      static_cast<double>(kFirstRetry.count()) * std::pow(2.0, std::min(failures - 1, 20));
  const double capped = std::min(doubled, static_cast<double>(slot.max_backoff.count()));
  const std::uint64_t hash = StableHash(slot.name + '/' + std::to_string(failures));
  const double spread = static_cast<double>(hash % 1000) / 999.0 * 2 - 1;
  const Duration ours(static_cast<Duration::rep>(capped * (1 + kJitter * spread)));
  return std::max(ours, slot.sink->AskedToWait());
}

bool Has(const std::vector<std::string>& words, std::string_view word) {
  return words.empty() || std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

bool AlertFilter::Wants(const Alert& alert) const {
  return alert.severity <= min_severity && Has(topics, alert.topic) && Has(sources, alert.source) &&
         Has(types, FindingTypeName(alert.type));
}

Courier::Courier(Store& store, const Clock& clock, std::vector<SinkSlot> sinks)
    : store_(store),
      clock_(clock) {
  Replace(std::move(sinks));
}

Courier::~Courier() {
  Stop();
}

void Courier::Start() {
  thread_ = std::jthread([this] { Loop(); });
}

void Courier::Wake() {
  {
    const MutexLock lock(mutex_);
    work_ = true;
  }
  changed_.notify_all();
}

void Courier::ReopenSoon() {
  {
    const MutexLock lock(mutex_);
    reopen_ = true;
  }
  Wake();
}

void Courier::LettersChanged() {
  {
    const MutexLock lock(mutex_);
    letters_ = true;
  }
  Wake();
}

void Courier::Replace(std::vector<SinkSlot> sinks) {
  Duration slowest{};
  for (const SinkSlot& slot : sinks) {
    slowest = std::max(slowest, slot.timeout);
  }
  {
    const MutexLock lock(mutex_);
    replacement_ = std::move(sinks);
    silence_ = std::max(silence_, kIdle + 2 * slowest);  // the old ones may still be at work
  }
  Wake();
}

void Courier::Stop() {
  {
    const MutexLock lock(mutex_);
    stop_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) {
    thread_.join();
  }
}

std::vector<SinkHealth> Courier::Health() const {
  const MutexLock lock(mutex_);
  return health_;
}

Duration Courier::AliveAt() const {
  const MutexLock lock(mutex_);
  return alive_at_;
}

Duration Courier::LongestSilence() const {
  const MutexLock lock(mutex_);
  return silence_;
}

void Courier::ShowLife() {
  const Duration now = clock_.Steady();
  const MutexLock lock(mutex_);
  alive_at_ = now;
}

std::optional<Duration> Courier::RunOnce() {
  TakeOrders();
  return Round(Which::kAll);
}

void Courier::Loop() {
  std::optional<Duration> next = RunOnce();
  while (WaitForWork(std::min(next.value_or(kIdle), kIdle))) {
    next = RunOnce();
  }
  TakeOrders();
  Round(Which::kLocal);
}

bool Courier::WaitForWork(Duration most) {
  const MutexLock lock(mutex_);
  if (!work_ && !stop_) {
    changed_.wait_for(mutex_, most);
  }
  work_ = false;
  return !stop_;
}

// Takes over what other threads asked for since the last round.
void Courier::TakeOrders() {
  std::optional<std::vector<SinkSlot>> replacement;
  bool reopen = false;
  bool letters = false;
  {
    const MutexLock lock(mutex_);
    std::swap(replacement, replacement_);
    std::swap(reopen, reopen_);
    std::swap(letters, letters_);
  }
  if (replacement) {
    routes_.clear();
    for (SinkSlot& slot : *replacement) {
      Route& route = routes_.emplace_back(std::move(slot));
      route.held_until = clock_.Now();  // an earlier life may have held something back
    }
  }
  for (Route& route : routes_) {
    route.look_at_letters |= letters;
    const Status opened = reopen ? route.slot.sink->Reopen() : Ok();
    if (!opened.ok()) {
      Fail(route, opened.error());
    }
  }
}

std::optional<Duration> Courier::NextTurn(const Route& route) const {
  if (route.failures > 0) {
    return route.retry_at;
  }
  if (route.unfinished) {
    return clock_.Steady();
  }
  if (!route.held_until) {
    return route.digest_at;
  }
  const Duration held = clock_.Steady() + (*route.held_until - clock_.Now());
  return std::min(held, route.digest_at.value_or(held));
}

// At a stop the local sinks are served once more, also one that waits to be tried again.
std::optional<Duration> Courier::Round(Which which) {
  std::optional<Duration> next;
  for (Route& route : routes_) {
    const bool last = which == Which::kLocal;
    if (last && route.slot.reach != Reach::kLocal) {
      continue;
    }
    if (last || route.failures == 0 || route.retry_at <= clock_.Steady()) {
      Serve(route);
    }
    if (const std::optional<Duration> turn = NextTurn(route)) {
      const Duration wait = std::max(*turn - clock_.Steady(), Duration::zero());
      next = std::min(next.value_or(wait), wait);
    }
  }
  ShowLife();
  Publish();
  return next;
}

void Courier::Serve(Route& route) {
  Status done = ServeLetters(route);
  done = done.ok() ? ServeHeld(route) : done;
  route.unfinished = done.ok();
  const Duration turn_ends = clock_.Steady() + kLongestTurn;
  while (route.unfinished && clock_.Steady() < turn_ends) {
    const Result<bool> more = DeliverNext(route);
    done = more.ok() ? Ok() : Status(more.error());
    route.unfinished = more.ok() && *more;
  }
  if (!done.ok()) {
    Fail(route, done.error());
  }
}

// Letters that somebody wants to be tried again come before everything new. One that is refused
// again stays where it is.
Status Courier::ServeLetters(Route& route) {
  if (!route.look_at_letters) {
    return Ok();
  }
  std::vector<DeadLetter> letters = CW_TRY(DeadLetters(store_, route.slot.name));
  route.dead = letters.size();
  for (DeadLetter& letter : letters) {
    if (!letter.again) {
      continue;
    }
    const Alert alert = CW_TRY(store_.FindAlert(std::to_string(letter.sequence)));
    const Status offered = Offer(route, {alert});
    if (offered.ok()) {
      CW_TRY(DropLetters(store_, {route.slot.name, letter.sequence}));
      --route.dead;
      continue;
    }
    letter.again = offered.error().code() != Errc::kRefused;
    letter.error = offered.error().message();
    ++letter.tries;
    CW_TRY(Bury(store_, letter));
    if (letter.again) {
      return offered;
    }
  }
  route.look_at_letters = false;
  return Ok();
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
  return alerts.size() == kBatch;
}

// When one alert is given up on because the other side is down for too long, those that wait just
// as long share its fate without a try each, which would take a timeout each.
Status Courier::DeliverEach(Route& route, const std::vector<Alert>& alerts) {
  std::optional<Error> down;
  for (const Alert& alert : alerts) {
    if (route.slot.filter.Wants(alert) && route.gate.HoldsBack(alert)) {
      CW_TRY(HoldAlertBack(route, alert));
    } else if (route.slot.filter.Wants(alert)) {
      const Status offered = down ? Status(*down) : Offer(route, {alert});
      if (!offered.ok()) {
        CW_TRY(GiveUpOn(route, {alert}, offered.error()));
        down = offered.error().code() == Errc::kRefused ? down : offered.error();
      }
      route.gate.Passed(alert);
    }
    CW_TRY(MoveOn(route, alert.sequence));
  }
  return down ? Status(*down) : Ok();
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
    const Status offered = Offer(route, wanted);
    if (!offered.ok()) {
      CW_TRY(GiveUpOn(route, wanted, offered.error()));
    }
  }
  return alerts.empty() ? Ok() : MoveOn(route, alerts.back().sequence);
}

Status Courier::Offer(Route& route, const std::vector<Alert>& alerts) {
  ShowLife();
  const Status done = alerts.size() == 1 ? route.slot.sink->Deliver(alerts.front())
                                         : route.slot.sink->DeliverDigest(alerts);
  if (done.ok()) {
    route.delivered += alerts.size();
    Recover(route);
  }
  return done;
}

bool Courier::IsHopeless(const Route& route, const Alert& alert, const Error& error) const {
  if (error.code() == Errc::kRefused) {
    return route.failures + 1 >= kRefusalsBelieved;
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
    Recover(route);  // the other side answers, it only does not want these
  }
  return Ok();
}

Status Courier::MoveOn(Route& route, std::uint64_t sequence) {
  CW_TRY(store_.AdvanceCursor(route.slot.name, sequence));
  route.cursor = sequence;
  return Ok();
}

void Courier::Recover(Route& route) {
  if (route.failures == 0) {
    return;
  }
  LogInfo("sink {}: delivers again after {} failures", route.slot.name, route.failures);
  route.failures = 0;
  route.last_error.clear();
  static_cast<void>(NoteTrouble(store_, {route.slot.name, 0, {}, {}}));
}

void Courier::Fail(Route& route, const Error& error) {
  if (++route.failures == 1) {
    route.failing_since = clock_.Now();
    route.down_since = clock_.Steady();
  }
  const Duration wait = RetryAfter(route.slot, route.failures);
  route.retry_at = clock_.Steady() + wait;
  route.last_error = error.message();
  LogWarning("sink {}: {}; tried {} times, next try in {}", route.slot.name, error.message(),
             route.failures,
             FormatDuration(std::chrono::duration_cast<std::chrono::seconds>(wait)));
  // Only for people who look; a store that cannot write says so where it matters.
  static_cast<void>(
      NoteTrouble(store_, {route.slot.name, route.failures, route.failing_since, error.message()}));
}

void Courier::Publish() {
  std::vector<SinkHealth> health;
  for (const Route& route : routes_) {
    health.push_back({route.slot.name, route.cursor.value_or(0), route.failures, route.last_error,
                      route.delivered, route.dead});
  }
  const MutexLock lock(mutex_);
  health_ = std::move(health);
}

}  // namespace claimwatch
