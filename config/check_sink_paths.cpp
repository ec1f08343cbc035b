#include "config/check_sink_paths.h"

#include <map>

#include <fmt/format.h>

#include "config/alert_log.h"

namespace claimwatch {

// Two writers of one file destroy what the other wrote.
void CheckSinkPaths(Draft& draft) {
  const AlertsConfig& alerts = draft.config.alerts;
  std::map<std::filesystem::path, std::string> writers;
  const auto claim = [&](const std::string& at, const std::filesystem::path& path,
                         const std::string& who) {
    std::error_code ignored;
    const std::filesystem::path real = std::filesystem::weakly_canonical(path, ignored);
    const auto [known, fresh] = writers.try_emplace(ignored ? path : real, who);
    if (!fresh) {
      draft.Complain(at, fmt::format("{}: {} is written by {} already; give it another path", who,
                                     Shown(path.string()), known->second));
    }
  };
  if (!alerts.file.empty()) {
    claim("alerts.file", alerts.file, "the alert log");
    claim("alerts.file", EventLogBeside(alerts.file), "the event log");
  }
  if (!draft.config.daemon.metrics_file.empty()) {
    claim("daemon.metrics_file", draft.config.daemon.metrics_file, "daemon.metrics_file");
  }
  for (std::size_t i = 0; i < alerts.sinks.size(); ++i) {
    if (!alerts.sinks[i].path.empty()) {
      claim(fmt::format("alerts.sink.{}.path", i), alerts.sinks[i].path,
            fmt::format("sink '{}'", Shown(alerts.sinks[i].name)));
    }
  }
}

}  // namespace claimwatch
