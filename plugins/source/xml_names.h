// What a namespace URI or an undeclared prefix stands for.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "plugins/source/xml.h"

namespace claimwatch {

// nullopt: a vocabulary we do not read.
std::optional<Ns> NsOfUri(std::string_view uri);
// For prefixes without a declaration, which half of all hand-written feeds have. nullopt: unknown.
std::optional<Ns> NsOfPrefix(std::string_view prefix);

}  // namespace claimwatch
