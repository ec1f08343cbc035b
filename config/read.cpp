#include "config/read.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "config/value.h"
#include "core/text.h"

namespace claimwatch {
namespace {

// Where the reader is: for the person ("[fetch]", "source 'xinhua'") and for Draft::places.
struct Where {
  std::string label;
  std::string path;

  std::string PathOf(std::string_view key) const {
    return path.empty() ? std::string(key) : fmt::format("{}.{}", path, key);
  }
};

const Node* Find(const Node::Table& table, std::string_view key) {
  const auto found = std::find_if(table.begin(), table.end(),
                                  [&](const NodeMember& member) { return member.key == key; });
  return found == table.end() ? nullptr : &found->node;
}

// The key that names the entries of a list, if they have names.
const Field* IdentityOf(const std::vector<Field>& fields) {
  const auto found = std::find_if(fields.begin(), fields.end(), [](const Field& field) {
    return field.role == Role::kIdentity || field.role == Role::kName;
  });
  return found == fields.end() ? nullptr : &*found;
}

class Reader {
 public:
  explicit Reader(Draft& draft) : draft_(draft) {}

  // `prefix` is the part of a dotted field name that was already gone down: "backoff.".
  void ReadTable(const Node::Table& table, const std::vector<Field>& fields, const Where& where,
                 const std::string& prefix = "") {
    for (const NodeMember& member : table) {
      ReadMember(member, fields, where, prefix);
    }
  }

 private:
  void Complain(const Place& place, const Where& where, std::string_view message) {
    draft_.problems.push_back({place, where.label.empty()
                                          ? std::string(message)
                                          : fmt::format("{}: {}", where.label, message)});
  }

  void ReadMember(const NodeMember& member, const std::vector<Field>& fields, const Where& where,
                  const std::string& prefix) {
    const std::string name = prefix + member.key;
    const auto exact = std::find_if(fields.begin(), fields.end(),
                                    [&](const Field& field) { return field.name == name; });
    if (exact != fields.end()) {
      ReadField(member, *exact, where);
      return;
    }
    const bool group = std::any_of(fields.begin(), fields.end(), [&](const Field& field) {
      return field.name.starts_with(name + ".");
    });
    const auto* table = member.node.As<Node::Table>();
    if (!group) {
      ComplainUnknown(member, fields, where, prefix);
    } else if (table == nullptr) {
      Complain(member.place, where,
               fmt::format("{} wants a table, not {}", name, member.node.Describe()));
    } else {
      ReadTable(*table, fields, where, name + ".");
    }
  }

  void ComplainUnknown(const NodeMember& member, const std::vector<Field>& fields,
                       const Where& where, const std::string& prefix) {
    std::vector<std::string> names;
    for (const Field& field : fields) {
      if (field.name.starts_with(prefix)) {
        const std::string rest = field.name.substr(prefix.size());
        names.push_back(rest.substr(0, rest.find('.')));
      }
    }
    const std::string nearest = Nearest(member.key, names);
    const std::string_view what = where.path.empty() ? "section" : "key";
    Complain(member.place, where,
             nearest.empty() ? fmt::format("unknown {} '{}'; known: {}", what, Shown(member.key),
                                           Join(Unique(names), ", "))
                             : fmt::format("unknown {} '{}', did you mean '{}'?", what,
                                           Shown(member.key), nearest));
  }

  static std::vector<std::string> Unique(std::vector<std::string> names) {
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
  }

  void ReadField(const NodeMember& member, const Field& field, const Where& where) {
    draft_.places[where.PathOf(field.name)] = member.place;
    std::visit([&](auto* slot) { ReadSlot(member, field, where, slot); }, field.slot);
  }

  template <typename T>
  void ReadSlot(const NodeMember& member, const Field& field, const Where& where, T*) {
    const Status set = SetValue(field, member.node);
    if (!set.ok()) {
      Complain(member.node.place, where, fmt::format("{} {}", field.name, set.error().message()));
    }
  }

  template <Section T>
  void ReadSlot(const NodeMember& member, const Field& field, const Where& where, T* section) {
    const auto* table = member.node.As<Node::Table>();
    if (table == nullptr) {
      Complain(member.place, where,
               fmt::format("'{}' is a section: write [{}]", field.name, field.name));
      return;
    }
    ReadTable(*table, FieldsOf(*section), {fmt::format("[{}]", field.name), field.name});
  }

