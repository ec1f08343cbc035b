// Whether the words of a clause affirm or deny it.
#pragma once

#include <cstddef>

#include "core/reading.h"
#include "plugins/read/sentence_reader.h"

namespace claimwatch {

// Of the words from `from` up to `to`. "не была достигнута, не достигло ста": two negations on both
// sides of a comma deny both; in one stretch they undo each other.
Polarity PolarityOf(const SentenceReader& reader, std::size_t from, std::size_t to);

}  // namespace claimwatch
