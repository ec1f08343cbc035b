// Which element fills which field of a feed, and how much it counts against others: the tables of
// the feed reader.
//
// Publishers say the same thing with many elements (pubDate, dc:date, published, issued), often
// several at once and not always alike. The tables are the one place where that is decided; the
// order of a document never decides but among equals.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "plugins/source/text_construct.h"
#include "plugins/source/xml.h"

namespace claimwatch {

// What an element of the feed itself (RSS channel, Atom feed) says.
enum class FeedField : std::uint8_t {
  kTitle,
  kLink,      // any relation: the page, the feed itself, its hub, its next page
  kSubtitle,  // RSS description
  kLanguage,
  kRights,
  kAuthor,
  kId,
  kPublished,
  kUpdated,
  kTag,
  kTtl,  // minutes
  kSkipHours,
  kSkipDays,
  kUpdatePeriod,     // of the syndication module: "daily", …
  kUpdateFrequency,  // and how often in it
  kEntry,            // item or entry
  kChannel,          // its children are the feed's elements too
};

// What an element of an item or entry says.
enum class EntryField : std::uint8_t {
  kTitle,
  kLink,
  kOriginalLink,  // the publisher's address where the link leads through a counter of clicks
  kId,
  kPublished,
  kUpdated,
  kAuthor,
  kSummary,  // RSS description; may be the whole text
  kContent,  // the whole text, when it stands apart
  kLanguage,
  kTag,
  kEnclosure,
  kMediaContent,
  kSource,   // the feed that the entry was taken over from
  kDescend,  // says nothing itself; its children are read as the entry's
};

// One row: this element, in this vocabulary, fills this field.
template <typename Field>
struct FieldRow {
  Ns ns;
  std::string_view local;  // lower case, without prefix
  Field field;
  int rank;  // from 1; higher wins over what another element said, whichever came first
};

// nullptr for an element that means nothing at that place; its children mean nothing either.
// `local` is in lower case. The rows live as long as the program. Constant time.
const FieldRow<FeedField>* FeedFieldOf(Ns ns, std::string_view local);
const FieldRow<EntryField>* EntryFieldOf(Ns ns, std::string_view local);

}  // namespace claimwatch
