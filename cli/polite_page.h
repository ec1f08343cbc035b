// Pages for the command line, asked as politely as the service asks: guarded addresses, robots.txt
// of every site on the way, a pause between two requests to one site.
#pragma once

#include <map>
#include <string>

#include "config/config.h"
#include "core/clock.h"
#include "core/page.h"
#include "core/result.h"
#include "core/url.h"
#include "daemon/robots.h"

namespace claimwatch {

// One thread. Remembers robots.txt and the last request of each site for as long as it lives.
class PolitePages {
 public:
  // `robots` kNo: as `politeness.respect_robots = false`, for sites of one's own.
  enum class AskRobots { kNo, kYes };
  PolitePages(FetchConfig fetch, AskRobots robots);

  // The page, whatever its status says of it. kNetwork: no whole answer came; kRefused by
  // robots.txt is kUnsupported, with the rule's reason.
  Result<Page> Get(const Url& url);

 private:
  Status Allow(const Url& url);
  void Pause(const Url& url);

  FetchConfig fetch_;
  AskRobots ask_;
  SystemClock clock_;
  RobotsCache robots_;
  std::map<std::string, Time> asked_;  // by origin: the last request
};

}  // namespace claimwatch
