// Reading stored versions again from their own bytes, after the extractor has changed: what would
// be different, and giving them the new reading. Nothing here raises an alert.
//
// The service does it by itself for one article at a time: before a page is compared with a latest
// version that another extractor read, that version is read again by the present one, so that an
// upgrade never looks like an edit. The verb `reextract` does it for all of history.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/article.h"
#include "core/result.h"
#include "daemon/site_knowledge.h"
#include "storage/store.h"

namespace claimwatch {

// Whether `version` was read by another extractor than `name`. Whether the knowledge of a site
// shortened the text ("+site") does not count.
bool ReadByAnother(const Version& version, const std::string& name);

// The article that the present extractor reads from the bytes of `version`, with what is known of
// its site. nullopt when the bytes are not kept any more or are no page for it. Same store, same
// answer.
Result<std::optional<Article>> ReadAgain(const Store& store, SiteKnowledge& knowledge,
                                         const Version& version);

// Gives `version` that reading when title or text differ, and answers the version as it is then.
Result<Version> Refresh(Store& store, SiteKnowledge& knowledge, const Version& version);

// One version that reads otherwise now.
struct Difference {
  Version version;  // as readers get it so far
  Article now;
};

struct ReextractReport {
  std::uint64_t versions = 0;  // looked at
  std::uint64_t changed = 0;
  std::uint64_t unreadable = 0;  // bytes gone, or no article in them any more: left as they were
};

// Tells of every difference, in the order of articles and versions; with Rewrite::kYes stores the
// new readings. Called twice it tells the same both times, or nothing the second time after kYes.
enum class Rewrite { kNo, kYes };

struct ReextractTask {
  std::string article_id;  // empty: all
  Rewrite rewrite = Rewrite::kNo;
  std::vector<SiteRule> rules;  // of the configuration
  std::function<void(const Difference&)> tell;
  Progress progress;  // over versions; may be empty
};

Result<ReextractReport> Reextract(Store& store, Parser& parser, const ReextractTask& task);

}  // namespace claimwatch
