// Quotations: what stands between quotation marks of any script, and who says it.
#pragma once

#include <string_view>
#include <vector>

#include "core/reading.h"

namespace claimwatch {

// What stands between quotation marks inside `within`, in order, without the marks; a mark without
// a partner opens nothing. Linear.
std::vector<Span> QuotedSpans(std::string_view text, Span within);

// The parts of the sentence at `sentence` that are quoted, also where the quotation began in a
// sentence before it or ends in one behind it: the marks of its whole paragraph count, unless that
// is very long. Linear in the paragraph.
std::vector<Span> QuotedParts(std::string_view text, Span sentence);

// Whether `quoted` is long enough for a quotation: three words, six signs of Chinese.
bool IsQuotation(std::string_view quoted);

// Quotes of at least three words (six signs in Chinese) inside one sentence's span of `text`;
// shorter ones are names and scare quotes. The speaker is the one of the sentence's clauses that
// has one. Linear.
std::vector<Quote> ReadQuotes(std::string_view text, const Sentence& sentence);

}  // namespace claimwatch
