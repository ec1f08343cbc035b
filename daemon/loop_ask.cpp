// The loop's asking half: what is due, held against politeness and robots.txt.
#include <algorithm>
#include <utility>

#include <fmt/core.h>

#include "core/log.h"
#include "core/text.h"
#include "daemon/loop.h"
#include "daemon/loop_words.h"

namespace claimwatch {
namespace {

constexpr Duration kOneAtATime = std::chrono::seconds(5);

}  // namespace

void Loop::AskDue() {
  const std::size_t busy = fetcher_->InFlight() + queued_.size();
  const std::size_t room = house_.workers.Room();
  if (room <= busy) {
    return;
  }
  for (Errand& errand : scheduler_.TakeDue(room - busy)) {
    Ask(std::move(errand));
  }
}

void Loop::Ask(Errand errand) {
  if (pass_ && passed_.contains(errand.key)) {
    scheduler_.PutBack(errand.key, kPatience, "asked once in this pass");
    return;
  }
  Result<Url> url = Url::Parse(errand.url);
  if (!url.ok()) {
    LogWarning("{}: {}; dropped", errand.key, url.error().message());
    scheduler_.Drop(errand.key);
    return;
  }
  if (IsUnderWay(errand.key)) {
    PutBack(errand, kOneAtATime, "a request to its former address is under way");
    return;
  }
  const Permission permission = politeness_.MayAsk(*url);
  if (!permission.Now()) {
    PutBack(errand, permission.wait, permission.reason);
    return;
  }
  if (!RobotsAllow(errand, *url)) {
    return;
  }
  FetchRequest request;
  request.key = errand.key;
  request.url = std::move(url).value();
  request.kind = errand.subject == Subject::kArticle ? FetchKind::kArticle : FetchKind::kFeed;
  request.validators = errand.validators;
  request.redirects = Redirects::kWithinSite;
  if (config_.politeness.respect_robots && errand.subject != Subject::kSource) {
    request.may_follow = [this](const Url& to) {
      return robots_.Ask(to).verdict == RobotsCache::Verdict::kAllowed;
    };
  }
  out_.insert_or_assign(errand.key, std::move(errand));
  Send(std::move(request));
}

// What was asked before a reload that gave the source another address.
bool Loop::IsUnderWay(const std::string& key) const {
  return out_.contains(key) || being_read_.contains(key);
}

void Loop::PutBack(const Errand& errand, Duration wait, const std::string& reason) {
  scheduler_.PutBack(errand.key, wait, reason);
  if (!pass_) {
    return;
  }
  if (wait <= kPatience) {
    pass_->insert(errand.key);
  } else if (passed_.insert(errand.key).second) {
    pass_->erase(errand.key);
    ++tally_.skipped;
    LogInfo("{}: left out of this pass: {}", errand.url, reason);
  }
}

// What the operator named is asked without robots.txt (FETCHING P36, P49); if a robot would not be
// let in there, that is said. All else is asked only where robots.txt lets us.
bool Loop::RobotsAllow(const Errand& errand, const Url& url) {
  if (!config_.politeness.respect_robots) {
    return true;
  }
  const RobotsCache::Answer answer = robots_.Ask(url);
  if (errand.subject == Subject::kSource) {
    scheduler_.NoteRobots(errand.key, answer.reason);
    return true;
  }
  if (answer.verdict == RobotsCache::Verdict::kAsk) {
    AskRobots(url);
    await_robots_[url.Origin()].push_back(errand);
  } else if (answer.verdict == RobotsCache::Verdict::kDisallowed) {
    PutBack(errand, answer.wait, answer.reason);
  }
  return answer.verdict == RobotsCache::Verdict::kAllowed;
}

// Once per origin; whoever waits for the answer stands in await_robots_ or among the held.
void Loop::AskRobots(const Url& url) {
  if (!await_robots_.try_emplace(url.Origin()).second) {
    return;
  }
  FetchRequest request;
  request.key = RobotsKey(url);
  request.url = RobotsUrl(url);
  request.kind = FetchKind::kRobots;
  Send(std::move(request));
}

// --- on to another site ---

// A redirect to another site is a request to that site: its pace counts, and its robots.txt but for
// a source, which the operator named. One inside the site comes here too when the robots.txt of
// where it leads disallows it or is not known.
void Loop::Hold(FetchRequest request) {
  const Duration now = house_.clock.Steady();
  held_.push_back({std::move(request), now, now});
}

void Loop::AskHeld() {
  for (Held& held : std::exchange(held_, {})) {
    if (held.due > house_.clock.Steady()) {
      held_.push_back(std::move(held));
    } else {
      AskOnward(std::move(held));
    }
  }
}

void Loop::AskOnward(Held held) {
  const auto errand = out_.find(held.request.key);
  if (errand == out_.end()) {
    return;
  }
  const Url& url = held.request.url;
  const Duration now = house_.clock.Steady();
  const Permission permission = politeness_.MayAsk(url);
  if (now + permission.wait - held.since > kPatience) {
    GiveUpHeld(held, permission.wait, permission.reason);
    return;
  }
  if (!permission.Now()) {
    held.due = now + permission.wait;
    held_.push_back(std::move(held));
    return;
  }
  const bool must_ask =
      config_.politeness.respect_robots && errand->second.subject != Subject::kSource;
  const RobotsCache::Answer answer =
      must_ask ? robots_.Ask(url) : RobotsCache::Answer{RobotsCache::Verdict::kAllowed, ""};
  switch (answer.verdict) {
    case RobotsCache::Verdict::kAllowed:
      Send(std::move(held.request));
      return;
    case RobotsCache::Verdict::kDisallowed:
      GiveUpHeld(held, answer.wait, answer.reason);
      return;
    case RobotsCache::Verdict::kAsk:
      AskRobots(url);
      held.due = now + kPatience;  // TakeRobots brings it forward
      held_.push_back(std::move(held));
      return;
  }
}

void Loop::GiveUpHeld(const Held& held, Duration wait, const std::string& reason) {
  const auto node = out_.extract(held.request.key);
  if (!node.empty()) {
    PutBack(node.mapped(), wait,
            fmt::format("redirected to {}: {}", Ellipsize(held.request.url.text(), 200), reason));
  }
}

void Loop::Send(FetchRequest request) {
  politeness_.Started(request.url);
  fetcher_->Start(std::move(request));
}

}  // namespace claimwatch
