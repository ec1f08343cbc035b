// How well two counted nouns name one concept, over word forms and languages: both become glossary
// classes and stems.
#include <algorithm>

#include "plugins/compare/figures.h"
#include "plugins/read/glossary.h"
#include "plugins/read/phrases.h"
#include "plugins/read/synonyms.h"

namespace claimwatch {
namespace {

constexpr double kHeadWeight = 0.7;  // the head says more than all its modifiers

struct Key {
  std::string key;     // class of the glossary, else the stem
  std::string plain;   // last word of it, for the synonyms
  bool known = false;  // the glossary has it
};

std::vector<Key> KeysOf(std::string_view counted) {
  const Glossary& glossary = Glossary::Builtin();
  const std::vector<Word> words = SplitWords(counted, 0);
  std::vector<Key> keys;
  for (std::size_t at = 0; at < words.size();) {
    if (const auto match = glossary.Find(words, at)) {
      keys.push_back({glossary.Entry(match->id).key, words[at + match->length - 1].plain, true});
      at += std::max<std::size_t>(match->length, 1);
      continue;
    }
    keys.push_back({words[at].stem, words[at].plain, false});
    ++at;
  }
  return keys;
}

bool Match(const Key& a, const Key& b) {
  return a.key == b.key || AreSynonyms(a.plain, b.plain);
}

bool Contains(const std::vector<Key>& keys, const Key& wanted) {
  return std::any_of(keys.begin(), keys.end(),
                     [&wanted](const Key& key) { return Match(key, wanted); });
}

// In Russian the head stands before its genitive ("города-побратимы"), elsewhere last.
const Key& HeadOf(const std::vector<Key>& keys) {
  return keys.back();
}

// Words of two scripts that no table connects: nothing can be said about them.
bool Incomparable(const Key& a, const Key& b) {
  const auto latin = [](const std::string& word) {
    return !word.empty() && static_cast<unsigned char>(word.front()) < 0x80;
  };
  return latin(a.plain) != latin(b.plain) && (!a.known || !b.known);
}

bool Opposite(const std::vector<Key>& a, const std::vector<Key>& b) {
  const Glossary& glossary = Glossary::Builtin();
  return std::any_of(a.begin(), a.end(), [&](const Key& one) {
    return std::any_of(b.begin(), b.end(),
                       [&](const Key& other) { return glossary.AreOpposite(one.key, other.key); });
  });
}

}  // namespace

bool HaveOtherQualifiers(std::string_view baseline, std::string_view article) {
  const std::vector<Key> a = KeysOf(baseline);
  const std::vector<Key> b = KeysOf(article);
  if (a.size() < 2 || b.size() < 2 || !Match(HeadOf(a), HeadOf(b))) {
    return false;
  }
  const std::vector<Key> own(a.begin(), a.end() - 1);
  return std::none_of(b.begin(), b.end() - 1, [&](const Key& key) {
    return Contains(own, key) || Incomparable(key, own.front());
  });
}

double CountedAgreement(std::string_view baseline, std::string_view article) {
  if (baseline.empty() || article.empty()) {
    return -1;
  }
  if (baseline == article) {
    return 1;
  }
  const std::vector<Key> a = KeysOf(baseline);
  const std::vector<Key> b = KeysOf(article);
  if (a.empty() || b.empty()) {
    return -1;
  }
  if (Opposite(a, b)) {
    return 0;
  }
  if (Incomparable(HeadOf(a), HeadOf(b))) {
    return -1;
  }
  const bool heads = Match(HeadOf(a), HeadOf(b));
  const auto shared = static_cast<double>(
      std::count_if(a.begin(), a.end(), [&b](const Key& key) { return Contains(b, key); }));
  const double overlap = 2 * shared / static_cast<double>(a.size() + b.size());
  if (heads) {
    return kHeadWeight + (1 - kHeadWeight) * overlap;
  }
  return (1 - kHeadWeight) * overlap * 2;
}

}  // namespace claimwatch
