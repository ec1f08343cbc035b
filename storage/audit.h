// A check of everything a store holds: hashes, both chains, counters and the anchor.
//
// An Audit reads one consistent view and changes nothing. It goes on after a problem, so that the
// report says how much is affected.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "core/digest.h"
#include "storage/anchor.h"
#include "storage/blank_alert.h"
#include "storage/engine.h"
#include "storage/log_head.h"
#include "storage/records.h"
#include "storage/store.h"

namespace claimwatch {

struct StoredErasure;  // storage/erasure.h

// The anchor as one more head from outside.
Witness AnchorWitness(const Anchor& anchor);

// Engine and progress are borrowed for the life of the Audit. One thread, one Run.
class Audit {
 public:
  // `witnesses`, in any order, must not be younger than what the engine shows.
  Audit(const Engine& engine, std::vector<Witness> witnesses, const Progress& progress);

  // Damage is in the report, not an error; an error means that something could not be read at all.
  Result<VerifyReport> Run();

 private:
  // Where an article's own chain stands.
  struct Last {
    std::uint32_t number = 0;
    Digest leaf{};
  };

  // What one order erased, so far as it is told by its records.
  struct Order {
    NumberedVersions versions;
    Time when{};
  };

  // An alert without its words, and the order that took them last.
  struct Blanked {
    std::uint64_t sequence = 0;
    std::string leaf;  // as it was raised
    Digest blank{};
    std::size_t order = 0;  // in orders_
  };

  void Problem(const std::string& what);
  void Advance();
  // That the store is at least as long as every witness says.
  void CheckEnd(const Head& head);
  void CheckChain(const Head& head);
  // Empty when the entry and everything it commits to are whole.
  std::string CheckEntry(std::uint64_t index, const ChainEntry& entry);
  // Whether the log up to record `index` is the one that the witnesses of this length name.
  std::string HearWitnesses(std::uint64_t index, const Digest& root);
  std::string CheckVersion(const ChainRecord& record, const Digest& leaf);
  // Of a version whose text is not there: that it was erased on purpose.
  std::string CheckErased(const ChainRecord& record, const Digest& leaf);
  std::string CheckCaptureOf(const ChainRecord& record, const std::string& capture_id);
  // That the records of erasure are those that were written, all of them.
  void CheckErasures();
  void NoteBlanked(const StoredErasure& stored);
  std::string HearWitnessesOfErasure(std::uint64_t sequence, const Digest& leaf) const;
  std::string CheckCapture(std::string_view id, std::string_view bytes);
  bool IsWithheld(std::string_view raw_hash) const;
  void CheckOtherCaptures();
  void CheckArticles(const Head& head);
  void CheckAlerts(const Head& head);
  // Of an alert whose words were erased: that it is what was left in its place, and without words.
  std::string CheckBlanked(const Json& record, std::string_view bytes, const Blanked& blanked,
                           std::string_view before) const;
  // "" or what is wrong with one alert; `leaf` is that of the alert before it and moves on.
  std::string CheckAlert(std::uint64_t sequence, std::string& leaf) const;
  std::string CheckHeadOf(const Json& alert) const;
  std::string HearWitnessesOf(std::uint64_t sequence, std::string_view leaf) const;

  const Engine& engine_;
  const Progress& progress_;
  VerifyReport report_;
  std::uint64_t done_ = 0;  // records looked at, for Progress
  std::uint64_t total_ = 0;
  std::vector<Witness> witnesses_;                                // by the length of the log
  std::unordered_multimap<std::uint64_t, std::size_t> by_alert_;  // those that name one's leaf
  std::size_t heard_ = 0;                                         // so many of them
  std::uint64_t vouched_ = 0;                           // records, by the last witness that agreed
  bool contradicted_ = false;                           // by the one after it
  std::vector<Digest> frontier_;                        // of the tree over the leaves read so far
  std::map<std::string, Last> articles_;                // by id
  std::unordered_set<std::string> captures_;            // looked at with their version
  std::unordered_set<std::string> erased_;              // keys of the records that stand for a text
  std::vector<Order> orders_;                           // to erase
  std::unordered_map<std::uint64_t, Blanked> blanked_;  // by sequence
};

}  // namespace claimwatch
