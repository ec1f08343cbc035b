// robots.txt (RFC 9309): what a site lets robots read. Own matcher, linear in rule length times
// path length.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/clock.h"
#include "core/time.h"
#include "core/url.h"
#include "daemon/fetcher.h"

namespace claimwatch {

// A parsed robots.txt. Reads at most 512 KiB and lines of 8 KiB; never fails. Immutable.
class Robots {
 public:
  static Robots Parse(std::string_view text);

  // `agent` is a product token or a whole User-Agent ("claimwatch/0.1 (…)"); `url` absolute, or a
  // path with its query.
  bool Allows(std::string_view agent, std::string_view url) const;
  // Of the agent's group; nullopt when not given.
  std::optional<Duration> CrawlDelay(std::string_view agent) const;

  const std::vector<std::string>& sitemaps() const { return sitemaps_; }

  // The same without what concerns other agents only, and without sitemaps: what need be kept of a
  // large file.
  Robots Only(std::string_view agent) const;
  // Bytes of memory, about.
  std::size_t Weight() const;

 private:
  struct Rule {
    bool allow = false;
    std::string pattern;  // normalised %XX
  };

  struct Group {
    std::vector<std::string> agents;  // lower case product tokens; "*" for all others
    std::vector<Rule> rules;
    std::optional<Duration> crawl_delay;
  };

  std::vector<const Group*> GroupsFor(std::string_view agent) const;
  friend class RobotsParser;

  std::vector<Group> groups_;
  std::vector<std::string> sitemaps_;
};

// Whether `pattern` ('*' any run, '$' at the end) matches a prefix of `path`. Linear, no
// backtracking blow-up.
bool RobotsMatch(std::string_view pattern, std::string_view path);

// What is known of all sites' robots.txt, with the caching rules of RFC 9309 §2.3–2.4. Belongs to
// the loop thread.
class RobotsCache {
 public:
  enum class Verdict { kAllowed, kDisallowed, kAsk };  // kAsk: fetch RobotsUrl(url) first

  struct Answer {
    Verdict verdict = Verdict::kAsk;
    std::string reason;  // in words, for kDisallowed
    Duration wait{};     // kDisallowed: when it is worth asking again
  };

  // `agent` is the configured User-Agent. `clock` must outlive it.
  RobotsCache(std::string agent, const Clock& clock) : agent_(std::move(agent)), clock_(clock) {}

  // A reload. Under another name each file is asked for again: only what concerns us was kept.
  void SetAgent(std::string agent);

  Answer Ask(const Url& url) const;
  // The answer to the request for `origin`'s robots.txt: 2xx rules for 24 h, whatever its max-age
  // says; 4xx everything allowed; 5xx, 429 and no answer: nothing allowed, tried again after 1 h;
  // after 30 days of that everything is allowed. What is known of others is forgotten when it is
  // too old, or when all of it weighs more than 32 MiB: those are asked again.
  void Store(const Fetched& fetched);
  // nullopt when unknown or not given.
  std::optional<Duration> CrawlDelay(const Url& url) const;

 private:
  struct Known {
    Robots robots;
    bool reachable = true;
    Duration expires{};  // steady, as all of it: a clock set back must not keep a verdict for years
    std::optional<Duration> unreachable_since;
    std::string words;
  };

  using Sites = std::map<std::string, Known>;  // by origin

  Known Judge(const Fetched& fetched, std::optional<Duration> unreachable_since) const;
  void Forget(Sites::iterator site);
  void ForgetOld();

  std::string agent_;
  const Clock& clock_;
  Sites sites_;
  std::size_t weight_ = 0;    // of their rules
  Duration forgot_old_at_{};  // steady
};

// "https://host[:port]/robots.txt".
Url RobotsUrl(const Url& url);

}  // namespace claimwatch
