#include "plugins/source/entities.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <vector>

#include "core/embedded.h"
#include "core/text.h"

namespace claimwatch {
namespace {

constexpr std::size_t kLongestName = 32;
constexpr char32_t kReplacement = 0xFFFD;

// windows-1252 from 0x80 to 0x9F.
constexpr std::array<char32_t, 32> kC1 = {
    0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

int DigitValue(char c, unsigned base) {
  if (c >= '0' && c <= '9') {
    return c - '0';
  }
  const char lower = static_cast<char>(c | 0x20);
  return base == 16 && lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

char32_t Mapped(std::uint32_t number) {
  if (number == 0) {
    return kReplacement;  // as browsers do; a NUL itself is never text
  }
  if (number >= 0x80 && number <= 0x9F) {
    return OfC1(number);
  }
  const bool surrogate = number >= 0xD800 && number <= 0xDFFF;
  return surrogate || number > 0x10FFFF ? kReplacement : static_cast<char32_t>(number);
}

bool IsControl(char32_t point) {
  return (point < 0x20 && point != '\t' && point != '\n' && point != '\r') ||
         (point >= 0x7F && point <= 0x9F);
}

// The number at `at`, which is moved behind it. Saturates above Unicode, so that a long run of
// digits cannot wrap around.
std::uint32_t TakeDigits(std::string_view text, std::size_t& at, unsigned base) {
  std::uint32_t number = 0;
  for (; at < text.size(); ++at) {
    const int digit = DigitValue(text[at], base);
    if (digit < 0) {
      break;
    }
    number = number > 0x10FFFF ? number : number * base + static_cast<std::uint32_t>(digit);
  }
  return number;
}

std::size_t DecodeNumber(std::string_view text, std::string& out) {
  const bool hex = text.size() > 2 && (text[2] == 'x' || text[2] == 'X');
  std::size_t at = hex ? 3 : 2;
  const std::size_t first = at;
  const std::uint32_t number = TakeDigits(text, at, hex ? 16 : 10);
  if (at == first) {
    return 0;
  }
  if (const char32_t point = Mapped(number); !IsControl(point)) {
    AppendCodePoint(point, out);
  }
  return at < text.size() && text[at] == ';' ? at + 1 : at;
}

std::size_t DecodeName(std::string_view text, std::string& out) {
  const std::size_t end = text.substr(0, kLongestName + 2).find(';');
  if (end == std::string_view::npos || end < 3) {
    return 0;
  }
  const std::string_view value = EntityText(text.substr(1, end - 1));
  out.append(value);
  return value.empty() ? 0 : end + 1;
}

// The names and what they stand for, in the order of the table, which is that of their bytes.
class EntityNames {
 public:
  EntityNames() {
    for (const std::string_view line : Split(Embedded("common/entities.tsv"), '\n')) {
      const std::size_t tab = line.find('\t');
      if (!line.starts_with('#') && tab != std::string_view::npos) {
        names_.push_back({line.substr(0, tab), TextOf(line.substr(tab + 1))});
      }
    }
  }

  std::string_view TextOfName(std::string_view name) const {
    const auto found =
        std::lower_bound(names_.begin(), names_.end(), name,
                         [](const Named& one, std::string_view key) { return one.name < key; });
    return found != names_.end() && found->name == name ? found->text : std::string_view();
  }

 private:
  struct Named {
    std::string_view name;
    std::string text;
  };

  // "00E9", "2242 0338": code points in hexadecimal.
  static std::string TextOf(std::string_view points) {
    std::string text;
    for (const std::string_view point : Split(points, ' ')) {
      std::uint32_t number = 0;
      std::from_chars(point.data(), point.data() + point.size(), number, 16);
      AppendCodePoint(static_cast<char32_t>(number), text);
    }
    return text;
  }

  std::vector<Named> names_;
};

}  // namespace

std::string_view EntityText(std::string_view name) {
  static const EntityNames kNames;
  return kNames.TextOfName(name);
}

char32_t OfC1(char32_t control) {
  return kC1[control & 0x1FU];
}

std::size_t DecodeReference(std::string_view text, std::string& out) {
  if (text.size() < 3 || text[0] != '&') {
    return 0;
  }
  return text[1] == '#' ? DecodeNumber(text, out) : DecodeName(text, out);
}

void AppendDecoded(std::string_view text, std::string& out) {
  std::size_t at = 0;
  while (true) {
    const std::size_t next = text.find('&', at);
    out.append(text.substr(at, next - at));
    if (next == std::string_view::npos) {
      return;
    }
    const std::size_t size = DecodeReference(text.substr(next), out);
    if (size == 0) {
      out.push_back('&');
    }
    at = next + (size == 0 ? 1 : size);
  }
}

std::string DecodeReferences(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  AppendDecoded(text, out);
  return out;
}

void AppendEscaped(std::string_view text, std::string& out) {
  std::size_t at = 0;
  while (true) {
    const std::size_t next = text.find_first_of("&<>\"", at);
    out.append(text.substr(at, next - at));
    if (next == std::string_view::npos) {
      return;
    }
    const char c = text[next];
    out.append(c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : "&quot;");
    at = next + 1;
  }
}

}  // namespace claimwatch
