// A web on which every answer is an edit, and what a daemon said it stored of it.
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/json.h"
#include "tests/system/service.h"

namespace claimwatch::testing {

// `stories` articles of herald.example and a feed of them; each fetch of one prints another figure
// and adds to `edits`, which must outlive the site.
void PrintEverChanging(FakeSite& site, int stories, std::atomic<int>& edits);

// Configuration for Service::Configure: each article is looked at every second.
constexpr const char* kLookEverySecond =
    "[recheck]\nschedule = [{ age = \"365d\", every = \"1s\" }]\nafter_change = \"1s\"\n";

// The article and the number of the version that an event tells of; events are written after the
// store's batch, so what they tell of is acknowledged.
std::optional<std::pair<std::string, std::uint32_t>> Acknowledged(const Json& event);

// The lines of events.jsonl that are whole: the last one may have been cut by a kill.
std::vector<Json> WholeEvents(const Service& service);

}  // namespace claimwatch::testing
