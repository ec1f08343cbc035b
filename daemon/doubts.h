// What speaks against taking a fetched page for what it seems: a wall instead of the article, half
// of the text gone, an older text back. Such a page counts only when later fetches say the same
// (WISHES 2, 13–16).
//
// The judgement on one page is pure; what was seen before lies in the store, one record per
// article. Several workers may use one Doubts; the pages of one article come one after the other.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "config/config.h"
#include "core/article.h"
#include "core/json.h"
#include "core/page.h"
#include "storage/store.h"

namespace claimwatch {

// A page may name any address as its canonical one. Only its own site is believed, and a home page
// is no article's: otherwise `article` is where the page came from.
void SettleAddress(const Page& page, Article& article);

// Why `page` is not the article that was asked for, in words; empty when nothing speaks against it.
std::string ReasonAgainst(const Page& page, const Article& article, const QualityConfig& quality);

// Whether the answer is a "not found" in disguise: the home page instead of the article.
bool IsSoftGone(const Page& page);

class Doubts {
 public:
  // `store` must outlive it.
  Doubts(Store& store, const Config& config) : store_(store), config_(config) {}

  // What an older text that came back means now.
  enum class Return {
    kUnsure,    // seen too short a time
    kForGood,   // the last version is withdrawn; until Settle is called
    kVariants,  // the site serves two texts by turns; said once
    kSettled,   // nothing new to say
  };

  // What a refusal may leave behind.
  enum class Evidence { kPage, kReasonOnly };

  // Keeps `page` as evidence once for each reason against this article, and remembers the reason.
  // Nothing is kept of an article that was erased whole. The bytes that were kept.
  Result<std::size_t> Refuse(std::string_view key, const Page& page, const std::string& reason,
                             Time now, Evidence evidence = Evidence::kPage);
  // Whether a text shorter than the guard allows, or one that has next to nothing in common with
  // the last one, may count: the same text was there at least `gone_apart` before, or, when it is
  // no piece of the last one, one that it grew from was there six times as long.
  Result<bool> MayShrink(std::string_view key, const Article& article, const Article& last,
                         Time now);
  // The last version's text, or a new one, was fetched.
  Status Clear(std::string_view key);
  // The text of an older version was fetched.
  Result<Return> Returned(std::string_view key, const Appended& older, Time now);
  // What Returned said is known to the users now.
  Status Settle(std::string_view key);
  // The older version that came last and is not settled yet; for an answer that says "as before".
  Result<std::optional<Appended>> Pending(std::string_view key) const;

 private:
  Result<Json> Read(std::string_view key) const;
  Status Write(std::string_view key, const Json& record);
  Result<bool> Confirms(std::string_view key, const Article& article, const Article& last,
                        Time now);

  Store& store_;
  const Config& config_;
};

}  // namespace claimwatch
