// "the low 40s", "the mid-30s Celsius": a part of ten numbers.
#include <algorithm>
#include <iterator>

#include "plugins/read/number_part.h"

namespace claimwatch {
namespace {

// Which of the ten numbers from a round one on "low", "mid" and "high" mean.
struct TensPart {
  std::string_view word;
  int first = 0;
  int last = 0;
};

constexpr TensPart kTensParts[] = {{"low", 0, 3}, {"mid", 4, 6}, {"high", 7, 9}};

const TensPart* TensPartBefore(const Scan& scan, std::size_t at) {
  const std::size_t end = at > 0 && scan.IsHyphen(at - 1) ? at - 1 : at;
  const std::string word = end > 0 && scan.IsWord(end - 1) ? scan.Folded(end - 1) : std::string();
  const auto* const found =
      std::find_if(std::begin(kTensParts), std::end(kTensParts),
                   [&word](const TensPart& part) { return part.word == word; });
  return found == std::end(kTensParts) ? nullptr : found;
}

}  // namespace

bool StandsInTens(const Scan& scan, std::size_t at) {
  const bool tens = scan.IsDigits(at) && scan.Text(at).size() == 2 && scan.Text(at)[1] == '0' &&
                    scan.Tight(at + 1) && scan.Reads(at + 1, "s");
  const TensPart* part = tens && scan.language == "en" ? TensPartBefore(scan, at) : nullptr;
  // "the mid-30s" alone may be the years; nobody says "the low forties" of a decade
  return part != nullptr && (part->word != "mid" || scan.Begins(at + 2, Tag::kUnit));
}

std::optional<Numeral> ReadTens(const Scan& scan, std::size_t at) {
  const TensPart* part = StandsInTens(scan, at) ? TensPartBefore(scan, at) : nullptr;
  std::optional<Numeral> numeral = part != nullptr ? ReadDigits(scan, at) : std::nullopt;
  if (!numeral) {
    return std::nullopt;
  }
  numeral->high = numeral->value + Decimal(part->last);
  numeral->value = numeral->value + Decimal(part->first);
  numeral->vague = true;
  numeral->last = at + 2;
  return numeral;
}

}  // namespace claimwatch
