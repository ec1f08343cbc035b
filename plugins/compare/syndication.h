// Is one text a copy of another? Wire reports are printed by many outlets with another headline, a
// paragraph less and a sentence more; that they agree confirms nothing.
//
// Texts are compared by their shingles: runs of five words, of eight signs where words are not
// written apart (A. Broder, On the resemblance and containment of documents, 1997). Containment and
// not resemblance, because a copy may be a third of its original.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace claimwatch {

// Hashes of the shingles of `text`, sorted and unique; the first 20,000 words are read. Empty for a
// text shorter than one shingle.
std::vector<std::uint64_t> ShinglesOf(std::string_view text);

// The share of the smaller text's shingles that the other has too, 0–1; 0 when either is empty.
double Containment(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b);

// Whether the two texts have their words from one hand: 40 percent of the smaller one's shingles.
// Reports that only quote the same statement share far fewer; edited copies share most.
bool AreSyndicated(std::string_view a, std::string_view b);

}  // namespace claimwatch
