// The figure reader: every quantity of a text that a reader could check, as the contract of
// `claimwatch figures` has it (counts, money, percent, measures, durations, ages, dates, ordinals,
// fractions, multiples, ranges).
#pragma once

#include <string_view>
#include <vector>

#include "core/figure.h"

namespace claimwatch {

// The figures of `text` in text order, not overlapping. `text` is a sentence or a whole article
// (paragraphs separated by blank lines). `language` is BCP 47 ("zh-Hans" reads as "zh"); "" =
// detect; a language without tables is read with the language-neutral rules (digits, symbols, ISO
// codes).
//
// Pure and thread-safe; time is linear in the text. Spans are UTF-8 bytes of `text`; ill-formed
// UTF-8 is stepped over.
std::vector<Figure> ReadFigures(std::string_view text, std::string_view language);

// The same, and the times that the text counts from its own day ("last Tuesday", 昨天, через две
// недели) as dates. `published` is RFC 3339, a date or a date with a time; what is none is ignored.
std::vector<Figure> ReadFigures(std::string_view text, std::string_view language,
                                std::string_view published);

}  // namespace claimwatch
