#include "daemon/orders.h"

#include <algorithm>
#include <array>

#include <fmt/core.h>
#include <sys/stat.h>

#include "core/clock.h"
#include "core/text.h"
#include "daemon/acks.h"
#include "daemon/dead_letters.h"
#include "daemon/erasing.h"
#include "daemon/garbage.h"
#include "storage/erasure.h"
#include "storage/store.h"

namespace claimwatch {
namespace {

constexpr std::string_view kNeedsDaemon = "only a running daemon can do that";

Result<Json> TellStatus(const Json& /*request*/, const OrderDesk& desk) {
  return desk.status ? desk.status() : Error(Errc::kUnsupported, std::string(kNeedsDaemon));
}

Result<Json> TakeReload(const Json& /*request*/, const OrderDesk& desk) {
  if (!desk.reload) {
    return Error(Errc::kUnsupported, std::string(kNeedsDaemon));
  }
  CW_TRY(desk.reload());
  return Json::MakeObject();
}

Result<Json> TakeAck(const Json& request, const OrderDesk& desk) {
  const std::int64_t alert = request["alert"].AsInt();
  if (alert <= 0) {
    return Error(Errc::kInvalid, "ack: which alert?");
  }
  const Ack ack{static_cast<std::uint64_t>(alert), std::string(request["by"].AsString()),
                std::string(request["why"].AsString()), desk.clock.Now()};
  CW_TRY(Acknowledge(desk.store, ack));
  return AckJson(ack);
}

Result<Json> TakeErase(const Json& request, const OrderDesk& desk) {
  ErasureOrder order;
  order.article_id = request["article"].AsString();
  for (const Json& number : request["versions"].Items()) {
    order.numbers.push_back(static_cast<std::uint32_t>(number.AsInt()));
  }
  order.reason = request["why"].AsString();
  order.by = request["by"].AsString();
  order.now = desk.clock.Now();
  const bool dry = request["dry_run"].AsBool();
  order.erasing = dry ? Erasing::kLook : Erasing::kDo;
  Json report = ErasureReportJson(CW_TRY(EraseVersions(desk.store, std::move(order))));
  report.Set("dry_run", dry);
  if (dry) {
    return report;
  }
  if (desk.erased) {
    desk.erased();  // its files may take long
  } else if (const Status finished = desk.store.FinishErasures(); !finished.ok()) {
    report.Set("files_error", finished.error().message());  // the words are gone all the same
  }
  return report.Set("in_files", desk.store.OwesErasure().value_or(true));
}

Result<Json> OrderLetters(const Json& request, const OrderDesk& desk,
                          Result<std::size_t> (*order)(Store&, const LetterChoice&)) {
  LetterChoice choice;
  choice.sink = request["sink"].AsString();
  if (request.Has("alert")) {
    choice.sequence = static_cast<std::uint64_t>(request["alert"].AsInt());
  }
  const std::size_t count = CW_TRY(order(desk.store, choice));
  if (desk.letters_changed) {
    desk.letters_changed();
  }
  return Json::Of({{"count", std::uint64_t{count}}});
}

Result<Json> TakeRetry(const Json& request, const OrderDesk& desk) {
  return OrderLetters(request, desk, RetryLetters);
}

Result<Json> TakeDrop(const Json& request, const OrderDesk& desk) {
  return OrderLetters(request, desk, DropLetters);
}

Result<Json> TakeGarbage(const Json& request, const OrderDesk& desk) {
  Retention retention = CW_TRY(ReadRetention(request["limits"]));
  const std::optional<Time> before = ParseTime(request["before"].AsString());
  if (request.Has("before") && !before) {
    return Error(Errc::kInvalid, "gc: 'before' is no time");
  }
  if (desk.collect) {
    return Json::Of({{"ticket", CW_TRY(desk.collect(before))}});
  }
  retention.refused_before = before ? before : retention.refused_before;
  return CollectAndNote(desk.store, desk.clock, retention, Sweep::kDropAndRewrite, "",
                        std::stop_token());
}

struct Order {
  std::string_view verb;
  Trust least;
  Result<Json> (*carry_out)(const Json&, const OrderDesk&);
};

constexpr std::array<Order, 7> kOrders = {{{"status", Trust::kMember, TellStatus},
                                           {"ack", Trust::kMember, TakeAck},
                                           {"reload", Trust::kOwner, TakeReload},
                                           {"erase", Trust::kOwner, TakeErase},
                                           {"gc", Trust::kOwner, TakeGarbage},
                                           {"retry", Trust::kOwner, TakeRetry},
                                           {"drop", Trust::kOwner, TakeDrop}}};

bool SamePlace(const Json& a, const Json& b) {
  if (a.Has("inode") && b.Has("inode")) {
    return a["inode"].AsInt() == b["inode"].AsInt() && a["device"].AsInt() == b["device"].AsInt();
  }
  return a["path"].AsString() == b["path"].AsString();  // one of the two may not look there
}

Status CheckStore(const Json& request, const OrderDesk& desk) {
  if (desk.state_dir.empty() || !request.Has("store") ||
      SamePlace(request["store"], StoreName(desk.state_dir))) {
    return Ok();
  }
  return Error(Errc::kNetwork,
               fmt::format("the daemon that answers runs on the store {}, not on {}",
                           desk.state_dir.string(),
                           Ellipsize(EscapeControls(request["store"]["path"].AsString()), 200)));
}

}  // namespace

Json StoreName(const std::filesystem::path& state_dir) {
  Json name = Json::Of({{"path", state_dir.string()}});
  struct stat found = {};
  if (::stat(state_dir.c_str(), &found) == 0) {
    name.Set("device", static_cast<std::int64_t>(found.st_dev))
        .Set("inode", static_cast<std::int64_t>(found.st_ino));
  }
  return name;
}

Result<Json> CarryOut(const Json& request, Trust trust, const OrderDesk& desk) {
  const std::string_view verb = request["verb"].AsString();
  const auto order = std::find_if(kOrders.begin(), kOrders.end(),
                                  [&](const Order& one) { return one.verb == verb; });
  if (order == kOrders.end()) {
    return Error(Errc::kInvalid, fmt::format("no order '{}'", Ellipsize(EscapeControls(verb), 40)));
  }
  if (trust < order->least) {
    return Error(Errc::kRefused,
                 fmt::format("{}: only root and the daemon's own user may; try sudo", order->verb));
  }
  CW_TRY(CheckStore(request, desk));
  return order->carry_out(request, desk);
}

}  // namespace claimwatch
