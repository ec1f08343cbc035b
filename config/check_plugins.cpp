#include "config/check_plugins.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "config/keys.h"
#include "core/builtin.h"
#include "core/text.h"
#include "core/trusted_file.h"

namespace claimwatch {
namespace {

// A worker waits for it, and the watchdog for the worker.
constexpr Duration kLongestThought = std::chrono::seconds(5);

std::vector<std::string> NamesOf(const Config& config, std::string_view stage) {
  std::vector<std::string> names;
  for (const PluginConfig& one : config.plugins) {
    if (one.stage == stage) {
      names.push_back(one.name);
    }
  }
  return names;
}

std::set<std::string_view> KeysOf(const Builtin& builtin) {
  std::set<std::string_view> keys;
  for (const std::string_view list : {builtin.needs, builtin.takes}) {
    for (const std::string_view key : Split(list, ' ')) {
      if (!key.empty()) {
        keys.insert(key);
      }
    }
  }
  return keys;
}

// What names of rules are made of, so two plugins must not share it.
std::string LettersOf(std::string_view name) {
  std::string letters = AsciiLower(name);
  std::erase_if(letters, [](char c) { return c < 'a' || c > 'z'; });
  return letters;
}

void CheckFile(Draft& draft, const std::string& path, const std::string& label,
               const PluginConfig& plugin) {
  const bool library = !plugin.file.empty();
  const std::filesystem::path file =
      library ? plugin.file : std::filesystem::path(plugin.command.front());
  const Status trusted = CheckTrusted(file, library ? Owner::kRoot : Owner::kRootOrUs);
  if (!trusted.ok()) {
    draft.Complain(path + (library ? ".file" : ".command"),
                   fmt::format("{}: {}", label, trusted.error().message()));
  }
}

void CheckOptions(Draft& draft, const std::string& path, const std::string& label,
                  const PluginConfig& plugin) {
  for (const std::string& option : plugin.options) {
    if (option.find('=') == std::string::npos || option.starts_with('=')) {
      draft.Complain(path + ".options", fmt::format("{}: option '{}' is not of the form key=value",
                                                    label, Shown(option)));
    }
  }
}

void CheckTopicNames(Draft& draft, const std::string& path, const std::string& label,
                     const PluginConfig& plugin) {
  std::vector<std::string> known;
  for (const TopicConfig& topic : draft.config.topics) {
    known.push_back(topic.id);
  }
  for (const std::string& topic : plugin.topics) {
    if (std::find(known.begin(), known.end(), topic) == known.end()) {
      draft.Complain(path + ".topics", fmt::format("{}: unknown topic '{}'", label, Shown(topic)));
    }
  }
}

template <typename T>
bool Differs(const Slot& a, const Slot& b) {
  const auto* const left = std::get_if<T*>(&a);
  const auto* const right = std::get_if<T*>(&b);
  return left != nullptr && right != nullptr && **left != **right;
}

// Whether `key` has another value than it has anyway; `config show` writes those too.
bool SaysSomething(const SinkConfig& sink, std::string_view key) {
  SinkConfig said = sink;
  SinkConfig unsaid;
  const std::vector<Field> fields = FieldsOf(said);
  const std::vector<Field> defaults = FieldsOf(unsaid);
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (fields[i].name == key) {
      const Slot& a = fields[i].slot;
      const Slot& b = defaults[i].slot;
      return Differs<std::string>(a, b) || Differs<std::filesystem::path>(a, b) ||
             Differs<std::vector<std::string>>(a, b);
    }
  }
  return false;
}

// A key that another kind of sink reads and this one does not would be a wish that nobody hears.
void CheckSinkKeys(Draft& draft, const std::string& path, const SinkConfig& sink) {
  const Builtin* const kind = FindBuiltin("sink", sink.kind);
  if (kind == nullptr) {
    return;  // complained about already, with the kinds there are
  }
  const std::set<std::string_view> own = KeysOf(*kind);
  for (const Builtin& other : Builtins()) {
    for (const std::string_view key :
         other.stage == "sink" ? KeysOf(other) : std::set<std::string_view>()) {
      const std::string place = fmt::format("{}.{}", path, key);
      if (!own.contains(key) && draft.places.contains(place) && SaysSomething(sink, key)) {
        draft.Complain(place, fmt::format("sink '{}': kind = \"{}\" reads no {}; see claimwatch "
                                          "plugins {}",
                                          Shown(sink.name), sink.kind, key, sink.kind));
        draft.places.erase(place);  // said once, also when two other kinds read it
      }
    }
  }
}

// `name`, as a source or a sink uses it, is a plugin of that stage.
void CheckUse(Draft& draft, const std::string& path, const std::string& label,
              const std::string& name, std::string_view stage) {
  const std::vector<std::string> known = NamesOf(draft.config, stage);
  if (std::find(known.begin(), known.end(), name) == known.end()) {
    const std::string nearest = Nearest(name, known);
    draft.Complain(path, fmt::format("{}: no plugin '{}' of stage {}{}", label, Shown(name), stage,
                                     nearest.empty() ? "; add a [[plugin]]"
                                                     : ", did you mean '" + nearest + "'?"));
  }
}

void CheckUses(Draft& draft) {
  for (std::size_t i = 0; i < draft.config.sources.size(); ++i) {
    const SourceConfig source = draft.config.sources[i];
    if (!source.plugin.empty()) {
      CheckUse(draft, fmt::format("source.{}.plugin", i),
               fmt::format("source '{}'", Shown(source.id)), source.plugin, "source");
    }
  }
  for (std::size_t i = 0; i < draft.config.alerts.sinks.size(); ++i) {
    const SinkConfig sink = draft.config.alerts.sinks[i];
    const std::string path = fmt::format("alerts.sink.{}", i);
    if (sink.kind == kPluginSink) {
      CheckUse(draft, path, fmt::format("sink '{}'", Shown(sink.name)), sink.plugin, "sink");
    }
    CheckSinkKeys(draft, path, sink);
  }
}

}  // namespace

void CheckPlugins(Draft& draft) {
  std::map<std::string, std::string> taken;  // letters → name
  for (std::size_t i = 0; i < draft.config.plugins.size(); ++i) {
    const PluginConfig plugin = draft.config.plugins[i];
    const std::string path = fmt::format("plugin.{}", i);
    const std::string label = fmt::format("plugin '{}'", Shown(plugin.name));
    const auto [place, fresh] = taken.emplace(LettersOf(plugin.name), plugin.name);
    if (!fresh || place->first.empty()) {
      draft.Complain(path + ".name",
                     fmt::format("{}: its rules are named after the letters of its name, so it "
                                 "wants some that no other plugin has",
                                 label));
    }
    if (plugin.file.empty() == plugin.command.empty()) {
      draft.Complain(path, fmt::format("{}: wants either file or command", label));
    } else {
      CheckFile(draft, path, label, plugin);
    }
    if (plugin.stage != "sink" && plugin.timeout > kLongestThought) {
      draft.Complain(path + ".timeout", fmt::format("{}: timeout is at most {} unless it is a sink",
                                                    label, FormatDuration(kLongestThought)));
    }
    CheckOptions(draft, path, label, plugin);
    CheckTopicNames(draft, path, label, plugin);
  }
  CheckUses(draft);
}

}  // namespace claimwatch
