// How stored versions are written for others: one class per format, chosen by its name.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "cli/sheet.h"
#include "core/result.h"
#include "core/time.h"
#include "storage/store.h"

namespace claimwatch {

// Writes article after article into a sheet. One thread; the store must outlive it.
class Exporter {
 public:
  Exporter() = default;
  Exporter(const Exporter&) = delete;
  Exporter& operator=(const Exporter&) = delete;
  virtual ~Exporter() = default;

  // What stands before the first article.
  virtual void Begin(Sheet& sheet) = 0;
  // An article with all its versions, oldest first. Errors are the store's.
  virtual Status Write(const ArticleRecord& article, Sheet& sheet) = 0;
  // What stands behind the last one.
  virtual Status End(Sheet& sheet) = 0;
};

// What an exporter needs to know beside its format.
struct ExportFacts {
  const Store& store;
  Time made;         // of the export
  std::string file;  // that it is written to, without its folder; empty: standard output
};

// "jsonl", "json", "csv", "warc", "html", "claimreview".
std::vector<std::string> ExportFormats();

// kInvalid when there is no such format; the message names those that are.
Result<std::unique_ptr<Exporter>> MakeExporter(std::string_view format, ExportFacts facts);

}  // namespace claimwatch
