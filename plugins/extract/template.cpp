#include "plugins/extract/template.h"

#include <algorithm>

#include "core/digest.h"

namespace claimwatch {
namespace {

constexpr std::size_t kMaxEntries = 2000;
constexpr std::size_t kMaxRecent = 64;
constexpr std::uint32_t kEnoughPages = 3;
// Furniture is on most pages; a paragraph of background that an agency repeats in every story of a
// week is not, and must never be lost.
constexpr double kEnoughShare = 0.3;

bool IsEnough(std::uint32_t seen, std::uint32_t pages) {
  return seen >= kEnoughPages && seen >= kEnoughShare * pages;
}

}  // namespace

void SiteMemory::Learn(std::string_view url, const std::vector<std::string>& paragraphs) {
  const std::uint64_t page = StableHash(url);
  if (std::find(recent_.begin(), recent_.end(), page) != recent_.end()) {
    return;
  }
  recent_.push_back(page);
  if (recent_.size() > kMaxRecent) {
    recent_.erase(recent_.begin());
  }
  ++pages_;
  for (const std::string& paragraph : paragraphs) {
    Seen& seen = seen_[StableHash(paragraph)];
    if (seen.pages == 0 || seen.last_page != page) {
      ++seen.pages;
      seen.last_page = page;
      seen.last_number = pages_;
    }
  }
  if (seen_.size() > kMaxEntries) {
    Forget();
  }
}

// Drops what was on one page only and longest ago, until half the room is free.
void SiteMemory::Forget() {
  std::vector<std::pair<std::uint64_t, std::uint64_t>> worth;  // the least first
  for (const auto& [hash, seen] : seen_) {
    const std::uint64_t pages = std::min(seen.pages, kEnoughPages);
    worth.emplace_back((pages << 32U) | seen.last_number, hash);
  }
  std::sort(worth.begin(), worth.end());
  worth.resize(worth.size() - kMaxEntries / 2);
  for (const auto& [value, hash] : worth) {
    seen_.erase(hash);
  }
}

std::uint32_t SiteMemory::SeenElsewhere(std::string_view url, std::string_view paragraph) const {
  const auto found = seen_.find(StableHash(paragraph));
  if (found == seen_.end()) {
    return 0;
  }
  const std::uint64_t page = StableHash(url);
  const bool learnt = std::find(recent_.begin(), recent_.end(), page) != recent_.end();
  return found->second.pages - (learnt && found->second.pages > 0 ? 1U : 0U);
}

bool SiteMemory::IsFurniture(std::string_view url, std::string_view paragraph) const {
  return IsEnough(SeenElsewhere(url, paragraph), pages_);
}

SiteMemory SiteMemory::OnlyFurniture() const {
  SiteMemory small;
  small.pages_ = pages_;
  small.recent_ = recent_;
  for (const auto& [hash, seen] : seen_) {
    if (IsEnough(seen.pages, pages_)) {
      small.seen_.emplace_hint(small.seen_.end(), hash, seen);
    }
  }
  return small;
}

Json SiteMemory::ToJson() const {
  Json recent = Json::MakeArray();
  for (const std::uint64_t page : recent_) {
    recent.Push(std::to_string(page));
  }
  Json seen = Json::MakeArray();
  for (const auto& [hash, one] : seen_) {
    Json row = Json::MakeArray();
    row.Push(std::to_string(hash)).Push(static_cast<std::int64_t>(one.pages));
    row.Push(std::to_string(one.last_page)).Push(static_cast<std::int64_t>(one.last_number));
    seen.Push(std::move(row));
  }
  return Json::Of({{"pages", static_cast<std::int64_t>(pages_)},
                   {"recent", std::move(recent)},
                   {"seen", std::move(seen)}});
}

Result<SiteMemory> SiteMemory::FromJson(const Json& json) {
  if (!json["pages"].IsNumber() || !json["seen"].IsArray()) {
    return Error(Errc::kInvalid, "site memory: 'pages' or 'seen' is missing");
  }
  const auto number = [](const Json& text) {
    return std::strtoull(std::string(text.AsString()).c_str(), nullptr, 10);
  };
  SiteMemory memory;
  memory.pages_ = static_cast<std::uint32_t>(json["pages"].AsInt());
  for (const Json& page : json["recent"].Items()) {
    memory.recent_.push_back(number(page));
  }
  for (const Json& row : json["seen"].Items()) {
    const Json::Array& cells = row.Items();
    if (cells.size() != 4) {
      return Error(Errc::kInvalid, "site memory: a row of 'seen' has not four cells");
    }
    memory.seen_[number(cells[0])] = {static_cast<std::uint32_t>(cells[1].AsInt()),
                                      number(cells[2]),
                                      static_cast<std::uint32_t>(cells[3].AsInt())};
  }
  return memory;
}

}  // namespace claimwatch
