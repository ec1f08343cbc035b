#include "storage/engine_options.h"

#include <array>
#include <memory>

#include <rocksdb/db.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/options.h>
#include <rocksdb/table.h>

#include "storage/engine.h"
#include "storage/engine_ears.h"

namespace claimwatch {
namespace {

constexpr std::array<const char*, kFamilies> kNames = {"default", "versions", "bodies", "alerts"};
constexpr std::size_t kBlock = 16U << 10U;
constexpr std::size_t kVersionBlock = 64U << 10U;  // neighbours are versions of one article
constexpr std::size_t kCache = 8U << 20U;
constexpr std::size_t kMemtable = 16U << 20U;  // seldom full: the log is begun anew before
// A short log makes small tables, and each merge of them rewrites the first level: so that is small
// too, and it waits for more of them.
constexpr std::uint64_t kFirstLevel = 16U << 20U;
constexpr int kMergedAtOnce = 8;
constexpr int kSlowedFrom = 40;
constexpr int kStoppedFrom = 60;
constexpr std::size_t kMostManifest = 256U << 10U;  // a reader replays all of it
constexpr int kTables = 512;
constexpr double kBloomBits = 10;

rocksdb::ColumnFamilyOptions FamilyOptions(Family family,
                                           const std::shared_ptr<rocksdb::Cache>& cache,
                                           Access access) {
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = cache;
  table.cache_index_and_filter_blocks = access == Access::kRead;
  table.block_size = family == Family::kVersions ? kVersionBlock : kBlock;
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(kBloomBits));
  table.format_version = 5;
  rocksdb::ColumnFamilyOptions options;
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  options.write_buffer_size = kMemtable;
  options.max_bytes_for_level_base = kFirstLevel;
  options.target_file_size_base = kFirstLevel;
  options.level0_file_num_compaction_trigger = kMergedAtOnce;
  options.level0_slowdown_writes_trigger = kSlowedFrom;
  options.level0_stop_writes_trigger = kStoppedFrom;
  options.paranoid_file_checks = true;
  options.compression = family == Family::kBodies ? rocksdb::CompressionType::kNoCompression
                                                  : rocksdb::CompressionType::kZSTD;
  return options;
}

}  // namespace

rocksdb::DBOptions DatabaseOptions() {
  rocksdb::DBOptions options;
  options.info_log = MakeHouseLogger();
  options.paranoid_checks = true;
  options.track_and_verify_wals_in_manifest = true;
  options.max_manifest_file_size = kMostManifest;
  options.wal_recovery_mode = rocksdb::WALRecoveryMode::kPointInTimeRecovery;
  options.allow_fallocate = false;  // a log would take room in advance, many times what it needs
  options.max_total_wal_size = 16 * kMostWal;  // never met: PrepareLog begins a new log before
  options.max_background_jobs = 2;
  options.max_open_files = kTables;
  options.avoid_flush_during_shutdown = true;
  options.stats_dump_period_sec = 0;
  options.stats_persist_period_sec = 0;
  return options;
}

std::vector<rocksdb::ColumnFamilyDescriptor> Families(Access access) {
  const std::shared_ptr<rocksdb::Cache> cache = rocksdb::NewLRUCache(kCache);
  std::vector<rocksdb::ColumnFamilyDescriptor> families;
  for (std::size_t i = 0; i < kFamilies; ++i) {
    families.emplace_back(kNames.at(i), FamilyOptions(static_cast<Family>(i), cache, access));
  }
  return families;
}

}  // namespace claimwatch
