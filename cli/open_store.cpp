#include "cli/open_store.h"

#include <cstdlib>

#include "cli/output.h"
#include "config/load.h"

namespace claimwatch {
namespace {

constexpr std::string_view kDefaultConfig = "/etc/claimwatch/claimwatch.toml";

}  // namespace

std::filesystem::path ConfigPath(const Arguments& arguments) {
  if (arguments.Has("config")) {
    return arguments.Get("config");
  }
  const char* named = std::getenv("CLAIMWATCH_CONFIG");  // NOLINT(concurrency-mt-unsafe): read only
  return named != nullptr && *named != '\0' ? std::string_view(named) : kDefaultConfig;
}

std::vector<Option> StoreOptions() {
  return {{"--config", "FILE",
           "configuration (default $CLAIMWATCH_CONFIG, then /etc/claimwatch/claimwatch.toml)"},
          {"--state-dir", "DIR", "read this store, whatever the configuration says"}};
}

std::vector<Option> WithStoreOptions(std::vector<Option> own) {
  for (const std::vector<Option>& shared : {StoreOptions(), OutputOptions()}) {
    own.insert(own.end(), shared.begin(), shared.end());
  }
  return own;
}

Result<Config> ReadConfig(const Arguments& arguments) {
  Result<Config> config = LoadConfig(ConfigPath(arguments));
  if (!config.ok() && config.error().code() == Errc::kNotFound) {
    return Error(Errc::kConfig, config.error().message() +
                                    "; name one with --config, or a store with --state-dir");
  }
  return config;
}

Result<std::unique_ptr<Store>> OpenStoreFor(const Arguments& arguments) {
  if (arguments.Has("state-dir")) {
    return Store::OpenReader(arguments.Get("state-dir"));
  }
  const Config config = CW_TRY(ReadConfig(arguments));
  return Store::OpenReader(config.daemon.state_dir);
}

Result<Time> ParseWhen(std::string_view text, Time now) {
  using std::chrono::days;
  const Time midnight = std::chrono::floor<days>(now);
  if (text == "today") {
    return midnight;
  }
  if (text == "yesterday") {
    return midnight - days(1);
  }
  if (text.starts_with('-')) {
    if (const std::optional<Duration> age = ParseDuration(text.substr(1))) {
      return now - *age;
    }
  }
  if (const std::optional<Duration> age = ParseDuration(text)) {
    return now - *age;
  }
  if (const std::optional<Time> time = ParseTime(text)) {
    return *time;
  }
  return Error(
      Errc::kInvalid,
      "'" + std::string(text) +
          "' is no time; use 2025-06-19, 2025-06-19T10:00:00Z, -2h, 30d, today or yesterday");
}

}  // namespace claimwatch
