// Which statements of a baseline an article repeats, alters or leaves out.
#pragma once

#include <string_view>
#include <vector>

#include "core/finding.h"
#include "plugins/stage.h"

namespace claimwatch {

// In rising order of what a reader wants to know of several articles of one outlet.
enum class Coverage { kOmitted, kRepeated, kAltered };

std::string_view CoverageName(Coverage coverage);  // "omitted", "repeated", "altered"

// Whether a sentence of a baseline states something. A photographer's or editor's line, the caption
// above it, the time of printing, and the agency in brackets do not. `sentence` is one of
// `reading.sentences`.
bool IsStatement(const Reading& reading, const Sentence& sentence);

// One entry for each sentence of `baseline.reading`, statements or not. `findings` are those of one
// article against that baseline, silent ones included. A more precise figure repeats its statement.
std::vector<Coverage> CoverageOf(const Baseline& baseline, const std::vector<Finding>& findings);

}  // namespace claimwatch
