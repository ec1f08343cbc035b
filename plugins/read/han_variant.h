// Traditional characters that stand in numbers, units, dates and the words around them.
//
// The Chinese tables are written in simplified characters only. Text from Hong Kong, Taiwan and
// Macau is read through this map, one character for one, so byte offsets never move. It is no
// converter of whole texts: characters that no table of figures needs are left as they are.
#pragma once

namespace claimwatch {

// The simplified form of `point`; `point` itself when it has none here.
char32_t SimplifiedHan(char32_t point);

}  // namespace claimwatch
