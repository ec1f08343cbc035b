#include "plugins/source/feed_fields.h"

#include <array>

namespace claimwatch {
namespace {

using FeedRow = FieldRow<FeedField>;
using EntryRow = FieldRow<EntryField>;

constexpr auto kFeedFields = std::to_array<FeedRow>({
    {Ns::kNone, "item", FeedField::kEntry, 1},
    {Ns::kNone, "entry", FeedField::kEntry, 1},
    {Ns::kAtom, "entry", FeedField::kEntry, 1},
    {Ns::kNone, "channel", FeedField::kChannel, 1},
    {Ns::kNone, "items", FeedField::kChannel, 1},  // RSS 1.1 puts its items in here
    {Ns::kNone, "title", FeedField::kTitle, 9},
    {Ns::kAtom, "title", FeedField::kTitle, 9},
    {Ns::kDc, "title", FeedField::kTitle, 5},
    {Ns::kItunes, "title", FeedField::kTitle, 1},
    {Ns::kMedia, "title", FeedField::kTitle, 1},
    {Ns::kNone, "link", FeedField::kLink, 8},
    {Ns::kAtom, "link", FeedField::kLink, 7},
    {Ns::kNone, "description", FeedField::kSubtitle, 9},
    {Ns::kNone, "abstract", FeedField::kSubtitle, 8},
    {Ns::kNone, "subtitle", FeedField::kSubtitle, 8},
    {Ns::kAtom, "subtitle", FeedField::kSubtitle, 9},
    {Ns::kNone, "tagline", FeedField::kSubtitle, 8},
    {Ns::kAtom, "tagline", FeedField::kSubtitle, 9},
    {Ns::kDc, "description", FeedField::kSubtitle, 6},
    {Ns::kItunes, "summary", FeedField::kSubtitle, 3},
    {Ns::kItunes, "subtitle", FeedField::kSubtitle, 2},
    {Ns::kNone, "language", FeedField::kLanguage, 9},
    {Ns::kDc, "language", FeedField::kLanguage, 8},
    {Ns::kNone, "copyright", FeedField::kRights, 9},
    {Ns::kAtom, "copyright", FeedField::kRights, 9},
    {Ns::kNone, "rights", FeedField::kRights, 9},
    {Ns::kAtom, "rights", FeedField::kRights, 9},
    {Ns::kDc, "rights", FeedField::kRights, 6},
    {Ns::kMedia, "copyright", FeedField::kRights, 2},
    {Ns::kNone, "author", FeedField::kAuthor, 8},
    {Ns::kAtom, "author", FeedField::kAuthor, 9},
    {Ns::kNone, "managingeditor", FeedField::kAuthor, 7},
    {Ns::kDc, "creator", FeedField::kAuthor, 6},
    {Ns::kDc, "author", FeedField::kAuthor, 6},
    {Ns::kItunes, "author", FeedField::kAuthor, 4},
    {Ns::kItunes, "owner", FeedField::kAuthor, 3},
    {Ns::kNone, "id", FeedField::kId, 8},
    {Ns::kAtom, "id", FeedField::kId, 9},
    {Ns::kNone, "guid", FeedField::kId, 7},
    {Ns::kDc, "identifier", FeedField::kId, 4},
    {Ns::kNone, "pubdate", FeedField::kPublished, 9},
    {Ns::kAtom, "published", FeedField::kPublished, 9},
    {Ns::kDc, "date", FeedField::kUpdated, 5},
    {Ns::kDcTerms, "issued", FeedField::kPublished, 4},
    {Ns::kDcTerms, "created", FeedField::kPublished, 3},
    {Ns::kNone, "lastbuilddate", FeedField::kUpdated, 9},
    {Ns::kAtom, "updated", FeedField::kUpdated, 9},
    {Ns::kNone, "updated", FeedField::kUpdated, 8},
    {Ns::kAtom, "modified", FeedField::kUpdated, 8},
    {Ns::kNone, "modified", FeedField::kUpdated, 8},
    {Ns::kDcTerms, "modified", FeedField::kUpdated, 7},
    {Ns::kNone, "category", FeedField::kTag, 1},
    {Ns::kAtom, "category", FeedField::kTag, 1},
    {Ns::kDc, "subject", FeedField::kTag, 1},
    {Ns::kItunes, "category", FeedField::kTag, 1},
    {Ns::kMedia, "category", FeedField::kTag, 1},
    {Ns::kNone, "ttl", FeedField::kTtl, 9},
    {Ns::kNone, "skiphours", FeedField::kSkipHours, 9},
    {Ns::kNone, "skipdays", FeedField::kSkipDays, 9},
    {Ns::kSyndication, "updateperiod", FeedField::kUpdatePeriod, 5},
    {Ns::kSyndication, "updatefrequency", FeedField::kUpdateFrequency, 5},
});

constexpr auto kEntryFields = std::to_array<EntryRow>({
    {Ns::kNone, "title", EntryField::kTitle, 9},
    {Ns::kAtom, "title", EntryField::kTitle, 9},
    {Ns::kDc, "title", EntryField::kTitle, 5},
    {Ns::kDcTerms, "title", EntryField::kTitle, 4},
    {Ns::kMedia, "title", EntryField::kTitle, 2},
    {Ns::kItunes, "title", EntryField::kTitle, 1},
    {Ns::kNone, "link", EntryField::kLink, 8},
    {Ns::kAtom, "link", EntryField::kLink, 7},
    {Ns::kRdf, "link", EntryField::kLink, 6},
    {Ns::kFeedburner, "origlink", EntryField::kOriginalLink, 1},
    {Ns::kNone, "guid", EntryField::kId, 9},
    {Ns::kAtom, "id", EntryField::kId, 8},
    {Ns::kNone, "id", EntryField::kId, 7},
    {Ns::kDc, "identifier", EntryField::kId, 4},
    {Ns::kDcTerms, "identifier", EntryField::kId, 3},
    {Ns::kNone, "pubdate", EntryField::kPublished, 10},
    {Ns::kAtom, "published", EntryField::kPublished, 9},
    {Ns::kNone, "published", EntryField::kPublished, 8},
    {Ns::kAtom, "issued", EntryField::kPublished, 8},
    {Ns::kNone, "issued", EntryField::kPublished, 8},
    {Ns::kAtom, "created", EntryField::kPublished, 3},
    {Ns::kNone, "date", EntryField::kPublished, 3},
    {Ns::kDc, "date", EntryField::kPublished, 6},
    {Ns::kDcTerms, "issued", EntryField::kPublished, 5},
    {Ns::kDcTerms, "created", EntryField::kPublished, 4},
    {Ns::kDcTerms, "date", EntryField::kPublished, 4},
    {Ns::kAtom, "updated", EntryField::kUpdated, 9},
    {Ns::kNone, "updated", EntryField::kUpdated, 8},
    {Ns::kAtom, "modified", EntryField::kUpdated, 8},
    {Ns::kNone, "modified", EntryField::kUpdated, 7},
    {Ns::kDcTerms, "modified", EntryField::kUpdated, 7},
    {Ns::kNone, "lastbuilddate", EntryField::kUpdated, 3},
    {Ns::kAtom, "author", EntryField::kAuthor, 9},
    {Ns::kDc, "creator", EntryField::kAuthor, 8},
    {Ns::kDc, "author", EntryField::kAuthor, 7},
    {Ns::kNone, "author", EntryField::kAuthor, 7},
    {Ns::kItunes, "author", EntryField::kAuthor, 4},
    {Ns::kMedia, "credit", EntryField::kAuthor, 1},
    {Ns::kNone, "description", EntryField::kSummary, 9},
    {Ns::kAtom, "summary", EntryField::kSummary, 9},
    {Ns::kNone, "summary", EntryField::kSummary, 8},
    {Ns::kNone, "abstract", EntryField::kSummary, 8},
    {Ns::kDc, "description", EntryField::kSummary, 6},
    {Ns::kItunes, "summary", EntryField::kSummary, 4},
    {Ns::kItunes, "subtitle", EntryField::kSummary, 3},
    {Ns::kMedia, "description", EntryField::kSummary, 2},
    {Ns::kMedia, "text", EntryField::kSummary, 1},
    {Ns::kContent, "encoded", EntryField::kContent, 9},
    {Ns::kAtom, "content", EntryField::kContent, 9},
    {Ns::kXhtml, "body", EntryField::kContent, 8},
    {Ns::kNone, "body", EntryField::kContent, 7},
    {Ns::kNone, "fullitem", EntryField::kContent, 7},
    {Ns::kXhtml, "div", EntryField::kContent, 6},
    {Ns::kYandex, "full-text", EntryField::kContent, 6},
    {Ns::kNone, "content", EntryField::kContent, 5},
    {Ns::kDc, "language", EntryField::kLanguage, 8},
    {Ns::kNone, "language", EntryField::kLanguage, 9},
    {Ns::kNone, "category", EntryField::kTag, 1},
    {Ns::kAtom, "category", EntryField::kTag, 1},
    {Ns::kDc, "subject", EntryField::kTag, 1},
    {Ns::kMedia, "category", EntryField::kTag, 1},
    {Ns::kMedia, "keywords", EntryField::kTag, 1},
    {Ns::kItunes, "keywords", EntryField::kTag, 1},
    {Ns::kNone, "tag", EntryField::kTag, 1},
    {Ns::kNone, "enclosure", EntryField::kEnclosure, 1},
    {Ns::kMedia, "content", EntryField::kMediaContent, 1},
    {Ns::kMedia, "group", EntryField::kDescend, 1},
    {Ns::kNone, "source", EntryField::kSource, 1},
    {Ns::kAtom, "source", EntryField::kSource, 2},
});

template <typename Row, std::size_t N>
const Row* Find(const std::array<Row, N>& rows, Ns ns, std::string_view local) {
  for (const Row& row : rows) {
    if (row.ns == ns && row.local == local) {
      return &row;
    }
  }
  return nullptr;
}

}  // namespace

const FieldRow<FeedField>* FeedFieldOf(Ns ns, std::string_view local) {
  return Find(kFeedFields, ns, local);
}

const FieldRow<EntryField>* EntryFieldOf(Ns ns, std::string_view local) {
  return Find(kEntryFields, ns, local);
}

}  // namespace claimwatch
