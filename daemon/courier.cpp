#include "daemon/courier.h"

#include <algorithm>
#include <cmath>

#include "core/digest.h"
#include "core/log.h"

namespace claimwatch {
namespace {

constexpr Duration kFirstRetry = std::chrono::seconds(5);
constexpr Duration kLongestRetry = std::chrono::minutes(30);
constexpr double kJitter = 0.2;
constexpr Duration kIdle = std::chrono::minutes(1);
constexpr std::size_t kBatch = 64;  // alerts read from the outbox at a time

// Doubles with each failure; jittered by the sink's name and the count, so that a test can say what
// comes.
Duration RetryAfter(std::string_view name, int failures) {
  const double doubled =
      static_cast<double>(kFirstRetry.count()) * std::pow(2.0, std::min(failures - 1, 20));
  const double capped = std::min(doubled, static_cast<double>(kLongestRetry.count()));
  const std::uint64_t hash = StableHash(std::string(name) + '/' + std::to_string(failures));
  const double spread = static_cast<double>(hash % 1000) / 999.0 * 2 - 1;
  return Duration(static_cast<Duration::rep>(capped * (1 + kJitter * spread)));
}

}  // namespace

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

void Courier::Replace(std::vector<SinkSlot> sinks) {
  {
    const MutexLock lock(mutex_);
    replacement_ = std::move(sinks);
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

std::optional<Duration> Courier::RunOnce() {
  TakeOrders();
  return Round(Which::kAll);
}

void Courier::Loop() {
  std::optional<Duration> next = RunOnce();
  while (WaitForWork(next.value_or(kIdle))) {
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
  {
    const MutexLock lock(mutex_);
    std::swap(replacement, replacement_);
    std::swap(reopen, reopen_);
  }
  if (replacement) {
    routes_.clear();
    for (SinkSlot& slot : *replacement) {
      Route& route = routes_.emplace_back();
      route.slot = std::move(slot);
    }
  }
  for (Route& route : routes_) {
    const Status opened = reopen ? route.slot.sink->Reopen() : Ok();
    if (!opened.ok()) {
      Fail(route, opened.error());
    }
  }
}

std::optional<Duration> Courier::Round(Which which) {
  std::optional<Duration> next;
  for (Route& route : routes_) {
    if (which == Which::kLocal && route.slot.reach != Reach::kLocal) {
      continue;
    }
    if (which == Which::kLocal || route.retry_at <= clock_.Steady()) {
      Serve(route);
    }
    if (route.failures > 0) {
      const Duration wait = std::max(route.retry_at - clock_.Steady(), Duration::zero());
      next = next ? std::min(*next, wait) : wait;
    }
  }
  Publish();
  return next;
}

void Courier::Serve(Route& route) {
  bool more = true;
  while (more) {
    if (const Status done = DeliverNext(route, more); !done.ok()) {
      Fail(route, done.error());
      return;
    }
  }
  if (route.failures > 0) {
    LogInfo("sink {}: delivers again after {} failures", route.slot.name, route.failures);
  }
  route.failures = 0;
  route.last_error.clear();
}

// The next batch in order. The cursor follows each alert, so that a crash repeats at most one.
Status Courier::DeliverNext(Route& route, bool& more) {
  if (!route.cursor) {
    route.cursor = CW_TRY(store_.Cursor(route.slot.name));
  }
  AlertQuery query;
  query.after_sequence = *route.cursor;
  query.limit = kBatch;
  const std::vector<Alert> alerts = CW_TRY(store_.Alerts(query));
  for (const Alert& alert : alerts) {
    if (alert.severity <= route.slot.min_severity) {
      CW_TRY(route.slot.sink->Deliver(alert));
    }
    CW_TRY(store_.AdvanceCursor(route.slot.name, alert.sequence));
    route.cursor = alert.sequence;
  }
  more = alerts.size() == kBatch;
  return Ok();
}

void Courier::Fail(Route& route, const Error& error) {
  ++route.failures;
  const Duration wait = RetryAfter(route.slot.name, route.failures);
  route.retry_at = clock_.Steady() + wait;
  route.last_error = error.message();
  LogWarning("sink {}: {}; tried {} times, next try in {}", route.slot.name, error.message(),
             route.failures,
             FormatDuration(std::chrono::duration_cast<std::chrono::seconds>(wait)));
}

void Courier::Publish() {
  std::vector<SinkHealth> health;
  for (const Route& route : routes_) {
    health.push_back({route.slot.name, route.cursor.value_or(0), route.failures, route.last_error});
  }
  const MutexLock lock(mutex_);
  health_ = std::move(health);
}

}  // namespace claimwatch
