#include "cli/polite_page.h"

#include <thread>

#include <fmt/format.h>

#include "cli/read_config.h"
#include "daemon/fetcher.h"
#include "daemon/robots.h"

namespace claimwatch {
namespace {

constexpr int kMostSites = 5;  // that redirects may lead through
constexpr Duration kPause = std::chrono::seconds(1);
constexpr Duration kLongestPause = std::chrono::seconds(30);

FetchConfig Allowing(FetchConfig fetch, const Arguments& arguments) {
  if (arguments.Has("allow-private")) {
    fetch.allow_private_net = true;
    fetch.allow_ports.clear();
  }
  return fetch;
}

}  // namespace

PolitePages::PolitePages(const Config& config, const Arguments& arguments)
    : fetch_(Allowing(config.fetch, arguments)),
      respect_robots_(config.politeness.respect_robots),
      robots_(std::make_unique<RobotsCache>(fetch_.user_agent, clock_)) {}

PolitePages::~PolitePages() = default;

// What an operator waits for at a terminal is bounded, whatever a site wishes.
void PolitePages::Pause(const Url& url) {
  const auto last = asked_.find(url.Origin());
  const Duration wanted = robots_->CrawlDelay(url).value_or(kPause);
  if (last != asked_.end()) {
    const Duration passed = clock_.Now() - last->second;
    const Duration wait = std::min(wanted, kLongestPause) - passed;
    if (wait > Duration::zero()) {
      std::this_thread::sleep_for(wait);
    }
  }
  asked_[url.Origin()] = clock_.Now();
}

Status PolitePages::Allow(const Url& url) {
  if (!respect_robots_) {
    return Ok();
  }
  RobotsCache::Answer answer = robots_->Ask(url);
  if (answer.verdict == RobotsCache::Verdict::kAsk) {
    FetchRequest request;
    request.key = url.Origin();
    request.url = RobotsUrl(url);
    request.kind = FetchKind::kRobots;
    robots_->Store(CW_TRY(FetchOnce(fetch_, clock_, std::move(request))));
    answer = robots_->Ask(url);
  }
  if (answer.verdict != RobotsCache::Verdict::kAllowed) {
    return Error(Errc::kUnsupported,
                 fmt::format("{}: not for robots: {}", url.text(), answer.reason));
  }
  return Ok();
}

Result<Page> PolitePages::Get(const Url& url, Wanted wanted) {
  FetchRequest request;
  request.key = url.text();
  request.url = url;
  request.redirects = Redirects::kWithinSite;
  request.kind = wanted == Wanted::kFeed ? FetchKind::kFeed : FetchKind::kArticle;
  for (int sites = 0; sites < kMostSites; ++sites) {
    if (wanted == Wanted::kPage) {
      CW_TRY(Allow(request.url));
    }
    Pause(request.url);
    Fetched fetched = CW_TRY(FetchOnce(fetch_, clock_, std::move(request)));
    if (!fetched.error.empty()) {
      return Error(Errc::kNetwork, fetched.error);
    }
    if (!fetched.onward) {
      return std::move(fetched.page);
    }
    request = OnwardRequest(fetched);
  }
  return Error(Errc::kNetwork,
               fmt::format("{}: redirected through {} sites", url.text(), kMostSites));
}

Result<std::unique_ptr<PolitePages>> PolitePagesFor(const Arguments& arguments) {
  const Config config = arguments.Has("config") ? CW_TRY(ReadConfig(arguments)) : Config();
  return std::make_unique<PolitePages>(config, arguments);
}

}  // namespace claimwatch
