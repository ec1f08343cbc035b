#include "daemon/plugins.h"

#include <algorithm>
#include <iterator>

#include "config/config.h"
#include "core/log.h"
#include "plugins/parser.h"
#include "plugins/registry.h"
#include "storage/store.h"

namespace claimwatch {

PluginOptions PluginOptionsOf(const PluginConfig& config) {
  PluginOptions options;
  options.name = config.name;
  options.stage = config.stage;
  options.file = config.file;
  options.command = config.command;
  options.options = config.options;
  options.timeout = config.timeout;
  options.memory = config.memory;
  return options;
}

Result<std::shared_ptr<const Registry>> StartPlugins(const Config& config, const Clock& clock) {
  std::vector<PluginOptions> all;
  for (const PluginConfig& one : config.plugins) {
    all.push_back(PluginOptionsOf(one));
  }
  return Registry::Start(all, clock);
}

std::vector<std::shared_ptr<Plugin>> AnalyzersFor(const Config& config, const Registry& registry,
                                                  std::string_view topic) {
  std::vector<std::shared_ptr<Plugin>> asked;
  for (const PluginConfig& one : config.plugins) {
    const bool wanted = one.topics.empty() ||
                        std::find(one.topics.begin(), one.topics.end(), topic) != one.topics.end();
    if (std::shared_ptr<Plugin> plugin = registry.Find(one.name, "analyzer"); wanted && plugin) {
      asked.push_back(std::move(plugin));
    }
  }
  return asked;
}

void PluginRound::Ask(std::string_view topic, const Comparison& comparison,
                      std::vector<Finding>& findings) {
  for (const std::shared_ptr<Plugin>& plugin : AnalyzersFor(config_, plugins_, topic)) {
    if (failed_.contains(plugin->name())) {
      continue;
    }
    if (clock_.Steady() >= end_) {
      LogWarning("{}: no time left for plugin '{}'; analysed without it", comparison.article->url,
                 plugin->name());
      continue;
    }
    Result<std::vector<Finding>> found = plugin->Analyze(comparison);
    if (found.ok()) {
      std::move(found->begin(), found->end(), std::back_inserter(findings));
    } else {
      failed_.insert(plugin->name());
      if (found.error().code() != Errc::kBusy) {
        LogWarning("{}: {}; analysed without it", comparison.article->url, found.error().message());
      }
    }
    NotePlugin(*plugin, store_, clock_.Now());
  }
}

void NotePlugin(const Plugin& plugin, Store& store, Time now) {
  const PluginState state = plugin.State();
  if (state.report.failed + state.dropped == 0) {
    return;
  }
  Json record = Json::Of({{"asked", state.report.asked},
                          {"failed", state.report.failed},
                          {"dropped", state.dropped},
                          {"last_failure", state.report.last_failure},
                          {"last_dropped", state.last_dropped}});
  const std::string key = "plugin/" + plugin.name();
  const Result<std::optional<std::string>> kept = store.GetState(key);
  const Json known = kept.ok() && *kept ? Json::Parse(**kept).value_or(Json()) : Json();
  const bool told = known["failed"].Dump() == record["failed"].Dump() &&
                    known["dropped"].Dump() == record["dropped"].Dump();
  if (told) {
    return;
  }
  if (known["dropped"].AsInt() < record["dropped"].AsInt()) {
    LogWarning("plugin '{}': {} dropped so far; the last one: {}", plugin.name(), state.dropped,
               state.last_dropped);
  }
  record.Set("time", FormatTime(now));
  if (const Status written = store.PutState({{key, record.Dump()}}); !written.ok()) {
    LogWarning("{}: {}", key, written.error().message());
  }
}

Result<std::unique_ptr<Parser>> MakeParserFor(const DaemonConfig& config, const Clock& clock) {
  if (!config.isolate_parsing) {
    return MakeParser();
  }
  Result<std::unique_ptr<Parser>> parser = MakeChildParser(ChildParserOptions(), clock);
  if (!parser.ok()) {
    return Error(Errc::kConfig,
                 parser.error().message() +
                     "; where no child process may be started, daemon.isolate_parsing"
                     " = false lets the program itself read pages");
  }
  return parser;
}

}  // namespace claimwatch
