// The alert log. An own spdlog sink does the writing, used directly and not through a logger: a
// logger swallows a full disk, the sink throws it, and here it becomes a Status, so that the alert
// stays in the outbox.
#include <algorithm>
#include <cerrno>
#include <map>
#include <optional>
#include <string>

#include <fcntl.h>
#include <spdlog/details/null_mutex.h>
#include <spdlog/sinks/base_sink.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/descriptor.h"
#include "core/log.h"
#include "core/text.h"
#include "plugins/alert/sinks.h"

namespace claimwatch {
namespace {

constexpr mode_t kMode = 0640;
// How much of the end is read on opening. The courier never goes back further than one alert; the
// rest is for a cursor that came from a backup.
constexpr off_t kTail = off_t{1} << 20;

std::string Reason(std::string_view what, const std::filesystem::path& path, int error) {
  return fmt::format("alert log {}: cannot {}: {}", path.string(), what,
                     std::generic_category().message(error));
}

// What the end of a log says: which alerts are in it, and where its last whole line ends.
struct Tail {
  std::map<std::uint64_t, std::string> ids;  // sequence → id
  off_t whole = 0;                           // bytes up to and with the last line break
  off_t size = 0;
};

void NoteLine(std::string_view line, Tail& tail) {
  const Result<Json> record = Json::Parse(line);
  if (record.ok() && record->At("event.sequence").AsInt() > 0) {
    tail.ids[static_cast<std::uint64_t>(record->At("event.sequence").AsInt())] =
        record->At("event.id").AsString();
  }
}

std::string ReadEnd(int fd, off_t from, off_t size) {
  std::string bytes(static_cast<std::size_t>(size - from), '\0');
  std::size_t got = 0;
  while (got < bytes.size()) {
    const ssize_t n =
        ::pread(fd, bytes.data() + got, bytes.size() - got, from + static_cast<off_t>(got));
    if (n <= 0) {
      break;
    }
    got += static_cast<std::size_t>(n);
  }
  bytes.resize(got);
  return bytes;
}

Tail ReadTail(int fd) {
  Tail tail;
  struct stat facts = {};
  if (::fstat(fd, &facts) != 0 || facts.st_size == 0) {
    return tail;
  }
  tail.size = facts.st_size;
  const off_t from = std::max<off_t>(0, facts.st_size - kTail);
  const std::string bytes = ReadEnd(fd, from, facts.st_size);
  const std::size_t last_break = bytes.rfind('\n');
  tail.whole = last_break == std::string::npos ? from : from + static_cast<off_t>(last_break) + 1;
  const std::string_view whole =
      std::string_view(bytes).substr(0, last_break == std::string::npos ? 0 : last_break);
  for (const std::string_view line : Split(whole, '\n')) {
    NoteLine(line, tail);
  }
  return tail;
}

// A line that is cut off is not delivered: whether it reached the end of a record or not, its line
// break is missing, so the alert comes again and must find a clean end.
Status DropTornLine(int fd, const Tail& tail, const std::filesystem::path& path) {
  if (tail.whole == tail.size) {
    return Ok();
  }
  LogWarning("alert log {}: dropping a torn last line of {} bytes; its alert is written again",
             path.string(), tail.size - tail.whole);
  if (::ftruncate(fd, tail.whole) != 0) {
    return Error(Errc::kIo, Reason("drop a torn line", path, errno));
  }
  return Ok();
}

// Writes whole lines or none.
class LineSink final : public spdlog::sinks::base_sink<spdlog::details::null_mutex> {
 public:
  explicit LineSink(const SinkOptions& options)
      : path_(options.path),
        sync_(options.sync),
        rotate_size_(options.rotate_size),
        rotate_keep_(options.rotate_keep) {
    set_pattern_("%v");
  }

  Status Open() {
    Descriptor opened(::open(path_.c_str(), O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, kMode));
    if (!opened.valid()) {
      return Error(Errc::kIo, Reason("open", path_, errno));
    }
    Tail tail = ReadTail(opened.get());
    CW_TRY(DropTornLine(opened.get(), tail, path_));
    delivered_.merge(tail.ids);
    if (tail.size == 0) {
      NoteRotated();
    }
    fd_ = std::move(opened);
    return Ok();
  }

