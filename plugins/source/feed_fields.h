// Which element fills which field of a feed, and how much it counts against others: the tables of
// the feed reader.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "plugins/source/text_construct.h"
#include "plugins/source/xml.h"

namespace claimwatch {

enum class FeedField : std::uint8_t {
  kTitle,
  kLink,
  kSubtitle,
  kLanguage,
  kRights,
  kAuthor,
  kId,
  kPublished,
  kUpdated,
  kTag,
  kTtl,
  kSkipHours,
  kSkipDays,
  kUpdatePeriod,
  kUpdateFrequency,
  kEntry,
  kChannel,
};

enum class EntryField : std::uint8_t {
  kTitle,
  kLink,
  kOriginalLink,
  kId,
  kPublished,
  kUpdated,
  kAuthor,
  kSummary,
  kContent,
  kLanguage,
  kTag,
  kEnclosure,
  kMediaContent,
  kSource,
  kDescend,
};

template <typename Field>
struct FieldRow {
  Ns ns;
  std::string_view local;
  Field field;
  int rank;  // higher wins
};

// nullptr for an element that means nothing at that place.
const FieldRow<FeedField>* FeedFieldOf(Ns ns, std::string_view local);
const FieldRow<EntryField>* EntryFieldOf(Ns ns, std::string_view local);

}  // namespace claimwatch
