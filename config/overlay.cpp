#include "config/overlay.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <optional>
#include <set>
#include <system_error>

#include <fmt/format.h>

#include "config/load.h"
#include "core/text.h"
#include "core/url.h"
#include "core/whole_file.h"

namespace claimwatch {
namespace {

constexpr std::string_view kStanza = "[[source]]";
constexpr std::size_t kLongestId = 60;

// Letters, digits and single hyphens, none at the ends.
std::string Slug(std::string_view text) {
  std::string slug;
  for (const char c : text) {
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
    const bool plain = (lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9');
    if (plain) {
      slug += lower;
    } else if (!slug.empty() && slug.back() != '-') {
      slug += '-';
    }
  }
  slug.resize(std::min(slug.size(), kLongestId));
  slug.resize(slug.find_last_not_of('-') + 1);
  return slug;
}

std::string TomlList(const std::vector<std::string>& items) {
  std::vector<std::string> quoted;
  std::transform(items.begin(), items.end(), std::back_inserter(quoted), TomlText);
  return "[" + Join(quoted, ", ") + "]";
}

// nullopt when there is no such file.
std::optional<std::string> TextOf(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in.is_open()) {
    return std::nullopt;
  }
  return std::string(std::istreambuf_iterator<char>(in), {});
}

void PutBack(const std::filesystem::path& path, const std::optional<std::string>& before) {
  std::error_code error;
  if (before) {
    static_cast<void>(ReplaceFile(path, *before, Readers::kAll));
  } else {
    std::filesystem::remove(path, error);
  }
}

// "key = value", in the place of the line that set the key, else at the end.
void SetKey(std::vector<std::string>& lines, const SourceChange& change) {
  const std::string line = fmt::format("{} = {}", change.key, change.value);
  for (std::string& known : lines) {
    const std::size_t equals = known.find('=');
    if (equals != std::string::npos &&
        Trim(std::string_view(known).substr(0, equals)) == change.key) {
      known = line;
      return;
    }
  }
  lines.push_back(line);
}

}  // namespace

std::string SourceStemOf(std::string_view id) {
  return "90-source-" + Slug(id);
}

std::string ImportStemOf(std::string_view list) {
  const std::string slug = Slug(list);
  return "80-import-" + (slug.empty() ? "list" : slug);
}

std::string TomlText(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      quoted += '\\';
      quoted += c;
    } else if (byte < 0x20 || byte == 0x7F) {
      quoted += fmt::format("\\u{:04X}", byte);
    } else {
      quoted += c;
    }
  }
  return quoted + '"';
}

std::string SourceToml(const SourceConfig& source) {
  const SourceConfig usual;
  std::string text =
      fmt::format("{}\nid = {}\nurl = {}\n", kStanza, TomlText(source.id), TomlText(source.url));
  const auto add = [&text](std::string_view key, const std::string& value) {
    text += fmt::format("{} = {}\n", key, value);
  };
  if (source.kind != usual.kind) {
    add("kind", TomlText(source.kind));
  }
  if (!source.title.empty()) {
    add("title", TomlText(source.title));
  }
  if (!source.topics.empty()) {
    add("topics", TomlList(source.topics));
  }
  if (!source.link_patterns.empty()) {
    add("link_patterns", TomlList(source.link_patterns));
  }
  if (source.interval != usual.interval) {
    add("interval", TomlText(FormatDuration(source.interval)));
  }
  if (source.longest_interval != usual.longest_interval) {
    add("longest_interval", TomlText(FormatDuration(source.longest_interval)));
  }
  return text;
}

std::string SourceIdFor(std::string_view url, std::string_view title,
                        const std::set<std::string>& taken) {
  const auto is_taken = [&taken](const std::string& id) {
    return taken.contains(id);
  };
  const Result<Url> parsed = Url::Parse(url);
  const std::string site = parsed.ok() ? Slug(RegistrableDomain(parsed->host())) : "source";
  if (!is_taken(site)) {
    return site;
  }
  const std::string base = title.empty() ? site : Slug(fmt::format("{}-{}", site, title));
  std::string id = base;
  for (int number = 2; is_taken(id); ++number) {
    id = fmt::format("{}-{}", base, number);
  }
  return id;
}

