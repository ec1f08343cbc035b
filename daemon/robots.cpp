#include "daemon/robots.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>

#include <fmt/core.h>

#include "core/text.h"
#include "daemon/standing.h"

namespace claimwatch {
namespace {

using std::chrono::hours;

constexpr std::size_t kMaxText = 512U << 10U;
constexpr std::size_t kMaxLine = 8U << 10U;
constexpr Duration kKeep = hours(24);
constexpr Duration kDisallowedFor = hours(24);
constexpr Duration kRetry = hours(1);
constexpr Duration kGiveUpAfter = hours(24 * 30);
constexpr std::size_t kMaxSites = 100'000;
constexpr std::size_t kMaxWeight = std::size_t{32} << 20U;

enum class Key { kAgent, kAllow, kDisallow, kDelay, kSitemap, kOther };

struct KeyName {
  std::string_view start;
  Key key;
};

// How a key starts, with the misspellings that robots in the wild understand.
constexpr KeyName kKeys[] = {
    {"user-agent", Key::kAgent},  {"useragent", Key::kAgent},    {"user agent", Key::kAgent},
    {"disallow", Key::kDisallow}, {"dissallow", Key::kDisallow}, {"dissalow", Key::kDisallow},
    {"disalow", Key::kDisallow},  {"diasllow", Key::kDisallow},  {"disallaw", Key::kDisallow},
    {"allow", Key::kAllow},       {"crawl-delay", Key::kDelay},  {"sitemap", Key::kSitemap},
    {"site-map", Key::kSitemap},
};

struct Line {
  Key key = Key::kOther;
  std::string_view value;
};

std::string_view TrimAscii(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\f\v");
  if (first == std::string_view::npos) {
    return {};
  }
  return text.substr(first, text.find_last_not_of(" \t\f\v") - first + 1);
}

// "key: value # comment"; a blank instead of the colon is understood when exactly two words stand
// there.
Line ReadLine(std::string_view text) {
  text = TrimAscii(text.substr(0, std::min(text.find('#'), text.size())));
  std::size_t separator = text.find(':');
  if (separator == std::string_view::npos) {
    separator = text.find_first_of(" \t");
    if (separator == std::string_view::npos ||
        TrimAscii(text.substr(separator)).find_first_of(" \t") != std::string_view::npos) {
      return {};
    }
  }
  const std::string key = AsciiLower(TrimAscii(text.substr(0, separator)));
  const std::string_view value = TrimAscii(text.substr(separator + 1));
  const auto* found = std::find_if(std::begin(kKeys), std::end(kKeys), [&](const KeyName& name) {
    return key.starts_with(name.start);
  });
  return found == std::end(kKeys) ? Line{} : Line{found->key, value};
}

// The product token at the start: letters, '-' and '_'.
std::string ProductToken(std::string_view agent) {
  const auto end = std::find_if_not(agent.begin(), agent.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
  });
  return AsciiLower(agent.substr(0, static_cast<std::size_t>(end - agent.begin())));
}

// Of the asking side: "claimwatch/0.1 (+https://…)" is claimwatch; a name of two words is no
// product token.
std::string AgentToken(std::string_view agent) {
  std::string token = ProductToken(agent);
  const std::string_view rest = agent.substr(token.size());
  return rest.size() > 1 && rest[0] == ' ' && !ProductToken(rest.substr(1)).empty() ? "" : token;
}

bool IsHex(char c) {
  return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
}

// %xx in upper case and bytes beyond ASCII as %XX, so that a rule and a path written differently
// are one.
std::string Normalised(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (text[i] == '%' && i + 2 < text.size() && IsHex(text[i + 1]) && IsHex(text[i + 2])) {
      out += '%';
      for (const std::size_t at : {i + 1, i + 2}) {
        out += text[at] >= 'a' ? static_cast<char>(text[at] - 0x20) : text[at];
      }
      i += 2;
    } else if (byte >= 0x80) {
      out += fmt::format("%{:02X}", byte);
    } else {
      out += text[i];
    }
  }
  return out;
}

// Path, parameters and query of an absolute URL or of a path; "/" at least.
std::string PathOf(std::string_view url) {
  url = url.substr(0, std::min(url.find('#'), url.size()));
  const std::size_t mark = url.find_first_of("/?;");
  const std::size_t scheme = url.find("//");
  if (scheme != std::string_view::npos && (scheme == 0 || url[scheme - 1] == ':') &&
      scheme <= mark) {
    url.remove_prefix(scheme + 2);
    url.remove_prefix(std::min(url.find_first_of("/?;"), url.size()));
  } else if (scheme == std::string_view::npos && mark != 0) {  // "example.com/a"
    url.remove_prefix(std::min(mark, url.size()));
  }
  return url.starts_with('/') ? Normalised(url) : "/" + Normalised(url);
}

