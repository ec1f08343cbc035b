#include "daemon/events.h"

#include <cerrno>
#include <system_error>

#include "core/log.h"

namespace claimwatch {

namespace {

constexpr std::size_t kMostWaiting = 64U << 10U;

bool Append(std::FILE* file, const std::string& lines) {
  return file != nullptr && std::fwrite(lines.data(), 1, lines.size(), file) == lines.size() &&
         std::fflush(file) == 0;
}

}  // namespace

EventLog::EventLog(std::filesystem::path path) : path_(std::move(path)) {
  Reopen();
}

EventLog::~EventLog() {
  Flush();
}

void EventLog::Reopen() {
  Flush();
  file_.reset();
  if (!path_.empty()) {
    file_.reset(std::fopen(path_.c_str(), "ae"));
  }
}

void EventLog::MoveTo(std::filesystem::path path) {
  Flush();
  path_ = std::move(path);
  complained_ = false;
  Reopen();
}

void EventLog::Write(const Json& event) {
  if (path_.empty()) {
    return;
  }
  waiting_ += event.Dump() + "\n";
  if (waiting_.size() >= kMostWaiting) {
    Flush();
  }
}

void EventLog::Flush() {
  if (waiting_.empty()) {
    return;
  }
  const bool written = Append(file_.get(), waiting_);
  if (!written && !complained_) {
    LogWarning("event log {}: {}; further lines may be missing", path_.string(),
               file_ == nullptr ? "cannot be opened" : std::generic_category().message(errno));
  }
  complained_ = !written;
  waiting_.clear();
}

}  // namespace claimwatch
