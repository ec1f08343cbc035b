// Authors that a page prints in words, where nothing marks them up.
//
// Asked last: what is marked up is meant for machines, and a line of words may be about anything.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plugins/extract/dom.h"

namespace claimwatch {

// The names in one line of a page: those behind a word like "By"; else, in a line with a date,
// what is neither date nor counter ("2025-06-18 06:15 | Ann Lee | 1500 views"). Pieces of the line
// are parted by bars, dots, wide space or a tab (where an element ended).
std::vector<std::string> NamesInLine(std::string_view line);

// The same for the lines that follow the headline, as far as its text.
std::vector<std::string> NamesUnderHeadline(const Dom& dom, const std::string& title);

// A person right behind a label of its own ("Author", "Autorin/Autor"), wherever on the page; the
// box with facts about an article may stand at its end. `title` is not asked.
std::vector<std::string> NamesBehindLabels(const Dom& dom, const std::string& title);

// Persons who sign inside the text: "By Ann Lee" on a line of its own at its head or foot,
// "（记者 周岚、陈一舟）", "Reporting by Ann Lee; editing by …".
std::vector<std::string> NamesInText(const std::vector<std::string>& paragraphs);

}  // namespace claimwatch
