// A plugin that somebody else wrote: a shared library or a program, configured by name, alive in
// processes of its own and believed in nothing.
//
// What it says is held against what it was given: a finding must point at words that stand in the
// text, an entry of a feed must have an address. What does not fit is dropped and counted; what
// cannot be understood at all is an error of this one question. docs/plugins.md has the
// conversation from the other side.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/bytes.h"
#include "core/mutex.h"
#include "core/result.h"
#include "plugins/child/pool.h"
#include "plugins/stage.h"

namespace claimwatch {

// One plugin as configured.
struct PluginOptions {
  std::string name;
  std::string stage;                           // "source", "analyzer" or "sink"
  std::filesystem::path file;                  // a shared library; or
  std::vector<std::string> command;            // a program and its arguments
  std::vector<std::string> options;            // "key=value", handed over as a JSON object
  Duration timeout = std::chrono::seconds(5);  // for one answer
  Bytes memory = 256_MiB;                      // address space of one process of it
  std::string program = "/proc/self/exe";      // answers to "--child=…": claimwatchd, claimwatch
};

// What a plugin says of itself, and how it has done.
struct PluginState {
  std::string name;
  std::string stage;
  std::string version;
  std::string help;
  PoolReport report;
  std::uint64_t dropped = 0;  // findings and entries that were not believed
  std::string last_dropped;   // why the last one was not; empty: none
};

// "CW-XHOUSESTYLE-" for "house-style": what the ids of a plugin's rules begin with. No rule of
// claimwatch itself begins with X.
std::string RulePrefix(std::string_view plugin);

// Any thread may call, several at once: each has a process of its own then. A failure names the
// plugin. After five within ten minutes the plugin rests, with kBusy, until the first of them is
// that old, so that one that always fails costs nothing.
class Plugin {
 public:
  // Starts it once and lets it introduce itself. kConfig: it could not be started, its file is not
  // to be trusted, it is of another stage or API, or says why it cannot work.
  static Result<std::shared_ptr<Plugin>> Start(const PluginOptions& options, const Clock& clock);
  Plugin(const Plugin&) = delete;
  Plugin& operator=(const Plugin&) = delete;
  ~Plugin() = default;

  const std::string& name() const { return options_.name; }

  const std::string& stage() const { return options_.stage; }

  // Stage source: the entries of a page that was fetched for `source`. At most 10,000, each with an
  // address; titles without markup; no further pages. kInvalid: it says that this is nothing it
  // reads.
  Result<Feed> Read(const Page& page, std::string_view source) CW_EXCLUDES(mutex_);

  // Stage analyzer: its findings, at most 100, with rules of its own (RulePrefix).
  Result<std::vector<Finding>> Analyze(const Comparison& comparison) CW_EXCLUDES(mutex_);

  // Stage sink: ok when it says that the alert is durable over there; kRefused when it says that it
  // never will be.
  Status Deliver(const Alert& alert);

  PluginState State() const CW_EXCLUDES(mutex_);

 private:
  Plugin(const PluginOptions& options, const Clock& clock);
  // Its answer; what it says with "error" is an error too.
  Result<Json> Ask(Json question);
  void Drop(std::string why) CW_EXCLUDES(mutex_);

  const PluginOptions options_;
  ChildPool pool_;
  mutable Mutex mutex_;
  PluginState state_ CW_GUARDED_BY(mutex_);
};

// A sink that hands each alert to `plugin`.
std::unique_ptr<AlertSink> MakePluginSink(std::shared_ptr<Plugin> plugin);

}  // namespace claimwatch
