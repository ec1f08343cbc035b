#include "config/show.h"

#include <functional>

#include <fmt/format.h>

#include "config/keys.h"
#include "config/value.h"
#include "core/text.h"

namespace claimwatch {
namespace {

constexpr std::string_view kHidden = "\"(hidden)\"";

// How a section is named in its three languages: TOML, people, Draft::places.
struct Names {
  std::string toml;   // "topic.baseline"
  std::string path;   // "topic.summit.baseline.xinhua"
  std::string place;  // "topic.0.baseline.1"
  bool list = false;

  std::string Header() const {
    return list ? fmt::format("[[{}]]", toml) : fmt::format("[{}]", toml);
  }

  Names Below(const Field& field) const {
    const auto join = [](const std::string& outer, const std::string& inner) {
      return outer.empty() ? inner : outer + "." + inner;
    };
    return {join(toml, field.name), join(path, field.name), join(place, field.name), false};
  }

  Names Entry(std::size_t index, const std::string& id) const {
    const std::string number = fmt::format("{}", index);
    return {toml, path + "." + (id.empty() ? number : id), place + "." + number, true};
  }
};

template <typename T>
std::string IdOf(T& entry) {
  for (const Field& field : FieldsOf(entry)) {
    if (field.role == Role::kIdentity || field.role == Role::kName) {
      const auto* text = std::get_if<std::string*>(&field.slot);
      return text == nullptr ? "" : **text;
    }
  }
  return "";
}

// Visits every single value, a section's own before those of the sections inside it, as TOML
// demands.
class Walk {
 public:
  using Visit = std::function<void(const Names&, const Field&)>;

  explicit Walk(Visit visit) : visit_(std::move(visit)) {}

  void Through(const std::vector<Field>& fields, const Names& names) const {
    for (const Field& field : fields) {
      if (!TypeName(field.slot).empty()) {
        visit_(names, field);
      }
    }
    for (const Field& field : fields) {
      std::visit([&](auto* slot) { Into(slot, names.Below(field)); }, field.slot);
    }
  }

 private:
  template <typename T>
  void Into(T*, const Names&) const {}

  template <Section T>
  void Into(T* section, const Names& names) const {
    Through(FieldsOf(*section), names);
  }

  template <Section T>
  void Into(std::vector<T>* entries, const Names& names) const {
    for (std::size_t i = 0; i < entries->size(); ++i) {
      T& entry = (*entries)[i];
      Through(FieldsOf(entry), names.Entry(i, IdOf(entry)));
    }
  }

  Visit visit_;
};

bool IsUnset(const Slot& slot) {
  if (const auto* path = std::get_if<std::filesystem::path*>(&slot)) {
    return (*path)->empty();
  }
  const auto* time = std::get_if<std::optional<Time>*>(&slot);
  return time != nullptr && !**time;
}

// A secret that only names where the secret lies ("cred:NAME") is none.
std::string ShownValue(const Field& field) {
  std::string value = FormatValue(field.slot);
  const bool empty = value == "\"\"" || value == "[]";
  const bool secret = field.role == Role::kSecret && !empty && !value.starts_with("\"cred:");
  return secret ? std::string(kHidden) : value;
}

std::string OriginOf(const Draft& draft, const std::string& place) {
  const auto found = draft.places.find(place);
  return found == draft.places.end() ? "default"
                                     : fmt::format("{}:{}", found->second.file, found->second.line);
}

// One entry of each list, so that the walk sees the keys of all sections.
Config Sample() {
  Config config;
  config.recheck.schedule.resize(1);
  config.topics.resize(1);
  config.topics.front().baselines.resize(1);
  config.topics.front().expects.resize(1);
  config.sources.resize(1);
  config.sites.resize(1);
  config.suppressions.resize(1);
  config.plugins.resize(1);
  config.alerts.sinks.resize(1);
  return config;
}

std::string Fallback(const Field& field) {
  if (field.role == Role::kRequired || field.role == Role::kIdentity) {
    return "required";
  }
  return IsUnset(field.slot) ? "" : FormatValue(field.slot);
}

// roff reads '\' and a leading '.' or '\'' as its own, and '-' as a hyphen.
std::string Roff(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\') {
      out += "\\e";
    } else if (c == '-') {
      out += "\\-";
    } else {
      out += c;
    }
  }
  return out.starts_with('.') || out.starts_with('\'') ? "\\&" + out : out;
}

std::string Facts(const KeyHelp& key) {
  std::string facts = key.type;
  if (!key.limit.empty()) {
    facts += ", " + key.limit;
  }
  if (key.fallback == "required") {
    facts += "; required";
  } else if (!key.fallback.empty()) {
    facts += "; default " + key.fallback;
  }
  return facts;
}

}  // namespace

std::vector<Setting> SettingsOf(const Draft& draft) {
  Config config = draft.config;  // the fields are bound to something that may be written
  std::vector<Setting> settings;
  const auto visit = [&](const Names& names, const Field& field) {
    if (!IsUnset(field.slot)) {
      settings.push_back({names.Header(), names.path + "." + field.name, field.name,
                          ShownValue(field), OriginOf(draft, names.place + "." + field.name)});
    }
  };
  Walk(visit).Through(FieldsOf(config), {});
  return settings;
}

std::string ShowToml(const std::vector<Setting>& settings) {
  constexpr std::size_t kValueColumns = 48;
  std::string out;
  std::string at;
  for (const Setting& setting : settings) {
    const std::string section = setting.path.substr(0, setting.path.size() - setting.key.size());
    if (section != at) {
      out += fmt::format("{}{}\n", out.empty() ? "" : "\n", setting.header);
      at = section;
    }
    const std::string line = fmt::format("{} = {}", setting.key, setting.value);
    const std::size_t width = DisplayWidth(line);
    out += line + std::string(width < kValueColumns ? kValueColumns - width : 0, ' ');
    out += fmt::format("  # {}\n", setting.origin);
  }
  return out;
}

Json ShowJson(const std::vector<Setting>& settings) {
  Json out = Json::MakeArray();
  for (const Setting& setting : settings) {
    out.Push(
        Json::Of({{"path", setting.path}, {"value", setting.value}, {"origin", setting.origin}}));
  }
  return out;
}

std::vector<KeyHelp> AllKeys() {
  Config sample = Sample();
  std::vector<KeyHelp> keys;
  const auto visit = [&](const Names& names, const Field& field) {
    keys.push_back({names.Header(), field.name, std::string(TypeName(field.slot)), Fallback(field),
                    std::string(field.limit), std::string(field.help)});
  };
  Walk(visit).Through(FieldsOf(sample), {});
  return keys;
}

std::string KeysText(const std::vector<KeyHelp>& keys) {
  std::string out;
  std::string at;
  for (const KeyHelp& key : keys) {
    if (key.header != at) {
      out += fmt::format("{}{}\n", out.empty() ? "" : "\n", key.header);
      at = key.header;
    }
    out += fmt::format("  {:<24}{}\n  {:<24}({})\n", key.key, key.help, "", Facts(key));
  }
  return out;
}

std::string KeysRoff(const std::vector<KeyHelp>& keys) {
  std::string out;
  std::string at;
  for (const KeyHelp& key : keys) {
    if (key.header != at) {
      out += fmt::format(".SS \"{}\"\n", Roff(key.header));
      at = key.header;
    }
    out += fmt::format(".TP\n.B {}\n{}.\n({}.)\n", Roff(key.key), Roff(key.help), Roff(Facts(key)));
  }
  return out;
}

}  // namespace claimwatch
