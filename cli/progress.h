// How far a long work is, on a terminal only, and the report of a check.
#pragma once

#include <string>

#include "cli/output.h"
#include "cli/verb.h"
#include "storage/store.h"

namespace claimwatch {

// One line on standard error that is drawn over itself; nothing when that is no terminal.
class ProgressBar {
 public:
  explicit ProgressBar(std::string label);

  // For the work; the bar must outlive it.
  Progress Teller() const;
  void Clear() const;

 private:
  std::string label_;
  bool shown_;
};

// What `verify` looked at beside the report.
struct Beside {
  std::vector<std::uint64_t> blanked;   // alerts whose words were erased
  std::vector<std::string> timestamps;  // of checkpoints, each in words
};

// Exit::kIntegrity when there are problems.
Result<Exit> PrintReport(const VerifyReport& report, const Output& output,
                         const Beside& beside = {});

}  // namespace claimwatch
