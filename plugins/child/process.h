// A program at the far end of three pipes, which is never trusted.
//
// It starts with nothing of ours: no descriptor but its standard three, an environment of three
// words, "/" as its folder, no blocked signal, and a process group of its own, so that whatever it
// starts dies with it. Limits of memory and time are set by the far end before the untrusted part
// begins (plugins/child/limits), because posix_spawn knows none.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

#include "core/bytes.h"
#include "core/result.h"
#include "core/time.h"

namespace claimwatch {

// One end of a pipe; closed when it goes.
class PipeEnd {
 public:
  PipeEnd() = default;

  explicit PipeEnd(int fd) : fd_(fd) {}

  PipeEnd(PipeEnd&& other) noexcept;
  PipeEnd& operator=(PipeEnd&& other) noexcept;
  PipeEnd(const PipeEnd&) = delete;
  PipeEnd& operator=(const PipeEnd&) = delete;
  ~PipeEnd();

  // -1: closed.
  int get() const { return fd_; }

 private:
  int fd_ = -1;
};

// Belongs to one thread at a time.
class Process {
 public:
  // `command`: the program's absolute path and its arguments; no shell reads them. kIo: it could
  // not be started, with the system's reason.
  static Result<Process> Start(const std::vector<std::string>& command);
  Process(Process&& other) noexcept;
  Process& operator=(Process&&) = delete;
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;
  // Kills it with all it started and takes its exit status, so none is left behind.
  ~Process();

  // Writes `request` and reads one line, which is returned without its end. Both at once, so that
  // neither side waits for the other with a full pipe. After a failure the process is of no more
  // use. kLimit: no whole line within `timeout`, or one longer than `longest`; kInvalid: more than
  // one line; kIo: it ended, with how.
  Result<std::string> Exchange(std::string_view request, Bytes longest, Duration timeout);

  // The last line it wrote to standard error, at most 200 bytes, without control characters; empty:
  // none.
  std::string LastWords() const;

 private:
  struct Ends {
    PipeEnd input;   // its standard input
    PipeEnd output;  // its standard output
    PipeEnd errors;  // its standard error
  };

  Process(pid_t pid, Ends ends) : pid_(pid), ends_(std::move(ends)) {}

  // Waits until one of the three pipes can be used, and uses it.
  Status Step(std::string_view& request, std::string& answer, int milliseconds);
  Status ReadAnswer(std::string& answer);
  void ReadErrors();
  // Why it ended, in words: "killed by signal 11 (Segmentation fault)".
  std::string Ending();

  pid_t pid_ = 0;  // 0: it was moved from, or its status is taken
  Ends ends_;
  std::string errors_;  // the end of what it wrote there
};

}  // namespace claimwatch
