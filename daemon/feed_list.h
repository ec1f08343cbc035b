// A plain list of feed addresses as a configuration: for trying the fetcher on feeds without
// topics.
#pragma once

#include <filesystem>
#include <string>

#include "config/config.h"
#include "core/result.h"

namespace claimwatch {

struct FeedList {
  std::filesystem::path file;  // an address a line; empty lines and lines with '#' are skipped
  std::filesystem::path state_dir;
  std::string ca_file;
};

// The operator names each feed by hand, so private networks and any port are allowed, the rate per
// host is not bounded, and a move is believed at once.
Result<Config> ConfigFor(const FeedList& list);

}  // namespace claimwatch
