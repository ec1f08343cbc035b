// The one normalisation that article text gets, so that invisible differences never look like
// edits:
//
//   white space   any run of Unicode White_Space, NBSP and the ideographic space among it, becomes
//                 one space; none at the ends of a paragraph
//   invisible     soft hyphen, zero-width space, word joiner, byte-order mark, bidi marks and C0/C1
//                 controls are dropped; the joiners U+200C and U+200D stay, they change letters
//   composition   Unicode NFC
//
// Digits, signs, separators, currency marks, quotation marks and dashes are never touched.
#pragma once

#include <string>
#include <string_view>

namespace claimwatch {

// Appends `text` to `out` with white space squeezed across the seam and invisible characters gone;
// leading space is kept as one space when `out` is not empty and does not end in one.
void AppendNormalised(std::string_view text, std::string& out);

// A whole paragraph: the above, ends trimmed, NFC.
std::string Normalise(std::string_view text);

// Ends what AppendNormalised began: trims the end and composes.
std::string FinishNormalised(std::string text);

}  // namespace claimwatch
