#include "daemon/courier.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/digest.h"
#include "core/log.h"
#include "core/text.h"
#include "daemon/dead_letters.h"

namespace claimwatch {
namespace {

constexpr Duration kFirstRetry = std::chrono::seconds(5);
constexpr double kJitter = 0.2;
constexpr Duration kIdle = std::chrono::seconds(5);         // also how often the thread shows life
constexpr Duration kLongestTurn = std::chrono::seconds(2);  // then the next sink has its turn

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
    if (slot.owes == Owes::kFromNowOn) {
      if (const Status begun = store_.BeginCursor(slot.name); !begun.ok()) {
        LogError("sink {}: {}; it gets all alerts of the store", slot.name,
                 begun.error().message());
      }
    }
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

void Courier::RunToTheEnd(const std::function<bool()>& go_on) {
  while (RunOnce() == Duration::zero() && go_on()) {
  }
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
    Use(std::move(*replacement));
  }
  for (Route& route : routes_) {
    route.look_at_letters |= letters;
    route.reopen |= reopen;
  }
}

void Courier::Use(std::vector<SinkSlot> sinks) {
  const std::vector<Route> before = std::exchange(routes_, {});
  for (SinkSlot& slot : sinks) {
    Route& route = routes_.emplace_back(std::move(slot));
    route.held_until = clock_.Now();  // an earlier life may have held something back
    const auto same = std::find_if(before.begin(), before.end(), [&](const Route& old) {
      return old.slot.name == route.slot.name;
    });
    if (same != before.end()) {
      route.failures = same->failures;
      route.refusals = same->refusals;
      route.failing_since = same->failing_since;
      route.down_since = same->down_since;
      route.last_error = same->last_error;
      route.delivered = same->delivered;
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
  last_round_ = which == Which::kLocal;
  for (Route& route : routes_) {
    if (last_round_ && route.slot.reach != Reach::kLocal) {
      continue;
    }
    if (last_round_ || route.failures == 0 || route.retry_at <= clock_.Steady()) {
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
  route.turn_ends = clock_.Steady() + kLongestTurn;
  route.unfinished = true;
  route.down.reset();
  route.gave_up.reset();
  Status done = ServeAll(route);
  if (done.ok() && route.gave_up) {
    done = *route.gave_up;
  }
  if (!done.ok()) {
    Fail(route, done.error());
  } else if (!route.unfinished) {
    Recover(route, "has nothing left to do");
  }
}

Status Courier::ServeAll(Route& route) {
  if (route.reopen) {
    CW_TRY(route.slot.sink->Reopen());
    route.reopen = false;
  }
  CW_TRY(ServeLetters(route));
  CW_TRY(ServeHeld(route));
  while (route.unfinished && !TurnIsOver(route)) {
    route.unfinished = CW_TRY(DeliverNext(route));
  }
  return route.failed_letter ? Blame(route) : Ok();
}

bool Courier::TurnIsOver(const Route& route) const {
  if (clock_.Steady() >= route.turn_ends) {
    return true;
  }
  const MutexLock lock(mutex_);
  return stop_ && !last_round_;
}

Status Courier::MoveOn(Route& route, std::uint64_t sequence) {
  CW_TRY(store_.AdvanceCursor(route.slot.name, sequence));
  route.cursor = sequence;
  return Ok();
}

void Courier::Recover(Route& route, std::string_view how) {
  if (!route.noted) {
    return;
  }
  if (route.failures > 0) {
    LogInfo("sink {}: {} after {} failures", route.slot.name, how, route.failures);
  }
  route.failures = 0;
  route.refusals = 0;
  route.last_error.clear();
  route.noted = !NoteTrouble(store_, {route.slot.name, 0, {}, {}}).ok();
}

void Courier::Fail(Route& route, const Error& error) {
  route.noted = true;
  if (++route.failures == 1) {
    route.failing_since = clock_.Now();
    route.down_since = clock_.Steady();
  }
  route.refusals = error.code() == Errc::kRefused ? route.refusals + 1 : 0;
  const Duration wait = RetryAfter(route.slot, route.failures);
  route.retry_at = clock_.Steady() + wait;
  route.last_error = error.message();
  LogWarning("sink {}: {}; tried {}, next try in {}", route.slot.name, error.message(),
             Counted(static_cast<std::uint64_t>(route.failures), "time"),
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
