#include "daemon/feed_list.h"

#include <algorithm>
#include <fstream>

#include <fmt/core.h>

#include "core/text.h"
#include "core/url.h"

namespace claimwatch {
namespace {

constexpr int kNoLimit = 1'000'000;

// Who lists an address means its host and port, private or not; where redirects lead is judged as
// ever.
void AllowHostOf(const std::string& address, std::vector<std::string>& allowed) {
  const Result<Url> url = Url::Parse(address);
  if (!url.ok()) {
    return;
  }
  std::string host = fmt::format("{}:{}", url->host(), url->port());
  if (std::find(allowed.begin(), allowed.end(), host) == allowed.end()) {
    allowed.push_back(std::move(host));
  }
}

}  // namespace

Result<Config> ConfigFor(const FeedList& list) {
  std::ifstream file(list.file);
  if (!file) {
    return Error(Errc::kNotFound, fmt::format("{}: cannot read it", list.file.string()));
  }
  Config config;
  std::string line;
  while (std::getline(file, line)) {
    const std::string_view address = Trim(line);
    if (!address.empty() && !address.starts_with('#')) {
      SourceConfig& source = config.sources.emplace_back();
      source.id = fmt::format("feed-{}", config.sources.size());
      source.url = address;
      AllowHostOf(source.url, config.fetch.allow_hosts);
    }
  }
  config.daemon.state_dir = list.state_dir;
  config.alerts.file = list.state_dir / "alerts.jsonl";
  config.storage.disk_free_min = {};
  config.storage.ballast = {};
  config.fetch.ca_file = list.ca_file;
  config.politeness.per_host_rate.count = kNoLimit;
  config.politeness.per_host_parallel = config.fetch.parallel;
  config.politeness.redirect_confirm_count = 1;
  config.politeness.redirect_confirm_over = Duration::zero();
  return config;
}

}  // namespace claimwatch
