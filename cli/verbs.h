// Where each group of verbs is added to the table; one function per verb_*.cpp file.
#pragma once

#include <vector>

#include "cli/verb.h"

namespace claimwatch {

void AddExtractVerb(std::vector<Verb>& verbs);  // verb_extract.cpp
void AddFeedVerb(std::vector<Verb>& verbs);     // verb_feed.cpp
void AddFiguresVerb(std::vector<Verb>& verbs);  // verb_figures.cpp
void AddCompareVerb(std::vector<Verb>& verbs);  // verb_compare.cpp

}  // namespace claimwatch
