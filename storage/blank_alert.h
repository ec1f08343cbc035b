// An alert without the words of a text that was erased.
#pragma once

#include <cstdint>
#include <set>
#include <string>

#include "core/json.h"
#include "core/time.h"

namespace claimwatch {

// Versions of one article.
struct NumberedVersions {
  std::string article_id;
  std::set<std::uint32_t> numbers;
};

// Whether the alert `record` is about one of these versions or compares with one.
bool Quotes(const Json& record, const NumberedVersions& versions);

// `record` without what it quotes: what, where and when it was, its severity, its hashes and its
// place in the chain stay, so it is an alert by the schema and says that it was erased `when`
// (labels.erased). Its bytes are no longer those that its leaf_hash is the hash of.
Json BlankAlert(const Json& record, const NumberedVersions& versions, Time when);

}  // namespace claimwatch
