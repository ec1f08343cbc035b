#include "daemon/sinks.h"

#include <fmt/core.h>

#include "plugins/builtin.h"
#include "plugins/registry.h"

namespace claimwatch {
namespace {

constexpr std::string_view kLogName = "file";  // of the alert log's cursor

Sync SyncOf(const AlertsConfig& config) {
  return config.fsync == "never" ? Sync::kNever : Sync::kEachAlert;
}

Reach ReachOf(std::string_view kind) {
  const bool remote = kind == "webhook" || kind == "exec" || kind == "mail" || kind == "plugin";
  return remote ? Reach::kRemote : Reach::kLocal;
}

// config and plugins do not know each other: here is where they meet.
SinkOptions OptionsOf(const SinkConfig& config, Sync sync) {
  return {.kind = config.kind,
          .path = config.path,
          .sync = sync,
          .url = config.url,
          .command = config.command,
          .method = config.method,
          .headers = config.headers,
          .format = config.format,
          .body = config.body,
          .secret = config.secret,
          .from = config.from,
          .to = config.to,
          .user = config.user,
          .password = config.password,
          .require_tls = config.tls != "optional",
          .ca_file = config.ca_file,
          .timeout = config.timeout};
}

Result<std::unique_ptr<AlertSink>> MakeOne(const SinkConfig& config, Sync sync,
                                           const Registry& plugins) {
  if (config.kind != "plugin") {
    return MakeSink(OptionsOf(config, sync));
  }
  std::shared_ptr<Plugin> plugin = plugins.Find(config.plugin, "sink");
  if (plugin == nullptr) {
    return Error(Errc::kConfig, fmt::format("no plugin '{}' of stage sink", config.plugin));
  }
  return MakePluginSink(std::move(plugin));
}

Result<SinkSlot> MakeSlot(const SinkConfig& config, Sync sync, const Registry& plugins) {
  Result<std::unique_ptr<AlertSink>> sink = MakeOne(config, sync, plugins);
  if (!sink.ok()) {
    return sink.error().At(fmt::format("sink '{}'", config.name));
  }
  SinkSlot slot;
  slot.name = config.name;
  slot.sink = std::move(sink).value();
  slot.filter = {config.min_severity, config.topics, config.sources, config.types};
  slot.reach = ReachOf(config.kind);
  slot.digest = config.digest;
  slot.max_age = config.retry_max_age;
  slot.max_backoff = config.retry_max_backoff;
  return slot;
}

}  // namespace

Result<std::vector<SinkSlot>> MakeSinks(const AlertsConfig& config, const Registry& plugins) {
  SinkConfig log;
  log.name = kLogName;
  log.kind = "file";
  log.path = config.file;
  std::vector<SinkSlot> slots;
  slots.push_back(CW_TRY(MakeSlot(log, SyncOf(config), plugins)));
  // The log is the one sink that is never given up on.
  slots.back().max_age = Duration::max();
  for (const SinkConfig& one : config.sinks) {
    slots.push_back(CW_TRY(MakeSlot(one, SyncOf(config), plugins)));
  }
  return slots;
}

std::vector<std::string> SinkNames(const AlertsConfig& config) {
  std::vector<std::string> names = {std::string(kLogName)};
  for (const SinkConfig& one : config.sinks) {
    names.push_back(one.name);
  }
  return names;
}

}  // namespace claimwatch
