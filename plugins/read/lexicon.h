// The word tables of one language: what a word or a phrase can be, read from
// config/lexicon/LANGUAGE/*.tsv.
//
// A row is KIND <tab> SURFACE <tab> VALUE. SURFACE may hold alternatives ("up to|as many as") and
// endings in braces
// ("доллар{,а,у,ом,е}"). The kinds are the Tags below, by the names in lexicon.cpp. A Lexicon is
// immutable after it was loaded, so any number of threads may use one.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/decimal.h"
#include "plugins/read/token.h"

namespace claimwatch {

enum class Tag : std::uint8_t {
  kNumber,
  kOrdinal,
  kScale,
  kFraction,
  kGroup,
  kVague,
  kMultiple,
  kUnit,
  kCurrency,
  kMonth,
  kWeekday,
  kPeriod,
  kDeictic,
  kBefore,
  kAfter,
  kUp,
  kDown,
  kLabel,
  kName,
  kPer,
  kTo,
  kBetween,
  kFrom,
  kAnd,
  kHalf,
  kMinus,
  kPoint,
  kOf,
  kArticle,
  kStop,
  kVerb,
  kPreposition,
  kNoun,
  kFrame,
  kClassifier,
  kAgency,
  kMeridiem,
  kEllipsis,
  kCompound,
  kContest,
  kCount
};

struct LexiconEntry {
  Tag tag = Tag::kStop;
  Decimal number;          // of VALUE, when it is one
  std::string_view value;  // as in the table
  bool alone = false;      // VALUE ended in "!": needs nothing before it ("half", but not "third")
  std::string_view surface;  // one alternative, as in the table
};

class Lexicon {
 public:
  // The tables of `language` ("ru"), with English and the common ones behind them where the script
  // differs. A language without tables gets the common ones.
  static const Lexicon& For(std::string_view language);

  explicit Lexicon(std::string_view language);

  std::string_view language() const { return language_; }

  std::uint32_t IdOf(std::string_view folded) const;
  // Fills in the ids of `tokens` from `text`.
  void Identify(std::string_view text, std::vector<Token>& tokens) const;

  // Whether some entry of kind `tag` begins with the word `id`.
  bool Begins(std::uint32_t id, Tag tag) const {
    return id != 0 && ((masks_[id] >> static_cast<unsigned>(tag)) & 1U) != 0;
  }

  bool BeginsAny(std::uint32_t id, std::uint64_t tags) const {
    return id != 0 && (masks_[id] & tags) != 0;
  }

  struct Match {
    const LexiconEntry* entry = nullptr;
    std::size_t end = 0;  // token after the last one

    explicit operator bool() const { return entry != nullptr; }

    // Found, and the table's VALUE is `value`.
    bool Says(std::string_view value) const { return entry != nullptr && entry->value == value; }
  };

  // The longest entry of kind `tag` that starts at token `at`; among equals the one spelled as in
  // the text.
  Match Find(std::string_view text, const std::vector<Token>& tokens, std::size_t at,
             Tag tag) const;
  // The longest entry of kind `tag` that ends before token `at`; here Match::end is its FIRST
  // token.
  Match FindBefore(std::string_view text, const std::vector<Token>& tokens, std::size_t at,
                   Tag tag) const;
  // The entry of kind `tag` for one whole word; nullptr when there is none.
  const LexiconEntry* Whole(std::string_view folded, Tag tag) const;

 private:
  struct Node {
    std::vector<LexiconEntry> entries;
    bool goes_on = false;  // some phrase is longer: without it no step needs looking up
  };

  void Load(std::string_view file, std::uint64_t tags);
  void AddRow(Tag tag, std::string_view surface, std::string_view value);
  void AddSurface(std::string_view surface, const LexiconEntry& entry);
  std::uint32_t Intern(std::string_view folded);
  std::size_t SlotOf(std::string_view folded) const;  // where it is or would be
  void Grow();

  std::string language_;
  std::deque<std::string> strings_;      // what the views point into
  std::vector<std::string_view> words_;  // by id
  std::vector<std::uint32_t> slots_;     // open addressing, a power of two: id + 1, or 0
  std::unordered_map<std::uint64_t, std::uint32_t> steps_;  // node << 32 | word → node
  std::vector<Node> nodes_;
  std::vector<std::uint64_t> masks_;   // by word: tags of what begins with it
  std::vector<std::uint32_t> starts_;  // by word: node after it, from the root
};

constexpr std::uint64_t Mask(Tag tag) {
  return std::uint64_t{1} << static_cast<unsigned>(tag);
}

}  // namespace claimwatch
