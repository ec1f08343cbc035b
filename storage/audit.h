// A check of everything a store holds: hashes, both chains, counters and the anchor.
//
// An Audit reads one consistent view and changes nothing. It goes on after a problem, so that the
// report says how much is affected.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "core/digest.h"
#include "storage/anchor.h"
#include "storage/engine.h"
#include "storage/records.h"
#include "storage/store.h"

namespace claimwatch {

// Everything given is borrowed for the life of the Audit. One thread, one Run.
class Audit {
 public:
  // `anchor` must not be younger than what the engine shows; nullopt: there is none to compare.
  Audit(const Engine& engine, std::optional<Anchor> anchor, const Progress& progress);

  // Damage is in the report, not an error; an error means that something could not be read at all.
  Result<VerifyReport> Run();

 private:
  // Where an article's own chain stands.
  struct Last {
    std::uint32_t number = 0;
    Digest leaf{};
  };

  void Problem(const std::string& what);
  void Advance();
  void CheckAnchor(const Head& head);
  void CheckChain(const Head& head);
  // Empty when the entry and everything it commits to are whole.
  std::string CheckEntry(std::uint64_t index, const ChainEntry& entry);
  std::string CheckVersion(const ChainRecord& record);
  std::string CheckCapture(std::string_view id, std::string_view bytes);
  bool IsWithheld(std::string_view raw_hash) const;
  void CheckOtherCaptures();
  void CheckArticles(const Head& head);
  void CheckAlerts(const Head& head);

  const Engine& engine_;
  std::optional<Anchor> anchor_;
  const Progress& progress_;
  VerifyReport report_;
  std::uint64_t done_ = 0;  // records looked at, for Progress
  std::uint64_t total_ = 0;
  std::vector<Digest> frontier_;              // of the tree over the leaves read so far
  std::map<std::string, Last> articles_;      // by id
  std::unordered_set<std::string> captures_;  // looked at with their version
};

}  // namespace claimwatch
