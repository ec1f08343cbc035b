// What is kept no longer: by which limits, and how what came of it is told.
#pragma once

#include <stop_token>
#include <string>
#include <string_view>

#include "core/json.h"
#include "core/result.h"
#include "storage/retention.h"

namespace claimwatch {

class Clock;           // core/clock.h
class Store;           // storage/store.h
struct StorageConfig;  // config/config.h

// The state record of the last collection: {"time":…,"ticket":…,"captures":…,…}, or
// "error" in place of the counts.
inline constexpr std::string_view kCollectedKey = "upkeep/gc";

// What [storage] lets go at `now`.
Retention RetentionOf(const StorageConfig& config, Time now);
// The limits of an order, and back. kInvalid for a time that is none.
Json RetentionJson(const Retention& retention);
Result<Retention> ReadRetention(const Json& json);
// {"captures":1,"raw":0,"bodies":1,"alerts":0,"checkpoints":0,"bytes_before":…}, with "bytes_after"
// when files were rewritten.
Json GarbageJson(const GarbageReport& report);

// Store::CollectGarbage, written down under kCollectedKey, with the time and `ticket`; the record.
// kBusy: `stop` was asked for, and nothing is written down.
Result<Json> CollectAndNote(Store& store, const Clock& clock, const Retention& retention,
                            Sweep sweep, const std::string& ticket, const std::stop_token& stop);

}  // namespace claimwatch
