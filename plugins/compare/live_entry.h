// The entries of a live blog, each of which opens with the time of day at which it was posted: no
// statement, and set anew when an entry is edited.
#pragma once

#include <cstddef>
#include <string_view>

#include "core/reading.h"

namespace claimwatch {

struct Posted {
  std::size_t length = 0;  // bytes of the line, with brackets and the zone; 0: it opens otherwise
  int minute = 0;          // of the day
};

// The time that opens a line: "21:40", "10.10pm", "【11:50】", "13时12分". None when a sentence
// goes on behind it ("21:40, the polls …"). Linear in the time.
Posted PostedAt(std::string_view line);

// Whether two paragraphs or more open so in a text that calls itself live or goes back in time. The
// times of a chronicle are what it tells.
bool IsLiveBlog(const Reading& reading);

// Whether the lines of two versions may be one entry, whose time was put right by some minutes or
// left out. An entry of two hours later tells another time.
bool AreOneEntry(std::string_view before, std::string_view after);

}  // namespace claimwatch
