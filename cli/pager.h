// Long answers go through the person's pager, as git's do, when standard output is a terminal.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <sys/types.h>

namespace claimwatch {

// The shell command to page with: $CLAIMWATCH_PAGER, else $PAGER, else less where there is one.
// Empty: none. A variable that is set to nothing or to cat means none.
std::string PagerCommand();

// While one lives, what Print writes goes to a pager. The width and the colour of the terminal
// stay those of the terminal behind it: IsTerminal and TerminalWidth know of the pager by the
// variable kPagerColumns, which a pager's child processes see too, as git's GIT_PAGER_IN_USE.
class Pager {
 public:
  // Starts `command` (with LESS=FRX when LESS is not set: quit when it fits, keep colours). Does
  // nothing when it is empty, standard output is no terminal, or it cannot be started.
  explicit Pager(const std::string& command);
  Pager(const Pager&) = delete;
  Pager& operator=(const Pager&) = delete;
  // Waits until the person has closed the pager.
  ~Pager();

 private:
  pid_t child_ = 0;
};

constexpr const char* kPagerColumns = "CLAIMWATCH_PAGER_COLUMNS";

}  // namespace claimwatch
