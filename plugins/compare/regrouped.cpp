#include "plugins/compare/regrouped.h"

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include "plugins/compare/words.h"
#include "plugins/read/glossary.h"

namespace claimwatch {
namespace {

std::vector<std::size_t> HashesOf(const Passage& one, const Passage& two) {
  std::vector<std::size_t> hashes;
  for (const Passage* passage : {&one, &two}) {
    for (const Word& word : passage->words) {
      hashes.push_back(std::hash<std::string>()(word.plain));
    }
  }
  return hashes;
}

// Whether the words of the one hunk moved to the place of the other, and are no more than who says
// it: "A, he said. B." became "A. B, he said.".
bool IsMovedSource(const std::vector<Hunk>& hunks, const std::vector<std::size_t>& before,
                   const std::vector<std::size_t>& after, const std::vector<Word>& words) {
  constexpr std::size_t kLongest = 6;  // words
  if (hunks.size() != 2) {
    return false;
  }
  const bool went_first = hunks[0].after_start == hunks[0].after_end;
  const Hunk& went = went_first ? hunks[0] : hunks[1];
  const Hunk& came = went_first ? hunks[1] : hunks[0];
  const std::size_t length = went.before_end - went.before_start;
  if (came.before_start != came.before_end || went.after_start != went.after_end ||
      length != came.after_end - came.after_start || length > kLongest ||
      !std::equal(before.begin() + static_cast<std::ptrdiff_t>(went.before_start),
                  before.begin() + static_cast<std::ptrdiff_t>(went.before_end),
                  after.begin() + static_cast<std::ptrdiff_t>(came.after_start))) {
    return false;
  }
  for (std::size_t i = went.before_start; i < went.before_end; ++i) {
    if (Glossary::Builtin().FindCue(Cue::kSpeech, words, i)) {
      return true;
    }
  }
  return false;
}

}  // namespace

bool AreRegrouped(const PassagePair& one, const PassagePair& two) {
  if (one.first.empty() || one.second.empty() || two.first.empty() || two.second.empty() ||
      one.first.shown.back() + 1 != two.first.shown.front() ||
      one.second.shown.back() + 1 != two.second.shown.front()) {
    return false;
  }
  const std::vector<std::size_t> before = HashesOf(one.first, two.first);
  const std::vector<std::size_t> after = HashesOf(one.second, two.second);
  const std::vector<Hunk> hunks = DiffSequences(before, after);
  std::vector<Word> words = one.first.words;
  words.insert(words.end(), two.first.words.begin(), two.first.words.end());
  return hunks.empty() || IsMovedSource(hunks, before, after, words);
}

}  // namespace claimwatch
