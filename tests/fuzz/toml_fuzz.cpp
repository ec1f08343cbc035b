// Any bytes as a configuration: an answer or a complaint, never a crash, and what is good must show
// and complain the same way twice.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "config/load.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto first = claimwatch::ParseConfig(text, "fuzz.toml");
  const auto second = claimwatch::ParseConfig(text, "fuzz.toml");
  CW_CHECK(first.ok() == second.ok());
  if (!first.ok()) {
    CW_CHECK(first.error().message() == second.error().message());
    CW_CHECK(!first.error().message().empty());
  }
  return 0;
}
