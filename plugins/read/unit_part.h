// Parts of a unit, for unit.cpp and unit_smaller.cpp only.
#pragma once

#include <optional>

#include "plugins/read/unit.h"

namespace claimwatch {

// The unit or currency that starts at token `at` behind `numeral`, without what may stand behind it
// (a half, a smaller unit, "per day"); nullopt when there is none or its sign does not fit there.
std::optional<UnitMatch> FindUnitEntry(const Scan& scan, const Numeral& numeral, std::size_t at);
// The pence of "10p" at `at`; nullopt when the letter is something else.
std::optional<UnitMatch> PenceAt(const Scan& scan, const Numeral& numeral, std::size_t at);
// The token behind the 个 of 3个月. Adjectives between number and unit ("metric tons") are in the
// tables, 个 is not.
std::size_t SkipClassifier(const Scan& scan, std::size_t at);

// "5 dollars and 42 cents", 50元6角三分, "2 hours and 15 minutes", "5 feet 7 inches", "one hour
// thirty": adds the smaller units behind `match` to it.
void TakeSmallerUnits(const Scan& scan, UnitMatch& match);
// 一块二, 三米九: a last digit without a unit counts tenths of the unit before it.
void TakeHanTenth(const Scan& scan, UnitMatch& match);
// 9分 before 58秒: 分 at `at` means minutes only there; elsewhere it is a point, a part or a cent.
std::optional<UnitMatch> HanMinutesAt(const Scan& scan, std::size_t at);

}  // namespace claimwatch
