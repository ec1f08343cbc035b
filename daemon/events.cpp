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

namespace {

bool Append(std::FILE* file, const std::string& line) {
  return file != nullptr && std::fwrite(line.data(), 1, line.size(), file) == line.size() &&
         std::fflush(file) == 0;
}

}  // namespace

void EventLog::Write(const Json& event) {
  if (path_.empty()) {
    return;
  }
  const bool written = Append(file_.get(), event.Dump() + "\n");
  if (!written && !complained_) {
    LogWarning("event log {}: {}; further lines may be missing", path_.string(),
               file_ == nullptr ? "cannot be opened" : std::generic_category().message(errno));
  }
  complained_ = !written;
}

}  // namespace claimwatch
