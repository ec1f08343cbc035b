#include "daemon/politeness.h"

#include <algorithm>
#include <cmath>

#include <fmt/core.h>

#include "core/digest.h"

namespace claimwatch {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr Duration kMaxCrawlDelay = seconds(30);
constexpr Duration kSpacing = seconds(1);  // unless the configured rate is faster than that
constexpr Duration kMaxSilence = hours(24);
constexpr Duration kLeastSilence = std::chrono::minutes(1);  // after 429
constexpr int kForbiddenBurst = 3;                           // 403s in a row mean the whole site
constexpr int kBreakerTrips = 3;                             // failures without an answer in a row
constexpr std::size_t kMaxStarts = 10'000;

std::string InWords(Duration duration) {
  return FormatDuration(std::max<Duration>(std::chrono::ceil<seconds>(duration), seconds(1)));
}

Duration Doubled(Duration first, int times, Duration most) {
  const double scaled =
      static_cast<double>(first.count()) * std::pow(2.0, std::clamp(times, 0, 20));
  return std::min(Duration(static_cast<Duration::rep>(scaled)), most);
}

// The longer of two waits, with its reason.
Permission Longer(Permission a, Permission b) {
  return a.wait >= b.wait ? std::move(a) : std::move(b);
}

}  // namespace

Politeness::Politeness(PolitenessConfig config, const Clock& clock, SiteOf site_of)
    : config_(std::move(config)),
      clock_(clock),
      site_of_(std::move(site_of)) {}

std::string Politeness::SiteFor(const Url& url) const {
  return site_of_ ? site_of_(url) : RegistrableDomain(url.host());
}

Duration Politeness::Spacing(const Site& site) const {
  const Duration even = config_.per_host_rate.per / std::max(config_.per_host_rate.count, 1);
  Duration spacing = std::min(kSpacing, even);
  for (const auto& [origin, delay] : site.crawl_delays) {
    spacing = std::max(spacing, delay);
  }
  return spacing;
}

// The rate holds in every window of its length, not only on average.
Permission Politeness::ForRate(const std::string& name, const Site& site, Duration now) const {
  Permission permission;
  if (site.starts.empty()) {
    return permission;
  }
  const Duration spaced = site.starts.back() + Spacing(site);
  if (spaced > now) {
    permission = {spaced - now,
                  fmt::format("{}: {} between two requests", name, InWords(Spacing(site)))};
  }
  const auto count = static_cast<std::size_t>(std::max(config_.per_host_rate.count, 1));
  if (site.starts.size() >= count) {
    const Duration window = site.starts.at(site.starts.size() - count) + config_.per_host_rate.per;
    if (window > now) {
      permission = Longer(permission,
                          {window - now, fmt::format("{}: at most {} requests in {}", name, count,
                                                     FormatDuration(config_.per_host_rate.per))});
    }
  }
  return permission;
}

Permission Politeness::MayAsk(const Url& url) const {
  const Duration now = clock_.Steady();
  Permission permission;
  const std::string name = SiteFor(url);
  if (const auto found = sites_.find(name); found != sites_.end()) {
    const Site& site = found->second;
    permission = ForRate(name, site, now);
    if (site.active >= config_.per_host_parallel) {
      permission = Longer(
          permission, {seconds(1), fmt::format("{}: {} requests under way", name, site.active)});
    }
    if (site.silent_until > now) {
      permission = Longer(
          permission, {site.silent_until - now, fmt::format("{}: {}", name, site.silent_reason)});
    }
  }
  const auto found = breakers_.find(url.host());
  if (found == breakers_.end() || found->second.failures < kBreakerTrips) {
    return permission;
  }
  const Breaker& breaker = found->second;
  const std::string why = fmt::format("{} failed {} times in a row, last with: {}", url.host(),
                                      breaker.failures, breaker.last_error);
  if (breaker.open_until > now) {
    return Longer(permission, {breaker.open_until - now, why});
  }
  return breaker.probing ? Longer(permission, {seconds(5), why + "; one request tries it"})
                         : permission;
}

