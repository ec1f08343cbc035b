#include "cli/service_status.h"

#include "cli/ask_daemon.h"
#include "cli/open_store.h"
#include "cli/read_config.h"
#include "core/clock.h"
#include "daemon/survey.h"

namespace claimwatch {
namespace {

constexpr Duration kStatusPatience = std::chrono::seconds(3);

// A store that was named without a configuration has no sources and no sinks to tell of.
Result<Config> ConfigForStatus(const Arguments& arguments) {
  if (!arguments.Has("state-dir")) {
    return ReadConfig(arguments);
  }
  Config config;
  config.daemon.state_dir = arguments.Get("state-dir");
  return config;
}

}  // namespace

Result<Json> ServiceStatus(const Arguments& arguments) {
  const Result<Json> told =
      AskRunningDaemon(arguments, Json::Of({{"verb", "status"}}), kStatusPatience);
  if (told.ok()) {
    return told;
  }
  const SystemClock clock;
  const Config config = CW_TRY(ConfigForStatus(arguments));
  const std::unique_ptr<Store> store = CW_TRY(OpenStoreFor(arguments));
  Json status = CW_TRY(SurveyJson(config, *store, clock));
  return status.Set("daemon", nullptr).Set("daemon_silent", told.error().message());
}

}  // namespace claimwatch
