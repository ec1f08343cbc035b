#include "daemon/first_topics.h"

#include <algorithm>
#include <csignal>

#include "core/log.h"
#include "core/text.h"
#include "daemon/notify.h"

namespace claimwatch {
namespace {

constexpr Duration kFirstWait = std::chrono::seconds(2);
constexpr Duration kLongestWait = std::chrono::minutes(5);
constexpr Duration kPatience = std::chrono::seconds(30);      // of one try, for all baselines
constexpr Duration kGlance = std::chrono::milliseconds(200);  // at who asks something
constexpr Duration kMargin = std::chrono::seconds(30);        // for systemd's own clock

void Say(const Error& error, Duration wait) {
  for (const std::string_view line : Split(error.message(), '\n')) {
    LogWarning("{}; tried again in {}", line, FormatDuration(wait));
  }
  NotifyWaiting("waits for the network to fetch a baseline", wait + kPatience + kMargin);
}

// Whether to go on: false when the service is to stop.
bool Wait(const Signals& signals, const Clock& clock, Duration wait, const Error& why,
          const Meanwhile& meanwhile) {
  const Duration until = clock.Steady() + wait;
  for (Duration left = wait; left > Duration::zero(); left = until - clock.Steady()) {
    signals.Await(std::min(left, kGlance));
    meanwhile(why);
    if (const std::optional<int> signal = signals.Next()) {
      return *signal == SIGHUP;
    }
  }
  return true;
}

}  // namespace

Result<std::optional<std::vector<Topic>>> AwaitTopics(const Config& config, Store& store,
                                                      const Clock& clock, Parser& parser,
                                                      const Signals& signals,
                                                      const Meanwhile& meanwhile) {
  for (Duration wait = kFirstWait;; wait = std::min(wait * 2, kLongestWait)) {
    Result<std::vector<Topic>> topics = LoadTopics(config, store, clock, parser, kPatience);
    if (topics.ok()) {
      return std::optional(std::move(topics).value());
    }
    if (topics.error().code() != Errc::kNetwork) {
      return topics.error();
    }
    Say(topics.error(), wait);
    if (!Wait(signals, clock, wait, topics.error(), meanwhile)) {
      return std::optional<std::vector<Topic>>();
    }
  }
}

}  // namespace claimwatch
