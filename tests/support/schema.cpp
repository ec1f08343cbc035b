#include "tests/support/schema.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <set>

#include "core/result.h"
#include "core/text.h"

namespace claimwatch::testing {
namespace {

constexpr int kUnbounded = 1 << 20;

// A pattern without its anchors, cut into atoms with their counts.
struct Atom {
  std::string_view body;  // "[0-9a-f]", "\\d", "x", "(…)"
  int least = 1;
  int most = 1;
};

std::size_t AtomLength(std::string_view pattern) {
  if (pattern.front() == '\\') {
    return 2;
  }
  if (pattern.front() == '[') {
    return pattern.find(']') + 1;
  }
  return pattern.front() == '(' ? pattern.find(')') + 1 : 1;
}

int Number(std::string_view digits) {
  return std::stoi(std::string(digits));
}

Atom TakeAtom(std::string_view& pattern) {
  Atom atom;
  atom.body = pattern.substr(0, AtomLength(pattern));
  pattern.remove_prefix(atom.body.size());
  if (pattern.empty()) {
    return atom;
  }
  const char sign = pattern.front();
  if (sign == '?' || sign == '*' || sign == '+') {
    atom.least = sign == '+' ? 1 : 0;
    atom.most = sign == '?' ? 1 : kUnbounded;
    pattern.remove_prefix(1);
  } else if (sign == '{') {
    const std::string_view counts = pattern.substr(1, pattern.find('}') - 1);
    const std::size_t comma = counts.find(',');
    atom.least = Number(counts.substr(0, comma));
    atom.most = comma == std::string_view::npos ? atom.least : Number(counts.substr(comma + 1));
    pattern.remove_prefix(counts.size() + 2);
  }
  return atom;
}

bool InClass(std::string_view inside, char c) {
  for (std::size_t i = 0; i < inside.size(); ++i) {
    if (i + 2 < inside.size() && inside[i + 1] == '-') {
      if (inside[i] <= c && c <= inside[i + 2]) {
        return true;
      }
      i += 2;
    } else if (inside[i] == c) {
      return true;
    }
  }
  return false;
}

bool MatchesChar(std::string_view body, char c) {
  if (body == "\\d") {
    return c >= '0' && c <= '9';
  }
  if (body.front() == '[') {
    return InClass(body.substr(1, body.size() - 2), c);
  }
  return body.back() == c;
}

// Where `pattern` can end when it starts at each of `from`.
std::set<std::size_t> Ends(std::string_view pattern, std::string_view text,
                           std::set<std::size_t> from);

std::set<std::size_t> Once(const Atom& atom, std::string_view text,
                           const std::set<std::size_t>& from) {
  if (atom.body.front() == '(') {
    return Ends(atom.body.substr(1, atom.body.size() - 2), text, from);
  }
  std::set<std::size_t> ends;
  for (const std::size_t at : from) {
    if (at < text.size() && MatchesChar(atom.body, text[at])) {
      ends.insert(at + 1);
    }
  }
  return ends;
}

std::set<std::size_t> Ends(std::string_view pattern, std::string_view text,
                           std::set<std::size_t> from) {
  while (!pattern.empty() && !from.empty()) {
    const Atom atom = TakeAtom(pattern);
    std::set<std::size_t> reached = atom.least == 0 ? from : std::set<std::size_t>();
    for (int count = 1; count <= atom.most && !from.empty(); ++count) {
      from = Once(atom, text, from);
      if (count >= atom.least) {
        reached.insert(from.begin(), from.end());
      }
    }
    from = std::move(reached);
  }
  return from;
}

std::string Shown(const Json& value) {
  return Ellipsize(value.Dump(), 60);
}

bool HasType(const Json& value, std::string_view type) {
  if (type == "integer") {
    return value.IsNumber() && value.AsDecimal().IsInteger();
  }
  return (type == "object" && value.IsObject()) || (type == "array" && value.IsArray()) ||
         (type == "string" && value.IsString()) || (type == "number" && value.IsNumber()) ||
         (type == "boolean" && value.IsBool()) || (type == "null" && value.IsNull());
}

class Checker {
 public:
  explicit Checker(const Json& root) : root_(root) {}

  void Check(const Json& schema, const Json& value, const std::string& at) {
    if (schema.Has("$ref")) {
      Check(Resolve(schema["$ref"].AsString()), value, at);
      return;
    }
    for (const auto& [keyword, rule] : schema.Members()) {
      CheckKeyword(schema, keyword, value, at);
    }
  }

  std::vector<std::string> complaints;

 private:
  // "#/$defs/time"
  const Json& Resolve(std::string_view reference) const {
    const Json* at = &root_;
    for (const std::string_view step : Split(reference.substr(2), '/')) {
      at = &(*at)[step];
    }
    return *at;
  }

  void Complain(const std::string& at, const std::string& what) {
    complaints.push_back((at.empty() ? "(record)" : at) + ": " + what);
  }

