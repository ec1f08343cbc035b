// When a site may be asked again: rate, spacing, parallel requests, Retry-After, bans and broken
// hosts.
//
// A site is a registrable domain ("bbc.co.uk"), shared by all sources and all article requests; a
// circuit breaker counts per host. Pure on an injected clock; every wait carries its reason in
// words. What one address's own answers mean for that address is daemon/standing. Belongs to the
// loop thread.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "config/config.h"
#include "core/clock.h"
#include "core/json.h"
#include "core/url.h"
#include "daemon/standing.h"

namespace claimwatch {

struct Permission {
  Duration wait{};  // zero: ask now
  std::string
      reason;  // of the wait: "steppe.example asked for silence until … (429, Retry-After 3600 s)"

  bool Now() const { return wait <= Duration::zero(); }
};

class Politeness {
 public:
  // The site that an address belongs to. Default: its host's registrable domain.
  using SiteOf = std::function<std::string(const Url&)>;

  // `clock` must outlive it.
  Politeness(PolitenessConfig config, const Clock& clock, SiteOf site_of = {});

  // Whether `url` may be asked now, or how long to wait and why. Changes nothing.
  Permission MayAsk(const Url& url) const;
  // Call for each request that is started, and once when it has ended.
  void Started(const Url& url);
  void Ended(const Url& url, const Outcome& outcome);
  // A further request of the same transfer, a redirect within the site: counts for its rate.
  void Hopped(const Url& url);
  // What the robots.txt of `url`'s origin asks for, zero for nothing; at most 30 s are granted. The
  // longest of a site's origins counts.
  void SetCrawlDelay(const Url& url, Duration delay);

  // A reload: keeps all state.
  void Configure(PolitenessConfig config) { config_ = std::move(config); }

  // State for the store, by site; keys changed since the last call. Forgets sites of which nothing
  // matters any more once there are many: a newsroom meets new ones every day, for years.
  std::vector<std::string> TakeChanged();
  // null: the record can go.
  Json State(const std::string& site) const;
  void Restore(const std::string& site, const Json& state);

 private:
  struct Site {
    std::deque<Duration> starts;  // newest last; within the rate's window, as many as it counts
    int active = 0;
    std::map<std::string, Duration> crawl_delays;  // by origin
    Duration silent_until{};                       // steady
    std::string silent_reason;
    int bans = 0;       // 429s without Retry-After in a row
    int forbidden = 0;  // 403s in a row

    // Nothing of it has to be remembered but when it was asked and how long it wants silence.
    bool Spotless() const {
      return bans == 0 && forbidden == 0 && active == 0 && crawl_delays.empty();
    }
  };

  // One per host, because one dead server of a domain says nothing of the others.
  struct Breaker {
    int failures = 0;       // without an answer, in a row
    Duration open_until{};  // steady
    std::string last_error;
    bool probing = false;
  };

  bool IsIdle(const Site& site, Duration now) const;
  void ForgetSites(Duration now);
  void ForgetIdle();
  void CountStart(Site& site);
  std::string SiteFor(const Url& url) const;
  Duration Spacing(const Site& site) const;
  Permission ForRate(const std::string& name, const Site& site, Duration now) const;
  Duration BanFor(Site& site, const Outcome& outcome) const;
  void Silence(Site& site, Duration wait, std::string reason);
  void NoteAnswer(const std::string& name, Site& site, const Outcome& outcome);
  void NoteBreaker(const std::string& host, const Outcome& outcome);

  PolitenessConfig config_;
  const Clock& clock_;
  SiteOf site_of_;
  std::map<std::string, Site> sites_;
  std::map<std::string, Breaker> breakers_;
  std::set<std::string> changed_;
  static constexpr std::size_t kManySites = 1024;
  std::size_t look_at_ = kManySites;  // so many sites: time to look for idle ones
};

}  // namespace claimwatch
