// The rules that a configuration names, held against those that there are.
#pragma once

#include <string>
#include <vector>

namespace claimwatch {

struct Config;  // config/config.h

// What the configuration says of rules that there are not, a sentence each. Those of plugins are
// theirs to know.
std::vector<std::string> UnknownRules(const Config& config);

}  // namespace claimwatch
