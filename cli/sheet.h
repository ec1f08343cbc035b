// Where an export goes: standard output, or the file of -o.
#pragma once

#include <fstream>
#include <string>
#include <string_view>

#include "core/result.h"

namespace claimwatch {

// One thread. A half-written file is an error, which Close tells.
class Sheet {
 public:
  // Standard output for "" and "-". kIo when the file cannot be written.
  static Result<Sheet> Open(const std::string& file);

  void Write(std::string_view text);
  Status Close();

 private:
  std::string file_;
  std::ofstream out_;
  int failed_ = 0;  // errno of the first write that failed
};

}  // namespace claimwatch
