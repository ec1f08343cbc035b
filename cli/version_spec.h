// "ARTICLE[@V]": which version of which article a person means (DESIGN §6).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/result.h"
#include "storage/store.h"

namespace claimwatch {

// What stands before and after the last "@" that begins a version ("https://a.example/@user/x@2" →
// article "https://a.example/@user/x", version "2"). Version is empty when there is none.
struct VersionSpec {
  std::string article;
  std::string
      version;  // "3", "latest", "first", "~1", "{2025-06-19T10:00Z}", "baseline", "baseline:ID"
};

VersionSpec SplitSpec(std::string_view text);

// The version `spec` names: @N, @latest (and none), @first, ~N before the latest, @{time} = the
// last one retrieved by then, where "-2h" and "yesterday" are counted from `now`. kNotFound says
// which versions there are.
Result<std::uint32_t> FindNumber(const Store& store, const ArticleRecord& article,
                                 std::string_view version, Time now);
// That version itself. kNotFound also when it was erased, which it says.
Result<Version> FindVersion(const Store& store, const ArticleRecord& article,
                            std::string_view version, Time now);

}  // namespace claimwatch
