// Title, authors, times and the rest: what a page says about its article, and whom to believe.
//
// Each fact has an order of sources, the first that says something sensible wins; the order stands
// at the function that reads it. JSON-LD is written for machines and is believed before the visible
// page for times and authors; the visible headline is believed before every other title, because
// metadata may be of yesterday.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/time.h"
#include "core/url.h"
#include "plugins/extract/block.h"
#include "plugins/extract/dom.h"
#include "plugins/extract/jsonld.h"

namespace claimwatch {

// Members as in core/article.h.
struct Metadata {
  std::string title;
  std::string standfirst;
  std::vector<std::string> authors;
  std::vector<std::string> tags;
  std::string publisher;
  std::optional<Time> published;
  std::optional<Time> modified;
  std::string language;
  std::string url;
  std::optional<bool> free;
};

// `url` is where the page came from, or empty.
Metadata ReadMetadata(const Dom& dom, const LinkedArticle& linked, const Url& url);

// The visible headline (h1), mended by JSON-LD and og:title where they say the same with better
// separators or both with the kicker; without one JSON-LD headline, og:title, <title> without the
// name of the site.
std::string ReadTitle(const Dom& dom, const LinkedArticle& linked);

// JSON-LD author, <meta> author, itemprop, rel=author, byline elements, the lines under the
// headline that says `title`. A site that signs its pages itself counts when nobody else does.
std::vector<std::string> ReadAuthors(const Dom& dom, const LinkedArticle& linked,
                                     const std::string& title);

// JSON-LD, <meta>, itemprop, <time>, the path of the address (with the time of the visible date
// line when that says the same day), the visible date line.
std::optional<Time> ReadPublished(const Dom& dom, const LinkedArticle& linked, const Url& url);
std::optional<Time> ReadModified(const Dom& dom, const LinkedArticle& linked);

// The tags, sections and keywords of <meta> in the order of the page, then keywords, about,
// articleSection and mentions of JSON-LD: each once, in this order. The first few: a page that
// names everything is about nothing.
std::vector<std::string> ReadTags(const Dom& dom, const LinkedArticle& linked);

// What one element says: its datetime, its content, its words.
std::optional<Time> DateOf(const Dom& dom, NodeId id);

// "en-US" → "en"; empty when it is no language tag.
std::string PrimaryLanguage(std::string_view tag);

// Whether a text may be of that language by its script: a page that says "en" over Chinese text is
// not believed. True for languages of scripts we do not tell apart and for very short texts.
bool LanguageFits(std::string_view language, std::string_view text);

}  // namespace claimwatch
