#include "daemon/groups.h"

#include <algorithm>
#include <set>

#include <fmt/core.h>

#include "core/text.h"
#include "core/url.h"
#include "daemon/flood.h"
#include "daemon/record_names.h"
#include "storage/store.h"

namespace claimwatch {
namespace {

std::string HostOf(std::string_view url) {
  const Result<Url> parsed = Url::Parse(url);
  return parsed.ok() ? RegistrableDomain(parsed->host()) : "";
}

struct Group {
  std::set<std::string> pages;  // article ids
  Time first{};
  Time last{};
};

// The edits of pages of `host` that brought the claim, within the time before the last of them.
Group EditsOf(const ClaimRecord& claim, const std::string& host, Duration within) {
  Group group;
  for (auto sighting = claim.sightings.rbegin(); sighting != claim.sightings.rend(); ++sighting) {
    if (sighting->version < 2 || HostOf(sighting->url) != host) {
      continue;
    }
    group.last = group.pages.empty() ? sighting->seen : group.last;
    if (group.last - sighting->seen > within) {
      break;
    }
    group.first = sighting->seen;
    group.pages.insert(sighting->article_id);
  }
  return group;
}

Json RecordOf(const ClaimRecord& claim, const std::string& host, const Group& group) {
  return Json::Of(
      {{"time", FormatTime(group.last)},
       {"why", fmt::format("the same change on {} pages of {}", group.pages.size(), host)},
       {"topic", claim.topic},
       {"host", host},
       {"pages", std::uint64_t{group.pages.size()}},
       {"first", FormatTime(group.first)},
       {"last", FormatTime(group.last)},
       {"type", FindingTypeName(claim.type)},
       {"alert", claim.alert_sequence},
       {"sentence", claim.sentence}});
}

}  // namespace

Result<std::vector<std::string>> NoteGroups(Store& store, const std::vector<Proposal>& proposals,
                                            const Version& version, const GroupLimit& limit) {
  std::vector<std::string> fresh;
  const std::string host = HostOf(version.article.url);
  for (const Proposal& proposal : proposals) {
    if (version.number < 2 || proposal.finding.against != Against::kPrevious ||
        proposal.fingerprint.empty()) {
      continue;
    }
    const Result<ClaimRecord> claim = store.GetClaim(proposal.fingerprint);
    const Group group = claim.ok() ? EditsOf(*claim, host, limit.within) : Group();
    if (group.pages.size() < limit.pages) {
      continue;
    }
    // The hour is part of the key: the same change a month later is another group.
    const std::string key =
        fmt::format("{}{}/{}/{}", kGroupKey, FormatTime(group.first), host, claim->fingerprint);
    const bool known = CW_TRY(store.GetState(key)).has_value();
    const Json record = RecordOf(*claim, host, group);
    CW_TRY(store.PutState({{key, record.Dump()}}));
    if (!known) {
      fresh.emplace_back(record["why"].AsString());
    }
  }
  return fresh;
}

Result<std::vector<Json>> Silenced(const Store& store) {
  std::vector<Json> silenced;
  for (const std::string_view prefix : {kSuppressedKey, kGroupKey, kHeldKey, kDigestKey}) {
    const std::vector<StateRecord> records = CW_TRY(store.States(prefix));
    for (const StateRecord& record : records) {
      if (Result<Json> json = Json::Parse(record.value); json.ok()) {
        silenced.push_back(std::move(json).value());
      }
    }
  }
  std::stable_sort(silenced.begin(), silenced.end(), [](const Json& a, const Json& b) {
    return a["time"].AsString() < b["time"].AsString();
  });
  return silenced;
}

}  // namespace claimwatch
