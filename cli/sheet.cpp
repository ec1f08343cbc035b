#include "cli/sheet.h"

#include <cerrno>
#include <cstring>

#include "cli/output.h"
#include "core/text.h"

namespace claimwatch {

Result<Sheet> Sheet::Open(const std::string& file) {
  Sheet sheet;
  sheet.file_ = file;
  if (!file.empty() && file != "-") {
    sheet.out_.open(file, std::ios::binary | std::ios::trunc);
    if (!sheet.out_) {
      return Error(Errc::kIo,
                   EscapeControls(file) + ": cannot be written: " + std::strerror(errno));
    }
  }
  return sheet;
}

void Sheet::Write(std::string_view text) {
  if (out_.is_open()) {
    out_ << text;
  } else {
    Print(text);
  }
}

// A full disk is seen only when the last bytes leave the buffer.
Status Sheet::Close() {
  if (out_.is_open() && !out_.flush()) {
    return Error(Errc::kIo, EscapeControls(file_) +
                                ": could not be written to its end: " + std::strerror(errno));
  }
  return Ok();
}

}  // namespace claimwatch
