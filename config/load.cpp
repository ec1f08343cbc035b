#include "config/load.h"

#include <algorithm>
#include <fstream>
#include <iterator>

#include <fmt/format.h>
#include <toml++/toml.h>

#include "config/check.h"
#include "config/read.h"
#include "core/text.h"

namespace claimwatch {
namespace {

constexpr std::size_t kLongestFile = 1 << 20;  // bytes
constexpr int kDeepest = 16;                   // tables inside tables; the keys need 4

// --- TOML → Node
// ----------------------------------------------------------------------------------

Place PlaceOf(const toml::source_region& region, const std::string& file) {
  return {file, static_cast<int>(region.begin.line), static_cast<int>(region.begin.column)};
}

// Midnight of the date, in the offset that was written; nullopt without an offset, because then
// nobody knows what was meant.
std::optional<Time> TimeOf(const toml::date_time& given) {
  namespace chrono = std::chrono;
  if (!given.offset) {
    return std::nullopt;
  }
  const chrono::year_month_day day(chrono::year(given.date.year), chrono::month(given.date.month),
                                   chrono::day(given.date.day));
  const Duration in_day = chrono::hours(given.time.hour) + chrono::minutes(given.time.minute) +
                          chrono::seconds(given.time.second) +
                          chrono::microseconds(given.time.nanosecond / 1000);
  return Time(chrono::sys_days(day)) + in_day - chrono::minutes(given.offset->minutes);
}

std::string TextOf(const toml::node& node) {
  std::ostringstream out;
  node.visit([&](const auto& value) { out << value; });
  return out.str();
}

Node ToNode(const toml::node& from, const std::string& file, int depth);

Node::Table ToTable(const toml::table& from, const std::string& file, int depth) {
  Node::Table table;
  for (const auto& [key, value] : from) {
    table.push_back(
        {std::string(key.str()), PlaceOf(key.source(), file), ToNode(value, file, depth + 1)});
  }
  // toml++ sorts by name; people read top down.
  std::stable_sort(table.begin(), table.end(), [](const NodeMember& a, const NodeMember& b) {
    return std::pair(a.place.line, a.place.column) < std::pair(b.place.line, b.place.column);
  });
  return table;
}

Node ToNode(const toml::node& from, const std::string& file, int depth) {
  Node node;
  node.place = PlaceOf(from.source(), file);
  if (depth > kDeepest) {
    return node;  // "nothing": whatever stands here is refused by the reader
  }
  if (const auto* table = from.as_table()) {
    node.value = ToTable(*table, file, depth);
  } else if (const auto* array = from.as_array()) {
    Node::Array items;
    for (const toml::node& item : *array) {
      items.push_back(ToNode(item, file, depth + 1));
    }
    node.value = std::move(items);
  } else if (const auto* text = from.as_string()) {
    node.value = text->get();
  } else if (const auto* flag = from.as_boolean()) {
    node.value = flag->get();
  } else if (const auto* whole = from.as_integer()) {
    node.value = whole->get();
  } else if (const auto* real = from.as_floating_point()) {
    node.value = real->get();
  } else if (const auto* moment = from.as_date_time(); moment && TimeOf(moment->get())) {
    node.value = *TimeOf(moment->get());
  } else {
    node.value = TextOf(from);  // a date or a time of day alone: refused or read as text
  }
  return node;
}

// Reads `text` over the draft; a syntax error is the only problem of its file, because nobody knows
// what the rest means.
void ReadText(std::string_view text, const std::string& name, Draft& draft) {
  draft.files.push_back(name);
  if (text.size() > kLongestFile) {
    draft.ComplainAt(Place{name, 1, 1}, "is larger than 1 MiB; this is no configuration");
    return;
  }
  try {
    const toml::table table = toml::parse(text, name);
    Node root;
    root.place = {name, 1, 1};
    root.value = ToTable(table, name, 0);
    ReadNode(root, draft);
  } catch (const toml::parse_error& error) {
    draft.ComplainAt(PlaceOf(error.source(), name),
                     fmt::format("not TOML: {}", error.description()));
  }
}

// --- files
// ----------------------------------------------------------------------------------------

Result<std::string> ReadFile(const std::filesystem::path& file) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(file, error)) {
    return Error(Errc::kNotFound, fmt::format("{}: no such file", file.string()));
  }
  std::ifstream in(file, std::ios::binary);
  std::string text(kLongestFile + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (in.bad() || !in.is_open()) {
    return Error(Errc::kConfig, fmt::format("{}: cannot be read", file.string()));
  }
  text.resize(static_cast<std::size_t>(in.gcount()));
  return text;
}

// conf.d/*.toml beside `file`, in name order. A folder that cannot be listed is a problem: nobody
// could see that what stands in it is left out.
std::vector<std::filesystem::path> Overlays(const std::filesystem::path& file, Draft& draft) {
  std::vector<std::filesystem::path> found;
  const std::filesystem::path folder = file.parent_path() / "conf.d";
  std::error_code error;
  std::filesystem::directory_iterator entry(folder, error);
  while (!error && entry != std::filesystem::directory_iterator()) {
    if (entry->path().extension() == ".toml") {
      found.push_back(entry->path());
    }
    entry.increment(error);
  }
  if (error && error != std::errc::no_such_file_or_directory) {
    draft.ComplainAt(Place{folder.string(), 1, 1}, "cannot be listed: " + error.message());
  }
  std::sort(found.begin(), found.end());
  return found;
}

// The problems in the order a person would walk through the files.
std::string InOrder(Draft& draft) {
  const auto rank = [&](const Problem& problem) {
    const auto at = std::find(draft.files.begin(), draft.files.end(), problem.place.file);
    return std::tuple(at - draft.files.begin(), problem.place.line, problem.place.column);
  };
  std::stable_sort(draft.problems.begin(), draft.problems.end(),
                   [&](const Problem& a, const Problem& b) { return rank(a) < rank(b); });
  std::vector<std::string> lines;
  for (const Problem& problem : draft.problems) {
    lines.push_back(fmt::format("{}: {}", problem.place.Text(), problem.message));
  }
  return Join(lines, "\n");
}

Result<Draft> Finish(Draft draft) {
  CheckDraft(draft);
  if (!draft.problems.empty()) {
    return Error(Errc::kConfig, InOrder(draft));
  }
  return draft;
}

}  // namespace

Result<Draft> LoadDraft(const std::filesystem::path& file) {
  Draft draft;
  draft.config.file = file;
  const std::string text = CW_TRY(ReadFile(file));
  ReadText(text, file.string(), draft);
  for (const std::filesystem::path& overlay : Overlays(file, draft)) {
    const Result<std::string> more = ReadFile(overlay);
    if (more.ok()) {
      ReadText(*more, overlay.string(), draft);
    } else {
      draft.ComplainAt(Place{overlay.string(), 1, 1}, "cannot be read");
    }
  }
  return Finish(std::move(draft));
}

Result<Config> LoadConfig(const std::filesystem::path& file) {
  Draft draft = CW_TRY(LoadDraft(file));
  return std::move(draft.config);
}

Result<Config> ParseConfig(std::string_view text, const std::filesystem::path& name) {
  Draft draft;
  draft.config.file = name;
  ReadText(text, name.string(), draft);
  Draft finished = CW_TRY(Finish(std::move(draft)));
  return std::move(finished.config);
}

}  // namespace claimwatch
