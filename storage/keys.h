// The keys of the index family. Each kind of record has a letter in front, so that one kind is one
// range; numbers are big endian, so that the order of bytes is the order of numbers.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace claimwatch::keys {

std::string BigEndian32(std::uint32_t number);
std::string BigEndian64(std::uint64_t number);
// kInvalid bytes read as 0.
std::uint32_t ReadBigEndian32(std::string_view bytes);
std::uint64_t ReadBigEndian64(std::string_view bytes);

inline constexpr std::string_view kBaselines = "baseline/";  // of states: daemon/topics
inline constexpr std::string_view kSchema = "!schema";
inline constexpr std::string_view kMigrating = "!migrating";
inline constexpr std::string_view kHead = "!head";  // counters, chain, last alert
inline constexpr std::string_view kArticles = "a";
inline constexpr std::string_view kAliases = "u";
inline constexpr std::string_view kClaims = "c";
inline constexpr std::string_view kOwed = "o";
inline constexpr std::string_view kStates = "s";
inline constexpr std::string_view kCursors = "k";
inline constexpr std::string_view kAlertIds = "i";
inline constexpr std::string_view kCaptures = "p";
inline constexpr std::string_view kChain = "h";

std::string Article(std::string_view id);
std::string Alias(std::string_view canonical_url);
std::string EntryId(std::string_view source, std::string_view entry_id);
// The number of the version that has this text.
std::string TextHash(std::string_view article, std::string_view tagged_hash);
std::string LastSeen(std::string_view article, std::uint32_t number);
std::string Capture(std::string_view id);
std::string Claim(std::string_view fingerprint);
std::string Sightings(std::string_view fingerprint);  // prefix
std::string Sighting(std::string_view fingerprint, std::uint64_t index);
// Present when this version's sighting of the claim was counted.
std::string Sighted(std::string_view fingerprint, std::string_view article, std::uint32_t number);
std::string AllFindings(std::string_view article);                     // prefix
std::string Findings(std::string_view article, std::uint32_t number);  // prefix
std::string Finding(std::string_view article, std::uint32_t number, std::uint32_t index);
std::string Owed(std::string_view article, std::uint32_t number);
std::string State(std::string_view key);
std::string Cursor(std::string_view sink);
std::string AlertId(std::string_view id);
// Why a body is not kept any more; present only then.
std::string Withheld(std::string_view raw_hash);
// Sequence and leaf hash of the last alert that was dropped.
inline constexpr std::string_view kAlertFloor = "!alertfloor";
std::string Chain(std::uint64_t index);
// What is kept in an erased version's place, and where the chain of those records ends.
inline constexpr std::string_view kErased = "!erased";
inline constexpr std::string_view kPurge = "!purge";  // where bytes of erased records may still be
std::string Erasures(std::string_view article);       // prefix; of all when it is empty
std::string Erasure(std::string_view article, std::uint32_t number);
// The search index: how far it goes and by which rules; an article's first version record; a term's
// postings, of one batch each.
inline constexpr std::string_view kIndexed = "!indexed";
inline constexpr std::string_view kOrdinals = "x";
inline constexpr std::string_view kPostings = "w";
std::string Ordinal(std::string_view article);
std::string Postings(std::string_view term);  // prefix
std::string Posting(std::string_view term, std::uint64_t upto);

// The sketch of an article's latest text, and the articles that have one hash of it.
std::string Sketch(std::string_view article);
std::string Alikes(std::uint64_t hash);  // prefix
std::string Alike(std::uint64_t hash, std::string_view article);

// Family kVersions.
std::string Version(std::string_view article, std::uint32_t number);
// The same version as a later extractor reads it.
std::string Reading(std::string_view article, std::uint32_t number);
// Family kAlerts.
std::string Alert(std::uint64_t sequence);

}  // namespace claimwatch::keys
