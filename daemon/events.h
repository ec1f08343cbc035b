// events.jsonl beside the alert log: one line per request, with what came and when the next one is
// due and why (FETCHING P59). For people and scripts that ask "what did it do"; losing its last
// lines in a crash is no harm.
#pragma once

#include <cstdio>
#include <filesystem>
#include <memory>

#include "core/json.h"

namespace claimwatch {

// One thread only. A full disk or a missing folder costs lines, never the daemon; said once.
class EventLog {
 public:
  // An empty path writes nothing.
  explicit EventLog(std::filesystem::path path);

  void Write(const Json& event);
  void Reopen();

 private:
  struct Closer {
    void operator()(std::FILE* file) const { static_cast<void>(std::fclose(file)); }
  };

  std::filesystem::path path_;
  std::unique_ptr<std::FILE, Closer> file_;
  bool complained_ = false;
};

}  // namespace claimwatch
