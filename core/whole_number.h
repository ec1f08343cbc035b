// Whole numbers as text: nothing but digits, nothing left over.
#pragma once

#include <charconv>
#include <concepts>
#include <optional>
#include <string_view>
#include <system_error>

namespace claimwatch {

// The number that the whole of `text` writes; nullopt for a sign, a space, anything behind it, no
// digit at all, or more than `Number` holds. `base` 16 takes both cases and no "0x".
template <std::unsigned_integral Number>
std::optional<Number> ParseWhole(std::string_view text, int base = 10) {
  Number number = 0;
  const char* const last = text.data() + text.size();
  const auto [end, problem] = std::from_chars(text.data(), last, number, base);
  return problem == std::errc() && end == last ? std::optional(number) : std::nullopt;
}

}  // namespace claimwatch
