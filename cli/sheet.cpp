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
    errno = 0;
    out_ << text;
    failed_ = failed_ == 0 && !out_ ? errno : failed_;
  } else {
    Print(text);
  }
}

// A full disk is seen only when the last bytes leave the buffer.
Status Sheet::Close() {
  errno = 0;
  if (out_.is_open() && !out_.flush()) {
    const int number = failed_ != 0 ? failed_ : errno != 0 ? errno : EIO;
    return Error(Errc::kIo, EscapeControls(file_) +
                                ": could not be written to its end: " + std::strerror(number));
  }
  return Ok();
}

}  // namespace claimwatch