namespace {

Result<std::filesystem::path> WriteOverlay(const std::filesystem::path& file,
                                           const std::string& name, std::string_view text) {
  const std::filesystem::path folder = file.parent_path() / "conf.d";
  std::error_code error;
  if (std::filesystem::create_directories(folder, error)) {  // for the daemon, whatever the umask
    using std::filesystem::perms;
    std::filesystem::permissions(folder,
                                 perms::owner_all | perms::group_read | perms::group_exec |
                                     perms::others_read | perms::others_exec,
                                 error);
  }
  const std::filesystem::path path = folder / name;
  const std::optional<std::string> before = TextOf(path);
  if (const Status written = ReplaceFile(path, text, Readers::kAll); !written.ok()) {
    return Error(Errc::kIo,
                 written.error().message() + "; run it as the user who owns the configuration");
  }
  const Result<Config> config = LoadConfig(file);
  if (!config.ok()) {
    PutBack(path, before);
    return config.error();
  }
  return path;
}

}  // namespace

Result<std::filesystem::path> AddOverlay(const std::filesystem::path& file, const std::string& stem,
                                         std::string_view text) {
  const std::filesystem::path folder = file.parent_path() / "conf.d";
  std::string name = stem + ".toml";
  for (int number = 2; std::filesystem::exists(folder / name); ++number) {
    name = fmt::format("{}-{}.toml", stem, number);
  }
  return WriteOverlay(file, name, text);
}

namespace {

// The source's own file with the changes made.
Result<std::string> Changed(const std::filesystem::path& file, const std::string& name,
                            std::string_view id, const std::vector<SourceChange>& changes) {
  const std::string known = TextOf(file.parent_path() / "conf.d" / name)
                                .value_or(fmt::format("{}\nid = {}\n", kStanza, TomlText(id)));
  std::vector<std::string> lines;
  for (const std::string_view line : Split(known, '\n')) {
    if (!line.empty()) {
      lines.emplace_back(line);
    }
  }
  const auto tables = std::count_if(lines.begin(), lines.end(), [](const std::string& line) {
    return Trim(line).starts_with('[');
  });
  const bool is_its_own =
      std::find(lines.begin(), lines.end(), "id = " + TomlText(id)) != lines.end();
  if (tables != 1 || !is_its_own) {
    return Error(Errc::kInvalid, fmt::format("conf.d/{}: holds something else than source '{}' "
                                             "alone; change it by hand",
                                             name, id));
  }
  for (const SourceChange& change : changes) {
    SetKey(lines, change);
  }
  return Join(lines, "\n") + "\n";
}

// What the configuration says of a key now, as TOML.
std::string ValueOf(const SourceConfig& source, std::string_view key) {
  return key == "enabled" ? (source.enabled ? "true" : "false")
         : key == "url"   ? TomlText(source.url)
                          : "";
}

// Whether the configuration says now what was changed.
bool Says(const Config& config, std::string_view id, const std::vector<SourceChange>& changes) {
  const auto source = std::find_if(config.sources.begin(), config.sources.end(),
                                   [id](const SourceConfig& one) { return one.id == id; });
  return source != config.sources.end() &&
         std::all_of(changes.begin(), changes.end(), [&](const SourceChange& change) {
           const std::string value = ValueOf(*source, change.key);
           return value.empty() || value == change.value;
         });
}

}  // namespace

// The usual name first; a file of the operator's that is read after it and says otherwise needs one
// that is read after that.
Result<std::filesystem::path> ChangeSource(const std::filesystem::path& file, std::string_view id,
                                           const std::vector<SourceChange>& changes) {
  Error last(Errc::kConfig, "");
  for (const std::string& name : {SourceStemOf(id) + ".toml", "zz-" + SourceStemOf(id) + ".toml"}) {
    const std::filesystem::path path = file.parent_path() / "conf.d" / name;
    const std::optional<std::string> before = TextOf(path);
    const std::string text = CW_TRY(Changed(file, name, id, changes));
    const Result<std::filesystem::path> written = WriteOverlay(file, name, text);
    if (!written.ok()) {
      last = last.message().empty() ? written.error() : last;
      continue;
    }
    const Result<Config> config = LoadConfig(file);
    if (config.ok() && Says(*config, id, changes)) {
      return path;
    }
    PutBack(path, before);
    last = Error(Errc::kConfig,
                 fmt::format("source '{}': a file of conf.d that is read after {} says otherwise; "
                             "see `claimwatch config show` and change it there",
                             id, name));
  }
  return last;
}

}  // namespace claimwatch
