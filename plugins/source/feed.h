// What RSS, RDF and Atom have in common: one reader for all of them, because real feeds mix their
// vocabularies.
//
// Which element fills which field, and which of two wins, is a table (feed_fields); what is done
// with the value is here. Elements are told by vocabulary where one is declared and by habit where
// not, in any order and any nesting that was seen in the wild; what is not known is skipped with
// its children. Nothing in a document is an error once its root was recognised: what cannot be read
// is left out, and Feed::warnings say so.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/feed.h"
#include "core/page.h"
#include "plugins/source/encoding.h"
#include "plugins/source/feed_fields.h"
#include "plugins/source/source.h"
#include "plugins/source/xml.h"

namespace claimwatch {

// A value for which several elements compete: the highest rank wins, among equals the first. Ranks
// are those of the table, 1 and up; an empty value never wins over anything.
class Ranked {
 public:
  // Whether a value of `rank` would be taken; asked before work that is costly.
  bool Wants(int rank) const { return rank > rank_; }

  // Takes `value` when its rank is higher than that of what is there.
  void Offer(std::string value, int rank) {
    if (Wants(rank) && !value.empty()) {
      value_ = std::move(value);
      rank_ = rank;
    }
  }

  // For links of RSS: among equals the last wins, as in all readers of feeds.
  void Replace(std::string value, int rank) {
    rank_ -= rank == rank_ && !value.empty() ? 1 : 0;
    Offer(std::move(value), rank);
  }

  // For authors: a further one of the same rank is added with a comma, unless it is there already.
  void Add(const std::string& value, int rank);

  const std::string& value() const { return value_; }

 private:
  std::string value_;
  int rank_ = 0;
};

// xml:base and xml:lang where the reader stands. Passed down by value, so an inner declaration ends
// with its element.
struct Scope {
  std::string base;
  std::string language;
};

// The relation of the <link> that the reader stands on, in lower case: "alternate", "self".
std::string RelationOf(const XmlReader& xml);

// How much less a link counts than its element does: a file less than a page, and a relation in
// capitals less than the registered one beside it.
int LinkHandicap(const XmlReader& xml);

// An author as feeds name them; either may be empty.
struct Person {
  std::string name;
  std::string email;
};

// "news@example.org (News Desk)", "News Desk <news@example.org>", a name, an address. Never fails:
// what is neither is a name.
Person ParsePerson(std::string_view text);

// One feed document being read. Used once, by one thread.
class FeedReader {
 public:
  // `page` and `options` must outlive the reader.
  FeedReader(const Page& page, const SourceOptions& options);

  // Reads the document, whose root is one of RSS, RDF, Atom or CDF. kInvalid: another root.
  Result<Feed> Read();

 private:
  struct Draft;  // an entry with the ranks of its values

  // The whole document, from the start of its root element on.
  void ReadRoot(std::string_view root);
  // `outer` with the xml:base and xml:lang of the element that the reader stands on.
  Scope Inner(const Scope& outer) const;
  // What relative links are resolved against; empty when nothing is known.
  std::string Base(const Scope& scope) const;
  std::string Id(std::string id) const;
  // nullopt with a warning that quotes `text` when it is no date; an empty one is no warning.
  std::optional<Time> Date(std::string_view text, std::string_view what);
  // At most 50 are kept; each names the entry and quotes what was written.
  void Warn(std::string warning);
  // Both consume the element that the reader stands on, with its children.
  std::string ReadTag();
  Person ReadPerson();

  // feed_channel.cpp. Each Read… consumes the element that the reader stands on.
  // Also those of a channel inside a feed; ends at the most entries.
  void ReadFeedChildren(const Scope& outer);
  void ReadFeedField(FeedField field, int rank, const Scope& scope);
  // Text that may be HTML: sanitised, with its links made absolute.
  void ReadFeedText(Ranked& text, int rank, const Scope& scope);
  void ReadFeedAuthor(int rank);
  void ReadFeedMoment(FeedField field, int rank);
  void ReadFeedLink(const Scope& scope, int rank);
  void KeepRelated(std::string_view rel, const std::string& link);
  void ReadFeedTag();
  // The publisher's wishes for when to come back.
  void ReadSchedule(FeedField field);

  // feed_entry.cpp. The same, for the entry that `draft` gathers; FinishEntry decides what of it
  // counts when all its elements were seen.
  void ReadEntry(const Scope& outer);
  void ReadEntryChildren(Draft& draft, const Scope& scope);
  void ReadEntryField(Draft& draft, EntryField field, int rank, const Scope& scope);
  void ReadEntryExtra(Draft& draft, EntryField field, const Scope& scope);
  void ReadEntryId(Draft& draft, int rank);
  void ReadEntryAuthor(Draft& draft, int rank);
  void ReadEntryText(Ranked& text, int rank, const Scope& scope);
  void ReadEntryMoment(Draft& draft, EntryField field, int rank);
  void ReadEntryLink(Draft& draft, int rank, const Scope& scope);
  static void KeepRelated(Draft& draft, std::string_view rel, const Enclosure& target);
  void ReadEntrySource(Draft& draft, const Scope& scope);
  void ReadSourceField(Entry& entry, const Scope& scope);
  void ReadMediaContent(Draft& draft, const Scope& scope);
  void FinishEntry(Draft& draft);  // appends it to the feed, or drops it
  // What entries have from the feed can be known only when the feed is over.
  void FinishEntries();
  void Finish();

  const Page& page_;
  const SourceOptions& options_;
  DecodedDocument document_;  // the bytes as UTF-8
  XmlReader xml_;             // reads document_
  Feed feed_;                 // as far as it was read; what competes is in the Ranked until Finish
  DefaultType default_type_ = DefaultType::kHtml;
  Ranked title_;
  Ranked link_;
  Ranked subtitle_;
  Ranked language_;
  Ranked rights_;
  Ranked author_;
  Ranked id_;
  int published_rank_ = 0;
  int updated_rank_ = 0;
  std::string update_period_;  // "weekly" of the syndication module, in lower case
  int update_frequency_ = 1;
  bool full_ = false;  // the most entries are read
};

}  // namespace claimwatch