  template <Section T>
  void ReadSlot(const NodeMember& member, const Field& field, const Where& where,
                std::vector<T>* entries) {
    const auto* array = member.node.As<Node::Array>();
    if (array == nullptr) {
      Complain(member.place, where,
               fmt::format("'{0}' is a list: write [[{1}]]", field.name, where.PathOf(field.name)));
      return;
    }
    if (field.role == Role::kWhole) {
      entries->clear();
    }
    std::set<std::string> seen;
    for (const Node& entry : *array) {
      ReadEntry(entry, field, where, *entries, seen);
    }
  }

  // `seen` has the names of the entries of this list in this file.
  template <Section T>
  void ReadEntry(const Node& node, const Field& list, const Where& where, std::vector<T>& entries,
                 std::set<std::string>& seen) {
    const auto* table = node.As<Node::Table>();
    if (table == nullptr) {
      Complain(node.place, where,
               fmt::format("{} wants tables, not {}", list.name, node.Describe()));
      return;
    }
    const std::string id = IdOf<T>(*table);
    const bool twice = !id.empty() && !seen.insert(id).second;
    if (twice) {
      Complain(node.place, where,
               fmt::format("{} '{}' stands here twice; rename one", list.name, Shown(id)));
    }
    const auto [index, added] =
        FindOrAdd(entries, twice ? "" : id, draft_.entries[where.PathOf(list.name)]);
    const Where inside = EntryWhere(where, list, id, index);
    draft_.places[inside.path] = node.place;
    const std::vector<Field> fields = FieldsOf(entries[index]);
    ReadTable(*table, fields, inside);
    if (added) {
      RequireKeys(*table, fields, inside, node.place);
    }
  }

  // The name that the table gives its entry, or empty.
  template <Section T>
  static std::string IdOf(const Node::Table& table) {
    T fresh;
    const std::vector<Field> fields = FieldsOf(fresh);
    const Field* identity = IdentityOf(fields);
    const Node* node = identity == nullptr ? nullptr : Find(table, identity->name);
    const auto* text = node == nullptr ? nullptr : node->As<std::string>();
    return text == nullptr ? "" : *text;
  }

  // The entry called `id`, or a new one; and whether it is new. `known`: those with a name.
  template <Section T>
  static std::pair<std::size_t, bool> FindOrAdd(std::vector<T>& entries, const std::string& id,
                                                std::map<std::string, std::size_t>& known) {
    if (!id.empty()) {
      const auto [found, added] = known.try_emplace(id, entries.size());
      if (!added) {
        return {found->second, false};
      }
    }
    entries.emplace_back();
    return {entries.size() - 1, true};
  }

  static Where EntryWhere(const Where& where, const Field& list, const std::string& id,
                          std::size_t index) {
    const bool inside_entry = !where.label.empty() && where.label.front() != '[';
    const std::string outer = inside_entry ? where.label + " " : "";
    const std::string name = id.empty() ? fmt::format("{} {}", list.name, index + 1)
                                        : fmt::format("{} '{}'", list.name, Shown(id));
    return {outer + name, fmt::format("{}.{}", where.PathOf(list.name), index)};
  }

  void RequireKeys(const Node::Table& table, const std::vector<Field>& fields, const Where& where,
                   const Place& place) {
    for (const Field& field : fields) {
      const bool required = field.role == Role::kRequired || field.role == Role::kIdentity;
      if (required && Find(table, field.name) == nullptr) {
        Complain(place, where, fmt::format("missing key '{}' ({})", field.name, field.help));
      }
    }
  }

  Draft& draft_;
};

}  // namespace

std::string Shown(std::string_view text) {
  constexpr std::size_t kLongest = 80;
  return Ellipsize(EscapeControls(text), kLongest);
}

void Draft::Complain(const std::string& path, std::string message) {
  std::string at = path;
  while (!at.empty() && !places.contains(at)) {
    const std::size_t dot = at.rfind('.');
    at = dot == std::string::npos ? "" : at.substr(0, dot);
  }
  const Place top{.file = files.empty() ? "" : files.front(), .line = 1, .column = 1};
  ComplainAt(at.empty() ? top : places[at], std::move(message));
}

void Draft::ComplainAt(Place place, std::string message) {
  Problem problem;
  problem.place = std::move(place);
  problem.message = std::move(message);
  problems.push_back(std::move(problem));
}

void ReadNode(const Node& root, Draft& draft) {
  if (const auto* table = root.As<Node::Table>()) {
    Reader(draft).ReadTable(*table, FieldsOf(draft.config), {});
  }
}

}  // namespace claimwatch
