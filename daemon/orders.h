// The orders that a person gives from the command line, whoever carries them out: the daemon that
// runs and owns the store, or the command itself when none does.
//
//   {"verb":"status"}                          how everything stands (daemon only)
//   {"verb":"reload"}                          take the configuration anew (daemon only)
//   {"verb":"ack","alert":N,"by":…,"why":…}    somebody has seen this alert
//   {"verb":"erase","article":ID,"versions":[N…],"by":…,"why":…,"dry_run":…}
//                                              remove texts for good, or say what would go
//   {"verb":"gc","before":…,"limits":{…}}      drop what is kept no longer: by the limits where no
//                                              daemon runs, else by its own configuration
//   {"verb":"retry"|"drop","sink":…,"alert":N} what shall become of dead letters
//
// Each may name the store it is meant for ("store", as StoreName writes it): a daemon that runs on
// another one does not carry it out. Without the name it is meant for whoever hears it.
#pragma once

#include <filesystem>
#include <functional>

#include "core/json.h"
#include "core/result.h"
#include "daemon/control.h"

namespace claimwatch {

class Clock;  // core/clock.h
class Store;  // storage/store.h

// What an order works on. The functions are those of a running daemon and may be empty: the order
// then needs none, or is refused with kUnsupported.
struct OrderDesk {
  Store& store;
  const Clock& clock;
  std::function<Result<Json>()> status;
  std::function<Status()> reload;
  std::function<void()> letters_changed;
  std::function<void()> erased = {};     // empty: the order waits until the files are rewritten
  std::filesystem::path state_dir = {};  // of the store; empty: it is what the caller opened
  // Has it done and gives a ticket (daemon/caretaker), by the limits of the daemon's own
  // configuration but for `refused_before` where it is given; empty: the order's limits hold, and
  // it waits for the end of it.
  std::function<Result<std::string>(std::optional<Time> refused_before)> collect = {};
};

// How an order names its store: by path, and by what the path leads to, which is the same wherever
// it is mounted.
Json StoreName(const std::filesystem::path& state_dir);

// The answer of the order, durable when it returns. kRefused: that is for the owner (root or the
// daemon's user) alone; kInvalid: no such verb, or a member that is missing; kNetwork: the order is
// for another store, which nobody of this desk has.
Result<Json> CarryOut(const Json& request, Trust trust, const OrderDesk& desk);

}  // namespace claimwatch
