// A figure in the making: what was read, with the tokens it was read from.
#pragma once

#include <optional>
#include <vector>

#include "core/figure.h"
#include "plugins/read/number.h"
#include "plugins/read/scan.h"

namespace claimwatch {

struct FigureDraft {
  Figure figure;
  std::size_t first = 0;  // tokens of the span, end exclusive
  std::size_t last = 0;
  Numeral numeral;
  bool attributive = false;       // "15-minute break": a noun must follow
  bool bare = false;              // a count: no unit
  bool from_to = false;           // the low or high end of "from X to Y"
  std::size_t counted_first = 0;  // tokens of the counted noun; equal when not in the text
  std::size_t counted_last = 0;
};

// The figure that starts at token `at`, dates included; nullopt when there is none. Ranges are one
// draft. `scan.masked` must have a place for every token.
std::optional<FigureDraft> ReadDraft(const Scan& scan, std::size_t at);
// Only quantities: numbers with or without unit, money, percent, ordinals, fractions, multiples,
// ranges.
std::optional<FigureDraft> ReadQuantity(const Scan& scan, std::size_t at);

// Masks what looks like a figure and is none: addresses, codes, labels, list numbers, scores,
// datelines, names.
void MaskLookalikes(Scan& scan);

// Comparators and approximations around the draft ("more than", "or so", 以上).
void FindComparator(const Scan& scan, FigureDraft& draft);
// Sets `change`. "rose 3 percent": up; "rose to 3 percent": none.
void FindChange(const Scan& scan, FigureDraft& draft);
// What is counted, for all drafts of a paragraph (an ellipsis looks at its neighbours).
void FindCounted(const Scan& scan, std::vector<FigureDraft>& drafts);
void FindCountedEnglish(const Scan& scan, std::vector<FigureDraft>& drafts, std::size_t index);
void FindCountedRussian(const Scan& scan, std::vector<FigureDraft>& drafts, std::size_t index);
void FindCountedChinese(const Scan& scan, std::vector<FigureDraft>& drafts, std::size_t index);
// Sets the counted noun to tokens [first, last) and its text, as printed.
void SetCounted(const Scan& scan, FigureDraft& draft, std::size_t first, std::size_t last);

// Ellipsis, "up from 41": the figure takes what the nearest of the twelve before it counts that
// `lends` (a condition of the language on the earlier figure). False when none does.
bool TakeEarlierCounted(std::vector<FigureDraft>& drafts, std::size_t index,
                        bool (*lends)(const FigureDraft& earlier));

}  // namespace claimwatch
