// Who has seen an alert: acknowledgements by people, kept in the store beside the alerts.
//
// An alert's record is evidence and never changes; what a person says about it is a record of its
// own (`claimwatch alerts ack`). All functions may be called from any thread.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "core/json.h"
#include "core/result.h"
#include "core/time.h"

namespace claimwatch {

class Store;  // storage/store.h

struct Ack {
  std::uint64_t sequence = 0;  // of the alert
  std::string by;              // as the person names itself; at most 200 bytes are kept
  std::string why;             // may be empty; at most 2,000 bytes are kept
  Time when{};
};

// Durable when it returns; a second one of the same alert replaces the first. kNotFound: no alert
// of that number; kInvalid: nobody is named.
Status Acknowledge(Store& store, Ack ack);

// By alert, in order of their numbers.
Result<std::map<std::uint64_t, Ack>> Acks(const Store& store);

// {"alert","by","why","when"}, for scripts.
Json AckJson(const Ack& ack);

}  // namespace claimwatch
