#include "daemon/standing.h"

#include <algorithm>
#include <cmath>

#include <fmt/core.h>

#include "core/digest.h"
#include "core/text.h"

namespace claimwatch {
namespace {

using std::chrono::hours;

constexpr std::size_t kMaxWords = 200;
constexpr Duration kMaxFresh = hours(24);  // an answer is not believed to stay fresh for longer
constexpr Duration kGiveUpAfter = hours(24 * 30);
constexpr int kGiveUpFailures = 12;  // at least: a clock that leaps ahead is no month of failures
constexpr int kMaxDoublings = 20;

struct Phrase {
  int status;
  std::string_view text;
};

constexpr Phrase kPhrases[] = {
    {200, "OK"},
    {226, "IM Used"},
    {301, "Moved Permanently"},
    {302, "Found"},
    {304, "Not Modified"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {402, "Payment Required"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {406, "Not Acceptable"},
    {408, "Request Timeout"},
    {410, "Gone"},
    {418, "I'm a teapot"},
    {421, "Misdirected Request"},
    {425, "Too Early"},
    {429, "Too Many Requests"},
    {451, "Unavailable For Legal Reasons"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {502, "Bad Gateway"},
    {503, "Service Unavailable"},
    {504, "Gateway Timeout"},
    {520, "Web Server Returned an Unknown Error"},
    {521, "Web Server Is Down"},
    {522, "Connection Timed Out"},
    {523, "Origin Is Unreachable"},
    {524, "A Timeout Occurred"},
    {525, "SSL Handshake Failed"},
    {530, "Origin DNS Error"},
};

std::string StatusWords(int status) {
  const std::string_view phrase = StatusPhrase(status);
  return phrase.empty() ? fmt::format("status {}", status) : fmt::format("{} {}", status, phrase);
}

// How a kind of failure backs off: first wait, doubling (or the configured factor) up to the most.
struct Pace {
  Duration first{};
  double factor = 2.0;
  Duration most = hours(24);
  Firmness firmness = Firmness::kTheirs;
};

Pace PaceFor(const Outcome& outcome, const PolitenessConfig& config) {
  switch (outcome.status) {
    case 401:
    case 402:
    case 403:
    case 451:
      return {hours(4)};
    case 404:
    case 410:
    case 429:
      return {hours(1)};
    default:
      break;
  }
  if (outcome.unusable) {  // a login or consent page: looked at again, but no more than it deserves
    return {hours(1), 2.0, hours(24), Firmness::kOurs};
  }
  return {config.backoff.first, config.backoff.factor, config.backoff.max, Firmness::kOurs};
}

Duration Scaled(Duration duration, double by) {
  return Duration(static_cast<Duration::rep>(static_cast<double>(duration.count()) * by));
}

Duration Wait(const Pace& pace, int failures) {
  const int doublings = std::clamp(failures - 1, 0, kMaxDoublings);
  return std::min(Scaled(pace.first, std::pow(pace.factor, doublings)), pace.most);
}

// For people: seconds only where they count.
Duration Rounded(Duration wait) {
  return wait < std::chrono::minutes(10) ? Duration(std::chrono::round<std::chrono::seconds>(wait))
                                         : Duration(std::chrono::round<std::chrono::minutes>(wait));
}

// 1 … 1 + jitter: a wait is only ever made longer.
double Jitter(double jitter, int failures, std::string_view key) {
  const std::uint64_t hash = StableHash(fmt::format("{}#{}", key, failures));
  return 1.0 + jitter * static_cast<double>(hash % 10000) / 10000.0;
}

Standing AfterGood(const Outcome& outcome, Time now) {
  Standing standing;
  standing.last_status = outcome.status;
  const Duration fresh = std::min(outcome.fresh_for.value_or(Duration::zero()), kMaxFresh);
  if (fresh > Duration::zero()) {
    standing.not_before = now + fresh;
    standing.firmness = Firmness::kTheirs;
    standing.reason =
        fmt::format("the server calls its answer fresh for {}", FormatDuration(fresh));
  }
  return standing;
}

std::string InARow(int failures) {
  return failures > 1 ? fmt::format(", {} times in a row", failures) : std::string();
}

}  // namespace

bool Outcome::Unreachable() const {
  return status == 0 &&
         (fault == FetchFault::kDns || fault == FetchFault::kConnect || fault == FetchFault::kTls ||
          fault == FetchFault::kTimeout || fault == FetchFault::kReset);
}

std::string_view StatusPhrase(int status) {
  const auto* found = std::find_if(std::begin(kPhrases), std::end(kPhrases),
                                   [&](const Phrase& phrase) { return phrase.status == status; });
  return found == std::end(kPhrases) ? std::string_view() : found->text;
}

Outcome OutcomeOf(const Fetched& fetched) {
  Outcome outcome;
  outcome.status = fetched.page.status;
  outcome.fault = fetched.fault;
  outcome.retry_after = fetched.retry_after;
  outcome.fresh_for = fetched.fresh_for;
  if (fetched.fault != FetchFault::kNone) {
    const std::size_t what = fetched.error.find(": ");
    outcome.words = what == std::string::npos ? fetched.error : fetched.error.substr(what + 2);
  } else if (outcome.status == 200 && fetched.page.truncated) {
    outcome.unusable = true;
    outcome.words = "the answer ends before its own end";
  } else if (outcome.status == 200 && fetched.page.body.empty()) {
    outcome.unusable = true;
    outcome.words = "200 OK with an empty body";
  } else {
    outcome.words = StatusWords(outcome.status);
    if (FindHeader(fetched.page.headers, "cf-mitigated") == "challenge") {
      outcome.words += " (bot challenge)";
    }
  }
  outcome.words = Ellipsize(EscapeControls(outcome.words), kMaxWords);
  return outcome;
}

Standing After(const Standing& before, const Outcome& outcome, const PolitenessConfig& config,
               Time now, std::string_view key) {
  if (outcome.fault == FetchFault::kCancelled) {
    return before;
  }
  if (outcome.Good()) {
    return AfterGood(outcome, now);
  }
  Standing standing = before;
  standing.failures = before.failures + 1;
  standing.last_status = outcome.status;
  standing.last_error = outcome.words;
  standing.failing_since = before.failing_since.value_or(now);
  const bool asked = outcome.retry_after && (outcome.status == 429 || outcome.status / 100 == 5);
  const Pace pace = PaceFor(outcome, config);
  const Duration wait = asked ? std::min(*outcome.retry_after, config.respect_retry_after)
                              : Scaled(Wait(pace, standing.failures),
                                       Jitter(config.backoff.jitter, standing.failures, key));
  standing.not_before = now + wait;
  standing.firmness = asked ? Firmness::kTheirs : pace.firmness;
  standing.reason = fmt::format("{}{}: wait {}{}", outcome.words, InARow(standing.failures),
                                FormatDuration(Rounded(wait)), asked ? " as Retry-After asks" : "");
  const bool for_a_month = now - *standing.failing_since >= kGiveUpAfter;
  standing.retired = outcome.status == 410 || (for_a_month && standing.failures >= kGiveUpFailures);
  if (standing.retired) {
    standing.reason =
        outcome.status == 410
            ? "410 Gone: not asked again"
            : fmt::format("failing for 30 days, last with {}: not asked again", outcome.words);
  }
  return standing;
}

Json StandingJson(const Standing& standing) {
  Json json = Json::Of({{"failures", standing.failures}, {"last_status", standing.last_status}});
  if (!standing.last_error.empty()) {
    json.Set("last_error", standing.last_error);
  }
  if (standing.failing_since) {
    json.Set("failing_since", FormatTime(*standing.failing_since));
  }
  if (standing.not_before != Time{}) {
    json.Set("not_before", FormatTime(standing.not_before));
    json.Set("firm", standing.firmness == Firmness::kTheirs);
    json.Set("reason", standing.reason);
  }
  if (standing.retired) {
    json.Set("retired", true);
  }
  return json;
}

Standing StandingFromJson(const Json& json) {
  Standing standing;
  standing.failures =
      static_cast<int>(std::clamp<std::int64_t>(json["failures"].AsInt(), 0, 1'000'000));
  standing.last_status =
      static_cast<int>(std::clamp<std::int64_t>(json["last_status"].AsInt(), 0, 999));
  standing.last_error = std::string(json["last_error"].AsString());
  standing.failing_since = ParseTime(json["failing_since"].AsString());
  standing.not_before = ParseTime(json["not_before"].AsString()).value_or(Time{});
  standing.firmness = json["firm"].AsBool() ? Firmness::kTheirs : Firmness::kOurs;
  standing.reason = std::string(json["reason"].AsString());
  standing.retired = json["retired"].AsBool();
  return standing;
}

Duration Jittered(Duration duration, std::string_view seed) {
  const double share = static_cast<double>(StableHash(seed) % 10001) / 10000.0;  // 0 … 1
  return Duration(
      static_cast<Duration::rep>(static_cast<double>(duration.count()) * (0.95 + 0.1 * share)));
}

Duration SpreadOf(std::string_view key, Duration over) {
  return over.count() <= 0 ? Duration::zero()
                           : Duration(static_cast<Duration::rep>(
                                 StableHash(key) % static_cast<std::uint64_t>(over.count())));
}

}  // namespace claimwatch
