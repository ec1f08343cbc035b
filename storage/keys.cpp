#include "storage/keys.h"

namespace claimwatch::keys {
namespace {

constexpr unsigned kByte = 8;

template <typename Number>
std::string BigEndian(Number number) {
  std::string bytes(sizeof(Number), '\0');
  for (std::size_t i = bytes.size(); i > 0; --i) {
    bytes[i - 1] = static_cast<char>(number & 0xFFU);
    number >>= kByte;
  }
  return bytes;
}

template <typename Number>
Number ReadBigEndian(std::string_view bytes) {
  Number number = 0;
  if (bytes.size() == sizeof(Number)) {
    for (const char byte : bytes) {
      number = static_cast<Number>(number << kByte) | static_cast<std::uint8_t>(byte);
    }
  }
  return number;
}

// A zero byte parts two texts of any length; it cannot be in either (ids, hashes, source names) or
// the second one is last.
std::string Joined(char kind, std::string_view first, std::string_view second) {
  std::string key(1, kind);
  key.append(first).append(1, '\0').append(second);
  return key;
}

std::string Keyed(std::string_view kind, std::string_view rest) {
  return std::string(kind).append(rest);
}

}  // namespace

std::string BigEndian32(std::uint32_t number) {
  return BigEndian(number);
}

std::string BigEndian64(std::uint64_t number) {
  return BigEndian(number);
}

std::uint32_t ReadBigEndian32(std::string_view bytes) {
  return ReadBigEndian<std::uint32_t>(bytes);
}

std::uint64_t ReadBigEndian64(std::string_view bytes) {
  return ReadBigEndian<std::uint64_t>(bytes);
}

std::string Article(std::string_view id) {
  return Keyed(kArticles, id);
}

std::string Alias(std::string_view canonical_url) {
  return Keyed(kAliases, canonical_url);
}

std::string EntryId(std::string_view source, std::string_view entry_id) {
  return Joined('e', source, entry_id);
}

std::string TextHash(std::string_view article, std::string_view tagged_hash) {
  return Joined('t', article, tagged_hash);
}

std::string LastSeen(std::string_view article, std::uint32_t number) {
  return Joined('z', article, BigEndian(number));
}

std::string Capture(std::string_view id) {
  return Keyed(kCaptures, id);
}

std::string Claim(std::string_view fingerprint) {
  return Keyed(kClaims, fingerprint);
}

std::string Sightings(std::string_view fingerprint) {
  return Joined('g', fingerprint, "");
}

std::string Sighting(std::string_view fingerprint, std::uint64_t index) {
  return Joined('g', fingerprint, BigEndian(index));
}

std::string Sighted(std::string_view fingerprint, std::string_view article, std::uint32_t number) {
  return Joined('m', fingerprint, std::string(article) + BigEndian(number));
}

std::string AllFindings(std::string_view article) {
  return Joined('f', article, "");
}

std::string Findings(std::string_view article, std::uint32_t number) {
  return Joined('f', article, BigEndian(number));
}

std::string Finding(std::string_view article, std::uint32_t number, std::uint32_t index) {
  return Findings(article, number) + BigEndian(index);
}

std::string Owed(std::string_view article, std::uint32_t number) {
  return std::string(kOwed).append(article) + BigEndian(number);
}

std::string State(std::string_view key) {
  return Keyed(kStates, key);
}

std::string Cursor(std::string_view sink) {
  return Keyed(kCursors, sink);
}

std::string Withheld(std::string_view raw_hash) {
  return Keyed("b", raw_hash);
}

std::string AlertId(std::string_view id) {
  return Keyed(kAlertIds, id);
}

std::string Chain(std::uint64_t index) {
  return Keyed(kChain, BigEndian(index));
}

std::string Erasures(std::string_view article) {
  return Keyed("d", article);
}

std::string Erasure(std::string_view article, std::uint32_t number) {
  return Erasures(article) + BigEndian(number);
}

std::string Ordinal(std::string_view article) {
  return Keyed(kOrdinals, article);
}

std::string Postings(std::string_view term) {
  return Joined(kPostings.front(), term, "");
}

std::string Posting(std::string_view term, std::uint64_t upto) {
  return Joined(kPostings.front(), term, BigEndian(upto));
}

std::string Version(std::string_view article, std::uint32_t number) {
  return std::string(article) + BigEndian(number);
}

std::string Reading(std::string_view article, std::uint32_t number) {
  return Version(article, number) + "r";
}

std::string Sketch(std::string_view article) {
  return Keyed("y", article);
}

std::string Alikes(std::uint64_t hash) {
  return Keyed("q", BigEndian(hash));
}

std::string Alike(std::uint64_t hash, std::string_view article) {
  return Alikes(hash).append(article);
}

std::string Alert(std::uint64_t sequence) {
  return BigEndian(sequence);
}

}  // namespace claimwatch::keys
