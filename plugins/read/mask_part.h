// The rules of MaskLookalikes, for mask*.cpp only.
//
// Each looks at token `at` and covers what is no figure from there on, or nothing. Their order
// matters (mask.cpp): a later rule may read the numbers that an earlier one left bare. All look at
// a bounded number of tokens.
#pragma once

#include "plugins/read/scan.h"

namespace claimwatch {

// Masks tokens [first, last); `last` may lie behind the end.
void Cover(Scan& scan, std::size_t first, std::size_t last);
// Token `at` begins a sentence or an item of a list.
bool SentenceStart(const Scan& scan, std::size_t at);
// The end of the run of tokens without white space that `at` begins, at most 64 tokens on.
std::size_t RunEnd(const Scan& scan, std::size_t at);
// Word `at` is a unit, a scale or the like: what a number may end in, "5kg", "9pm".
bool IsKnownEnding(const Scan& scan, std::size_t at);

// mask_code.cpp: addresses of the web, telephone numbers, "G20", "47-ФЗ", "last-32", "737 MAX 9".
void MaskRun(Scan& scan, std::size_t at);
void MaskBlob(Scan& scan, std::size_t at);
void MaskTied(Scan& scan, std::size_t at);
void MaskModel(Scan& scan, std::size_t at);

// mask_name.cpp: "Article 5", 第五条, "the Three Gorges", "iPhone 11", "221 Baker Street", titles.
void MaskName(Scan& scan, std::size_t at);
void MaskLabel(Scan& scan, std::size_t at);
void MaskHanLabel(Scan& scan, std::size_t at);
void MaskCapitalName(Scan& scan, std::size_t at);
void MaskQuotedTitle(Scan& scan, std::size_t at);
void MaskNamedNumber(Scan& scan, std::size_t at);
void MaskStreet(Scan& scan, std::size_t at);

}  // namespace claimwatch
