// Check-worthiness: could somebody check this new statement, and would it tell them anything?
//
// "Parliament will vote on the treaty in autumn" can be checked. "The summit opens the way to a new
// stage" praises, and reports of any summit have such sentences. Words of praise, weight and
// outlook stand in config/lexicon/claims/cues.tsv as class "vague"; a sentence with such words is
// worth checking only if it also names something of its own.
#pragma once

#include "core/reading.h"
#include "plugins/compare/index.h"

namespace claimwatch {

// Whether a sentence of `reading` that the baseline does not cover is worth an alert as a claim.
// Its figures are judged elsewhere. Questions, opinions and what only praises are not. Pure.
bool IsCheckWorthy(const Reading& reading, const Sentence& sentence, const BaselineIndex& index);

}  // namespace claimwatch
