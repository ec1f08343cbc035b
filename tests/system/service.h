// The real claimwatchd as a child process, with a folder, a configuration and a web of its own.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

#include "core/json.h"
#include "tests/alert/samples.h"
#include "tests/support/fake_site.h"

namespace claimwatch::testing {

class Service {
 public:
  Service();
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;
  ~Service();  // kills what still runs

  // Writes the configuration: the summit topic, one source per host ("http://HOST/feed.xml" through
  // `site` as proxy), and `more` at the end.
  void Configure(const std::vector<std::string>& hosts, const std::string& more = "");

  // Another web than `site`.
  void UseProxy(const std::string& origin) const;

  // Starts it; options after "--config FILE". Its output goes to Log().
  void Start(const std::vector<std::string>& options = {});
  void Signal(int signal) const;
  // Waits for its end; the exit status, or minus the signal that killed it. nullopt when it does
  // not end in time.
  std::optional<int> Wait(std::chrono::milliseconds most = std::chrono::seconds(20));
  // Start and Wait.
  std::optional<int> Run(const std::vector<std::string>& options);
  // Run with these options alone.
  std::optional<int> RunAs(const std::vector<std::string>& options);
  // Waits until its output holds `words`; false when the time is over or it ended before.
  bool Says(const std::string& words, std::chrono::milliseconds most = std::chrono::seconds(20));

  pid_t pid() const { return child_; }

  std::string Log() const { return ReadFile(folder / "output"); }

  // Records of the alert log, each held against the schema.
  std::vector<Json> Alerts() const;
  std::vector<Json> Events() const;

  std::filesystem::path config_file() const { return folder / "claimwatch.toml"; }

  std::filesystem::path socket() const { return folder / "claimwatch.sock"; }

  std::filesystem::path state_dir() const { return folder / "state"; }

  std::filesystem::path alert_log() const { return folder / "log" / "alerts.jsonl"; }

  FakeSite site;

 private:
  void Spawn(std::vector<std::string> words);
  bool Ended();

  ScratchFolder scratch_;
  pid_t child_ = 0;
  std::optional<int> status_;

 public:
  const std::filesystem::path folder = scratch_.path();
};

}  // namespace claimwatch::testing
