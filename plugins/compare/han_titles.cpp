#include "plugins/compare/han_titles.h"

#include <algorithm>
#include <array>
#include <vector>

#include "core/text.h"
#include "plugins/read/han_names.h"

namespace claimwatch {
namespace {

constexpr std::size_t kSign = 3;  // bytes
constexpr std::size_t kLongestName = 4;
constexpr std::size_t kShortestName = 2;

enum class Side { kBehind, kInFront };

// The name of so many signs right behind `end` or in front of `start`; empty when none stands
// there.
std::string_view NameAt(std::string_view text, Span title, Side side, std::size_t signs) {
  const std::size_t size = signs * kSign;
  const bool fits = side == Side::kBehind ? title.end + size <= text.size() : title.start >= size;
  const std::size_t at = side == Side::kBehind ? title.end : title.start - size;
  const std::string_view name = fits ? text.substr(at, size) : std::string_view();
  for (std::size_t i = 0; i < name.size();) {
    if (!IsCjk(NextCodePoint(name, i))) {
      return {};
    }
  }
  return OpensWithFamilyName(name) ? name : std::string_view();
}

bool Has(std::string_view text, const std::string& words) {
  return text.find(words) != std::string_view::npos;
}

std::string Joined(std::string_view first, std::string_view second) {
  return std::string(first) + std::string(second);
}

void ReplaceAll(const std::string& from, const std::string& to, std::string& text) {
  for (std::size_t at = text.find(from); at != std::string::npos;
       at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

// Puts the title at `title` of `before` on the same side of the name in `after`. False: it does not
// stand on the other one there.
bool Move(std::string_view before, Span title, Side side, std::string& after) {
  const std::string_view words = before.substr(title.start, title.size());
  for (std::size_t signs = kLongestName; signs >= kShortestName; --signs) {
    const std::string_view name = NameAt(before, title, side, signs);
    const bool behind = side == Side::kBehind;
    const std::string own = behind ? Joined(words, name) : Joined(name, words);
    const std::string other = behind ? Joined(name, words) : Joined(words, name);
    if (!name.empty() && Has(after, other) && !Has(after, own) && !Has(before, other)) {
      ReplaceAll(other, own, after);
      return true;
    }
  }
  return false;
}

bool EndsInTitle(std::string_view text) {
  return std::any_of(HanTitles().begin(), HanTitles().end(),
                     [text](std::string_view title) { return text.ends_with(title); });
}

// 副 and its like before a title make another office of it.
bool IsRanked(std::string_view text, std::size_t at) {
  constexpr std::array<std::string_view, 5> kRanks = {"副", "前", "原", "代", "准"};
  return std::any_of(kRanks.begin(), kRanks.end(), [&](std::string_view rank) {
    return at >= rank.size() && text.substr(at - rank.size(), rank.size()) == rank;
  });
}

// Gives a name that stands alone in `after` the title that it has in `before`.
void Restore(std::string_view before, Span title, std::string& after) {
  const std::string_view words = before.substr(title.start, title.size());
  if (IsRanked(before, title.start) || Has(after, std::string(words))) {
    return;
  }
  for (std::size_t signs = kLongestName; signs >= kShortestName; --signs) {
    const std::string name(NameAt(before, title, Side::kBehind, signs));
    const std::size_t at = name.empty() ? std::string::npos : after.find(name);
    if (at != std::string::npos && !EndsInTitle(std::string_view(after).substr(0, at))) {
      after.insert(at, words);
      return;
    }
  }
}

// Takes a word of politeness from behind a name that has none in `text`.
void TakeOff(std::string_view honour, std::string_view text, std::string& after) {
  for (std::size_t at = after.find(honour); at != std::string::npos;
       at = after.find(honour, at + honour.size())) {
    for (std::size_t signs = kLongestName; signs >= kShortestName; --signs) {
      const std::string_view name = NameAt(after, {at, at + honour.size()}, Side::kInFront, signs);
      if (!name.empty() && Has(text, std::string(name)) && !Has(text, Joined(name, honour))) {
        after.erase(at, honour.size());
        at -= 1;
        break;
      }
    }
  }
}

// Puts the word of politeness at `place` of `before` behind the same name where it has none.
void PutOn(std::string_view before, Span place, std::string& after) {
  for (std::size_t signs = kLongestName; signs >= kShortestName; --signs) {
    const std::string_view name = NameAt(before, place, Side::kInFront, signs);
    const std::string polite = Joined(name, before.substr(place.start, place.size()));
    if (!name.empty() && Has(after, std::string(name)) && !Has(after, polite)) {
      ReplaceAll(std::string(name), polite, after);
      return;
    }
  }
}

}  // namespace

std::string WithTitlesOf(std::string_view before, std::string after) {
  for (const std::string_view honour : HanHonours()) {
    TakeOff(honour, before, after);
    for (std::size_t at = before.find(honour); at != std::string_view::npos;
         at = before.find(honour, at + honour.size())) {
      PutOn(before, {at, at + honour.size()}, after);
    }
  }
  for (const std::string_view title : HanTitles()) {
    for (std::size_t at = before.find(title); at != std::string_view::npos;
         at = before.find(title, at + title.size())) {
      const Span place{at, at + title.size()};
      if (!Move(before, place, Side::kBehind, after) &&
          !Move(before, place, Side::kInFront, after)) {
        Restore(before, place, after);
      }
    }
  }
  return after;
}

}  // namespace claimwatch