std::optional<Duration> ReadDelay(std::string_view value) {
  double seconds = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), seconds);
  if (error != std::errc() || end != value.data() + value.size() ||
      !(seconds >= 0 && seconds < 1e6)) {
    return std::nullopt;
  }
  return std::chrono::duration_cast<Duration>(std::chrono::duration<double>(seconds));
}

// Where ".../index.html" is allowed, the directory itself is meant too.
std::string DirectoryOfIndex(std::string_view pattern) {
  const std::size_t slash = pattern.rfind('/');
  if (slash == std::string_view::npos || !pattern.substr(slash).starts_with("/index.htm")) {
    return {};
  }
  return std::string(pattern.substr(0, slash + 1)) + "$";
}

}  // namespace

// Collects groups line by line.
class RobotsParser {
 public:
  void Take(const Line& line) {
    switch (line.key) {
      case Key::kAgent:
        TakeAgent(line.value);
        break;
      case Key::kAllow:
      case Key::kDisallow:
        TakeRule(line.key == Key::kAllow, line.value);
        break;
      case Key::kDelay:
        if (!robots_.groups_.empty()) {
          robots_.groups_.back().crawl_delay = ReadDelay(line.value);
        }
        break;
      case Key::kSitemap:
        robots_.sitemaps_.emplace_back(line.value);
        break;
      case Key::kOther:
        break;
    }
  }

  Robots Done() { return std::move(robots_); }

 private:
  void TakeAgent(std::string_view value) {
    if (robots_.groups_.empty() || had_rule_) {
      robots_.groups_.emplace_back();
      had_rule_ = false;
    }
    const bool all =
        value.starts_with('*') && (value.size() == 1 || value[1] == ' ' || value[1] == '\t');
    robots_.groups_.back().agents.push_back(all ? "*" : ProductToken(value));
  }

  void TakeRule(bool allow, std::string_view value) {
    if (robots_.groups_.empty()) {
      return;  // a rule for nobody
    }
    had_rule_ = true;
    if (value.empty()) {
      return;
    }
    std::vector<Robots::Rule>& rules = robots_.groups_.back().rules;
    rules.push_back({allow, Normalised(value)});
    if (const std::string directory = allow ? DirectoryOfIndex(value) : ""; !directory.empty()) {
      rules.push_back({true, Normalised(directory)});
    }
  }

  Robots robots_;
  bool had_rule_ = false;
};

Robots Robots::Parse(std::string_view text) {
  text = text.substr(0, kMaxText);
  for (const char bom : std::string_view("\xEF\xBB\xBF")) {  // whole or in part
    if (text.starts_with(bom)) {
      text.remove_prefix(1);
    }
  }
  RobotsParser parser;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
    parser.Take(ReadLine(text.substr(0, std::min(end, kMaxLine))));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parser.Done();
}

// All groups that name the agent; those for '*' only when none does.
std::vector<const Robots::Group*> Robots::GroupsFor(std::string_view agent) const {
  const std::string token = AgentToken(agent);
  std::vector<const Group*> named;
  std::vector<const Group*> general;
  for (const Group& group : groups_) {
    const auto names = [&](std::string_view name) {
      return std::find(group.agents.begin(), group.agents.end(), name) != group.agents.end();
    };
    if (!token.empty() && names(token)) {
      named.push_back(&group);
    } else if (names("*")) {
      general.push_back(&group);
    }
  }
  return named.empty() ? general : named;
}

Robots Robots::Only(std::string_view agent) const {
  Robots only;
  for (const Group* group : GroupsFor(agent)) {
    only.groups_.push_back(*group);
  }
  return only;
}

std::size_t Robots::Weight() const {
  std::size_t weight = 0;
  for (const Group& group : groups_) {
    weight += sizeof(Group);
    for (const Rule& rule : group.rules) {
      weight += sizeof(Rule) + rule.pattern.size();
    }
    for (const std::string& name : group.agents) {
      weight += sizeof(std::string) + name.size();
    }
  }
  return weight;
}

bool Robots::Allows(std::string_view agent, std::string_view url) const {
  const std::string path = PathOf(url);
  std::size_t allow = 0;
  std::size_t disallow = 0;
  for (const Group* group : GroupsFor(agent)) {
    for (const Rule& rule : group->rules) {
      std::size_t& longest = rule.allow ? allow : disallow;
      if (rule.pattern.size() > longest && RobotsMatch(rule.pattern, path)) {
        longest = rule.pattern.size();
      }
    }
  }
  return disallow <= allow || path == "/robots.txt";
}

std::optional<Duration> Robots::CrawlDelay(std::string_view agent) const {
  for (const Group* group : GroupsFor(agent)) {
    if (group->crawl_delay) {
      return group->crawl_delay;
    }
  }
  return std::nullopt;
}

