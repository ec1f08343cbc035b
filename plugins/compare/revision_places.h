// Which words stand in the place of which between two versions of a passage, and what that alone
// tells: an opposite, another rank, only what is quoted.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "plugins/compare/passage.h"
#include "plugins/compare/words.h"

namespace claimwatch {

// The stretches of Passage::words that differ by stem, in order.
std::vector<Hunk> PlacesOf(const Passage& before, const Passage& after);

// "up" became "down", "avoidable" "unavoidable", "最大" "最小": of two words in one place only one
// can be true. In the words of a reason.
std::optional<std::string> OppositeInPlace(const Passage& before, const Passage& after,
                                           const std::vector<Hunk>& places);

// "Governor" became "deputy governor", "省长" "副省长": a word of rank came or went, and nothing
// else did in its place.
std::optional<std::string> OtherRank(const Passage& before, const Passage& after,
                                     const std::vector<Hunk>& places);

// "Chief executive Ann Lee said" became "chairman Ann Lee said": who says it has another office. In
// the words of a reason.
std::optional<std::string> OtherOffice(const Passage& before, const Passage& after,
                                       const std::vector<Hunk>& places);

// "From Lyon" became "to Lyon": where it went is where it came from. In the words of a reason.
std::optional<std::string> OtherDirection(const Passage& before, const Passage& after,
                                          const std::vector<Hunk>& places);

// "Will sign" became "has signed": what was to come is told as done, or the other way round.
enum class Completion { kSame, kDone, kToCome };
Completion CompletionOf(const Passage& before, const Passage& after,
                        const std::vector<Hunk>& places);

// Whether all that changed stands between quotation marks, on both sides.
bool AreInQuotes(const Passage& before, const Passage& after, const std::vector<Hunk>& places);

// Whether words only came, or only went.
bool AreOnlyAddedOrDropped(const std::vector<Hunk>& places);

// Whether only words came or went that say nothing ("the", "的", "же"), or one word stands for
// another in each place ("Captain", "Capt.").
bool SayTheSame(const Passage& before, const Passage& after, const std::vector<Hunk>& places);

// Whether exactly one thing stands in the place of one other, with words on both sides that say
// something.
bool IsOneExchange(const Passage& before, const Passage& after, const std::vector<Hunk>& places);

enum class Side { kBefore, kAfter };

// The words at one place, before and after; of Chinese the whole words, though one sign changed.
std::pair<std::string, std::string> ExchangedAt(const Passage& before, const Passage& after,
                                                const Hunk& place);

// Whether all that changed are words of figures, on one side at least: "koruna", "dollars".
bool AreInFigures(const Passage& before, const Passage& after, const std::vector<Hunk>& places);

// Whether figures stand in the place of figures and nothing else changed: "thirty years", "30
// years". What they count is for revision_figures to say.
bool AreFiguresOnly(const Passage& before, const Passage& after, const std::vector<Hunk>& places);

// Whether `figure` of that side lies in a place where words were exchanged.
bool IsExchanged(const Figure& figure, const Passage& passage, Side side,
                 const std::vector<Hunk>& places);

}  // namespace claimwatch
