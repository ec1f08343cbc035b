// A count with the word for what it counts: "1 alert", "2 alerts".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace claimwatch {

// `many` is for words that do not take an s: Counted(n, "entry", "entries").
inline std::string Counted(std::uint64_t count, std::string_view one, std::string_view many = {}) {
  std::string text = std::to_string(count) + " ";
  text += count == 1 || many.empty() ? one : many;
  return count == 1 || !many.empty() ? text : text + "s";
}

}  // namespace claimwatch