void Politeness::Started(const Url& url) {
  const std::string name = SiteFor(url);
  Site& site = sites_[name];
  ++site.active;
  CountStart(site);
  if (const auto found = breakers_.find(url.host()); found != breakers_.end()) {
    found->second.probing = found->second.failures >= kBreakerTrips;
  }
  changed_.insert(name);
}

void Politeness::CountStart(Site& site) {
  site.starts.push_back(clock_.Steady());
  const auto most = static_cast<std::size_t>(std::max(config_.per_host_rate.count, 1));
  // What lies before the window of the rate says nothing any more; the last one keeps the spacing.
  while (site.starts.size() > std::min(most, kMaxStarts) ||
         site.starts.front() < site.starts.back() - config_.per_host_rate.per) {
    site.starts.pop_front();
  }
}

void Politeness::Hopped(const Url& url) {
  const std::string name = SiteFor(url);
  CountStart(sites_[name]);
  changed_.insert(name);
}

void Politeness::Ended(const Url& url, const Outcome& outcome) {
  const std::string name = SiteFor(url);
  Site& site = sites_[name];
  site.active = std::max(0, site.active - 1);
  if (outcome.fault == FetchFault::kCancelled || outcome.fault == FetchFault::kRefused) {
    // Says nothing of the host; but if it was the one request that tries it, that is over.
    if (const auto found = breakers_.find(url.host()); found != breakers_.end()) {
      found->second.probing = false;
    }
    return;
  }
  NoteBreaker(url.host(), outcome);
  NoteAnswer(name, site, outcome);
}

void Politeness::Silence(Site& site, Duration wait, std::string reason) {
  const Duration until = clock_.Steady() + wait;
  if (until > site.silent_until) {
    site.silent_until = until;
    site.silent_reason = std::move(reason);
  }
}

// How long a site that said "too many" is left alone. "Try at once" is no wait, and whoever says it
// again is believed no more.
Duration Politeness::BanFor(Site& site, const Outcome& outcome) const {
  if (outcome.retry_after && *outcome.retry_after >= kLeastSilence) {
    return std::min(*outcome.retry_after, config_.respect_retry_after);
  }
  const int before = site.bans++;
  return outcome.retry_after && before == 0 ? kLeastSilence
                                            : Doubled(hours(1), before, kMaxSilence);
}

void Politeness::NoteAnswer(const std::string& name, Site& site, const Outcome& outcome) {
  if (outcome.status == 429) {
    const Duration wait = BanFor(site, outcome);
    Silence(site, wait,
            fmt::format("said 429 Too Many Requests{}: silence for {}",
                        outcome.retry_after ? " with Retry-After" : "", FormatDuration(wait)));
  } else if (outcome.status == 503 && outcome.retry_after) {
    const Duration wait = std::min(*outcome.retry_after, config_.respect_retry_after);
    Silence(site, wait,
            fmt::format("asked for silence for {} (503 with Retry-After)", FormatDuration(wait)));
  }
  site.forbidden = outcome.status == 403 ? site.forbidden + 1 : outcome.Good() ? 0 : site.forbidden;
  if (site.forbidden >= kForbiddenBurst) {
    const Duration wait = Doubled(hours(1), site.forbidden - kForbiddenBurst, kMaxSilence);
    Silence(site, wait,
            fmt::format("{} answers of 403 Forbidden in a row: silence for {}", site.forbidden,
                        FormatDuration(wait)));
  }
  if (outcome.Good()) {
    site.bans = 0;
  }
  changed_.insert(name);
}

