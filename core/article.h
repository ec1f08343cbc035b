// An article as extracted from a page, and what became of it over time.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/time.h"

namespace claimwatch {

// Whether a page is a real article, 0 (not) … 1 (sure), with the reasons that speak against it in
// words
// ("consent wall", "text ends in mid-sentence").
struct Quality {
  double score = 1.0;
  std::vector<std::string> reasons;
};

struct Article {
  std::string url;  // canonical link if the page names one, else where it came from
  std::string title;
  std::string standfirst;
  std::vector<std::string> authors;
  std::vector<std::string> tags;  // what the page says it is about: keywords, sections, topics
  std::string publisher;
  std::optional<Time> published;
  std::optional<Time> modified;
  std::string language;  // BCP 47 ("en", "zh", "ru"); empty when undecided
  std::vector<std::string>
      paragraphs;  // NFC, white space squeezed, no furniture; digits and signs untouched
  std::string correction_note;  // the publisher's own note about a change, if it prints one
  std::string encoding;         // of the bytes it was read from
  std::optional<bool> free;     // isAccessibleForFree
  Quality quality;
  std::string extractor;  // name and version of what read it: "gumbo-1", "text-1"

  // Paragraphs joined by "\n\n": the text that offsets count in.
  std::string Text() const;
  // Authors joined by ", ".
  std::string Byline() const;
};

// Hash of what makes a version, title and text, as "sha256:…".
std::string TextHash(const Article& article);

// What a feed said about an article, kept with it.
struct FeedFacts {
  std::string source;  // id in the configuration
  std::string entry_id;
  std::string title;
  std::optional<Time> published;
  // The feed listed another article beside it that reads much like it: a likeness of texts under
  // two headlines makes them no one story. Not stored.
  bool beside_alike = false;
};

// The source of every version that `claimwatch import` brought; no source of a configuration may
// have this id.
inline constexpr std::string_view kImportSource = "import";

// One text of an article, as stored. Numbers start at 1 and have no gaps.
struct Version {
  std::string article_id;  // hex, 16 digits
  std::uint32_t number = 0;
  Time retrieved{};        // first fetch that brought this text
  Time last_seen{};        // last fetch that brought it
  std::string source;      // id in the configuration, or kImportSource
  std::string raw_hash;    // "sha256:…" of the response body
  std::string text_hash;   // "sha256:…"
  std::string capture_id;  // of the response it was read from
  Article article;
};

}  // namespace claimwatch
