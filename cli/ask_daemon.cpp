#include "cli/ask_daemon.h"

#include <pwd.h>
#include <unistd.h>

#include "cli/read_config.h"
#include "config/config.h"
#include "core/clock.h"
#include "daemon/control.h"
#include "daemon/orders.h"
#include "storage/store.h"

namespace claimwatch {
namespace {

// Nobody runs that could be asked; the store is ours for a moment.
Result<Json> CarryOutHere(const Arguments& arguments, const Json& request) {
  const std::filesystem::path folder = CW_TRY(StateDirFor(arguments));
  CW_TRY(Store::OpenReader(folder));  // an order about a store that is not there makes none
  Result<std::unique_ptr<Store>> store = Store::Open(folder);
  if (!store.ok() && store.error().code() == Errc::kBusy) {
    return Error(Errc::kBusy,
                 store.error().message() +
                     "; the daemon could not be asked: name its configuration with --config");
  }
  CW_TRY(store.ok() ? Ok() : Status(store.error()));
  const SystemClock clock;
  return CarryOut(request, Trust::kOwner, {**store, clock, {}, {}, {}});
}

}  // namespace

Result<Json> AskRunningDaemon(const Arguments& arguments, Json request, Duration most) {
  if (arguments.Has("state-dir")) {
    return Error(Errc::kNetwork, "--state-dir names a store, not a daemon");
  }
  const Config config = CW_TRY(ReadConfig(arguments));
  request.Set("store", StoreName(config.daemon.state_dir));
  return AskDaemon(SocketPath(config.daemon), request, most);
}

Result<Json> GiveOrder(const Arguments& arguments, const Json& request, Duration most) {
  Result<Json> answer = AskRunningDaemon(arguments, request, most);
  const bool nobody = !answer.ok() && answer.error().code() == Errc::kNetwork;
  return nobody ? CarryOutHere(arguments, request) : answer;
}

Result<Json> LookAhead(Store& store, Json request) {
  const SystemClock clock;
  request.Set("dry_run", true);
  return CarryOut(request, Trust::kOwner, {store, clock, {}, {}, {}});
}

std::string OwnName() {
  const passwd* entry = ::getpwuid(::geteuid());  // NOLINT(concurrency-mt-unsafe): one thread
  return entry != nullptr ? entry->pw_name : "";
}

}  // namespace claimwatch
