// The one table of configuration keys: name, where the value goes (which gives type and default),
// what is allowed, and a line of help. The loader, `config check`, `config show` and the manual
// page all read this table, so a key that is not here does not exist.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "config/config.h"

namespace claimwatch {

// Where a value is put. A pointer to a section or to a list of sections has fields of its own: see
// FieldsOf.
using Slot = std::variant<
    std::string*, std::filesystem::path*, bool*, int*, double*, Duration*, Bytes*, Rate*,
    std::optional<Time>*, LogLevel*, LogTarget*, Severity*, std::vector<std::string>*,
    std::vector<int>*, std::vector<std::pair<std::string, Severity>>*, DaemonConfig*, FetchConfig*,
    PolitenessConfig*, RecheckConfig*, QualityConfig*, StorageConfig*, RulesConfig*, AlertsConfig*,
    std::vector<RecheckStep>*, std::vector<TopicConfig>*, std::vector<BaselineConfig>*,
    std::vector<ExpectConfig>*, std::vector<SourceConfig>*, std::vector<SuppressConfig>*,
    std::vector<SinkConfig>*, std::vector<PluginConfig>*, std::vector<SiteRule>*>;

enum class Role {
  kPlain,
  kRequired,   // an entry without it is an error
  kIdentity,   // required, names the entry in its list: unique in a file, and a later file changes
               // the entry of that name
  kName,       // as kIdentity, but may be left out
  kWhole,      // a list that a later file replaces as a whole
  kSecret,     // never printed in full
  kMayBeEmpty  // a path that may be "" for none
};

// "cred:NAME": a secret that systemd hands over, by its name.
inline bool IsCredential(std::string_view text) {
  return text.starts_with("cred:") && text.size() > 5;
}

struct Field {
  std::string name;  // "timeout"; "backoff.first" stands in a table inside the section
  Slot slot;
  // What is allowed, as the manual prints it: "1s..10m" or "1.." for what has an order,
  // "feed|sitemap|page" for words, "" for anything.
  std::string_view limit;
  std::string_view help;
  Role role = Role::kPlain;
};

// The fields of a section, bound to `section`, which must outlive them. A fresh section holds the
// defaults.
std::vector<Field> FieldsOf(Config& config);
std::vector<Field> FieldsOf(DaemonConfig& section);
std::vector<Field> FieldsOf(FetchConfig& section);
std::vector<Field> FieldsOf(PolitenessConfig& section);
std::vector<Field> FieldsOf(RecheckConfig& section);
std::vector<Field> FieldsOf(RecheckStep& section);
std::vector<Field> FieldsOf(QualityConfig& section);
std::vector<Field> FieldsOf(StorageConfig& section);
std::vector<Field> FieldsOf(RulesConfig& section);
std::vector<Field> FieldsOf(AlertsConfig& section);
std::vector<Field> FieldsOf(TopicConfig& section);
std::vector<Field> FieldsOf(BaselineConfig& section);
std::vector<Field> FieldsOf(ExpectConfig& section);
std::vector<Field> FieldsOf(SourceConfig& section);
std::vector<Field> FieldsOf(SiteRule& section);
std::vector<Field> FieldsOf(SuppressConfig& section);
std::vector<Field> FieldsOf(SinkConfig& section);
std::vector<Field> FieldsOf(PluginConfig& section);

// Has fields of its own.
template <typename T>
concept Section = requires(T& section) {
  FieldsOf(section);
};

}  // namespace claimwatch
