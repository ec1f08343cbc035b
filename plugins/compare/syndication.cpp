#include "plugins/compare/syndication.h"

#include <algorithm>
#include <iterator>

#include "plugins/read/phrases.h"

namespace claimwatch {
namespace {

constexpr std::size_t kWords = 5;  // in a shingle
constexpr std::size_t kSigns = 8;  // … of Chinese
constexpr std::size_t kMostWords = 20'000;
constexpr double kCopyFrom = 0.4;

// FNV-1a: the same on every machine, unlike std::hash.
constexpr std::uint64_t kOffset = 14695981039346656037U;
constexpr std::uint64_t kPrime = 1099511628211U;

std::uint64_t Mixed(std::uint64_t hash, std::string_view word) {
  for (const char byte : word) {
    hash = (hash ^ static_cast<unsigned char>(byte)) * kPrime;
  }
  return (hash ^ 0xFFU) * kPrime;  // "ab c" is not "a bc"
}

}  // namespace

std::vector<std::uint64_t> ShinglesOf(std::string_view text) {
  std::vector<Word> words = SplitWords(text, 0);
  words.resize(std::min(words.size(), kMostWords));
  std::vector<std::uint64_t> shingles;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::size_t length = words[i].cjk ? kSigns : kWords;
    if (i + length > words.size()) {
      continue;
    }
    std::uint64_t hash = kOffset;
    for (std::size_t k = 0; k < length; ++k) {
      hash = Mixed(hash, words[i + k].plain);
    }
    shingles.push_back(hash);
  }
  std::sort(shingles.begin(), shingles.end());
  shingles.erase(std::unique(shingles.begin(), shingles.end()), shingles.end());
  return shingles;
}

double Containment(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
  if (a.empty() || b.empty()) {
    return 0;
  }
  std::vector<std::uint64_t> common;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(common));
  return static_cast<double>(common.size()) / static_cast<double>(std::min(a.size(), b.size()));
}

bool AreSyndicated(std::string_view a, std::string_view b) {
  return Containment(ShinglesOf(a), ShinglesOf(b)) >= kCopyFrom;
}

}  // namespace claimwatch
