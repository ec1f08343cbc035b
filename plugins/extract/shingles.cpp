#include "plugins/extract/shingles.h"

#include <algorithm>

#include "core/text.h"

namespace claimwatch {
namespace {

constexpr std::uint64_t kSeed = 14695981039346656037ULL;
constexpr std::uint64_t kPrime = 1099511628211ULL;
constexpr std::size_t kMaxShingles = 200'000;

bool IsAsciiWord(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

std::uint64_t Mix(std::uint64_t hash, std::uint64_t value) {
  return (hash ^ value) * kPrime;
}

// Runs of `length` words; all words as one run when there are fewer.
std::vector<std::uint64_t> Runs(std::string_view text, std::size_t length) {
  const std::vector<std::uint64_t> words = TextWordHashes(text);
  std::vector<std::uint64_t> runs;
  if (words.empty()) {
    return runs;
  }
  const std::size_t size = std::min(length, words.size());
  for (std::size_t i = 0; i + size <= words.size(); ++i) {
    std::uint64_t hash = kSeed;
    for (std::size_t k = i; k < i + size; ++k) {
      hash = Mix(hash, words[k]);
    }
    runs.push_back(hash);
  }
  return runs;
}

}  // namespace

std::vector<std::uint64_t> TextWordHashes(std::string_view text) {
  std::vector<std::uint64_t> words;
  std::uint64_t hash = kSeed;
  const auto end = [&words, &hash] {
    if (hash != kSeed) {
      words.push_back(hash);
      hash = kSeed;
    }
  };
  std::size_t at = 0;
  while (at < text.size()) {
    const char c = text[at];
    if (static_cast<signed char>(c) >= 0) {
      ++at;
      if (IsAsciiWord(c)) {
        hash = Mix(hash, c >= 'A' && c <= 'Z' ? static_cast<unsigned char>(c | 0x20)
                                              : static_cast<unsigned char>(c));
      } else {
        end();
      }
      continue;
    }
    const char32_t point = NextCodePoint(text, at);
    if (!IsLetter(point) && !IsDigit(point)) {
      end();
      continue;
    }
    hash = Mix(hash, point);
    if (point >= 0x2E80 && IsCjk(point)) {
      end();
    }
  }
  end();
  return words;
}

ShingleSet::ShingleSet(std::string_view text, std::size_t length) : length_(length) {
  std::vector<std::uint64_t> runs = Runs(text, length);
  runs.resize(std::min(runs.size(), kMaxShingles));
  shingles_.insert(runs.begin(), runs.end());
}

double ShingleSet::Cover(std::string_view text) const {
  const std::vector<std::uint64_t> runs = Runs(text, length_);
  const auto shared = std::count_if(runs.begin(), runs.end(),
                                    [this](std::uint64_t run) { return shingles_.contains(run); });
  return runs.empty() ? 0.0 : static_cast<double>(shared) / static_cast<double>(runs.size());
}

double ShingleSet::Alike(std::string_view text) const {
  const std::vector<std::uint64_t> runs = Runs(text, length_);
  const std::unordered_set<std::uint64_t> other(runs.begin(), runs.end());
  const auto shared = std::count_if(other.begin(), other.end(),
                                    [this](std::uint64_t run) { return shingles_.contains(run); });
  const double all =
      static_cast<double>(other.size() + shingles_.size()) - static_cast<double>(shared);
  return all > 0 ? static_cast<double>(shared) / all : 0.0;
}

}  // namespace claimwatch
