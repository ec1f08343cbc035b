// What the claim ledger changes about the findings of a version, before they are proposed to it.
//
// One claim, one alert; the ledger sees to that by the key of a finding. Here are the three
// exceptions, each made a claim of its own, so that it too is told once:
//
// - a second independent outlet prints a claim that one outlet had alone: an additional finding,
//   key "confirmed:KEY". Independent is an outlet other than the first, whose article is no copy of
//   the first one's (plugins/compare/syndication.h);
// - an article takes back a claim that the ledger knows: its omission names the claim's first
//   sighting, and counts for each article by itself, key "omitted:KEY:ARTICLE";
// - a new figure between two values that others printed for the same thing, if these lie close
//   together (58 and 60 agreements, here 59), tells nothing: it becomes kRepeated and is a
//   sighting. A value outside alerts, because it is a key that the ledger does not know.
//
// What is added to a finding comes only from a claim's first sighting, which never changes: the
// same alert can be made again later (`claimwatch alerts replay`).
#pragma once

#include <string>
#include <vector>

#include "core/finding.h"
#include "plugins/compare/relevance.h"
#include "storage/store.h"

namespace claimwatch {

// Borrowed for the call.
struct LedgerContext {
  const Store* store = nullptr;
  std::string topic;
  const Version* version = nullptr;
  const EventMemory* memory = nullptr;  // keys that the topic's ledger knows
};

// The findings as the ledger lets them be told, confirmations after them. An error is the store's;
// a claim that it does not have is none.
Result<std::vector<Finding>> WithLedger(std::vector<Finding> findings,
                                        const LedgerContext& context);

// Whether `value` lies between two of `known`, whose smallest and largest differ by no more than a
// quarter. Fewer than two known values are no interval.
bool LiesWithin(double value, const std::vector<double>& known);

}  // namespace claimwatch
