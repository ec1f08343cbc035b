// Pages for the command line, asked as politely as the service asks: guarded addresses, robots.txt
// of every site on the way, a pause between two requests to one site.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "cli/verb.h"
#include "config/config.h"
#include "core/clock.h"
#include "core/page.h"
#include "core/result.h"
#include "core/url.h"

namespace claimwatch {

class RobotsCache;  // daemon/robots.h

// One thread. Remembers robots.txt and the last request of each site for as long as it lives.
class PolitePages {
 public:
  // The limits of `config`, and what the arguments allow beyond them: --allow-private.
  PolitePages(const Config& config, const Arguments& arguments);
  ~PolitePages();

  // kFeed: an address that the operator named, so robots.txt is not asked about it (RFC 9309 is for
  // those who find addresses by themselves).
  enum class Wanted { kPage, kFeed };

  // The answer, whatever its status. kNetwork: no whole answer came; kUnsupported: refused by
  // robots.txt, with the rule's reason.
  Result<Page> Get(const Url& url, Wanted wanted = Wanted::kPage);

 private:
  Status Allow(const Url& url);
  void Pause(const Url& url);

  FetchConfig fetch_;
  bool respect_robots_;
  SystemClock clock_;
  std::unique_ptr<RobotsCache> robots_;
  std::map<std::string, Time> asked_;  // by origin: the last request
};

// With the configuration that --config names, else with the shipped limits.
Result<std::unique_ptr<PolitePages>> PolitePagesFor(const Arguments& arguments);

}  // namespace claimwatch
