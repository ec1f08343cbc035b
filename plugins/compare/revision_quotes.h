// What two versions of a passage quote differently, and that one edited quotation is told once.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/finding.h"
#include "plugins/compare/passage.h"

namespace claimwatch {

struct QuoteEdit {
  std::string_view rule;
  std::string reason;
};

// Other words in a quotation, long enough for one; also in the part that this sentence has of it.
std::optional<QuoteEdit> OtherQuotation(const Passage& before, const Passage& after);

// She "strongly supports" it, she "supports" it: one word or two are a quotation when nothing else
// was changed.
std::optional<QuoteEdit> OtherQuotedWords(const Passage& before, const Passage& after);

// Of the edits in sentences of one quotation of `after` only the first is kept.
void JoinQuotations(const Reading& after, std::vector<Finding>& findings);

}  // namespace claimwatch
