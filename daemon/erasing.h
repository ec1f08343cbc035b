// Erasing texts for good: what the store needs to know for it, and how what came of it is told.
#pragma once

#include "core/json.h"
#include "core/result.h"

namespace claimwatch {

class Store;           // storage/store.h
struct Erasure;        // storage/erasure.h
struct ErasureOrder;   // storage/erasure.h
struct ErasureReport;  // storage/erasure.h

// Store::Erase after working out which terms of the search index go with the texts, and which of
// the daemon's own records quote them. kInvalid without versions, a reason or a name.
Result<ErasureReport> EraseVersions(Store& store, ErasureOrder order);

// {"erased":[2],"before":[…],"bodies":1,"shared":[…],"findings":3,"claims":1,"alerts":[4]}
Json ErasureReportJson(const ErasureReport& report);

// What stands in an erased version's place: {"article":…,"version":2,"erased":{"when":…},…}.
Json ErasureJson(const Erasure& erasure);

}  // namespace claimwatch
