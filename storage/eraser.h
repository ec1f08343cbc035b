// What an erasure changes, as one batch.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "storage/blank_alert.h"
#include "storage/disk_store.h"
#include "storage/erasure.h"
#include "storage/purge.h"

namespace claimwatch {

// Collects into a turn what takes the words of the chosen versions out of everything that shows
// them. One Run; all arguments are borrowed, and the store's mutex is held.
class DiskStore::Eraser {
 public:
  Eraser(const DiskStore& store, const ErasureOrder& order, Turn& turn);

  // What `turn` will have done when it is committed.
  Result<ErasureReport> Run();

 private:
  // The text, the response, the record of it.
  Status Choose();
  bool IsOurs(std::string_view article_id, std::uint32_t number) const;
  Status EachRecord(const std::function<Status(const ChainEntry&)>& visit) const;
  Status ReadLog();
  Status FindRefused();
  Status SpareBaselines();
  Status Repack(Family family, const std::string& key, const std::set<std::string>& gone,
                std::string& base);
  Status DropTexts();
  Status DropBodies();
  Status ReplaceBaseBody(const std::string& id, const std::string& base);
  Status PutRecords();
  Status OweFiles();

  // What was made from the text and quotes it.
  Status DropFindings();
  Status DropFindingsOf(std::uint32_t number, bool against_previous);
  // Whether what version `number` is known to say may be in words that go. `fingerprint` of the
  // claim, or some of its digits.
  bool Quotes(std::string_view article_id, std::uint32_t number,
              std::string_view fingerprint) const;
  Status BlankClaims();
  Status BlankClaim(const std::string& key, std::string_view value);
  Status BlankSuppressed();
  Status BlankArticle();
  Status DropBeside();
  Status DropTerms(const std::vector<std::string>& terms);
  Status DropPosting(std::string_view key, std::string_view value, std::uint64_t ordinal);
  Status BlankAlerts();
  Status BlankOne(const std::string& key, std::string_view value);

  const DiskStore& store_;
  const Engine& engine_;
  const ErasureOrder& order_;
  Turn& turn_;
  ErasureReport report_;
  StoredArticle article_;
  std::vector<std::uint32_t> by_time_;                       // all numbers of the article
  bool whole_ = false;                                       // whether no version of it is left
  std::map<std::uint32_t, Version> doomed_;                  // by number
  std::map<std::uint32_t, Digest> leaves_;                   // of their records in the log
  std::set<std::string> hashes_;                             // of their responses
  std::set<std::string> shared_;                             // those that another version has
  std::set<std::string> gone_;                               // the others
  std::set<std::string> repacked_;                           // keys of this turn
  std::map<std::string, std::vector<std::string>> holders_;  // responses, by article
  // Versions that stay and were edited from one that goes; the claims each has against a baseline.
  std::map<std::uint32_t, std::set<std::string>> unhurt_;
  std::vector<BlankedAlert> blanked_;
  KeyRange claims_;
  KeyRange states_;
  KeyRange postings_;
  KeyRange alerts_{Family::kAlerts, "", ""};
};

}  // namespace claimwatch