  void CheckKeyword(const Json& schema, std::string_view keyword, const Json& value,
                    const std::string& at) {
    static const std::set<std::string_view> kNotes = {"$schema", "$id", "$defs", "title",
                                                      "description"};
    if (kNotes.contains(keyword)) {
      return;
    }
    const Json& rule = schema[keyword];
    if (keyword == "type" || keyword == "enum" || keyword == "const") {
      CheckValue(keyword, rule, value, at);
    } else if (keyword == "required" || keyword == "properties" ||
               keyword == "additionalProperties") {
      CheckObject(schema, keyword, value, at);
    } else if (keyword == "items" || keyword == "prefixItems" || keyword == "minItems" ||
               keyword == "maxItems") {
      CheckArray(keyword, rule, value, at);
    } else {
      CheckBound(keyword, rule, value, at);
    }
  }

  void CheckValue(std::string_view keyword, const Json& rule, const Json& value,
                  const std::string& at) {
    const Json::Array& allowed = rule.Items();
    bool good = false;
    if (keyword == "const") {
      good = rule.Dump() == value.Dump();
    } else if (keyword == "enum") {
      good = std::any_of(allowed.begin(), allowed.end(),
                         [&value](const Json& one) { return one.Dump() == value.Dump(); });
    } else if (rule.IsString()) {
      good = HasType(value, rule.AsString());
    } else {
      good = std::any_of(allowed.begin(), allowed.end(),
                         [&value](const Json& one) { return HasType(value, one.AsString()); });
    }
    if (!good) {
      Complain(at, Shown(value) + " breaks " + std::string(keyword) + " " + Shown(rule));
    }
  }

  void CheckObject(const Json& schema, std::string_view keyword, const Json& value,
                   const std::string& at) {
    if (!value.IsObject()) {
      return;
    }
    if (keyword == "required") {
      for (const Json& name : schema[keyword].Items()) {
        CheckPresent(value, name.AsString(), at);
      }
      return;
    }
    for (const auto& [name, member] : value.Members()) {
      const Json& own = schema["properties"][name];
      if (keyword == "properties" && !own.IsNull()) {
        Check(own, member, at.empty() ? name : at + "." + name);
      } else if (keyword == "additionalProperties" && own.IsNull()) {
        CheckAdditional(schema[keyword], name, member, at);
      }
    }
  }

  void CheckPresent(const Json& value, std::string_view name, const std::string& at) {
    const bool there =
        std::any_of(value.Members().begin(), value.Members().end(),
                    [name](const Json::Member& member) { return member.first == name; });
    if (!there) {
      Complain(at, "'" + std::string(name) + "' is missing");
    }
  }

  void CheckAdditional(const Json& rule, const std::string& name, const Json& member,
                       const std::string& at) {
    if (rule.IsObject()) {
      Check(rule, member, at + "." + name);
    } else if (!rule.AsBool(true)) {
      Complain(at, "unknown member '" + name + "'");
    }
  }

  void CheckArray(std::string_view keyword, const Json& rule, const Json& value,
                  const std::string& at) {
    const Json::Array& items = value.Items();
    if (!value.IsArray()) {
      return;
    }
    const auto limit = static_cast<std::size_t>(rule.AsInt());
    if ((keyword == "minItems" && items.size() < limit) ||
        (keyword == "maxItems" && items.size() > limit)) {
      Complain(at, std::to_string(items.size()) + " items break " + std::string(keyword));
    }
    for (std::size_t i = 0; i < items.size(); ++i) {
      const std::string place = at + "[" + std::to_string(i) + "]";
      if (keyword == "items") {
        Check(rule, items[i], place);
      } else if (keyword == "prefixItems" && i < rule.Items().size()) {
        Check(rule.Items()[i], items[i], place);
      }
    }
  }

  void CheckBound(std::string_view keyword, const Json& rule, const Json& value,
                  const std::string& at) {
    bool good = true;
    if (keyword == "minimum" || keyword == "maximum") {
      good = !value.IsNumber() || (keyword == "minimum" ? value.AsDecimal() >= rule.AsDecimal()
                                                        : value.AsDecimal() <= rule.AsDecimal());
    } else if (keyword == "pattern") {
      good = !value.IsString() || MatchesPattern(rule.AsString(), value.AsString());
    } else if (keyword == "maxLength") {
      good = !value.IsString() ||
             ToUtf32(value.AsString()).size() <= static_cast<std::size_t>(rule.AsInt());
    } else {
      Complain(at,
               "the schema uses '" + std::string(keyword) + "', which this check does not know");
    }
    if (!good) {
      Complain(at, Shown(value) + " breaks " + std::string(keyword) + " " + Shown(rule));
    }
  }

  const Json& root_;
};

const Json& AlertSchema() {
  static const Json schema = [] {
    std::ifstream file(CW_SOURCE_DIR "/docs/alert-1.schema.json");
    const std::string text(std::istreambuf_iterator<char>(file), {});
    Result<Json> parsed = Json::Parse(text);
    CW_CHECK(parsed.ok());
    return std::move(parsed).value();
  }();
  return schema;
}

}  // namespace

bool MatchesPattern(std::string_view pattern, std::string_view text) {
  pattern.remove_prefix(pattern.starts_with('^') ? 1 : 0);
  pattern.remove_suffix(pattern.ends_with('$') ? 1 : 0);
  return Ends(pattern, text, {0}).contains(text.size());
}

std::vector<std::string> SchemaComplaints(const Json& schema, const Json& value) {
  Checker checker(schema);
  checker.Check(schema, value, "");
  return checker.complaints;
}

std::string AlertComplaints(const Json& record) {
  return Join(SchemaComplaints(AlertSchema(), record), "\n");
}

}  // namespace claimwatch::testing
