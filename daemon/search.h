// Finding versions by what they say: words in any form, phrases, figures in any writing, in
// English, Russian and Chinese (plugins/read/terms).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "core/text.h"
#include "storage/store.h"

namespace claimwatch {

struct SearchQuery {
  std::string text;  // as ReadSearch takes it
  // Which articles; `since` and `until` ask when the version that says it was retrieved, and
  // `limit` for how many hits (0 = all).
  ArticleQuery filter;
};

// One article that says it.
struct SearchHit {
  ArticleRecord article;
  std::uint32_t version = 0;  // the newest that says it: later ones do not
  std::string url;            // of that version as it came; the article's is canonical
  std::uint32_t latest = 0;   // version of the article
  Time retrieved{};           // of `version`
  double score = 0;
  std::string snippet;      // of its title or text, one line, with "…" where it was cut
  std::vector<Span> marks;  // what was found in it, bytes of the snippet, in order
};

struct SearchAnswer {
  std::vector<SearchHit> hits;  // the best first; of equal ones the last changed
  std::uint64_t found = 0;      // articles, of which `hits` are the best
  bool newest_only = false;     // so many articles have the terms that only the newest were read
  bool behind = false;          // the index lacks more versions than could be read without it
};

// Reads at most some thousand texts. kInvalid when there is nothing in the query to search for.
Result<SearchAnswer> Search(const Store& store, const SearchQuery& query);

}  // namespace claimwatch
