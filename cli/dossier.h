// A dossier: all that the store knows of some articles on one page that opens without a network,
// for a person who has to judge it, print it, or hand it on.
#pragma once

#include <string>
#include <vector>

#include "cli/log_leaf.h"
#include "core/alert.h"
#include "core/result.h"
#include "core/time.h"
#include "storage/store.h"

namespace claimwatch {

// One article with everything that is shown of it.
struct DossierArticle {
  ArticleRecord record;
  std::vector<Version> versions = {};                     // oldest first
  std::vector<std::vector<FindingRecord>> findings = {};  // of the version at the same place
  std::vector<LogLeaf> leaves = {};  // the same; empty when the log is too long to be read for it
  std::vector<Alert> alerts = {};    // by sequence
};

struct Dossier {
  std::string title;
  Time made{};
  std::vector<DossierArticle> articles = {};
};

// Reads one article for a dossier. `alerts` are those to be shown of it; of others it takes none.
Result<DossierArticle> ReadDossierArticle(const Store& store, const ArticleRecord& record,
                                          const std::vector<Alert>& alerts);

// The page: for each article its timeline, alerts, findings with reasons, figures side by side,
// changed words and hashes; then how to verify them. Same dossier, same bytes.
std::string DossierPage(const Dossier& dossier);

}  // namespace claimwatch
