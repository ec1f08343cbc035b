// A feed as read from a page: what the publisher says there is to read.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/time.h"

namespace claimwatch {

enum class FeedKind { kRss, kRdf, kAtom, kJson, kSitemap, kPage };

// "rss", "rdf", "atom", "json", "sitemap", "page".
std::string_view FeedKindName(FeedKind kind);

struct Enclosure {
  std::string url;
  std::string type;
};

// Titles are plain text; summary and content are sanitised HTML; links are absolute. Empty = not
// given.
struct Entry {
  std::string id;
  std::string link;
  std::string title;
  std::optional<Time> published;  // as declared; never the fetch time
  std::optional<Time> updated;
  std::string author;
  std::string author_email;
  std::string summary;
  std::string content;
  std::string language;
  std::vector<std::string> tags;
  std::vector<Enclosure> enclosures;
  std::vector<std::string> links;  // alternates other than `link`
  std::string source_title;
  std::string source_link;
  std::string source_id;
};

struct Feed {
  FeedKind kind = FeedKind::kRss;
  std::string id;
  std::string title;
  std::string link;
  std::string subtitle;
  std::string language;
  std::string rights;
  std::string author;
  std::string author_email;
  std::string encoding;
  std::optional<Time> published;
  std::optional<Time> updated;
  std::optional<Duration> ttl;  // the publisher's wish for the time between two polls
  std::vector<int> skip_hours;  // 0–23, GMT
  std::vector<int> skip_days;   // 0 = Sunday
  std::string next_page;        // RFC 5005 next or prev-archive
  std::string hub;              // WebSub
  std::vector<std::string> links;
  std::vector<std::string> tags;
  std::vector<Entry> entries;  // in document order, at most 10,000
  std::vector<std::string> warnings;
};

}  // namespace claimwatch
