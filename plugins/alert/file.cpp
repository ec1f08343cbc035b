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

// Where a line begins, and whose it is; 0: nobody's.
struct Line {
  std::uint64_t sequence = 0;
  off_t from = 0;
};

// What the end of a log says: which alerts are in it, and where its last whole line ends.
struct Tail {
  std::map<std::uint64_t, std::string> ids;  // sequence → id
  Line last;                                 // of the whole ones
  off_t whole = 0;                           // bytes up to and with the last line break
  off_t size = 0;
};

void NoteLine(std::string_view line, off_t from, Tail& tail) {
  const Json record = Json::Parse(line).value_or(Json());
  const std::int64_t sequence = std::max<std::int64_t>(0, record.At("event.sequence").AsInt());
  tail.last = {static_cast<std::uint64_t>(sequence), from};
  if (sequence > 0) {
    tail.ids[tail.last.sequence] = record.At("event.id").AsString();
  }
}

// All of it or an error: what was not read must not be taken for a torn line.
Result<std::string> ReadEnd(int fd, off_t from, off_t size, const std::filesystem::path& path) {
  std::string bytes(static_cast<std::size_t>(size - from), '\0');
  std::size_t got = 0;
  while (got < bytes.size()) {
    const ssize_t n =
        ::pread(fd, bytes.data() + got, bytes.size() - got, from + static_cast<off_t>(got));
    if (n == 0 || (n < 0 && errno != EINTR)) {
      return Error(Errc::kIo, Reason("read the end", path, n == 0 ? EIO : errno));
    }
    got += static_cast<std::size_t>(std::max<ssize_t>(n, 0));
  }
  return bytes;
}

Result<Tail> ReadTail(int fd, const std::filesystem::path& path) {
  Tail tail;
  struct stat facts = {};
  if (::fstat(fd, &facts) != 0) {
    return Error(Errc::kIo, Reason("read the end", path, errno));
  }
  if (facts.st_size == 0) {
    return tail;
  }
  tail.size = facts.st_size;
  const off_t from = std::max<off_t>(0, facts.st_size - kTail);
  const std::string bytes = CW_TRY(ReadEnd(fd, from, facts.st_size, path));
  const std::size_t last_break = bytes.rfind('\n');
  tail.whole = last_break == std::string::npos ? from : from + static_cast<off_t>(last_break) + 1;
  const std::string_view whole =
      std::string_view(bytes).substr(0, last_break == std::string::npos ? 0 : last_break);
  for (const std::string_view line : Split(whole, '\n')) {
    NoteLine(line, from + static_cast<off_t>(line.data() - bytes.data()), tail);
  }
  return tail;
}

bool IsSameFile(int fd, const std::filesystem::path& path) {
  struct stat open = {};
  struct stat named = {};
  return ::fstat(fd, &open) == 0 && ::stat(path.c_str(), &named) == 0 &&
         open.st_dev == named.st_dev && open.st_ino == named.st_ino;
}

