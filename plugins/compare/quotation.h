// A quotation of the baseline in other words.
#pragma once

#include <optional>

#include "plugins/compare/held.h"

namespace claimwatch {

// Words between quotation marks that the baseline has between its own, of the same speaker where
// both name one, with a word exchanged, added or left out inside. A part of a quotation, one that
// goes on, an omission marked with dots and misprints are no alteration; a translation cannot be
// told from one.
std::optional<Finding> FindAlteredQuote(const Held& held);

}  // namespace claimwatch
