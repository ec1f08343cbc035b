// The far end's way to listen and to speak: lines on standard input and output.
#pragma once

#include <string>

namespace claimwatch {

// The next line of standard input without its end; false when there is none, or one longer than the
// parent would send.
bool ReadLine(std::string& line);

// Writes `line` and its end to standard output at once; false when nobody reads any more.
bool SayLine(const std::string& line);

}  // namespace claimwatch
