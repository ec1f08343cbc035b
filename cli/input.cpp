#include "cli/input.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

#include <fmt/format.h>

#include "core/bytes.h"
#include "core/charset.h"
#include "core/text.h"

namespace claimwatch {
namespace {

constexpr Bytes kMost = 64_MiB;

struct CloseFile {
  void operator()(std::FILE* file) const { static_cast<void>(std::fclose(file)); }
};

Error CannotRead(std::string_view verb, const std::string& name) {
  return {Errc::kNotFound,
          fmt::format("{}: cannot read '{}': {}", verb, EscapeControls(name),
                      std::strerror(errno))};  // NOLINT(concurrency-mt-unsafe): one thread
}

}  // namespace

Result<std::string> ReadInput(std::string_view verb, const std::string& name) {
  const std::unique_ptr<std::FILE, CloseFile> opened(name == "-" ? nullptr
                                                                 : std::fopen(name.c_str(), "rbe"));
  std::FILE* const file = name == "-" ? stdin : opened.get();
  if (file == nullptr) {
    return CannotRead(verb, name);
  }
  std::string bytes;
  std::array<char, std::size_t{64} << 10U> part{};
  while (bytes.size() <= kMost.count) {
    const std::size_t got = std::fread(part.data(), 1, part.size(), file);
    bytes.append(part.data(), got);
    if (got < part.size()) {
      break;
    }
  }
  if (std::ferror(file) != 0) {
    return CannotRead(verb, name);
  }
  if (bytes.size() > kMost.count) {
    return Error(Errc::kLimit, fmt::format("{}: '{}' is longer than {}; give a part of it", verb,
                                           EscapeControls(name), FormatBytes(kMost)));
  }
  return bytes;
}

std::string AsUtf8(std::string_view bytes) {
  return IsValidUtf8(bytes) ? std::string(bytes) : DecodeText(bytes).text;
}

Result<std::string> ReadTextInput(std::string_view verb, const std::string& name) {
  const std::string bytes = CW_TRY(ReadInput(verb, name));
  if (IsBinary(bytes)) {
    return Error(Errc::kUnsupported,
                 fmt::format("{}: '{}' is no text: it begins with bytes that no text has", verb,
                             EscapeControls(name)));
  }
  return AsUtf8(bytes);
}

}  // namespace claimwatch
