#include "plugins/extract/jsonld.h"

#include <algorithm>
#include <string_view>

#include "core/json.h"
#include "core/text.h"

namespace claimwatch {
namespace {

constexpr std::size_t kMaxNodes = 2000;
constexpr std::size_t kMaxAuthors = 40;
constexpr std::size_t kMaxTopics = 40;

// Raw control characters inside strings become spaces; a comma before ] or } goes.
std::string Forgive(std::string_view script) {
  std::string out;
  out.reserve(script.size());
  bool quoted = false;
  for (std::size_t i = 0; i < script.size(); ++i) {
    const char c = script[i];
    if (quoted && c == '\\' && i + 1 < script.size()) {
      out += c;
      out += script[++i];
      continue;
    }
    quoted = (c == '"') != quoted;
    if (!quoted && (c == ']' || c == '}')) {
      out.resize(out.find_last_not_of(" \t\r\n") + 1);
      if (!out.empty() && out.back() == ',') {
        out.pop_back();
      }
    }
    out += quoted && static_cast<unsigned char>(c) < ' ' ? ' ' : c;
  }
  return out;
}

// Without <!-- -->, CDATA and a trailing semicolon. Of several CDATA the innermost one before the
// first brace, found in one look: a script of nothing but openings must cost no more than another.
std::string_view Unwrap(std::string_view script) {
  constexpr std::string_view kWrapper = "CDATA[";
  const std::size_t wrapper = script.substr(0, script.find('{')).rfind(kWrapper);
  if (wrapper != std::string_view::npos) {
    script.remove_prefix(wrapper + kWrapper.size());
    script = script.substr(0, script.find("]]"));
  }
  const std::size_t begin = script.find_first_of("{[");
  const std::size_t end = script.find_last_of("}]");
  if (begin == std::string_view::npos || end == std::string_view::npos || end < begin) {
    return {};
  }
  return script.substr(begin, end - begin + 1);
}

Json Parse(const std::string& script) {
  const std::string_view body = Unwrap(script);
  Result<Json> parsed = Json::Parse(body);
  if (!parsed.ok()) {
    parsed = Json::Parse(Forgive(body));
  }
  return parsed.ok() ? std::move(parsed).Take() : Json();
}

const Json& First(const Json& value) {
  return value.IsArray() && !value.Items().empty() ? value.Items().front() : value;
}

std::string TypeOf(const Json& node) {
  const Json& type = node["@type"];
  for (const Json& one : type.Items()) {
    if (one.AsString().ends_with("Article") || one.AsString().ends_with("Posting")) {
      return std::string(one.AsString());
    }
  }
  std::string_view name = First(type).AsString();
  name.remove_prefix(name.rfind('/') + 1);
  return std::string(name);
}

bool IsArticleType(std::string_view type) {
  return type.ends_with("Article") || type.ends_with("Posting") || type == "Report" ||
         type == "Review" || type == "CreativeWork";
}

// What may say when a page was published that describes no article.
bool IsPageType(std::string_view type) {
  return type.ends_with("Page") || type == "Recipe" || type == "HowTo";
}

// Every object of the scripts, outer before inner.
class Graph {
 public:
  explicit Graph(const std::vector<Json>& roots) {
    for (const Json& root : roots) {
      queue_.push_back(&root);
    }
    for (std::size_t i = 0; i < queue_.size(); ++i) {
      Spread(*queue_[i]);
    }
  }

  const std::vector<const Json*>& objects() const { return objects_; }

  // The object that {"@id": …} stands for, or the value itself.
  const Json& Resolve(const Json& value) const {
    const std::string_view id = value["@id"].AsString();
    if (id.empty() || value.Members().size() > 2) {
      return value;
    }
    const auto same = [id](const Json* object) {
      return (*object)["@id"].AsString() == id && object->Members().size() > 2;
    };
    const auto found = std::find_if(objects_.begin(), objects_.end(), same);
    return found == objects_.end() ? value : **found;
  }

 private:
  void Spread(const Json& value) {
    if (value.IsObject()) {
      objects_.push_back(&value);
    }
    for (const Json& item : value.Items()) {
      Queue(item);
    }
    for (const auto& [key, member] : value.Members()) {
      Queue(member);
    }
  }

  void Queue(const Json& value) {
    if (queue_.size() < kMaxNodes && (value.IsObject() || value.IsArray())) {
      queue_.push_back(&value);
    }
  }

