// What RocksDB tells the engine. Internal to engine.cpp.
#pragma once

#include <atomic>
#include <memory>

#include "core/result.h"

namespace rocksdb {
class EventListener;
class Logger;
class Status;
}  // namespace rocksdb

namespace claimwatch {

// RocksDB's own LOG file stops the process on a full disk (7 of 15 runs); what it has to say goes
// to our log instead.
std::shared_ptr<rocksdb::Logger> MakeHouseLogger();

// Sets `sealed`, on any thread, when a buffer is put away and an empty one takes its place.
std::shared_ptr<rocksdb::EventListener> MakeBufferWatch(std::shared_ptr<std::atomic<bool>> sealed);

Error ErrorFrom(const rocksdb::Status& status);
Status StatusFrom(const rocksdb::Status& status);
// ENOSPC, said by the system or by RocksDB of an earlier write.
bool LacksRoom(const rocksdb::Status& status);

}  // namespace claimwatch
