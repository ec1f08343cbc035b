#include "plugins/compare/renamed.h"

#include <algorithm>
#include <cstddef>

#include <fmt/format.h>

#include "plugins/read/glossary.h"
#include "plugins/read/han_names.h"

namespace claimwatch {
namespace {

constexpr std::size_t kGivenSigns = 2;  // at most, behind the family name

// The words of a name: [first, last).
struct Range {
  std::size_t first = 0;
  std::size_t last = 0;

  std::size_t size() const { return last - first; }
};

// Hunks that only one sign parts are one: of 周国明 and 李国强 the middle stayed.
std::vector<Hunk> Merged(const std::vector<Hunk>& places) {
  std::vector<Hunk> merged;
  for (const Hunk& hunk : places) {
    if (!merged.empty() && hunk.before_start - merged.back().before_end <= 1) {
      merged.back().before_end = hunk.before_end;
      merged.back().after_end = hunk.after_end;
    } else {
      merged.push_back(hunk);
    }
  }
  return merged;
}

bool IsSpeech(const std::vector<Word>& words, std::size_t at) {
  return at < words.size() && Glossary::Builtin().FindCue(Cue::kSpeech, words, at);
}

// A sign that may go on a name: no word, and none begins there.
bool GoesOn(const std::vector<Word>& words, std::size_t at) {
  return at < words.size() && words[at].cjk && !words[at].after_mark &&
         !Glossary::Builtin().Find(words, at) && !IsSpeech(words, at);
}

std::size_t Longest(const std::vector<Word>& words, std::size_t first) {
  return FamilyNameAt(words, first) + kGivenSigns;
}

// A family name and one or two signs behind it, which are no word of several signs.
bool IsFullName(const std::vector<Word>& words, const Range& name) {
  const std::size_t family = FamilyNameAt(words, name.first);
  if (family == 0 || name.size() <= family || name.size() > family + kGivenSigns) {
    return false;
  }
  for (std::size_t i = name.first; i < name.last; ++i) {
    if (!words[i].cjk || (i > name.first && words[i].after_mark)) {
      return false;
    }
  }
  const auto word = Glossary::Builtin().Find(words, name.first);
  return !word || word->length == 1;
}

// Both names stand where only a name of somebody stands.
bool AreInPlace(const Passage& before, const Range& old, const Passage& after, const Range& now) {
  const bool titled = FollowsTitle(before.words, old.first) && FollowsTitle(after.words, now.first);
  const Word& first = before.words[old.first];
  const bool opens = old.first == 0 || first.after_mark;
  const bool speaks = IsSpeech(before.words, old.last) && IsSpeech(after.words, now.last);
  const bool whole = before.words[old.first].plain != after.words[now.first].plain &&
                     old.size() > kGivenSigns && now.size() > kGivenSigns;
  return titled || (opens && (speaks || whole));
}

// Moves both ends on over the signs that both names have there.
void TakeRest(const Passage& before, Range& old, const Passage& after, Range& now) {
  while (old.size() < Longest(before.words, old.first) &&
         now.size() < Longest(after.words, now.first) && GoesOn(before.words, old.last) &&
         GoesOn(after.words, now.last)) {
    ++old.last;
    ++now.last;
  }
}

std::string TextOf(const Passage& passage, const Range& name) {
  const std::size_t start = passage.words[name.first].span.start;
  return passage.reading->text.substr(start, passage.words[name.last - 1].span.end - start);
}

}  // namespace

std::optional<std::string> RenamedPerson(const Passage& before, const Passage& after,
                                         const std::vector<Hunk>& places) {
  constexpr std::size_t kBehindFirst = 3;  // signs of a name before the one that changed
  for (const Hunk& hunk : Merged(places)) {
    const bool exchange = hunk.before_start < hunk.before_end && hunk.after_start < hunk.after_end;
    const std::size_t back = std::min({kBehindFirst, hunk.before_start, hunk.after_start});
    for (std::size_t i = 0; exchange && i <= back; ++i) {
      Range old{hunk.before_start - i, hunk.before_end};
      Range now{hunk.after_start - i, hunk.after_end};
      if (i > 0 || std::min(old.size(), now.size()) == 1) {
        TakeRest(before, old, after, now);
      }
      if (IsFullName(before.words, old) && IsFullName(after.words, now) &&
          AreInPlace(before, old, after, now)) {
        return fmt::format("'{}' became '{}'", TextOf(before, old), TextOf(after, now));
      }
    }
  }
  return std::nullopt;
}

}  // namespace claimwatch
