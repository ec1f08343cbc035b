// How RocksDB is set up for a store. Internal to engine.cpp.
#pragma once

#include <cstdint>
#include <vector>

namespace rocksdb {
struct ColumnFamilyDescriptor;
struct DBOptions;
}  // namespace rocksdb

namespace claimwatch {

// What a reader has to replay when it opens, record by record: 8 MiB of the search index, which now
// goes past the log, cost it a second of CPU. Much less, and a writer of large pages replaces its
// files faster than a reader can look at them.
inline constexpr std::uint64_t kMostWal = 4ULL << 20U;

// A reader looks at few tables of many: it loads their indexes and filters when it needs them.
enum class Access { kWrite, kRead };

rocksdb::DBOptions DatabaseOptions();
// In the order of the enum Family.
std::vector<rocksdb::ColumnFamilyDescriptor> Families(Access access);

}  // namespace claimwatch
