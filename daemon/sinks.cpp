#include "daemon/sinks.h"

#include <fmt/core.h>

#include "config/alert_log.h"
#include "config/config.h"
#include "config/keys.h"
#include "core/text.h"
#include "daemon/courier.h"
#include "plugins/builtin.h"
#include "plugins/registry.h"

namespace claimwatch {
namespace {

Sync SyncOf(const AlertsConfig& config) {
  return config.fsync == "never" ? Sync::kNever : Sync::kEachAlert;
}

Reach ReachOf(std::string_view kind) {
  const bool remote = kind == "webhook" || kind == "exec" || kind == "mail" || kind == "plugin";
  return remote ? Reach::kRemote : Reach::kLocal;
}

// config and plugins do not know each other: here is where they meet.
SinkOptions OptionsOf(const SinkConfig& config, const AlertsConfig& alerts) {
  return {.kind = config.kind,
          .path = config.path,
          .sync = SyncOf(alerts),
          .rotate_size = alerts.rotate_size,
          .rotate_keep = alerts.rotate_keep,
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

Result<std::unique_ptr<AlertSink>> MakeOne(const SinkConfig& config, const AlertsConfig& alerts,
                                           const Registry& plugins) {
  if (config.kind != "plugin") {
    return MakeSink(OptionsOf(config, alerts));
  }
  std::shared_ptr<Plugin> plugin = plugins.Find(config.plugin, "sink");
  if (plugin == nullptr) {
    return Error(Errc::kConfig, fmt::format("no plugin '{}' of stage sink", config.plugin));
  }
  return MakePluginSink(std::move(plugin));
}

Result<SinkSlot> MakeSlot(const SinkConfig& config, const AlertsConfig& alerts,
                          const Registry& plugins) {
  Result<std::unique_ptr<AlertSink>> sink = MakeOne(config, alerts, plugins);
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
  slot.timeout = config.timeout;
  slot.one_message = config.kind == "mail";
  if (slot.reach == Reach::kRemote && alerts.flood_then == "digest") {
    slot.flood = {alerts.flood_per_source.count, alerts.flood_per_source.per};
  }
  return slot;
}

// Something that a secret could be.
SinkConfig WithoutCredentials(SinkConfig sink) {
  if (IsCredential(sink.url)) {
    sink.url = sink.kind == "mail" ? "smtp://mail.example.org" : "https://example.org/topic";
  }
  for (std::string* secret : {&sink.secret, &sink.user, &sink.password}) {
    if (IsCredential(*secret)) {
      *secret = "secret";
    }
  }
  for (std::string& header : sink.headers) {
    if (const std::size_t at = header.find("cred:"); at != std::string::npos) {
      header.replace(at, std::string::npos, "secret");
    }
  }
  return sink;
}

}  // namespace

Status TrySinks(const AlertsConfig& config, const Registry& plugins) {
  std::vector<std::string> wrong;
  for (const SinkConfig& one : config.sinks) {
    if (one.kind == "file") {
      continue;  // it would make the file, for whoever asks
    }
    if (const Result<SinkSlot> slot = MakeSlot(WithoutCredentials(one), config, plugins);
        !slot.ok()) {
      wrong.push_back(slot.error().message());
    }
  }
  return wrong.empty() ? Ok() : Status(Error(Errc::kConfig, Join(wrong, "\n")));
}

Result<std::vector<SinkSlot>> MakeSinks(const AlertsConfig& config, const Registry& plugins) {
  SinkConfig log;
  log.name = kAlertLogName;
  log.kind = "file";
  log.path = config.file;
  std::vector<SinkSlot> slots;
  slots.push_back(CW_TRY(MakeSlot(log, config, plugins)));
  // The log is the one sink that is never given up on.
  slots.back().max_age = Duration::max();
  for (const SinkConfig& one : config.sinks) {
    slots.push_back(CW_TRY(MakeSlot(one, config, plugins)));
    slots.back().owes = Owes::kFromNowOn;
  }
  return slots;
}

std::vector<std::string> SinkNames(const AlertsConfig& config) {
  std::vector<std::string> names = {std::string(kAlertLogName)};
  for (const SinkConfig& one : config.sinks) {
    names.push_back(one.name);
  }
  return names;
}

}  // namespace claimwatch
