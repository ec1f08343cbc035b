// The built-in sources, one class per file; source.cpp makes them.
//
// Each is a stage as plugins/stage.h describes it: const, without state beyond its options, called
// by several workers at once, the same page always the same feed. Reads looks at the first bytes
// only and is cheap; it says whether the page is of this kind, not whether it is in order. Read on
// a page that Reads refused is kInvalid, with what the page is instead. Neither throws nor waits.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "plugins/source/source.h"
#include "plugins/stage.h"

namespace claimwatch {

// RSS 0.9x, 1.0 (RDF), 1.1 and 2.0, and CDF. Well-formed or not: a feed is refused for its root
// element only. Feed::kind tells RDF from the others, because its entries stand beside the channel.
class RssSource : public Source {
 public:
  explicit RssSource(SourceOptions options) : options_(std::move(options)) {}

  bool Reads(const Page& page) const override;
  Result<Feed> Read(const Page& page) const override;

 private:
  SourceOptions options_;
};

// Atom 0.3 and 1.0; a single entry document is a feed of one. The same reader as for RSS: elements
// of one in the other are read all the same, only the defaults differ (text is text, not HTML).
class AtomSource : public Source {
 public:
  explicit AtomSource(SourceOptions options) : options_(std::move(options)) {}

  bool Reads(const Page& page) const override;
  Result<Feed> Read(const Page& page) const override;

 private:
  SourceOptions options_;
};

// JSON Feed 1.0 and 1.1, and RSS written in JSON. JSON that was cut off is read up to its last
// whole item, with a warning; members of a wrong type are as good as missing.
class JsonFeedSource : public Source {
 public:
  explicit JsonFeedSource(SourceOptions options) : options_(std::move(options)) {}

  bool Reads(const Page& page) const override;
  Result<Feed> Read(const Page& page) const override;

 private:
  SourceOptions options_;
};

// Packed ones (.gz) are unpacked up to a limit. Dates are hints: news sitemaps have real ones,
// `lastmod` of others is often the day of the last build.
//
// Sitemaps, with the news extension, and sitemap indexes. An entry of an index is a sitemap to be
// asked in its turn; `Feed::links` then lists the same addresses, and is empty for a plain sitemap.
class SitemapSource : public Source {
 public:
  explicit SitemapSource(SourceOptions options) : options_(std::move(options)) {}

  bool Reads(const Page& page) const override;
  Result<Feed> Read(const Page& page) const override;

 private:
  SourceOptions options_;
};

// A web page whose links fit the configured patterns: for publishers without any feed. Entries have
// the link's text as title and no date, because a page of links says none.
// Links of the whole page count, in document order and each address once.
class PageSource : public Source {
 public:
  // Without patterns it reads no page at all: every web page would be a feed.
  explicit PageSource(SourceOptions options) : options_(std::move(options)) {}

  bool Reads(const Page& page) const override;
  Result<Feed> Read(const Page& page) const override;

 private:
  SourceOptions options_;
};

// Whether `text` fits `pattern` as a whole ('*' any run, also an empty one; '?' any one byte; all
// else itself, case counts). At most their product in time for any pattern: there is no
// backtracking into a '*' that was passed.
bool FitsPattern(std::string_view text, std::string_view pattern);

}  // namespace claimwatch
