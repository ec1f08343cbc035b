// events.jsonl beside the alert log: one line per request, with what came and when the next one is
// due and why (FETCHING P59). For people and scripts that ask "what did it do"; losing its last
// lines in a crash is no harm.
#pragma once

#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>

#include "core/json.h"

namespace claimwatch {

// One thread only. A full disk or a missing folder costs lines, never the daemon; said once.
//
// Lines wait until Flush (the loop's, once a turn, however many answers it had), 64 KiB or the end
// of the log; they reach the file whole.
class EventLog {
 public:
  // An empty path writes nothing.
  explicit EventLog(std::filesystem::path path);
  EventLog(const EventLog&) = delete;
  EventLog& operator=(const EventLog&) = delete;
  ~EventLog();

  void Write(const Json& event);
  void Flush();
  void Reopen();
  // From the next line on; what was written stays where it is.
  void MoveTo(std::filesystem::path path);

 private:
  struct Closer {
    void operator()(std::FILE* file) const { static_cast<void>(std::fclose(file)); }
  };

  std::filesystem::path path_;
  std::unique_ptr<std::FILE, Closer> file_;
  std::string waiting_;  // whole lines
  bool complained_ = false;
};

}  // namespace claimwatch
