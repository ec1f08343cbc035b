#include "plugins/extract/repeated.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <unordered_set>

#include "core/text.h"
#include "plugins/extract/template.h"

namespace claimwatch {
namespace {

using Words = std::unordered_set<std::u32string>;

constexpr std::size_t kLetters = 5;  // of a word that tells something, and all that is read of it

// What tells the subject of a text: the beginnings of its longer words, so that their endings do
// not matter, and pairs of CJK characters.
class TellingWords {
 public:
  Words Read(std::string_view text) {
    for (const char32_t c : ToUtf32(FoldCase(text))) {
      const bool wide = IsCjk(c);
      if (!IsLetter(c) || (!word_.empty() && wide != wide_)) {
        End();
      }
      wide_ = wide;
      if (IsLetter(c)) {
        Letter(c);
      }
    }
    End();
    return std::move(words_);
  }

 private:
  void Letter(char32_t c) {
    if (wide_) {
      word_ = word_.empty() ? std::u32string(1, c) : std::u32string{word_.back(), c};
      Keep(2);
    } else if (word_.size() < kLetters) {
      word_ += c;
    }
  }

  void Keep(std::size_t size) {
    if (word_.size() == size) {
      words_.insert(word_);
    }
  }

  void End() {
    Keep(wide_ ? 2 : kLetters);
    word_.clear();
  }

  Words words_;
  std::u32string word_;
  bool wide_ = false;
};

class Finder {
 public:
  Finder(const PageView& page, std::vector<Repeated> found)
      : page_(page),
        found_(std::move(found)) {}

  std::vector<Repeated> Run(const std::vector<bool>& chosen);

 private:
  void ReadStory(const std::vector<bool>& chosen);
  bool IsOfTheStory(std::size_t block) const;
  bool TakeBack();

  const PageView& page_;
  std::vector<Repeated> found_;
  Words story_;       // of what no other page has, and of what belongs to it
  bool own_ = false;  // there is prose that no other page has
};

// Whether it shares words enough with the story. Of real articles 1 paragraph in 20 shares less
// with the rest, of what else stands on their pages 3 in 5. Most pairs of characters are no words.
bool Finder::IsOfTheStory(std::size_t block) const {
  constexpr std::size_t kFewWords = 2;
  constexpr double kShare = 0.25;
  constexpr double kShareOfPairs = 0.12;
  const Block& one = page_.blocks[block];
  if (one.linked * 4 >= one.text.size()) {
    return false;  // leads elsewhere
  }
  std::size_t shared = 0;
  std::size_t pairs = 0;
  const Words words = TellingWords().Read(one.text);
  for (const std::u32string& word : words) {
    shared += story_.contains(word) ? 1U : 0U;
    pairs += word.size() < kLetters ? 1U : 0U;
  }
  const double share = pairs * 2 > words.size() ? kShareOfPairs : kShare;
  return shared >= kFewWords &&
         static_cast<double>(shared) >= share * static_cast<double>(words.size());
}

void Finder::ReadStory(const std::vector<bool>& chosen) {
  story_ = TellingWords().Read(page_.hints.title);
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    if (chosen[i] && found_[i] == Repeated::kNowhere) {
      story_.merge(TellingWords().Read(page_.blocks[i].text));
      own_ = own_ || page_.map.prose[i];
    }
  }
}

// Whether there was anything that belongs to the story. A page without text of its own is another
// address of a story, which may be on many.
bool Finder::TakeBack() {
  bool any = false;
  for (std::size_t i = 0; i < found_.size(); ++i) {
    const bool asked = found_[i] == Repeated::kFurniture;
    if (asked && (own_ ? IsOfTheStory(i) : page_.map.prose[i])) {
      found_[i] = Repeated::kInStories;
      story_.merge(TellingWords().Read(page_.blocks[i].text));
      any = true;
    }
  }
  return any;
}

// What belongs to the story may tie more to it.
std::vector<Repeated> Finder::Run(const std::vector<bool>& chosen) {
  constexpr int kMostRounds = 4;
  ReadStory(chosen);
  int round = 0;
  while (round < kMostRounds && TakeBack()) {
    ++round;
  }
  return std::move(found_);
}

}  // namespace

std::vector<Repeated> FindRepeated(const PageView& page, const std::vector<bool>& chosen,
                                   const SiteMemory& memory, std::string_view url) {
  std::vector<Repeated> found(chosen.size(), Repeated::kNowhere);
  bool any = false;
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    const std::string& text = page.blocks[i].text;
    if (chosen[i] && memory.IsFurniture(url, text)) {
      // A sentence must be on half of the pages: they may be of one event for the most part.
      const bool few = page.map.prose[i] && memory.SeenElsewhere(url, text) * 2 < memory.pages();
      found[i] = few ? Repeated::kInStories : Repeated::kFurniture;
      any = any || !few;
    }
  }
  return any ? Finder(page, std::move(found)).Run(chosen) : found;
}

}  // namespace claimwatch
