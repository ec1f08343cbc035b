// A program at the far end of pipes, which is never trusted: the one way in which claimwatch starts
// children that parse, plugins and the commands of sinks.
//
// It starts with nothing of ours: no descriptor but its standard three, an environment of three
// words (PATH, LANG, PYTHONUNBUFFERED), "/" as its folder, no blocked signal, and a process group
// of its own, so that whatever it starts dies with it. Limits of memory and time are set by the far
// end before the untrusted part begins (plugins/child/limits), because posix_spawn knows none.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

#include "core/bytes.h"
#include "core/descriptor.h"
#include "core/result.h"
#include "core/time.h"

namespace claimwatch {

// Belongs to one thread at a time.
class Process {
 public:
  // `command`: the program's absolute path and its arguments; no shell reads them. kIo: it could
  // not be started, with the system's reason.
  static Result<Process> Start(const std::vector<std::string>& command);
  // The same for a command that is only told something (Finish): what it writes goes where our own
  // standard output and error go, so the operator finds it in the journal. `environment` is
  // "NAME=value", besides the three words.
  static Result<Process> StartErrand(const std::vector<std::string>& command,
                                     const std::vector<std::string>& environment);
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

  // For an errand, once: writes `input`, closes its standard input and waits for its end. Not to
  // read all of it is the command's own business and no failure; what it left running behind it
  // stays. kLimit: no end within `timeout`: it is killed when this object goes; kRefused: it
  // ended with 65 (EX_DATAERR of sysexits(3)), which says that this input will never do; kIo: with
  // another status than 0.
  Status Finish(std::string_view input, Duration timeout);

  // The last line it wrote to standard error, at most 200 bytes, without control characters; empty:
  // none.
  std::string LastWords() const;

 private:
  struct Ends {
    Descriptor input;   // its standard input
    Descriptor output;  // its standard output; none of an errand's
    Descriptor errors;  // its standard error; likewise
  };

  Process(pid_t pid, Ends ends) : pid_(pid), ends_(std::move(ends)) {}

  // Waits until one of the three pipes can be used, and uses it.
  Status Step(std::string_view& request, std::string& answer, int milliseconds);
  // Both are called when there is something to read, or an end to be noticed.
  Status ReadAnswer(std::string& answer);
  void ReadErrors();
  // Writes what fits into its standard input and takes that off `request`; false: nobody reads it
  // any more.
  bool WriteSome(std::string_view& request);
  // Why it ended, in words: "killed by signal 11 (Segmentation fault)".
  std::string Ending();

  pid_t pid_ = 0;  // 0: it was moved from, or its status is taken
  Ends ends_;
  std::string errors_;  // the end of what it wrote there
};

}  // namespace claimwatch
