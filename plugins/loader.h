// Loads a plugin's shared library. Only in a child process (plugins/host): whatever is loaded here
// shares the memory of who loads it.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "core/result.h"
#include "plugins/plugin.h"

namespace claimwatch {

// A loaded library with its state. Belongs to one thread. Never unloaded: libraries with threads or
// exit handlers do not survive it, and the process ends anyway.
class LoadedPlugin {
 public:
  // Loads the library at `path`, which must be root's alone (core/trusted_file), and lets it open
  // itself with `options`, a JSON object. kConfig with one sentence: the file is not to be trusted,
  // is no library for this machine, has not the symbol, is of another interface, or says of itself
  // why it cannot work.
  static Result<LoadedPlugin> Load(const std::filesystem::path& path, const std::string& options);
  LoadedPlugin(LoadedPlugin&& other) noexcept;
  LoadedPlugin& operator=(LoadedPlugin&&) = delete;
  LoadedPlugin(const LoadedPlugin&) = delete;
  LoadedPlugin& operator=(const LoadedPlugin&) = delete;
  ~LoadedPlugin();

  const claimwatch_plugin& facts() const { return *facts_; }

  // The text of its answer, as it wrote it. kInvalid: it says that it has none, and why.
  Result<std::string> Answer(const std::string& question);

 private:
  LoadedPlugin(const claimwatch_plugin* facts, void* state) : facts_(facts), state_(state) {}

  const claimwatch_plugin* facts_;  // nullptr: moved from
  void* state_;
};

}  // namespace claimwatch
