// config check, config show, config keys: the configuration before a daemon runs on it.
#include <fmt/format.h>

#include "cli/output.h"
#include "cli/read_config.h"
#include "cli/store_options.h"
#include "cli/verbs.h"
#include "config/load.h"
#include "config/show.h"
#include "daemon/plugins.h"

namespace claimwatch {
namespace {

// FILE, else what the other verbs would read.
std::filesystem::path FileOf(const Arguments& arguments) {
  return arguments.positionals.empty() ? ConfigPath(arguments)
                                       : std::filesystem::path(arguments.positionals.front());
}

// A missing file is a configuration error here, not a thing that was looked for.
Result<Draft> Load(const Arguments& arguments) {
  Result<Draft> draft = LoadDraft(FileOf(arguments));
  if (!draft.ok() && draft.error().code() == Errc::kNotFound) {
    return Error(Errc::kConfig, draft.error().message());
  }
  return draft;
}

Result<Exit> Check(const Arguments& arguments) {
  const Draft draft = CW_TRY(Load(arguments));
  CW_TRY(StartPlugins(draft.config, SystemClock()));
  if (!arguments.Has("quiet")) {
    Print(fmt::format("{}: good; topics: {}, sources: {}, sinks besides the alert log: {}\n",
                      draft.config.file.string(), draft.config.topics.size(),
                      draft.config.sources.size(), draft.config.alerts.sinks.size()));
  }
  return Exit::kDone;
}

Result<Exit> Show(const Arguments& arguments) {
  const Output output = CW_TRY(Output::From(arguments));
  const Draft draft = CW_TRY(Load(arguments));
  const std::vector<Setting> settings = SettingsOf(draft);
  if (output.format == Format::kPeople) {
    Print(ShowToml(settings));
  } else {
    output.PrintItems(ShowJson(settings).Items());
  }
  return Exit::kDone;
}

Result<Exit> Keys(const Arguments& arguments) {
  Print(arguments.Has("roff") ? KeysRoff(AllKeys()) : KeysText(AllKeys()));
  return Exit::kDone;
}

Option ConfigOption() {
  return StoreOptions().front();
}

std::vector<Option> ShowOptions() {
  std::vector<Option> options = OutputOptions();
  options.insert(options.begin(), ConfigOption());
  return options;
}

}  // namespace

void AddConfigVerbs(std::vector<Verb>& verbs) {
  verbs.push_back(
      {"config check",
       "operation",
       "[FILE]",
       "whether a configuration is good; every error at once",
       "Exit status 3 when it is not. Each error names file, line and column. Plugins are started "
       "once, and asked what they are.",
       {ConfigOption(), {"--quiet", "", "say nothing when it is good"}},
       Check});
  verbs.push_back({"config show", "operation", "[FILE]",
                   "the configuration in force, with the file and line of each value",
                   "conf.d is merged in and defaults are filled in. Secrets are never printed.",
                   ShowOptions(), Show});
  verbs.push_back({"config keys",
                   "operation",
                   "",
                   "every key with its type, range and default",
                   "",
                   {{"--roff", "", "as the section of the manual page"}},
                   Keys});
}

}  // namespace claimwatch
