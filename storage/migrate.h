// From an older layout of the store to this one, step by step, before anybody else sees it.
//
// Each step goes through the records in key order and writes what it has made together with how far
// it is, so that a kill in the middle costs nothing but the last batch; the next start goes on
// there. The number of the layout moves with the first batch, so that an older claimwatch refuses a
// store that is half-way. Readers may look at it before, during and after.
#pragma once

#include <cstdint>
#include <filesystem>

#include "core/result.h"
#include "storage/engine.h"

namespace claimwatch {

// The number of the layout this program writes. 1: versions, chain, ledger, outbox. 2: sketches of
// texts, by which copies of them are known. 3: versions may have tags, which an older claimwatch
// would take for damage.
constexpr std::uint32_t kSchema = 3;

// The number of the store's layout; 0 for one that nothing was written to. kUnsupported for one
// that a later claimwatch wrote: whoever changes a store asks this first.
Result<std::uint32_t> ReadSchema(const Engine& engine);

// Brings the store from `schema` (1 … kSchema) to kSchema, and ends what was interrupted. Before
// the first change of a record a checkpoint of the whole database is made as `dir`/before-schema-N,
// whose files cost nothing until the store has rewritten them; `claimwatch gc` removes it. `dir`
// empty: in memory, no checkpoint.
Status Migrate(Engine& engine, const std::filesystem::path& dir, std::uint32_t schema);

}  // namespace claimwatch
