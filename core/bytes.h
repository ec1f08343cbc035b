// A count of bytes that cannot be mixed up with other numbers.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace claimwatch {

struct Bytes {
  std::uint64_t count = 0;

  auto operator<=>(const Bytes&) const = default;
};

constexpr Bytes operator""_KiB(unsigned long long n) {
  return {n << 10U};
}

constexpr Bytes operator""_MiB(unsigned long long n) {
  return {n << 20U};
}

constexpr Bytes operator""_GiB(unsigned long long n) {
  return {n << 30U};
}

// "10MiB", "512 KiB", "2GiB", "100B", "1MB" (10^6). nullopt for anything else.
std::optional<Bytes> ParseBytes(std::string_view text);

// For people: "3.1 MiB".
std::string FormatBytes(Bytes bytes);

}  // namespace claimwatch
