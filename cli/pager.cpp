#include "cli/pager.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/style.h"
#include "core/text.h"

extern char** environ;

namespace claimwatch {
namespace {

// NOLINTBEGIN(concurrency-mt-unsafe): the command line has one thread

bool OnPath(const std::string& program) {
  const char* path = std::getenv("PATH");
  for (const std::string_view folder : Split(path == nullptr ? "" : path, ':')) {
    if (!folder.empty() && access((std::string(folder) + "/" + program).c_str(), X_OK) == 0) {
      return true;
    }
  }
  return false;
}

// Runs `command` with `input` as its standard input; 0 when it cannot.
pid_t Spawn(const std::string& command, int input, int other_end) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
  posix_spawn_file_actions_addclose(&actions, input);
  posix_spawn_file_actions_addclose(&actions, other_end);
  std::string shell = "sh";
  std::string option = "-c";
  std::string line = command;
  std::array<char*, 4> words = {shell.data(), option.data(), line.data(), nullptr};
  pid_t child = 0;
  const int failed = posix_spawn(&child, "/bin/sh", &actions, nullptr, words.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  return failed == 0 ? child : 0;
}

}  // namespace

std::string PagerCommand() {
  for (const char* name : {"CLAIMWATCH_PAGER", "PAGER"}) {
    if (const char* value = std::getenv(name)) {
      const std::string command(Trim(value));
      return command == "cat" ? "" : command;
    }
  }
  return OnPath("less") ? "less" : "";
}

Pager::Pager(const std::string& command) {
  std::array<int, 2> pipe_ends{};
  if (command.empty() || !IsTerminal() || pipe(pipe_ends.data()) != 0) {
    return;
  }
  setenv(kPagerColumns, std::to_string(TerminalWidth()).c_str(), 1);
  setenv("LESS", "FRX", 0);
  child_ = Spawn(command, pipe_ends[0], pipe_ends[1]);
  if (child_ != 0) {
    static_cast<void>(std::fflush(stdout));
    dup2(pipe_ends[1], STDOUT_FILENO);
  } else {
    unsetenv(kPagerColumns);
  }
  close(pipe_ends[0]);
  close(pipe_ends[1]);
}

Pager::~Pager() {
  if (child_ == 0) {
    return;
  }
  static_cast<void>(std::fclose(stdout));  // the pager sees the end
  while (waitpid(child_, nullptr, 0) < 0 && errno == EINTR) {
  }
}

// NOLINTEND(concurrency-mt-unsafe)

}  // namespace claimwatch