// Nobody can read it any more. One that was renamed has a name.
bool IsDeleted(int fd) {
  struct stat open = {};
  return ::fstat(fd, &open) == 0 && open.st_nlink == 0;
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

  // Whether it could be opened; nothing in it is read or changed.
  Status Probe() const {
    CW_TRY(Opened());
    return Ok();
  }

  Status Open() {
    CW_TRY(CutBack());
    Descriptor opened = CW_TRY(Opened());
    Tail tail = CW_TRY(ReadTail(opened.get(), path_));
    CW_TRY(DropTornLine(opened.get(), tail, path_));
    if (tail.size == 0) {
      CW_TRY(NoteRotated());
    }
    delivered_.merge(tail.ids);
    last_ = tail.last;
    fd_ = std::move(opened);
    return Ok();
  }

  // Opens at the first call.
  Status MakeReady() {
    CW_TRY(CutBack());
    if (fd_.valid() && IsDeleted(fd_.get())) {
      LogWarning(
          "alert log {}: somebody deleted it; it is begun anew, and what was in it is in the store "
          "(`claimwatch alerts`)",
          path_.string());
      return Open();
    }
    return fd_.valid() ? Ok() : Open();
  }

  // Renames the full file out of the way, after all of it is on the disk. Each rename is whole or
  // not at all; one that a crash left out is a number that is missing, never a line. A file that is
  // not at its path any more has been renamed already, by somebody else or by a try after which the
  // new one could not be made.
  Status RotateWhenFull() {
    const off_t size = rotate_size_.count == 0 ? 0 : ::lseek(fd_.get(), 0, SEEK_END);
    if (size <= 0 || static_cast<std::uint64_t>(size) < rotate_size_.count) {
      return Ok();
    }
    if (!IsSameFile(fd_.get(), path_)) {
      return Open();
    }
    if (::fdatasync(fd_.get()) != 0) {
      return Error(Errc::kIo, Reason("sync", path_, errno));
    }
    MakeRoomForOneMore();
    std::error_code error;
    std::filesystem::rename(path_, Numbered(1), error);
    return error ? Status(Error(Errc::kIo, Reason("rename", path_, error.value()))) : Open();
  }

  bool Has(const Alert& alert) const {
    const auto found = delivered_.find(alert.sequence);
    return found != delivered_.end() && found->second == alert.id;
  }

  void Note(const Alert& alert) {
    last_.sequence = alert.sequence;
    delivered_[alert.sequence] = alert.id;
    while (delivered_.size() > kRemembered) {
      delivered_.erase(delivered_.begin());
    }
  }

  // The kernel tells once of pages that it could not write, then it takes them for written. So the
  // line must not be there any more, and is written again. The last one only: those before it were
  // synced when they were.
  Status SyncLine(const Alert& alert) {
    if (sync_ == Sync::kNever || ::fdatasync(fd_.get()) == 0) {
      return Ok();
    }
    const int error = errno;
    if (last_.sequence == alert.sequence) {
      delivered_.erase(alert.sequence);
      cut_ = last_.from;
      last_ = {};
      static_cast<void>(CutBack());  // else before anything else is done with the file
    }
    return Error(Errc::kIo, Reason("sync", path_, error));
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
      last_ = {0, before};
      return;
    }
    const int error = written < 0 ? errno : ENOSPC;
    if (written > 0) {
      cut_ = before;
      static_cast<void>(CutBack());
    }
    spdlog::throw_spdlog_ex(Reason("write", path_, error));
  }

  void flush_() override {}  // NOLINT(readability-identifier-naming): see SyncLine

 private:
  static constexpr std::size_t kRemembered = 4096;

  Result<Descriptor> Opened() const {
    Descriptor opened(::open(path_.c_str(), O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, kMode));
    if (!opened.valid()) {
      return Error(Errc::kIo, Reason("open", path_, errno));
    }
    return opened;
  }

  // Takes back what may be half a line, or not on the disk.
  Status CutBack() {
    const bool longer = cut_ && ::lseek(fd_.get(), 0, SEEK_END) > *cut_;  // nobody emptied it since
    if (longer && ::ftruncate(fd_.get(), *cut_) != 0) {
      return Error(Errc::kIo, Reason("take back a line", path_, errno));
    }
    cut_.reset();
    return Ok();
  }

  // Up to the first number that is free: a rotation that failed half-way and is tried again drops
  // nothing.
  void MakeRoomForOneMore() const {
    std::error_code ignored;  // then the last rename fails too, or a number stays missing
    int free = 1;
    while (free < rotate_keep_ && std::filesystem::exists(Numbered(free), ignored)) {
      ++free;
    }
    for (int number = free - 1; number > 0; --number) {
      std::filesystem::rename(Numbered(number), Numbered(number + 1), ignored);
    }
  }

  // After a rotation the new file is empty and the old one knows what was delivered.
  Status NoteRotated() {
    const Descriptor rotated(::open(Numbered(1).c_str(), O_RDONLY | O_CLOEXEC));
    if (rotated.valid()) {
      Tail tail = CW_TRY(ReadTail(rotated.get(), Numbered(1)));
      delivered_.merge(tail.ids);
    }
    return Ok();
  }

  std::filesystem::path Numbered(int number) const {
    return path_.string() + "." + std::to_string(number);
  }

  std::filesystem::path path_;
  Sync sync_;
  Bytes rotate_size_;
  int rotate_keep_;
  Descriptor fd_;
  Line last_;
  std::optional<off_t> cut_;  // of fd_: what follows must go before anything else is written
  std::map<std::uint64_t, std::string> delivered_;
};

class FileSink final : public AlertSink {
 public:
  explicit FileSink(const SinkOptions& options) : sink_(options) {}

  Status Deliver(const Alert& alert) override {
    CW_TRY(sink_.MakeReady());
    if (!sink_.Has(alert)) {
      CW_TRY(Write(alert));
    }
    return sink_.SyncLine(
        alert);  // also a line of an earlier life, which may never have been synced
  }

  Status Reopen() override { return sink_.Open(); }

  Status Probe() const { return sink_.Probe(); }

 private:
  Status Write(const Alert& alert) {
    CW_TRY(sink_.RotateWhenFull());
    try {
      sink_.log(spdlog::details::log_msg("alert", spdlog::level::info, alert.record.Dump()));
    } catch (const spdlog::spdlog_ex& error) {
      return Error(Errc::kIo, error.what());
    }
    sink_.Note(alert);
    return Ok();
  }

  LineSink sink_;
};

}  // namespace

Result<std::unique_ptr<AlertSink>> MakeFileSink(const SinkOptions& options) {
  std::error_code ignored;
  std::filesystem::create_directories(options.path.parent_path(), ignored);
  auto sink = std::make_unique<FileSink>(options);
  CW_TRY(sink->Probe());
  return std::unique_ptr<AlertSink>(std::move(sink));
}

}  // namespace claimwatch
