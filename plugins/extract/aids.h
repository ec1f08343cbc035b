// Lines of a page about itself: how long it takes to read, an ask to pass it on.
//
// They stand between headline and text or right below it, in no element that says what they are,
// and come and go with the layout. The lines are in config/lexicon/extract/aids.tsv.
#pragma once

#include <string>
#include <string_view>

namespace claimwatch {

// A line as the lists of config/lexicon/extract write it: lower case, digits in a row as one "#",
// neither colons, full stops nor exclamation marks.
std::string ShapeOfLine(std::string_view line);

// Whether a paragraph is such a line and nothing more.
bool IsReadingAid(std::string_view paragraph);

// Whether a short paragraph is a mark of who owns the text, or of the machine that sent it:
// "© Agency, 230428-99", "(END) Updated 2025-09-01T09:20:00Z | Job No. 90214".
bool IsMark(std::string_view paragraph);

// Whether a paragraph names who else worked on the text and says no more: "(Reporting by Ann Lee;
// editing by Cy Dent)", "Bo Roe in Astana contributed to this report."
bool IsCredit(std::string_view paragraph);

// Whether a short paragraph begins as those do in which a page speaks of itself
// (config/lexicon/extract/imprints.tsv): who took the pictures, where to subscribe, whose the text
// is. The text may begin so too: ask only above and below it.
bool IsImprint(std::string_view paragraph);

}  // namespace claimwatch
