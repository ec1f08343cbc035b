// Erasing for good: what was removed, what an order to remove says, and what came of it.
//
// An erasure takes a version's words out of the store and leaves its hashes, so that the log, its
// proofs and the alerts' chain still hold. What it was, when, by whom and why is a record of its
// own that stays.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/article.h"
#include "core/digest.h"
#include "core/result.h"
#include "core/time.h"
#include "storage/store.h"

namespace claimwatch {

class Engine;  // storage/engine.h

// What stands where words were that are gone.
inline constexpr std::string_view kErasedText = "(erased)";

// That the text of a version was removed, and what is still known of it.
struct Erasure {
  std::string article_id;
  std::uint32_t number = 0;
  Time when{};
  std::string reason;
  std::string by;
  Time retrieved{};
  std::string source;
  std::string raw_hash;  // "sha256:…"; the log commits to both
  std::string text_hash;
  std::string capture_id;
};

// "erased on 2026-03-01T09:00:00Z by anna because …", for people.
std::string ErasedWords(const Erasure& erasure);

// `version`, as read of `article_id`@`number`; nullopt when it was erased. One that is lost is
// kNotFound.
Result<std::optional<Version>> UnlessErased(const Store& store, std::string_view article_id,
                                            std::uint32_t number, Result<Version> version);

// Whether it is done, or only told what would be.
enum class Erasing { kLook, kDo };

// What goes beside the texts: it is known to whoever keeps his own records in the store.
struct ErasedBeside {
  // What the search index knows this article by only because of these versions.
  std::vector<std::string> terms;
  // State records that quote them, as they shall be from now on.
  std::vector<StateRecord> states;
};

struct ErasureReport;

struct ErasureOrder {
  std::string article_id;
  std::vector<std::uint32_t> numbers;
  std::string reason;
  std::string by;
  Time now{};
  Erasing erasing = Erasing::kDo;
  // Asked once, when everything else is known and nothing can change any more: it may read the
  // store and must not write to it. May be empty.
  std::function<Result<ErasedBeside>(const ErasureReport&)> beside;
};

// What an erasure does, and what it leaves.
struct ErasureReport {
  std::vector<std::uint32_t> erased;
  std::vector<Erasure> before;  // were erased earlier; nothing is done
  std::uint64_t bodies = 0;     // raw responses removed
  // "ARTICLE@N" and "baseline/TOPIC/ID" (older ones: "baseline/ID"), whose responses are the same
  // bytes and stay.
  std::vector<std::string> shared;
  std::uint64_t findings = 0;         // removed, with what they quote
  std::uint64_t claims = 0;           // of the ledger whose words are removed
  std::vector<std::uint64_t> alerts;  // whose words are removed; their place in the chain stays
};

// --- records of erasure --------------------------------------------------------------------------
// They stay, chained to each other, so that neither an erasure nor a loss can pass for the other.

// Why a response is not kept, in the record that says so (keys::Withheld).
inline constexpr std::string_view kErasedBody = "erased";

// An alert without its words: what its chain goes on with, and what lies there now.
struct BlankedAlert {
  std::uint64_t sequence = 0;
  std::string leaf;  // "sha256:…" of the alert as it was raised
  Digest blank{};    // of the record's bytes as they are now
};

// What is kept in a version's place.
struct StoredErasure {
  Erasure erasure;
  std::vector<BlankedAlert> alerts;  // of the whole order; with the first version of it
  std::uint64_t sequence = 0;        // of all erasures, from 1
  Digest version_leaf{};             // of the version's record in the log
  Digest previous{};                 // leaf of the erasure before; zeros for the first
};

// Where the chain of erasures ends; its last leaf is zeros when there is none.
struct ErasureEnd {
  std::uint64_t count = 0;
  Digest leaf{};
};

std::string Encode(const StoredErasure& stored);
Result<StoredErasure> DecodeErasure(std::string_view bytes);
// Of the record as encoded.
Digest LeafOf(const StoredErasure& stored);

std::string Encode(const ErasureEnd& end);
Result<ErasureEnd> ReadErasureEnd(const Engine& engine);
// nullopt for a version that was not erased.
Result<std::optional<StoredErasure>> ReadErasure(const Engine& engine, std::string_view article_id,
                                                 std::uint32_t number);
// Of one article, by number; of all when it is empty, in no order.
Result<std::vector<StoredErasure>> ReadErasures(const Engine& engine, std::string_view article_id);

}  // namespace claimwatch
