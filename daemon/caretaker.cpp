#include "daemon/caretaker.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "core/clock.h"
#include "core/log.h"
#include "core/timestamp.h"
#include "daemon/garbage.h"
#include "storage/store.h"

namespace claimwatch {
namespace {

constexpr Duration kRetry = std::chrono::hours(1);
constexpr Duration kLeap = std::chrono::days(7);

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
      collecting_failed_(RecordOf(store, kCollectedKey).Has("error")),
      stamping_failed_(RecordOf(store, kStampedKey).Has("error")),
      thread_([this](const std::stop_token& stop) { Work(stop); }) {}

Caretaker::~Caretaker() {
  thread_.request_stop();
  orders_.Close();
}

bool Caretaker::Give(Order order) {
  ++orders_under_way_;
  const bool taken = orders_.TryPush(order);
  orders_under_way_ -= taken ? 0 : 1;
  return taken;
}

void Caretaker::Ring() {
  static_cast<void>(Give({}));  // full: one look to come is enough
}

Result<std::string> Caretaker::Collect(Retention retention, Sweep sweep) {
  const Time now = clock_.Now();
  Order order;
  order.kind = Order::Kind::kCollect;
  order.ticket = fmt::format("{}#{}", FormatTime(now), ++tickets_);
  order.retention = std::move(retention);
  order.sweep = sweep;
  std::string ticket = order.ticket;
  if (!Give(std::move(order))) {
    return Error(Errc::kBusy, "gc: the daemon is still at an earlier one; try again later");
  }
  collected_ = now;
  return ticket;
}

void Caretaker::CollectWhenDue(Duration every, const std::function<Retention(Time)>& limits) {
  const Time now = clock_.Now();
  if (every > Duration::zero() &&
      IsDue(collected_, collecting_failed_ ? std::min(every, kRetry) : every, now)) {
    const Time believed = collected_ ? std::min(now, *collected_ + every + kLeap) : now;
    static_cast<void>(Collect(limits(believed), Sweep::kDrop));  // busy: the next turn asks again
  }
}

void Caretaker::StampWhenDue(Duration every, Authority authority) {
  const Time now = clock_.Now();
  if (authority.url.empty() ||
      !IsDue(asked_, stamping_failed_ ? std::min(every, kRetry) : every, now)) {
    return;
  }
  Order order;
  order.kind = Order::Kind::kStamp;
  order.authority = std::move(authority);
  if (Give(std::move(order))) {
    asked_ = now;
  }
}

std::optional<Json> Caretaker::TakeRecord() {
  const MutexLock hold(mutex_);
  return std::exchange(record_, std::nullopt);
}

void Caretaker::Work(const std::stop_token& stop) {
  while (const std::optional<Order> order = orders_.Pop()) {
    if (stop.stop_requested()) {
      return;
    }
    FinishErasures();
    if (order->kind == Order::Kind::kCollect) {
      Carry(*order, stop);
    } else if (order->kind == Order::Kind::kStamp) {
      Stamp(*order, stop);
    }
    --orders_under_way_;
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
  Result<Json> record =
      CollectAndNote(store_, clock_, order.retention, order.sweep, order.ticket, stop);
  if (!record.ok() && stop.stop_requested()) {
    return;  // the next life begins anew
  }
  collecting_failed_ = !record.ok() || record->Has("error");
  if (collecting_failed_) {
    LogWarning("gc: what is kept no longer is not dropped: {}; tried again within the hour",
               record.ok() ? (*record)["error"].AsString() : record.error().message());
  } else {
    LogInfo("gc: dropped {} answers that were no article, {} bodies, {} alerts",
            (*record)["captures"].AsInt(), (*record)["bodies"].AsInt(),
            (*record)["alerts"].AsInt());
  }
  if (record.ok()) {
    const MutexLock hold(mutex_);
    record_ = std::move(record).value();
  }
}

void Caretaker::Stamp(const Order& order, const std::stop_token& stop) {
  const Result<std::optional<Timestamp>> stamp = StampLast(order.authority, stop);
  stamping_failed_ = !stamp.ok() || !*stamp;
  if (stop.stop_requested() || (stamp.ok() && !*stamp)) {
    return;  // the next life asks again; or nothing was signed yet
  }
  Json record = Json::Of({{"time", FormatTime(clock_.Now())}});
  if (stamp.ok()) {
    record.Set("stamp", FormatTime((*stamp)->made));
  } else {
    record.Set("error", stamp.error().message());
    if (told_ != stamp.error().message()) {
      LogWarning("{}; asked again within the hour", stamp.error().message());
    }
  }
  told_ = stamp.ok() ? "" : stamp.error().message();
  if (const Status kept = store_.PutState({{std::string(kStampedKey), record.Dump()}});
      !kept.ok()) {
    LogWarning("time stamp: {}", kept.error().message());
  }
}

}  // namespace claimwatch
