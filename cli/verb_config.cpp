// config check, config show, config keys: the configuration before a daemon runs on it.
#include <fmt/format.h>

#include "cli/output.h"
#include "cli/read_config.h"
#include "cli/store_options.h"
#include "cli/verbs.h"
#include "config/load.h"
#include "config/read.h"
#include "config/show.h"
#include "core/clock.h"
#include "core/json.h"
#include "core/text.h"
#include "daemon/rehearsal.h"

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

// The configuration when it is good and a daemon could start with it.
Result<Draft> Examine(const Arguments& arguments) {
  Draft draft = CW_TRY(Load(arguments));
  CW_TRY(Rehearse(draft.config, SystemClock(), Addresses::kLeftAlone));
  return draft;
}

Json JudgementJson(const std::filesystem::path& file, const Result<Draft>& draft) {
  Json json = Json::Of({{"file", file.string()}, {"good", draft.ok()}});
  if (!draft.ok()) {
    Json errors = Json::MakeArray();
    for (const std::string_view line : Split(draft.error().message(), '\n')) {
      errors.Push(line);
    }
    return json.Set("errors", std::move(errors));
  }
  return json.Set("topics", std::uint64_t{draft->config.topics.size()})
      .Set("sources", std::uint64_t{draft->config.sources.size()})
      .Set("sinks", std::uint64_t{draft->config.alerts.sinks.size()});
}

Result<Exit> Check(const Arguments& arguments) {
  const Output output = CW_TRY(Output::From(arguments));
  const Result<Draft> examined = Examine(arguments);
  if (output.format != Format::kPeople) {
    output.PrintOne(JudgementJson(FileOf(arguments), examined));
    return examined.ok() ? Exit::kDone : ExitFor(examined.error());
  }
  const Draft draft = CW_TRY(examined);
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

std::vector<Json> KeyItems() {
  std::vector<Json> items;
  for (const KeyHelp& key : AllKeys()) {
    items.push_back(Json::Of({{"section", key.header},
                              {"key", key.key},
                              {"type", key.type},
                              {"default", key.fallback},
                              {"allowed", key.limit},
                              {"help", key.help}}));
  }
  return items;
}

Result<Exit> Keys(const Arguments& arguments) {
  const Output output = CW_TRY(Output::From(arguments));
  if (output.format != Format::kPeople) {
    output.PrintItems(KeyItems());
    return Exit::kDone;
  }
  Print(arguments.Has("roff") ? KeysRoff(AllKeys()) : KeysText(AllKeys()));
  return Exit::kDone;
}

Option ConfigOption() {
  return StoreOptions().front();
}

// `first`, and how to print.
std::vector<Option> With(std::vector<Option> first) {
  const std::vector<Option> output = OutputOptions();
  first.insert(first.end(), output.begin(), output.end());
  return first;
}

}  // namespace

void AddConfigVerbs(std::vector<Verb>& verbs) {
  verbs.push_back(
      {"config check", "operation", "[FILE]",
       "whether a configuration is good; every error at once",
       "Exit status 3 when it is not. Each error names file, line and column. Plugins are started "
       "once, and asked what they are.",
       With({ConfigOption(), {"--quiet", "", "say nothing when it is good"}}), Check});
  verbs.push_back({"config show", "operation", "[FILE]",
                   "the configuration in force, with the file and line of each value",
                   "conf.d is merged in and defaults are filled in. Secrets are never printed.",
                   With({ConfigOption()}), Show});
  verbs.push_back({"config keys", "operation", "", "every key with its type, range and default", "",
                   With({{"--roff", "", "as the section of the manual page"}}), Keys});
}

}  // namespace claimwatch
