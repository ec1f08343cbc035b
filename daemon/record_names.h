// How the daemon names its records in the store, for the rooms that read what another wrote.
#pragma once

#include <string>
#include <string_view>

namespace claimwatch {

class Url;  // core/url.h

inline constexpr std::string_view kEntryKey = "entry/";  // + ArticleName: an entry of a feed
// + ArticleName: an article that is owed a fetch, until the schedule has it.
inline constexpr std::string_view kPromiseKey = "promise/";
// + key of a source: it is asked no more, and nobody was told yet. Reason and "since".
inline constexpr std::string_view kRetiredKey = "retired/";
inline constexpr std::string_view kRetiredSign = "retired";  // kind of its Trouble
inline constexpr std::string_view kGroupKey = "group/";  // + host and text: an edit of many pages
inline constexpr std::string_view kTextsKey = "texts/";  // + source: the last texts of it

// The name of an address in scheduler and store: 16 hex digits of its canonical form's hash.
std::string ArticleName(const Url& url);

}  // namespace claimwatch
