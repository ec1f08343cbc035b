// How pages that stand in an article's place speak: phrases in config/lexicon/extract/walls.tsv.
//
// Nothing inside quotation marks counts: an article tells what a wall said.
#pragma once

#include <cstddef>
#include <string_view>

namespace claimwatch {

// A kind of wall ("consent wall", "captcha", …) and how many bytes of the text said so.
struct WallHit {
  std::string_view kind;  // empty: none; lives as long as the program
  std::size_t bytes = 0;
};

// Which rules count: words that must stand together are everyday words, so of a page that calls
// itself an article only whole phrases do, and what it says of its own rest.
enum class WallRules { kAll, kPhrases };

// The first rule of the table that holds for `text`.
WallHit FindWall(std::string_view text, WallRules rules = WallRules::kAll);

// The text says that there is more of an article than the page shows, for those who pay or log in.
bool SaysThereIsMore(std::string_view text);

// The text asks the reader to subscribe, and to more than a letter.
bool OffersMembership(std::string_view text);

// The text has a word of those by which visitors are asked to be tracked.
bool SpeaksOfTracking(std::string_view text);

}  // namespace claimwatch
