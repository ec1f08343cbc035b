// Articles with the texts of all their versions as one HTML page that runs nothing and loads
// nothing: to read, print or keep. What was found in them stands in a dossier (cli/dossier).
#pragma once

#include <string>
#include <vector>

#include "core/time.h"
#include "storage/store.h"

namespace claimwatch {

// The page is the opening, a section for each article, and the closing, so that it can be written
// as it is read. `made` is the time of the export.
std::string ArchiveOpening(Time made);
// `versions` are all of the article, oldest first. Same versions, same bytes.
std::string ArchiveSection(const ArticleRecord& record, const std::vector<Version>& versions);
std::string ArchiveClosing();

}  // namespace claimwatch
