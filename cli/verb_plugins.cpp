// claimwatch plugins: what there is to put into a configuration, and a plugin tried on a file.
#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "cli/input.h"
#include "cli/open_store.h"
#include "cli/output.h"
#include "cli/plugin_list.h"
#include "cli/read_config.h"
#include "cli/store_options.h"
#include "cli/verbs.h"
#include "core/page.h"
#include "core/text.h"
#include "daemon/plugins.h"
#include "plugins/extract/article.h"
#include "plugins/outside.h"
#include "plugins/source/feed_json.h"

namespace claimwatch {
namespace {

// Without a configuration there is still what is built in; one that was named must be good.
Result<Config> ConfigIfAny(const Arguments& arguments) {
  Result<Config> config = ReadConfig(arguments);
  return config.ok() || arguments.Has("config") ? std::move(config) : Result<Config>(Config());
}

void PrintList(const std::vector<PluginRow>& rows) {
  for (const PluginRow& row : rows) {
    const std::string& says = row.help.empty() ? row.origin : row.help;
    Print(fmt::format("{:<10} {:<12} {}\n", row.stage, row.name, EscapeControls(says)));
  }
}

void PrintOptions(const PluginRow& row) {
  Print(fmt::format("{} {}: {} ({})\n", row.stage, row.name, EscapeControls(row.help),
                    EscapeControls(row.origin)));
  for (const std::string& key : row.needs) {
    Print(fmt::format("  {:<16} needed; {}\n", key, OptionHelp(row, key)));
  }
  for (const std::string& key : row.takes) {
    Print(fmt::format("  {:<16} {}\n", key, OptionHelp(row, key)));
  }
}

// What the daemon noted about it, when there is a store that can be read.
void PrintTroubles(const Arguments& arguments, const std::string& name) {
  const Result<std::unique_ptr<Store>> store = OpenStoreFor(arguments);
  if (!store.ok()) {
    return;
  }
  const Result<std::optional<std::string>> kept = (*store)->GetState("plugin/" + name);
  const Json troubles = kept.ok() && *kept ? Json::Parse(**kept).value_or(Json()) : Json();
  for (const auto& [key, value] : troubles.Members()) {
    const std::string text = value.IsString() ? std::string(value.AsString()) : value.Dump();
    Print(fmt::format("  {:<16} {}\n", key, EscapeControls(text)));
  }
}

Result<std::shared_ptr<Plugin>> StartNamed(const Config& config, const std::string& name,
                                           const Clock& clock) {
  for (const PluginConfig& one : config.plugins) {
    if (one.name == name) {
      return Plugin::Start(PluginOptionsOf(one), clock);
    }
  }
  return Error(Errc::kNotFound,
               fmt::format("'{}' is no [[plugin]] of the configuration", EscapeControls(name)));
}

Result<Page> PageOf(const Arguments& arguments, const std::string& file) {
  Page page;
  page.body = CW_TRY(ReadInput("plugins", file));
  if (arguments.Has("url")) {
    page.url = CW_TRY(Url::Parse(arguments.Get("url")));
  }
  return page;
}

Result<Exit> TryAnalyzer(Plugin& plugin, const Page& page) {
  const Article article = CW_TRY(ExtractArticle(page));
  Comparison comparison;
  comparison.article = &article;
  const std::vector<Finding> findings = CW_TRY(plugin.Analyze(comparison));
  for (const Finding& finding : findings) {
    Print(FindingJson(finding).Dump() + "\n");
  }
  return findings.empty() ? Exit::kDone : Exit::kFound;
}

Result<Exit> Try(const Arguments& arguments, const Config& config, const std::string& name) {
  const SystemClock clock;
  const std::string file = arguments.Get("try");
  const Page page = CW_TRY(PageOf(arguments, file));
  const std::shared_ptr<Plugin> plugin = CW_TRY(StartNamed(config, name, clock));
  Result<Exit> done = Exit::kDone;
  if (plugin->stage() == "analyzer") {
    done = TryAnalyzer(*plugin, page);
  } else if (plugin->stage() == "source") {
    const Feed feed = CW_TRY(plugin->Read(page, "try"));
    Print(FeedJson(file, feed) + "\n");
  } else {
    return Error(Errc::kUnsupported, "a sink is tried by the alerts it gets, not by a file");
  }
  if (const PluginState state = plugin->State(); state.dropped > 0) {
    Print(fmt::format("{} dropped; the last one: {}\n", state.dropped, state.last_dropped));
  }
  return done;
}

// The rows of that name. kNotFound, with the nearest one.
Result<std::vector<PluginRow>> Named(std::vector<PluginRow> rows, const std::string& name) {
  std::vector<std::string> names;
  for (const PluginRow& row : rows) {
    names.push_back(row.name);
  }
  std::erase_if(rows, [&](const PluginRow& row) { return row.name != name; });
  if (rows.empty()) {
    const std::string nearest = Nearest(name, names);
    return Error(Errc::kNotFound,
                 fmt::format("no plugin '{}'{}", EscapeControls(name),
                             nearest.empty() ? "" : ", did you mean '" + nearest + "'?"));
  }
  return rows;
}

Result<Exit> RunPlugins(const Arguments& arguments) {
  const Output output = CW_TRY(Output::From(arguments));
  if (arguments.Has("roff")) {
    Print(PluginsRoff());
    return Exit::kDone;
  }
  const Config config = CW_TRY(ConfigIfAny(arguments));
  std::vector<PluginRow> rows = PluginRows(config);
  if (!arguments.positionals.empty()) {
    const std::string& name = arguments.positionals.front();
    if (arguments.Has("try")) {
      return Try(arguments, config, name);
    }
    rows = CW_TRY(Named(std::move(rows), name));
  }
  if (output.format != Format::kPeople) {
    std::vector<Json> items;
    std::transform(rows.begin(), rows.end(), std::back_inserter(items), &PluginRowJson);
    output.PrintItems(items);
  } else if (arguments.positionals.empty()) {
    PrintList(rows);
  } else {
    std::for_each(rows.begin(), rows.end(), &PrintOptions);
    PrintTroubles(arguments, rows.front().name);
  }
  return Exit::kDone;
}

}  // namespace

void AddPluginVerb(std::vector<Verb>& verbs) {
  std::vector<Option> options = OutputOptions();
  const std::vector<Option> store = StoreOptions();
  options.insert(options.begin(), store.begin(), store.end());
  options.push_back({"--try", "FILE", "let the configured plugin NAME read this page or article"});
  options.push_back({"--url", "URL", "with --try: where the page came from"});
  options.push_back({"--roff", "", "all of it, as the section of the manual page"});
  verbs.push_back({"plugins", "operation", "[NAME]",
                   "what sources, analyzers and sinks there are, with their options",
                   "Those built in and those of the configuration. With --try a plugin of the "
                   "configuration reads FILE as the daemon would let it, and what it says is "
                   "printed, as are the reasons why something of it was dropped; exit status 1 "
                   "when an analyzer found something.",
                   options, RunPlugins});
}

}  // namespace claimwatch