// Between two stars the first place that fits is as good as any later one, so each piece is
// searched once: no backtracking into earlier pieces.
bool RobotsMatch(std::string_view pattern, std::string_view path) {
  const bool anchored = pattern.ends_with('$');
  if (anchored) {
    pattern.remove_suffix(1);
  }
  const std::size_t star = pattern.find('*');
  if (star == std::string_view::npos) {
    return anchored ? path == pattern : path.starts_with(pattern);
  }
  if (!path.starts_with(pattern.substr(0, star))) {
    return false;
  }
  path.remove_prefix(star);
  pattern.remove_prefix(star + 1);
  for (;;) {
    const std::size_t next = pattern.find('*');
    const std::string_view piece = pattern.substr(0, next);
    if (next == std::string_view::npos) {
      return anchored ? path.ends_with(piece) : path.find(piece) != std::string_view::npos;
    }
    const std::size_t at = path.find(piece);
    if (at == std::string_view::npos) {
      return false;
    }
    path.remove_prefix(at + piece.size());
    pattern.remove_prefix(next + 1);
  }
}

Url RobotsUrl(const Url& url) {
  Result<Url> robots = Url::Parse(url.Origin() + "/robots.txt");
  return robots.ok() ? *robots : Url();
}

RobotsCache::Answer RobotsCache::Ask(const Url& url) const {
  const auto found = sites_.find(url.Origin());
  if (found == sites_.end() || found->second.expires <= clock_.Steady()) {
    return {Verdict::kAsk, ""};
  }
  const Known& known = found->second;
  if (!known.reachable) {
    return {Verdict::kDisallowed,
            fmt::format("{}/robots.txt cannot be read ({}), so nothing is asked there for now",
                        url.Origin(), known.words),
            known.expires - clock_.Steady()};
  }
  if (known.robots.Allows(agent_, url.text())) {
    return {Verdict::kAllowed, ""};
  }
  return {Verdict::kDisallowed, fmt::format("{}/robots.txt disallows it", url.Origin()),
          kDisallowedFor};
}

void RobotsCache::SetAgent(std::string agent) {
  if (agent == agent_) {
    return;
  }
  agent_ = std::move(agent);
  for (auto& [origin, known] : sites_) {
    known.expires = std::min(known.expires, clock_.Steady());
  }
}

RobotsCache::Known RobotsCache::Judge(const Fetched& fetched,
                                      std::optional<Duration> unreachable_since) const {
  const Duration now = clock_.Steady();
  const int status = fetched.page.status;
  const bool answered = fetched.fault == FetchFault::kNone;
  if (answered && status / 100 == 2) {
    return {Robots::Parse(fetched.page.body).Only(agent_), true, now + kKeep, std::nullopt, ""};
  }
  const bool no_rules =
      (answered && status / 100 == 4 && status != 429) || fetched.fault == FetchFault::kRedirects;
  if (no_rules) {
    return {Robots(), true, now + kKeep, std::nullopt, ""};
  }
  const Duration since = unreachable_since.value_or(now);
  return {Robots(), now - since >= kGiveUpAfter, now + kRetry, since, OutcomeOf(fetched).words};
}

void RobotsCache::Store(const Fetched& fetched) {
  ForgetOld();
  const std::string origin = fetched.page.requested.Origin();
  std::optional<Duration> unreachable_since;
  if (const auto before = sites_.find(origin); before != sites_.end()) {
    unreachable_since = before->second.unreachable_since;
    Forget(before);
  }
  Known known = Judge(fetched, unreachable_since);
  weight_ += known.robots.Weight();
  while (!sites_.empty() && (weight_ > kMaxWeight || sites_.size() >= kMaxSites)) {
    Forget(std::min_element(sites_.begin(), sites_.end(), [](const auto& a, const auto& b) {
      return a.second.expires < b.second.expires;
    }));
  }
  sites_.insert_or_assign(origin, std::move(known));
}

void RobotsCache::Forget(Sites::iterator site) {
  weight_ -= site->second.robots.Weight();
  sites_.erase(site);
}

// What would be asked again before it is used. Since when a site does not answer is remembered
// longer: it counts the days after which everything is allowed.
void RobotsCache::ForgetOld() {
  const Duration now = clock_.Steady();
  if (now - forgot_old_at_ < kRetry) {
    return;
  }
  forgot_old_at_ = now;
  for (auto site = sites_.begin(); site != sites_.end();) {
    const auto next = std::next(site);
    const Known& known = site->second;
    if (known.expires + (known.unreachable_since ? kGiveUpAfter : Duration::zero()) <= now) {
      Forget(site);
    }
    site = next;
  }
}

std::optional<Duration> RobotsCache::CrawlDelay(const Url& url) const {
  const auto found = sites_.find(url.Origin());
  return found == sites_.end() ? std::nullopt : found->second.robots.CrawlDelay(agent_);
}

}  // namespace claimwatch
