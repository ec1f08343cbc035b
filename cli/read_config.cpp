#include "cli/read_config.h"

#include <cstdlib>

#include "config/load.h"
#include "daemon/sinks.h"

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

Result<Config> ReadConfig(const Arguments& arguments) {
  Result<Config> config = LoadConfig(ConfigPath(arguments));
  if (!config.ok() && config.error().code() == Errc::kNotFound) {
    return Error(Errc::kConfig, config.error().message() +
                                    "; name one with --config, or a store with --state-dir");
  }
  return config;
}

Result<std::filesystem::path> StateDirFor(const Arguments& arguments) {
  if (arguments.Has("state-dir")) {
    return std::filesystem::path(arguments.Get("state-dir"));
  }
  const Config config = CW_TRY(ReadConfig(arguments));
  return config.daemon.state_dir;
}

Result<StorageConfig> StorageConfigFor(const Arguments& arguments) {
  if (arguments.Has("state-dir") && !arguments.Has("config")) {
    return StorageConfig();
  }
  return CW_TRY(ReadConfig(arguments)).storage;
}

Result<std::optional<std::vector<std::string>>> SinkNamesFor(const Arguments& arguments) {
  if (arguments.Has("state-dir") && !arguments.Has("config")) {
    return std::optional<std::vector<std::string>>();
  }
  const Config config = CW_TRY(ReadConfig(arguments));
  return std::optional(SinkNames(config.alerts));
}

Result<std::vector<SiteRule>> SiteRulesFor(const Arguments& arguments) {
  if (arguments.Has("state-dir") && !arguments.Has("config")) {
    return std::vector<SiteRule>();
  }
  return CW_TRY(ReadConfig(arguments)).sites;
}

}  // namespace claimwatch
