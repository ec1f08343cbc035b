// The plugins of a configuration, started: here config and plugins meet.
#pragma once

#include <memory>
#include <set>
#include <string_view>
#include <vector>

#include "core/clock.h"
#include "core/result.h"

namespace claimwatch {

class Parser;          // plugins/parser.h
class Plugin;          // plugins/outside.h
class Registry;        // plugins/registry.h
struct Comparison;     // plugins/stage.h
struct Config;         // config/config.h
struct DaemonConfig;   // config/config.h
struct Finding;        // core/finding.h
struct PluginOptions;  // plugins/outside.h
struct PluginConfig;   // config/config.h
class Store;           // storage/store.h

PluginOptions PluginOptionsOf(const PluginConfig& config);

// Starts every plugin once and lets it introduce itself. kConfig with a line for each that is
// refused: a daemon that silently went without an analyzer would miss what it was set up to see.
Result<std::shared_ptr<const Registry>> StartPlugins(const Config& config, const Clock& clock);

// The questions of one article's analysis to plugins. Whatever they do, it ends: all together have
// five seconds and the time that one answer may take, and one that failed is not asked about this
// article again. One that fails costs its own findings only; the log and the store (NotePlugin) say
// so. Belongs to one thread.
class PluginRound {
 public:
  // All are borrowed.
  PluginRound(const Config& config, const Registry& plugins, Store& store, const Clock& clock)
      : config_(config),
        plugins_(plugins),
        store_(store),
        clock_(clock),
        end_(clock.Steady() + std::chrono::seconds(5)) {}

  // What the analyzers of `topic` find, behind what is in `findings`.
  void Ask(std::string_view topic, const Comparison& comparison, std::vector<Finding>& findings);

 private:
  const Config& config_;
  const Registry& plugins_;
  Store& store_;
  const Clock& clock_;
  Duration end_;                       // steady
  std::set<std::string_view> failed_;  // names
};

// The analyzers that are asked about articles of `topic`, in the order of the configuration.
std::vector<std::shared_ptr<Plugin>> AnalyzersFor(const Config& config, const Registry& registry,
                                                  std::string_view topic);

// Writes what went wrong with `plugin` to the store under "plugin/NAME", when something new did;
// for `claimwatch plugins NAME`, which runs in another process.
void NotePlugin(const Plugin& plugin, Store& store, Time now);

// What reads pages: a child process, unless daemon.isolate_parsing is off. kConfig where no child
// may be started.
Result<std::unique_ptr<Parser>> MakeParserFor(const DaemonConfig& config, const Clock& clock);

}  // namespace claimwatch
