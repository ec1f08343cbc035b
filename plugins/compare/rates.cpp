// Exchange rates, learnt from double mentions: "1.5 billion yuan ($208 million)" says what a yuan
// is worth that day.
#include "plugins/compare/figures.h"
#include "plugins/read/unit.h"

namespace claimwatch {
namespace {

constexpr std::size_t kLongestGap = 40;  // bytes between the two amounts

// What may stand between the two: an opening bracket, "or about", "или", 约合.
bool IsDoubleMention(std::string_view gap) {
  if (gap.size() > kLongestGap || gap.find_first_of(".;") != std::string_view::npos) {
    return false;
  }
  constexpr std::string_view kSigns[] = {"(", "（", " or ", " или ", "约合", "合", "немесе"};
  for (const std::string_view sign : kSigns) {
    if (gap.find(sign) != std::string_view::npos) {
      return true;
    }
  }
  return false;
}

bool IsPlainAmount(const Figure& figure) {
  return figure.kind == FigureKind::kMoney && IsCurrency(figure.unit) && !figure.high &&
         !figure.value.IsZero();
}

}  // namespace

void RateTable::Add(std::string_view from, std::string_view to, const Decimal& rate) {
  if (!rate.IsZero() && !rate.IsNegative() && from != to) {
    rates_[{std::string(from), std::string(to)}] = rate;
  }
}

std::optional<Decimal> RateTable::Rate(std::string_view from, std::string_view to) const {
  if (from == to) {
    return Decimal(1);
  }
  const auto direct = [this](std::string_view a, std::string_view b) -> std::optional<Decimal> {
    if (const auto found = rates_.find(std::pair(std::string(a), std::string(b)));
        found != rates_.end()) {
      return found->second;
    }
    if (const auto found = rates_.find(std::pair(std::string(b), std::string(a)));
        found != rates_.end()) {
      return Decimal(1) / found->second;
    }
    return std::nullopt;
  };
  if (const std::optional<Decimal> rate = direct(from, to)) {
    return rate;
  }
  for (const auto& [pair, rate] : rates_) {
    for (const std::string& middle : {pair.first, pair.second}) {
      const std::optional<Decimal> first = direct(from, middle);
      const std::optional<Decimal> second = direct(middle, to);
      if (first && second) {
        return *first * *second;
      }
    }
  }
  return std::nullopt;
}

RateTable LearnRates(std::span<const Figure> figures, std::string_view text) {
  RateTable table;
  for (std::size_t i = 1; i < figures.size(); ++i) {
    const Figure& a = figures[i - 1];
    const Figure& b = figures[i];
    if (!IsPlainAmount(a) || !IsPlainAmount(b) || a.unit == b.unit || b.span.start < a.span.end ||
        b.span.start > text.size()) {
      continue;
    }
    if (IsDoubleMention(text.substr(a.span.end, b.span.start - a.span.end))) {
      table.Add(a.unit, b.unit, b.value / a.value);
    }
  }
  return table;
}

}  // namespace claimwatch
