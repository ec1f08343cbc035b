#include "storage/sketch.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "core/text.h"
#include "storage/codec.h"
#include "storage/keys.h"

namespace claimwatch {
namespace {

constexpr std::size_t kRun = 4;         // words, or Han characters
constexpr std::size_t kLeastRuns = 24;  // a shorter text is like too many others
constexpr std::size_t kKeys = 8;
constexpr std::uint8_t kFormat = 1;
constexpr std::uint64_t kStart = 14695981039346656037ULL;  // FNV-1a, 64 bits
constexpr std::uint64_t kPrime = 1099511628211ULL;

std::uint64_t Mix(std::uint64_t hash, std::uint64_t value) {
  return (hash ^ value) * kPrime;
}

// FNV leaves the high bits too regular to take minima of (finaliser of MurmurHash3).
std::uint64_t Spread(std::uint64_t hash) {
  hash ^= hash >> 33U;
  hash *= 0xff51afd7ed558ccdULL;
  hash ^= hash >> 33U;
  hash *= 0xc4ceb9fe1a85ec53ULL;
  return hash ^ (hash >> 33U);
}

// Hashes of the words of one text as they come, and of each run of them.
class Runs {
 public:
  void AddWord(std::uint64_t word) {
    last_.at(count_++ % kRun) = word;
    if (count_ >= kRun) {
      std::uint64_t run = kStart;
      for (std::size_t i = 0; i < kRun; ++i) {
        run = Mix(run, last_.at((count_ + i) % kRun));
      }
      hashes_.push_back(Spread(run));
    }
  }

  std::vector<std::uint64_t> Take() && { return std::move(hashes_); }

 private:
  std::array<std::uint64_t, kRun> last_{};
  std::size_t count_ = 0;
  std::vector<std::uint64_t> hashes_;
};

// The letter (of ASCII in lower case) or digit at `at`, 0 for what does not count; moves `at` on.
// ASCII by hand: it is most of what there is, and decoding it would be most of the time.
char32_t NextCounted(std::string_view text, std::size_t& at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte < 0x80) {
    ++at;
    const bool upper = byte >= 'A' && byte <= 'Z';
    const unsigned char lower = upper ? byte + ('a' - 'A') : byte;
    return (lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9') ? lower : 0;
  }
  const char32_t point = NextCodePoint(text, at);
  return IsCjk(point) || IsLetter(point) || IsDigit(point) ? point : 0;
}

// Chinese has no spaces: each of its characters is a word.
void AddText(std::string_view text, Runs& runs) {
  std::uint64_t word = kStart;
  const auto end_word = [&] {
    if (word != kStart) {
      runs.AddWord(word);
      word = kStart;
    }
  };
  for (std::size_t at = 0; at < text.size();) {
    const char32_t point = NextCounted(text, at);
    if (point != 0 && !IsCjk(point)) {
      word = Mix(word, point);
      continue;
    }
    end_word();
    if (point != 0) {
      runs.AddWord(Mix(kStart, point));
    }
  }
  end_word();
}

}  // namespace

Sketch SketchOf(const Article& article) {
  Runs runs;
  for (const std::string& paragraph : article.paragraphs) {
    AddText(paragraph, runs);
  }
  Sketch hashes = std::move(runs).Take();
  if (hashes.size() < kLeastRuns) {
    return {};
  }
  std::sort(hashes.begin(), hashes.end());
  hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
  hashes.resize(std::min(hashes.size(), kSketchSize));
  return hashes;
}

// Of the smallest hashes of both together, the share that both have.
double Likeness(const Sketch& a, const Sketch& b) {
  Sketch all;
  std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(all));
  all.resize(std::min(all.size(), kSketchSize));
  const auto both = std::count_if(all.begin(), all.end(), [&](std::uint64_t hash) {
    return std::binary_search(a.begin(), a.end(), hash) &&
           std::binary_search(b.begin(), b.end(), hash);
  });
  return all.empty() ? 0 : static_cast<double>(both) / static_cast<double>(all.size());
}

std::span<const std::uint64_t> KeysOf(const Sketch& sketch) {
  return std::span(sketch).first(std::min(sketch.size(), kKeys));
}

Result<Sketch> ReadSketch(const Engine& engine, std::string_view article_id) {
  const std::optional<std::string> bytes =
      CW_TRY(engine.Get(Family::kIndex, keys::Sketch(article_id)));
  return bytes ? DecodeSketch(*bytes) : Sketch();
}

void ReplaceSketch(Batch& batch, std::string_view article_id, const Sketch& before,
                   const Sketch& now) {
  for (const std::uint64_t hash : KeysOf(before)) {
    batch.Delete(Family::kIndex, keys::Alike(hash, article_id));
  }
  for (const std::uint64_t hash : KeysOf(now)) {
    batch.Put(Family::kIndex, keys::Alike(hash, article_id), "");
  }
  batch.Put(Family::kIndex, keys::Sketch(article_id), EncodeSketch(now));
}

std::string EncodeSketch(const Sketch& sketch) {
  RecordWriter writer(kFormat);
  writer.Number(sketch.size());
  for (const std::uint64_t hash : sketch) {
    writer.Number(hash);
  }
  return std::move(writer).Take();
}

Result<Sketch> DecodeSketch(std::string_view bytes) {
  RecordReader reader(bytes, kFormat);
  Sketch sketch(std::min(reader.Count(), kSketchSize));
  for (std::uint64_t& hash : sketch) {
    hash = reader.Number();
  }
  if (!reader.Done() || !std::is_sorted(sketch.begin(), sketch.end())) {
    return Error(Errc::kCorrupt, "a damaged sketch of a text");
  }
  return sketch;
}

}  // namespace claimwatch
