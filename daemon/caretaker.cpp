#include "daemon/caretaker.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "core/clock.h"
#include "core/log.h"
#include "core/text.h"
#include "daemon/garbage.h"
#include "daemon/stamping.h"
#include "storage/store.h"

namespace claimwatch {
namespace {

constexpr Duration kStampRetry = std::chrono::hours(1);

Json RecordOf(const Store& store, std::string_view key) {
  const std::optional<std::string> record = store.GetState(key).value_or(std::nullopt);
  return record ? Json::Parse(*record).value_or(Json()) : Json();
}

// A clock that was set back makes it due.
bool IsDue(const std::optional<Time>& last, Duration every, Time now) {
  return !last || now - *last >= every || *last > now;
}

}  // namespace

Caretaker::Caretaker(Store& store, const Clock& clock)
    : store_(store),
      clock_(clock),
      collected_(ParseTime(RecordOf(store, kCollectedKey)["time"].AsString())),
      asked_(ParseTime(RecordOf(store, kStampedKey)["time"].AsString())),
      stamp_failed_(RecordOf(store, kStampedKey).Has("error")),
      thread_([this](const std::stop_token& stop) { Work(stop); }) {}

Caretaker::~Caretaker() {
  thread_.request_stop();
  orders_.Close();
}

void Caretaker::Ring() {
  Order look;
  static_cast<void>(orders_.TryPush(look));  // full: one look to come is enough
}

Result<std::string> Caretaker::Collect(Retention retention, Sweep sweep) {
  const Time now = clock_.Now();
  Order order;
  order.kind = Order::Kind::kCollect;
  order.ticket = fmt::format("{}#{}", FormatTime(now), ++tickets_);
  order.retention = std::move(retention);
  order.sweep = sweep;
  std::string ticket = order.ticket;
  if (!orders_.TryPush(order)) {
    return Error(Errc::kBusy, "gc: the daemon is still at an earlier one; try again later");
  }
  collected_ = now;
  return ticket;
}

void Caretaker::CollectWhenDue(Duration every, const Retention& retention) {
  if (every > Duration::zero() && IsDue(collected_, every, clock_.Now())) {
    static_cast<void>(Collect(retention, Sweep::kDrop));  // busy: the next turn asks again
  }
}

void Caretaker::StampWhenDue(Duration every, Authority authority) {
  const Time now = clock_.Now();
  if (authority.url.empty() ||
      !IsDue(asked_, stamp_failed_ ? std::min(every, kStampRetry) : every, now)) {
    return;
  }
  Order order;
  order.kind = Order::Kind::kStamp;
  order.authority = std::move(authority);
  if (orders_.TryPush(order)) {
    asked_ = now;
  }
}

std::optional<Json> Caretaker::TakeRecord() {
  const MutexLock hold(mutex_);
  return std::exchange(record_, std::nullopt);
}

void Caretaker::Work(const std::stop_token& stop) {
  while (const std::optional<Order> order = orders_.Pop()) {
    FinishErasures();
    if (order->kind == Order::Kind::kCollect && !stop.stop_requested()) {
      Carry(*order, stop);
    }
    if (order->kind == Order::Kind::kStamp && !stop.stop_requested()) {
      Stamp(*order);
    }
  }
}

void Caretaker::FinishErasures() {
  if (!store_.OwesErasure().value_or(false)) {
    return;
  }
  const Status finished = store_.FinishErasures();
  if (finished.ok()) {
    LogInfo("what was erased is off the files of the database");
  } else {
    LogWarning(
        "erased bytes may still be in the files of the database: {}; tried again at the "
        "next start and by claimwatch gc",
        finished.error().message());
  }
}

void Caretaker::Carry(const Order& order, const std::stop_token& stop) {
  const Result<GarbageReport> report = store_.CollectGarbage(order.retention, order.sweep, stop);
  if (!report.ok() && stop.stop_requested()) {
    return;  // the next life begins anew
  }
  Json record =
      report.ok() ? GarbageJson(*report) : Json::Of({{"error", report.error().message()}});
  record.Set("time", FormatTime(clock_.Now())).Set("ticket", order.ticket);
  const Status kept = store_.PutState({{std::string(kCollectedKey), record.Dump()}});
  if (!report.ok() || !kept.ok()) {
    LogWarning("gc: what is kept no longer is not dropped: {}",
               report.ok() ? kept.error().message() : report.error().message());
  } else if (report->captures + report->bodies + report->alerts != 0) {
    LogInfo("gc: dropped {}, {} and {}",
            Counted(report->captures, "answer that was no article", "answers that were no article"),
            Counted(report->bodies, "body", "bodies"), Counted(report->alerts, "alert"));
  }
  const MutexLock hold(mutex_);
  record_ = std::move(record);
}

void Caretaker::Stamp(const Order& order) {
  const Result<Timestamp> stamped =
      StampLast(order.authority.state_dir, order.authority.url, order.authority.roots);
  if (!stamped.ok() && stamped.error().code() == Errc::kNotFound) {
    stamp_failed_ = true;  // nothing was signed yet
    return;
  }
  Json record = Json::Of({{"time", FormatTime(clock_.Now())}});
  if (stamped.ok()) {
    record.Set("stamp", FormatTime(stamped->made));
  } else {
    record.Set("error", stamped.error().message());
    if (!stamp_failed_) {
      LogWarning("{}; asked again in an hour", EscapeControls(stamped.error().message()));
    }
  }
  stamp_failed_ = !stamped.ok();
  if (const Status kept = store_.PutState({{std::string(kStampedKey), record.Dump()}});
      !kept.ok()) {
    LogWarning("time stamp: {}", kept.error().message());
  }
}

}  // namespace claimwatch
