// Foreign text inside markup that we write: diff pages, the Atom feed, chat messages.
#pragma once

#include <string>
#include <string_view>

namespace claimwatch {

// Without what no XML document may hold (U+FFFE, U+FFFF; control characters are the caller's).
//
// & < > as the entities that HTML, XML and Slack's messages agree on. The double quote becomes
// &quot; too, so that the text may stand in an attribute; kKeep leaves it, for Slack, which shows
// "&quot;" as it stands. The single quote stays: our attributes stand in double quotes.
enum class Quotes { kEscape, kKeep };
std::string EscapeMarkup(std::string_view text, Quotes quotes = Quotes::kEscape);

}  // namespace claimwatch
