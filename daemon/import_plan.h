// What is in a set of WARC files: which pages, in which order. The first of two looks, which reads
// the heads of the records only; daemon/import is the second.
//
// Tools that write archives work in parallel and rotate files, so the order of the records is not
// the order in which the pages were fetched; and a revisit ("the same bytes as that time") may
// stand before what it refers to, or in another file.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/result.h"
#include "core/time.h"
#include "storage/store.h"
#include "storage/warc_reader.h"

namespace claimwatch {

// A record of one of the files.
struct WarcSpot {
  std::size_t file = 0;  // index in the list of files
  WarcPlace place;
};

struct ArchivedPage {
  WarcSpot spot;
  std::optional<WarcSpot> original;  // of a revisit: where its body is
  Time date{};
};

struct ImportPlan {
  std::vector<ArchivedPage> pages;    // HTML with status 200, the oldest first
  std::uint64_t records = 0;          // of all kinds
  std::uint64_t others = 0;           // answers that are no pages: images, errors, redirects
  std::uint64_t problem_count = 0;    // damaged records, revisits of what is not there
  std::vector<std::string> problems;  // the first 100, each with file and offset
};

// kNotFound, kIo: a file that cannot be opened; kLimit: more than two million answers at once.
// `progress` counts bytes of the files; may be empty.
Result<ImportPlan> PlanImport(const std::vector<std::filesystem::path>& files,
                              const Progress& progress);

}  // namespace claimwatch
