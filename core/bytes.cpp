#include "core/bytes.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

#include <fmt/format.h>

namespace claimwatch {
namespace {

struct Unit {
  std::string_view name;
  std::uint64_t factor;
};

constexpr std::array<Unit, 9> kUnits = {{{"B", 1},
                                         {"", 1},
                                         {"KiB", 1ULL << 10U},
                                         {"MiB", 1ULL << 20U},
                                         {"GiB", 1ULL << 30U},
                                         {"TiB", 1ULL << 40U},
                                         {"kB", 1'000},
                                         {"MB", 1'000'000},
                                         {"GB", 1'000'000'000}}};

}  // namespace

std::optional<Bytes> ParseBytes(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc()) {
    return std::nullopt;
  }
  std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
  if (unit.starts_with(' ')) {
    unit.remove_prefix(1);
  }
  const auto* const known = std::find_if(kUnits.begin(), kUnits.end(),
                                         [unit](const Unit& one) { return one.name == unit; });
  if (known == kUnits.end() || number > std::numeric_limits<std::uint64_t>::max() / known->factor) {
    return std::nullopt;
  }
  return Bytes{number * known->factor};
}

std::string FormatBytes(Bytes bytes) {
  constexpr std::array<std::string_view, 4> kNames = {"KiB", "MiB", "GiB", "TiB"};
  if (bytes.count < 1024) {
    return fmt::format("{} B", bytes.count);
  }
  auto value = static_cast<double>(bytes.count) / 1024;
  std::size_t name = 0;
  while (value >= 1024 && name + 1 < kNames.size()) {
    value /= 1024;
    ++name;
  }
  return fmt::format("{:.1f} {}", value, kNames.at(name));
}

}  // namespace claimwatch