  // Renames the full file out of the way, after all of it is on the disk. Each rename is whole or
  // not at all; one that a crash left out is a number that is missing, never a line.
  Status RotateWhenFull() {
    const off_t size = rotate_size_.count == 0 ? 0 : ::lseek(fd_.get(), 0, SEEK_END);
    if (size <= 0 || static_cast<std::uint64_t>(size) < rotate_size_.count) {
      return Ok();
    }
    if (::fdatasync(fd_.get()) != 0) {
      return Error(Errc::kIo, Reason("sync", path_, errno));
    }
    std::error_code none;  // of a number that is not there yet
    for (int number = rotate_keep_ - 1; number > 0; --number) {
      std::filesystem::rename(Numbered(number), Numbered(number + 1), none);
    }
    std::error_code error;
    std::filesystem::rename(path_, Numbered(1), error);
    return error ? Status(Error(Errc::kIo, Reason("rename", path_, error.value()))) : Open();
  }

  bool Has(const Alert& alert) const {
    const auto found = delivered_.find(alert.sequence);
    return found != delivered_.end() && found->second == alert.id;
  }

  void Note(const Alert& alert) {
    delivered_[alert.sequence] = alert.id;
    while (delivered_.size() > kRemembered) {
      delivered_.erase(delivered_.begin());
    }
  }

 protected:
  void sink_it_(
      const spdlog::details::log_msg& message) override {  // NOLINT(readability-identifier-naming)
    const off_t before = ::lseek(fd_.get(), 0, SEEK_END);
    spdlog::memory_buf_t line;
    line.append(message.payload);
    line.push_back('\n');
    const ssize_t written = ::write(fd_.get(), line.data(), line.size());
    if (written == static_cast<ssize_t>(line.size())) {
      return;
    }
    const int error = written < 0 ? errno : ENOSPC;
    if (written > 0 && ::ftruncate(fd_.get(), before) != 0) {
      LogWarning("{}", Reason("take back half a line", path_, errno));
    }
    spdlog::throw_spdlog_ex(Reason("write", path_, error));
  }

  void flush_() override {  // NOLINT(readability-identifier-naming)
    if (sync_ == Sync::kEachAlert && ::fdatasync(fd_.get()) != 0) {
      spdlog::throw_spdlog_ex(Reason("sync", path_, errno));
    }
  }

 private:
  static constexpr std::size_t kRemembered = 4096;

  // After a rotation the new file is empty and the old one knows what was delivered.
  void NoteRotated() {
    const Descriptor rotated(::open(Numbered(1).c_str(), O_RDONLY | O_CLOEXEC));
    if (rotated.valid()) {
      delivered_.merge(ReadTail(rotated.get()).ids);
    }
  }

  std::filesystem::path Numbered(int number) const {
    return path_.string() + "." + std::to_string(number);
  }

  std::filesystem::path path_;
  Sync sync_;
  Bytes rotate_size_;
  int rotate_keep_;
  Descriptor fd_;
  std::map<std::uint64_t, std::string> delivered_;
};

class FileSink final : public AlertSink {
 public:
  explicit FileSink(const SinkOptions& options) : sink_(options) {}

  Status Deliver(const Alert& alert) override {
    try {
      if (!sink_.Has(alert)) {
        CW_TRY(sink_.RotateWhenFull());
        sink_.log(spdlog::details::log_msg("alert", spdlog::level::info, alert.record.Dump()));
        sink_.Note(alert);
      }
      sink_.flush();  // also for a line of an earlier life, which may never have been synced
    } catch (const spdlog::spdlog_ex& error) {
      return Error(Errc::kIo, error.what());
    }
    return Ok();
  }

  Status Reopen() override { return sink_.Open(); }

 private:
  LineSink sink_;
};

}  // namespace

Result<std::unique_ptr<AlertSink>> MakeFileSink(const SinkOptions& options) {
  std::error_code ignored;
  std::filesystem::create_directories(options.path.parent_path(), ignored);
  auto sink = std::make_unique<FileSink>(options);
  CW_TRY(sink->Reopen());
  return std::unique_ptr<AlertSink>(std::move(sink));
}

}  // namespace claimwatch
