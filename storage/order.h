// The order of an article's versions in time, which need not be that of their numbers: `claimwatch
// import` may bring a text that was fetched before those that are stored.
//
// Numbers count what was stored and the chain of hashes commits to them, so such a version gets the
// next number all the same. Its place in time is kept beside it, in one batch with it; without an
// import there is no such record and the two orders are the same. That an older text came back for
// good is another record: no version, but what the article says until its next one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "storage/store.h"

namespace claimwatch {

// The state record that holds the order of one article: a JSON array of all its numbers.
std::string OrderKey(std::string_view article_id);
// The one of the texts of an article that came back.
std::string ReturnKey(std::string_view article_id);
// What such a record says of an article of `versions` versions. nullopt: 1, 2, 3, …
Result<std::vector<std::uint32_t>> ReadOrder(const std::optional<std::string>& record,
                                             std::uint32_t versions);
std::string WriteOrder(const std::vector<std::uint32_t>& numbers);

// The record that says that the text of `number` is back (Store::MarkReturned).
Result<StateRecord> ReturnedTo(const Store& store, const ArticleRecord& article,
                               std::uint32_t number);
// All numbers of `article`, the one fetched first first. Never empty for a stored article.
Result<std::vector<std::uint32_t>> OrderOf(const Store& store, const ArticleRecord& article);
// What the article says now: the version whose text was fetched last, or the one that came back.
Result<std::uint32_t> LatestOf(const Store& store, const ArticleRecord& article);
// What `number` was an edit of: the version before it in time, of those stored before it, or the
// one that had come back. So a later import does not change what an earlier version was compared
// with. 0: of none.
Result<std::uint32_t> EditedFrom(const Store& store, std::string_view article_id,
                                 std::uint32_t number);

}  // namespace claimwatch
