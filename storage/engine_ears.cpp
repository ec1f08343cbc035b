#include "storage/engine_ears.h"

#include <array>
#include <cstdarg>
#include <cstdio>
#include <set>
#include <string>
#include <utility>

#include <fmt/format.h>
#include <rocksdb/env.h>
#include <rocksdb/listener.h>
#include <rocksdb/status.h>

#include "core/log.h"
#include "core/mutex.h"
#include "core/text.h"

namespace claimwatch {
namespace {

constexpr std::size_t kMostSaid = 64;

// Warnings go to the log once: on a full disk RocksDB has the same one for each thing it tries, and
// what it means for the store is said by the store.
class HouseLogger final : public rocksdb::Logger {
 public:
  HouseLogger() : rocksdb::Logger(rocksdb::InfoLogLevel::WARN_LEVEL) {}

  using rocksdb::Logger::Logv;

  void Logv(const char* format, va_list arguments) override {
    Say(LogLevel::kDebug, format, arguments);
  }

  void Logv(const rocksdb::InfoLogLevel level, const char* format, va_list arguments) override {
    if (level >= rocksdb::InfoLogLevel::WARN_LEVEL) {
      const bool grave = level >= rocksdb::InfoLogLevel::ERROR_LEVEL;
      Say(grave ? LogLevel::kWarning : LogLevel::kDebug, format, arguments);
    }
  }

 private:
  void Say(LogLevel level, const char* format, va_list arguments) {
    std::array<char, 1024> buffer{};
    if (std::vsnprintf(buffer.data(), buffer.size(), format, arguments) <= 0) {
      return;
    }
    const std::string line = fmt::format("rocksdb: {}", Trim(buffer.data()));
    LogLine(level == LogLevel::kWarning && !IsNew(line) ? LogLevel::kDebug : level, line);
  }

  bool IsNew(const std::string& line) {
    const MutexLock lock(mutex_);
    if (said_.size() >= kMostSaid) {
      said_.clear();
    }
    return said_.insert(line).second;
  }

  Mutex mutex_;
  std::set<std::string> said_ CW_GUARDED_BY(mutex_);
};

class BufferWatch final : public rocksdb::EventListener {
 public:
  explicit BufferWatch(std::shared_ptr<std::atomic<bool>> sealed) : sealed_(std::move(sealed)) {}

  void OnMemTableSealed(const rocksdb::MemTableInfo& /*info*/) override { *sealed_ = true; }

 private:
  std::shared_ptr<std::atomic<bool>> sealed_;
};

}  // namespace

Error ErrorFrom(const rocksdb::Status& status) {
  const std::string text = status.ToString();
  if (status.IsCorruption()) {
    return Error(Errc::kCorrupt, text);
  }
  if (LacksRoom(status)) {
    return Error(Errc::kIo, text);  // also while it makes the file LOCK
  }
  if (status.IsBusy() || status.IsTryAgain() || text.find("LOCK") != std::string::npos) {
    return Error(Errc::kBusy, text);
  }
  if (status.IsPathNotFound() || status.IsNotFound()) {
    return Error(Errc::kNotFound, text);
  }
  if (status.IsInvalidArgument() || status.IsNotSupported()) {
    return Error(Errc::kCorrupt, text);
  }
  return Error(Errc::kIo, text);
}

Status StatusFrom(const rocksdb::Status& status) {
  return status.ok() ? Ok() : Status(ErrorFrom(status));
}

bool LacksRoom(const rocksdb::Status& status) {
  return !status.ok() && (status.IsNoSpace() || status.subcode() == rocksdb::Status::kNoSpace);
}

std::shared_ptr<rocksdb::EventListener> MakeBufferWatch(std::shared_ptr<std::atomic<bool>> sealed) {
  return std::make_shared<BufferWatch>(std::move(sealed));
}

std::shared_ptr<rocksdb::Logger> MakeHouseLogger() {
  return std::make_shared<HouseLogger>();
}

}  // namespace claimwatch
