// The built-in sources, one class per file; source.cpp makes them.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "plugins/source/source.h"
#include "plugins/stage.h"

namespace claimwatch {

// RSS 0.9x, 1.0 (RDF), 1.1 and 2.0, and CDF.
class RssSource : public Source {
 public:
  explicit RssSource(SourceOptions options) : options_(std::move(options)) {}

  bool Reads(const Page& page) const override;
  Result<Feed> Read(const Page& page) const override;

 private:
  SourceOptions options_;
};

// Atom 0.3 and 1.0; a single entry document is a feed of one.
class AtomSource : public Source {
 public:
  explicit AtomSource(SourceOptions options) : options_(std::move(options)) {}

  bool Reads(const Page& page) const override;
  Result<Feed> Read(const Page& page) const override;

 private:
  SourceOptions options_;
};

// JSON Feed 1.0 and 1.1, and RSS written in JSON.
class JsonFeedSource : public Source {
 public:
  explicit JsonFeedSource(SourceOptions options) : options_(std::move(options)) {}

  bool Reads(const Page& page) const override;
  Result<Feed> Read(const Page& page) const override;

 private:
  SourceOptions options_;
};

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

// A web page whose links fit the configured patterns: for publishers without any feed.
class PageSource : public Source {
 public:
  explicit PageSource(SourceOptions options) : options_(std::move(options)) {}

  bool Reads(const Page& page) const override;
  Result<Feed> Read(const Page& page) const override;

 private:
  SourceOptions options_;
};

// Whether `path` fits `pattern` ('*' any run, '?' any one character). Linear in both for any
// pattern.
bool FitsPattern(std::string_view text, std::string_view pattern);

}  // namespace claimwatch
