#include "daemon/events.h"

#include <cerrno>
#include <system_error>

#include "core/log.h"

namespace claimwatch {

EventLog::EventLog(std::filesystem::path path) : path_(std::move(path)) {
  Reopen();
}

void EventLog::Reopen() {
  file_.reset();
  if (!path_.empty()) {
    file_.reset(std::fopen(path_.c_str(), "ae"));
  }
}

void EventLog::Write(const Json& event) {
  if (path_.empty()) {
    return;
  }
  const std::string line = event.Dump() + "\n";
  const bool written = file_ != nullptr &&
                       std::fwrite(line.data(), 1, line.size(), file_.get()) == line.size() &&
                       std::fflush(file_.get()) == 0;
  if (!written && !complained_) {
    LogWarning("event log {}: {}; further lines may be missing", path_.string(),
               file_ == nullptr ? "cannot be opened" : std::generic_category().message(errno));
  }
  complained_ = !written;
}

}  // namespace claimwatch
