// source add, move, enable, disable, import, export: what is polled, changed from the command line.
// Changes are small files in conf.d (config/overlay); the daemon takes them at its next reload.
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "cli/input.h"
#include "cli/known_ids.h"
#include "cli/output.h"
#include "cli/polite_page.h"
#include "cli/read_config.h"
#include "cli/source_trial.h"
#include "cli/store_options.h"
#include "cli/verbs.h"
#include "config/overlay.h"
#include "core/text.h"
#include "core/url.h"
#include "plugins/source/source.h"

namespace claimwatch {
namespace {

constexpr std::string_view kTakesEffect =
    "it counts from the next reload: systemctl reload claimwatchd";
constexpr std::size_t kFullFile = std::size_t{512} << 10U;  // of the MiB that a file may have

Result<const SourceConfig*> FindSource(const Config& config, const std::string& id) {
  const auto found = std::find_if(config.sources.begin(), config.sources.end(),
                                  [&id](const SourceConfig& one) { return one.id == id; });
  if (found == config.sources.end()) {
    std::vector<std::string> known;
    std::transform(config.sources.begin(), config.sources.end(), std::back_inserter(known),
                   [](const SourceConfig& one) { return one.id; });
    return CheckKnown("source", id, known, "claimwatch source list").error();
  }
  return &*found;
}

// What was written where: as `words` for people, as `facts` and the file for programs.
void Tell(const Output& output, const std::filesystem::path& file, const std::string& words,
          Json facts) {
  if (output.format != Format::kPeople) {
    output.PrintOne(facts.Set("file", file.string()));
  } else {
    Print(file.empty() ? words + "; nothing to write\n"
                       : fmt::format("{}: {}; {}\n", words, file.string(), kTakesEffect));
  }
}

Result<Exit> Change(const Arguments& arguments, const std::vector<SourceChange>& changes,
                    const std::string& what) {
  const Output output = CW_TRY(Output::From(arguments));
  const Config config = CW_TRY(ReadConfig(arguments));
  const SourceConfig* source = CW_TRY(FindSource(config, arguments.positionals.front()));
  const std::filesystem::path path = CW_TRY(ChangeSource(config.file, source->id, changes));
  Tell(output, path, "source " + source->id + ": " + what,
       Json::Of({{"source", source->id}, {"change", what}}));
  return Exit::kDone;
}

Result<Exit> Enable(const Arguments& arguments) {
  return Change(arguments, {{"enabled", "true"}}, "enabled");
}

Result<Exit> Disable(const Arguments& arguments) {
  return Change(arguments, {{"enabled", "false"}}, "disabled");
}

Result<Exit> Move(const Arguments& arguments) {
  const Url url = CW_TRY(Url::Parse(arguments.positionals[1]));
  return Change(arguments, {{"url", TomlText(url.text())}}, "moved to " + url.text());
}

// What is configured, for lists of thousands.
struct Taken {
  std::set<std::string> ids;
  std::set<std::string> addresses;  // canonical
};

std::string AddressOf(std::string_view url) {
  const Result<Url> parsed = Url::Parse(url);
  return parsed.ok() ? CanonicalUrl(*parsed) : std::string(url);
}

Taken TakenBy(const Config& config) {
  Taken taken;
  for (const SourceConfig& one : config.sources) {
    taken.ids.insert(one.id);
    taken.addresses.insert(AddressOf(one.url));
  }
  return taken;
}

// What the arguments say of the new source.
Result<SourceConfig> Wanted(const Arguments& arguments, const Taken& taken,
                            const TriedFeed& tried) {
  SourceConfig source;
  source.url = tried.url;
  source.title = arguments.Get("title", tried.feed.title);
  source.topics = arguments.All("topic");
  source.kind = tried.feed.kind == FeedKind::kSitemap ? "sitemap" : "feed";
  source.id = arguments.Get("id", SourceIdFor(source.url, source.title, taken.ids));
  if (arguments.Has("interval")) {
    const std::optional<Duration> interval = ParseDuration(arguments.Get("interval"));
    if (!interval) {
      return Error(Errc::kInvalid, "source add: --interval: write it as in 15m or 1h");
    }
    source.interval = *interval;
  }
  return source;
}

Result<Exit> Add(const Arguments& arguments) {
  const Output output = CW_TRY(Output::From(arguments));
  const Config config = CW_TRY(ReadConfig(arguments));
  const Url url = CW_TRY(Url::Parse(arguments.positionals.front()));
  PolitePages web(config, arguments);
  const TriedFeed tried = CW_TRY(TryFeed(web, url));
  const Taken taken = TakenBy(config);
  if (taken.addresses.contains(AddressOf(tried.url))) {
    return Error(Errc::kInvalid, fmt::format("{}: is a source already", tried.url));
  }
  const SourceConfig source = CW_TRY(Wanted(arguments, taken, tried));
  if (taken.ids.contains(source.id)) {
    return Error(Errc::kInvalid, fmt::format("source '{}' is there already; choose another --id",
                                             EscapeControls(source.id)));
  }
  const std::string stanza = SourceToml(source);
  if (arguments.Has("print")) {
    Print(stanza);
    return Exit::kDone;
  }
  const std::filesystem::path path =
      CW_TRY(AddOverlay(config.file, SourceStemOf(source.id), stanza));
  const std::size_t entries = tried.feed.entries.size();
  Tell(output, path,
       fmt::format("source {}: {} feed, {}, written", source.id, FeedKindName(tried.feed.kind),
                   Counted(entries, "entry", "entries")),
       Json::Of({{"source", source.id},
                 {"url", source.url},
                 {"kind", FeedKindName(tried.feed.kind)},
                 {"entries", std::uint64_t{entries}}}));
  return Exit::kDone;
}

// What an OPML file brings to a configuration.
struct Imported {
  std::vector<std::string> files;  // TOML of the new sources, so much in each as a file may have
  std::size_t added = 0;
  std::size_t known = 0;
  std::size_t unusable = 0;  // no address that could be asked
};

Imported TakeIn(const std::vector<Subscription>& subscriptions, Taken taken) {
  Imported imported;
  for (const Subscription& one : subscriptions) {
    if (!Url::Parse(one.feed_url).ok()) {
      ++imported.unusable;
    } else if (!taken.addresses.insert(AddressOf(one.feed_url)).second) {
      ++imported.known;
    } else {
      SourceConfig source;
      source.url = one.feed_url;
      source.title = one.title;
      source.id = SourceIdFor(source.url, source.title, taken.ids);
      taken.ids.insert(source.id);
      if (imported.files.empty() || imported.files.back().size() > kFullFile) {
        imported.files.emplace_back();
      }
      imported.files.back() += SourceToml(source) + "\n";
      ++imported.added;
    }
  }
  return imported;
}

Result<Exit> Import(const Arguments& arguments) {
  const Output output = CW_TRY(Output::From(arguments));
  const Config config = CW_TRY(ReadConfig(arguments));
  const std::string& name = arguments.positionals.front();
  const std::string opml = CW_TRY(ReadInput("source import", name));
  const Imported imported = TakeIn(CW_TRY(ReadOpml(opml)), TakenBy(config));
  if (arguments.Has("print")) {
    Print(Join(imported.files, ""));
    return Exit::kDone;
  }
  std::filesystem::path file;
  for (const std::string& stanzas : imported.files) {
    const std::string stem = ImportStemOf(std::filesystem::path(name).stem().string());
    file = CW_TRY(AddOverlay(config.file, stem, stanzas));
  }
  Tell(output, file,
       fmt::format("{} added, {} known already, {} without a usable address",
                   Counted(imported.added, "source"), imported.known, imported.unusable),
       Json::Of({{"added", std::uint64_t{imported.added}},
                 {"known", std::uint64_t{imported.known}},
                 {"unusable", std::uint64_t{imported.unusable}}}));
  return Exit::kDone;
}

Result<Exit> Export(const Arguments& arguments) {
  const Config config = CW_TRY(ReadConfig(arguments));
  std::vector<Subscription> subscriptions;
  for (const SourceConfig& source : config.sources) {
    if (source.enabled || arguments.Has("all")) {
      subscriptions.push_back(
          {source.title.empty() ? source.id : source.title, source.url, "", {}});
    }
  }
  Print(WriteOpml(subscriptions, "claimwatch sources"));
  return Exit::kDone;
}

}  // namespace

void AddSubscriptionVerbs(std::vector<Verb>& verbs) {
  const Option print = {"--print", "", "print the TOML instead of writing it"};
  verbs.push_back(
      {"source add", "sources", "URL", "watch a feed: checks it and writes its stanza to conf.d",
       "URL may be a web page: then the first feed it names is taken.",
       WithStoreOptions({{"--id", "ID", "its name (default: from its domain)"},
                         {"--title", "TITLE", "for people (default: the feed's)"},
                         {"--interval", "TIME", "between two polls (default 15m)"},
                         {"--topic", "ID", "hold it against this topic only", true},
                         print,
                         {"--allow-private", "", "also addresses of private networks"}}),
       Add});
  verbs.push_back({"source move", "sources", "ID URL", "give a source a new address",
                   "Its validators and its standing begin anew; its articles stay.",
                   WithStoreOptions({}), Move});
  verbs.push_back(
      {"source enable", "sources", "ID", "poll a source again", "", WithStoreOptions({}), Enable});
  verbs.push_back({"source disable", "sources", "ID", "stop polling a source; nothing is forgotten",
                   "", WithStoreOptions({}), Disable});
  verbs.push_back({"source import", "sources", "FILE", "add the subscriptions of an OPML file",
                   "Nothing is asked; addresses that are sources already are left out.",
                   WithStoreOptions({print}), Import});
  verbs.push_back({"source export",
                   "sources",
                   "",
                   "the sources as OPML, for other readers",
                   "",
                   {StoreOptions().front(), {"--all", "", "disabled ones too"}},
                   Export});
}

}  // namespace claimwatch
