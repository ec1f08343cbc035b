// One change on many pages of a site: a new footer, a renamed section, a correction that an outlet
// puts under every report. The claim ledger makes it one alert already, because a claim that is
// known is a sighting; here it is recognised as a change of the site and listed with its pages.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/json.h"
#include "core/result.h"
#include "core/time.h"

namespace claimwatch {

class Store;      // storage/store.h
struct Proposal;  // storage/store.h
struct Version;   // core/article.h

// When one change counts as a group: on `pages` pages of a registrable domain `within` this time.
struct GroupLimit {
  std::size_t pages = 5;
  Duration within = std::chrono::hours(1);
};

// Looks at the findings of an edit (`version` is the second or a later one) after they are
// concluded. Keeps a record of each group that they belong to; a sentence for each group that is
// new. Against one version's baseline nothing is grouped. An error is the store's.
Result<std::vector<std::string>> NoteGroups(Store& store, const std::vector<Proposal>& proposals,
                                            const Version& version, const GroupLimit& limit);

// Everything that people were not told of by itself, oldest first: suppressed findings, as
// kSuppressedKey lists them; groups, with "pages", "host", "first", "last" and "alert", the
// sequence of the one that was raised; and alerts of a flood, with "alert", "id", "sink" and
// "until", which wait for a digest or went out in one ("sent").
Result<std::vector<Json>> Silenced(const Store& store);

}  // namespace claimwatch
