#include "plugins/extract/phrases.h"

#include "core/result.h"

namespace claimwatch {

std::size_t PhraseSet::BucketOf(std::string_view text) {
  std::size_t key = 0;
  for (const char byte : text.substr(0, kKeyBytes)) {
    key = key * 61 + static_cast<unsigned char>(byte);
  }
  return key % kBuckets;
}

PhraseSet::Id PhraseSet::Add(std::string_view phrase) {
  CW_CHECK(phrase.size() >= kKeyBytes);
  std::vector<Id>& bucket = buckets_[BucketOf(phrase)];
  for (const Id id : bucket) {
    if (phrases_[id] == phrase) {
      return id;
    }
  }
  const auto id = static_cast<Id>(phrases_.size());
  phrases_.push_back(phrase);
  bucket.push_back(id);
  return id;
}

std::vector<bool> PhraseSet::FoundIn(std::string_view text) const {
  std::vector<bool> found(phrases_.size(), false);
  for (; text.size() >= kKeyBytes; text.remove_prefix(1)) {
    for (const Id id : buckets_[BucketOf(text)]) {
      found[id] = found[id] || text.starts_with(phrases_[id]);
    }
  }
  return found;
}

}  // namespace claimwatch