  std::vector<const Json*> queue_;
  std::vector<const Json*> objects_;
};

// "name", or its two halves.
std::string NameOf(const Json& person) {
  const std::string_view name = First(person["name"]).AsString();
  if (!name.empty()) {
    return SqueezeSpace(name);
  }
  std::string halves(person["givenName"].AsString());
  halves.append(" ").append(person["familyName"].AsString());
  return SqueezeSpace(halves);
}

void AddAuthors(const Graph& graph, const Json& value, std::vector<std::string>& authors) {
  const Json::Array& items = value.Items();
  for (std::size_t i = 0; i < std::min(items.size(), 2 * kMaxAuthors); ++i) {
    const Json& item = items[i];
    if (!item.IsArray()) {
      AddAuthors(graph, item, authors);
    }
  }
  if (value.IsArray() || authors.size() >= kMaxAuthors) {
    return;
  }
  std::string text = SqueezeSpace(value.IsString() ? value.AsString() : "");
  if (value.IsObject()) {
    text = NameOf(graph.Resolve(value));
  }
  if (!text.empty() && std::find(authors.begin(), authors.end(), text) == authors.end()) {
    authors.push_back(std::move(text));
  }
}

// A word, a list of words in one string, or a thing with a name.
void AddTopic(const Graph& graph, const Json& value, std::vector<std::string>& topics) {
  std::string text = SqueezeSpace(value.IsString() ? value.AsString() : "");
  if (value.IsObject()) {
    text = NameOf(graph.Resolve(value));
  }
  if (!text.empty() && topics.size() < kMaxTopics) {
    topics.push_back(std::move(text));
  }
}

void AddTopics(const Graph& graph, const Json& node, std::vector<std::string>& topics) {
  for (const std::string_view key : {"keywords", "about", "articleSection", "mentions"}) {
    const Json& value = node[key];
    const Json::Array& items = value.Items();
    for (std::size_t i = 0; i < std::min(items.size(), kMaxTopics); ++i) {
      AddTopic(graph, items[i], topics);
    }
    if (!value.IsArray()) {
      AddTopic(graph, value, topics);
    }
  }
}

std::string Text(const Json& value) {
  return std::string(First(value).AsString());
}

std::optional<bool> Free(const Json& value) {
  if (value.IsBool()) {
    return value.AsBool();
  }
  const std::string word = AsciiLower(Trim(First(value).AsString()));
  if (word == "true" || word == "false") {
    return word == "true";
  }
  return std::nullopt;
}

std::string AddressOf(const Json& node) {
  const Json& page = node["mainEntityOfPage"];
  const std::string_view named = page.IsString() ? page.AsString() : page["@id"].AsString();
  const std::string_view url = First(node["url"]).AsString();
  return std::string(url.empty() ? named : url);
}

void Fill(std::string& place, const Json& value) {
  if (place.empty()) {
    place = Text(value);
  }
}

// What `node` says and nobody before it has said.
void Merge(const Graph& graph, const Json& node, LinkedArticle& out) {
  Fill(out.headline, node["headline"]);
  Fill(out.headline, node["name"]);
  Fill(out.body, node["articleBody"]);
  Fill(out.description, node["description"]);
  Fill(out.published, node["datePublished"]);
  Fill(out.modified, node["dateModified"]);
  Fill(out.publisher, graph.Resolve(First(node["publisher"]))["name"]);
  Fill(out.language, node["inLanguage"]);
  if (out.url.empty()) {
    out.url = AddressOf(node);
  }
  if (out.authors.empty()) {
    AddAuthors(graph, node["author"], out.authors);
  }
  if (out.authors.empty()) {
    AddAuthors(graph, node["creator"], out.authors);
  }
  if (out.topics.empty()) {
    AddTopics(graph, node, out.topics);
  }
  if (!out.free.has_value()) {
    out.free = Free(node["isAccessibleForFree"]);
  }
}

void FillTimes(const Graph& graph, LinkedArticle& out) {
  for (const Json* object : graph.objects()) {
    if (IsPageType(TypeOf(*object))) {
      Fill(out.published, (*object)["datePublished"]);
      Fill(out.modified, (*object)["dateModified"]);
    }
  }
}

}  // namespace

LinkedArticle ReadLinkedArticle(const std::vector<std::string>& scripts) {
  std::vector<Json> roots;
  for (const std::string& script : scripts) {
    roots.push_back(Parse(script));
  }
  const Graph graph(roots);
  LinkedArticle out;
  for (const Json* object : graph.objects()) {
    const std::string type = TypeOf(*object);
    if (!type.empty()) {
      out.types.push_back(type);
    }
    const bool described =
        object->Has("headline") || object->Has("articleBody") || object->Has("datePublished");
    const bool same = out.type.empty() || out.headline == Text((*object)["headline"]);
    if (IsArticleType(type) && described && same) {
      out.type = out.type.empty() ? type : out.type;
      Merge(graph, *object, out);
    }
  }
  if (out.type.empty()) {
    FillTimes(graph, out);
  }
  return out;
}

}  // namespace claimwatch
