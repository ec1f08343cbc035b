#include "daemon/parts.h"

#include <algorithm>

#include <fmt/core.h>

#include "core/digest.h"
#include "core/feed.h"

namespace claimwatch {
namespace {

constexpr int kMostPages = 10;
constexpr std::size_t kMostCandidates = 3;
constexpr std::size_t kMostChildren = 50;
constexpr std::size_t kNameDigits = 16;
constexpr Duration kUndatedEvery = std::chrono::hours(24);
constexpr std::string_view kKindNames[] = {"older", "child", "candidate"};

PartKind KindOf(std::string_view name) {
  const auto* found = std::find(std::begin(kKindNames), std::end(kKindNames), name);
  return found == std::end(kKindNames) ? PartKind::kOlder
                                       : static_cast<PartKind>(found - std::begin(kKindNames));
}

std::string NameOf(std::string_view url) {
  return Hex(Sha256(url)).substr(0, kNameDigits);
}

// Of a child: what must have changed for it to be asked again.
std::string MarkOf(const Entry& child) {
  return child.updated ? FormatTime(*child.updated) : std::string();
}

bool IsDue(const Entry& child, const Json& mark, Time now) {
  if (child.updated) {
    return mark.AsString() != MarkOf(child);
  }
  const std::optional<Time> asked = ParseTime(mark.AsString());
  return !asked || now - *asked >= kUndatedEvery;
}

}  // namespace

std::string PartKey(const Part& part) {
  return fmt::format("part/{}/{}", part.source, NameOf(part.url));
}

Json PartJson(const Part& part) {
  return Json::Of({{"kind", kKindNames[static_cast<std::size_t>(part.kind)]},
                   {"source", part.source},
                   {"url", part.url},
                   {"depth", part.depth},
                   {"until_known", part.until_known},
                   {"others", Json::Texts(part.others)}});
}

Part PartFromJson(const Json& json) {
  Part part;
  part.kind = KindOf(json["kind"].AsString());
  part.source = json["source"].AsString();
  part.url = json["url"].AsString();
  part.depth = static_cast<int>(std::clamp<std::int64_t>(json["depth"].AsInt(), 1, kMostPages));
  part.until_known = json["until_known"].AsBool();
  for (const Json& other : json["others"].Items()) {
    if (part.others.size() < kMostCandidates) {
      part.others.emplace_back(other.AsString());
    }
  }
  return part;
}

std::optional<Part> OlderThan(const Feed& feed, const Part& present) {
  if (feed.next_page.empty() || feed.next_page == present.url || present.depth >= kMostPages) {
    return std::nullopt;
  }
  Part part = present;
  part.kind = PartKind::kOlder;
  part.url = feed.next_page;
  ++part.depth;
  return part;
}

std::optional<Part> CandidatesOn(std::vector<std::string> feeds, std::string_view url,
                                 std::string_view source) {
  std::erase(feeds, url);
  if (feeds.empty()) {
    return std::nullopt;
  }
  feeds.resize(std::min(feeds.size(), kMostCandidates));
  Part part;
  part.kind = PartKind::kCandidate;
  part.source = source;
  part.url = std::move(feeds.front());
  part.others.assign(std::make_move_iterator(feeds.begin() + 1),
                     std::make_move_iterator(feeds.end()));
  return part;
}

IndexChildren ChildrenOf(const Feed& index, std::string_view source, const Json& remembered,
                         Time now) {
  std::vector<const Entry*> children;
  for (const Entry& entry : index.entries) {
    if (!entry.link.empty()) {
      children.push_back(&entry);
    }
  }
  std::stable_sort(children.begin(), children.end(), [](const Entry* a, const Entry* b) {
    return a->updated.value_or(Time{}) > b->updated.value_or(Time{});
  });
  children.resize(std::min(children.size(), kMostChildren));
  IndexChildren result;
  result.remember = Json::MakeObject();
  for (const Entry* child : children) {
    const std::string name = NameOf(child->link);
    if (!IsDue(*child, remembered[name], now)) {
      result.remember.Set(name, remembered[name]);
      continue;
    }
    Part part;
    part.kind = PartKind::kChild;
    part.source = source;
    part.url = child->link;
    result.parts.push_back(std::move(part));
    result.remember.Set(name, child->updated ? MarkOf(*child) : FormatTime(now));
  }
  return result;
}

}  // namespace claimwatch
