// WARC files into the store, as earlier versions of articles.
//
// Each page goes the way of one that was fetched: extraction, the quality gate, the shrink guard, a
// version when its text is new, analysis. Two things differ. It was fetched when the archive says,
// so its version takes its place in time (storage/order), and its source is "import"
// (storage/import_mark). And nothing of it alerts or enters the claim ledger: what the past said is
// shown in `log` and `show`, and must neither wake anybody up nor make a live page that says the
// same look like old news.
//
// Importing again adds nothing. A run that was broken off is completed by the next one.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "config/config.h"
#include "core/clock.h"
#include "core/result.h"
#include "daemon/topics.h"
#include "storage/store.h"

namespace claimwatch {

class Parser;    // plugins/parser.h
class Registry;  // plugins/registry.h

enum class ImportWrite {
  kYes,
  kDry  // the store is only read; what the shrink guard and the rules of identity would still say
        // is not foreseen, so its counts are upper bounds
};

struct ImportReport {
  std::uint64_t records = 0;  // of the files, of all kinds
  std::uint64_t pages = 0;    // HTML among them
  std::uint64_t others = 0;   // answers that are no pages
  std::uint64_t new_articles = 0;
  std::uint64_t versions = 0;  // stored, first ones of new articles among them
  std::uint64_t earlier = 0;   // of these: older than what the store had of the article
  std::uint64_t known = 0;     // texts that were there already
  std::uint64_t refused = 0;   // by the quality gate, or no article
  std::uint64_t problem_count = 0;
  std::vector<std::string> problems;  // damage, the first 100 with file and offset
  std::vector<std::string> refusals;  // the first 100, with address and reason
};

// What an import works with; all must outlive the call. `topics` are those of `config`.
struct ImportHouse {
  const Config& config;
  const std::vector<Topic>& topics;
  const Registry& plugins;
  Store& store;
  const Clock& clock;
  Parser& parser;
};

struct ImportTask {
  std::vector<std::filesystem::path> files;
  ImportWrite write = ImportWrite::kYes;
  Progress scanning;   // bytes; may be empty
  Progress importing;  // pages; may be empty
};

// kNotFound: a file is not there, and nothing was done. kIo: the disk refused a write; what was
// stored before stays.
Result<ImportReport> ImportWarc(const ImportHouse& house, const ImportTask& task);

}  // namespace claimwatch
