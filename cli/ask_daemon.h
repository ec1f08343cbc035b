// Orders of a person: to the daemon that runs, through its control socket, or carried out here when
// none does.
#pragma once

#include <chrono>
#include <string>

#include "cli/verb.h"
#include "core/json.h"
#include "core/result.h"
#include "core/time.h"

namespace claimwatch {

class Store;  // storage/store.h

// What the daemon of the configuration answers, within `most`. Never asked when --state-dir names a
// store without a configuration. kNetwork: none runs there; kRefused: it does, but not for us.
Result<Json> AskRunningDaemon(const Arguments& arguments, Json request, Duration most);

// Gives an order about the store (ack, retry, drop): to the daemon, else to the store itself, which
// is opened for writing for as long as that takes. kBusy: a daemon holds the store and could not be
// asked; its words say how it can. An order makes no store where there is none. `most` as above.
Result<Json> GiveOrder(const Arguments& arguments, const Json& request,
                       Duration most = std::chrono::seconds(10));

// What the order would do, said by `store`, which may be a reader's; the order must be one that
// takes "dry_run".
Result<Json> LookAhead(Store& store, Json request);

// The login name of whoever types; empty when the system has none for this user.
std::string OwnName();

}  // namespace claimwatch