void Politeness::NoteBreaker(const std::string& host, const Outcome& outcome) {
  if (!outcome.Unreachable()) {
    breakers_.erase(host);
    return;
  }
  Breaker& breaker = breakers_[host];
  ++breaker.failures;
  breaker.probing = false;
  breaker.last_error = outcome.words;
  if (breaker.failures >= kBreakerTrips) {
    const Duration wait =
        Doubled(config_.backoff.first, breaker.failures - kBreakerTrips, config_.backoff.max);
    const double jitter =
        config_.backoff.jitter * static_cast<double>(StableHash(host) % 1000) / 1000.0;
    breaker.open_until =
        clock_.Steady() + wait +
        Duration(static_cast<Duration::rep>(static_cast<double>(wait.count()) * jitter));
  }
}

void Politeness::SetCrawlDelay(const Url& url, Duration delay) {
  Site& site = sites_[SiteFor(url)];
  if (delay <= Duration::zero()) {
    site.crawl_delays.erase(url.Origin());
  } else {
    site.crawl_delays[url.Origin()] = std::min(delay, kMaxCrawlDelay);
  }
}

// A crawl delay is only told when robots.txt is read, so a site that has one is not idle.
bool Politeness::IsIdle(const Site& site, Duration now) const {
  const bool quiet = site.starts.empty() || now - site.starts.back() >= config_.per_host_rate.per;
  return quiet && site.silent_until <= now && site.Spotless();
}

void Politeness::ForgetSites(Duration now) {
  for (auto site = sites_.begin(); site != sites_.end();) {
    const bool idle = IsIdle(site->second, now);
    if (idle) {
      changed_.insert(site->first);
    }
    site = idle ? sites_.erase(site) : std::next(site);
  }
  // What is left is needed; looking again is worth it when as many more have come.
  look_at_ = std::max(kManySites, 2 * sites_.size());
}

void Politeness::ForgetIdle() {
  const Duration now = clock_.Steady();
  if (sites_.size() >= look_at_) {
    ForgetSites(now);
  }
  if (breakers_.size() >= kManySites) {
    std::erase_if(breakers_, [now](const auto& one) {
      return !one.second.probing && one.second.open_until <= now;
    });
  }
}

std::vector<std::string> Politeness::TakeChanged() {
  ForgetIdle();
  std::vector<std::string> changed(changed_.begin(), changed_.end());
  changed_.clear();
  return changed;
}

Json Politeness::State(const std::string& site) const {
  const auto found = sites_.find(site);
  if (found == sites_.end()) {
    return {};
  }
  const Site& known = found->second;
  const auto wall = [&](Duration steady) {
    return FormatTime(clock_.Now() + (steady - clock_.Steady()));
  };
  Json json = Json::Of({{"bans", known.bans}, {"forbidden", known.forbidden}});
  if (known.silent_until > clock_.Steady()) {
    json.Set("silent_until", wall(known.silent_until)).Set("silent_reason", known.silent_reason);
  }
  Json starts = Json::MakeArray();
  for (const Duration start : known.starts) {
    if (clock_.Steady() - start < config_.per_host_rate.per) {
      starts.Push(wall(start));
    }
  }
  return json.Set("starts", std::move(starts));
}

void Politeness::Restore(const std::string& site, const Json& state) {
  Site& known = sites_[site];
  const auto steady = [&](const Json& time) {
    const Time wall = ParseTime(time.AsString()).value_or(Time{});
    const Duration most = std::max(kMaxSilence, config_.respect_retry_after);
    return std::min<Duration>(clock_.Steady() + (wall - clock_.Now()), clock_.Steady() + most);
  };
  known.bans = static_cast<int>(std::clamp<std::int64_t>(state["bans"].AsInt(), 0, 100));
  known.forbidden = static_cast<int>(std::clamp<std::int64_t>(state["forbidden"].AsInt(), 0, 100));
  if (state.Has("silent_until")) {
    known.silent_until = steady(state["silent_until"]);
    known.silent_reason = std::string(state["silent_reason"].AsString());
  }
  for (const Json& start : state["starts"].Items()) {
    if (known.starts.size() < kMaxStarts) {
      known.starts.push_back(std::min(steady(start), clock_.Steady()));
    }
  }
}

}  // namespace claimwatch
