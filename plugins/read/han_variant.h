// Traditional Chinese signs as the simplified ones that all tables are written in.
//
// Text from Hong Kong, Taiwan and Macau is read through this map, one sign for one, so byte offsets
// of the text never move. The pairs are config/lexicon/zh/traditional.txt, made from ICU by
// plugins/read/generate/traditional.cpp. It is no converter of texts: what only a whole word
// decides (乾 of 乾坤 and of 乾燥) is left as it is.
#pragma once

namespace claimwatch {

// The simplified form of `point`; `point` itself when the table has none. Thread-safe; the first
// call reads the table (0.3 ms).
char32_t SimplifiedHan(char32_t point);

}  // namespace claimwatch
