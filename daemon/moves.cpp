#include "daemon/moves.h"

#include <algorithm>

#include <fmt/core.h>

#include "core/url.h"

namespace claimwatch {
namespace {

std::string DomainOf(const std::string& url) {
  const Result<Url> parsed = Url::Parse(url);
  return parsed.ok() ? RegistrableDomain(parsed->host()) : std::string();
}

bool IsSecure(const std::string& url) {
  return url.starts_with("https:");
}

}  // namespace

namespace {

// Where the `i`th hop of the page's way led.
const std::string& LedTo(const Page& page, std::size_t i) {
  return i + 1 < page.hops.size() ? page.hops[i + 1].url : page.url.text();
}

bool IsForGood(const Hop& hop) {
  return hop.status == 301 || hop.status == 308;
}

}  // namespace

std::string PermanentTarget(const Page& page) {
  std::string target;
  for (std::size_t i = 0; i < page.hops.size(); ++i) {
    const Hop& hop = page.hops[i];
    const std::string& next = LedTo(page, i);
    if (!IsForGood(hop) || (IsSecure(hop.url) && !IsSecure(next))) {
      break;
    }
    target = next;
  }
  return target;
}

MoveDecision AfterChain(const Move& before, const ChainFacts& facts,
                        const PolitenessConfig& config) {
  MoveDecision decision{before, MoveVerdict::kStay, ""};
  if (!facts.accepted || facts.target.empty() || facts.target == facts.asked) {
    decision.move.to.clear();
    decision.move.seen = 0;
    return decision;
  }
  Move& move = decision.move;
  if (move.to != facts.target) {
    move.to = facts.target;
    move.seen = 0;
    move.since = facts.when;
  }
  ++move.seen;
  if (move.seen < config.redirect_confirm_count ||
      facts.when - move.since < config.redirect_confirm_over) {
    decision.reason = fmt::format("redirected for good to {} {} of {} times, since {}", move.to,
                                  move.seen, config.redirect_confirm_count, FormatTime(move.since));
    return decision;
  }
  const std::string domain = DomainOf(facts.asked);
  if (domain.empty() || domain != DomainOf(move.to)) {
    decision.verdict = MoveVerdict::kSuspicious;
    decision.reason =
        fmt::format("moved to another domain: {}; `claimwatch source move` confirms it", move.to);
    return decision;
  }
  decision.verdict = MoveVerdict::kAdopt;
  decision.reason = fmt::format("moved for good to {}", move.to);
  move.previous = facts.asked;
  move.adopted_at = facts.when;
  return decision;
}

Json MoveJson(const Move& move) {
  if (move.to.empty() && move.previous.empty()) {
    return {};
  }
  return Json::Of({{"to", move.to},
                   {"seen", move.seen},
                   {"since", FormatTime(move.since)},
                   {"previous", move.previous},
                   {"adopted_at", FormatTime(move.adopted_at)}});
}

Move MoveFromJson(const Json& json) {
  Move move;
  move.to = std::string(json["to"].AsString());
  move.seen = static_cast<int>(std::clamp<std::int64_t>(json["seen"].AsInt(), 0, 1'000'000));
  move.since = ParseTime(json["since"].AsString()).value_or(Time{});
  move.previous = std::string(json["previous"].AsString());
  move.adopted_at = ParseTime(json["adopted_at"].AsString()).value_or(Time{});
  return move;
}

}  // namespace claimwatch
