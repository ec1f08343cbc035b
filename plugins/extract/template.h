// What repeats on the pages of a site: paragraphs seen on several of them are furniture, however
// much they look like text.
//
// Values only: the store keeps them, the daemon hands them in, and an extraction can be repeated
// with the memory of its time.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/json.h"
#include "core/result.h"

namespace claimwatch {

// What one host has shown. Bounded: rare and old entries are forgotten first.
class SiteMemory {
 public:
  // Takes in one page: its address (a page counts once, however often it is read) and the texts of
  // its paragraphs.
  void Learn(std::string_view url, const std::vector<std::string>& paragraphs);

  // How many other pages than the one at `url` showed this paragraph.
  std::uint32_t SeenElsewhere(std::string_view url, std::string_view paragraph) const;

  // Whether a paragraph is furniture: on enough other pages, and on a good part of those learnt.
  bool IsFurniture(std::string_view url, std::string_view paragraph) const;

  // What IsFurniture needs and no more: it answers the same for every page, and is small enough to
  // be handed over with each.
  SiteMemory OnlyFurniture() const;

  std::uint32_t pages() const { return pages_; }

  Json ToJson() const;
  // kInvalid: not a memory.
  static Result<SiteMemory> FromJson(const Json& json);

  bool operator==(const SiteMemory&) const = default;

 private:
  struct Seen {
    std::uint32_t pages = 0;
    std::uint64_t last_page = 0;    // hash of the address that showed it last
    std::uint32_t last_number = 0;  // when, in pages learnt

    bool operator==(const Seen&) const = default;
  };

  void Forget();

  std::uint32_t pages_ = 0;
  std::vector<std::uint64_t> recent_;  // addresses learnt lately, oldest first
  std::map<std::uint64_t, Seen> seen_;
};

}  // namespace claimwatch
