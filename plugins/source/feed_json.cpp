#include "plugins/source/feed_json.h"

#include <array>

#include "core/time.h"

namespace claimwatch {
namespace {

constexpr std::array<bool, 256> EscapeTable() {
  std::array<bool, 256> table{};
  for (std::size_t i = 0; i < 0x20; ++i) {
    table[i] = true;
  }
  table['"'] = true;
  table['\\'] = true;
  return table;
}

void AppendEscape(char c, std::string& out) {
  constexpr std::string_view kHex = "0123456789abcdef";
  switch (c) {
    case '"':
      out.append("\\\"");
      return;
    case '\\':
      out.append("\\\\");
      return;
    case '\n':
      out.append("\\n");
      return;
    case '\t':
      out.append("\\t");
      return;
    default:
      out.append("\\u00");
      out.push_back(kHex[static_cast<unsigned char>(c) >> 4U]);
      out.push_back(kHex[static_cast<unsigned char>(c) & 15U]);
  }
}

// Everything in a Feed is valid UTF-8 already; only `file` could be otherwise, as on the disk.
void AppendString(std::string_view text, std::string& out) {
  static constexpr std::array<bool, 256> kEscaped = EscapeTable();
  out.push_back('"');
  std::size_t start = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (kEscaped[static_cast<unsigned char>(text[i])]) {
      out.append(text.substr(start, i - start));
      AppendEscape(text[i], out);
      start = i + 1;
    }
  }
  out.append(text.substr(start));
  out.push_back('"');
}

class Writer {
 public:
  void Open() { out_.push_back('{'); }

  void Close() { out_.push_back('}'); }

  void Key(std::string_view key) {
    Separate();
    AppendString(key, out_);
    out_.push_back(':');
  }

  void Text(std::string_view key, std::string_view value) {
    Key(key);
    if (value.empty()) {
      out_.append("null");
    } else {
      AppendString(value, out_);
    }
  }

  void Moment(std::string_view key, const std::optional<Time>& time) {
    Text(key, time ? FormatTime(*time) : "");
  }

  void Number(std::string_view key, std::int64_t number) {
    Key(key);
    out_.append(std::to_string(number));
  }

  template <typename List, typename Write>
  void Array(std::string_view key, const List& list, const Write& write) {
    Key(key);
    out_.push_back('[');
    for (const auto& item : list) {
      Separate();
      write(item);
    }
    out_.push_back(']');
  }

  void Texts(std::string_view key, const std::vector<std::string>& list) {
    Array(key, list, [&](const std::string& one) { AppendString(one, out_); });
  }

  void Object() {
    Separate();
    Open();
  }

  void Raw(std::string_view text) { out_.append(text); }

  std::string Take() { return std::move(out_); }

 private:
  void Separate() {
    if (!out_.empty() && out_.back() != '{' && out_.back() != '[' && out_.back() != ':') {
      out_.push_back(',');
    }
  }

  std::string out_;
};

void WriteEntry(const Entry& entry, Writer& json) {
  json.Open();
  json.Text("id", entry.id);
  json.Text("link", entry.link);
  json.Text("title", entry.title);
  json.Moment("published", entry.published);
  json.Moment("updated", entry.updated);
  json.Text("author", entry.author);
  json.Text("author_email", entry.author_email);
  json.Text("summary", entry.summary);
  json.Text("content", entry.content);
  json.Text("language", entry.language);
  json.Texts("tags", entry.tags);
  std::vector<std::string> links = entry.links;
  if (!entry.link.empty()) {
    links.insert(links.begin(), entry.link);
  }
  json.Texts("links", links);
  json.Array("enclosures", entry.enclosures, [&](const Enclosure& one) {
    json.Open();
    json.Text("url", one.url);
    json.Text("type", one.type);
    json.Close();
  });
  json.Key("source");
  json.Open();
  json.Text("title", entry.source_title);
  json.Text("link", entry.source_link);
  json.Text("id", entry.source_id);
  json.Close();
  json.Close();
}

void WriteFeed(const Feed& feed, Writer& json) {
  json.Text("kind", FeedKindName(feed.kind));
  json.Text("id", feed.id);
  json.Text("title", feed.title);
  json.Text("link", feed.link);
  json.Text("subtitle", feed.subtitle);
  json.Text("language", feed.language);
  json.Text("rights", feed.rights);
  json.Text("author", feed.author);
  json.Text("author_email", feed.author_email);
  json.Text("encoding", feed.encoding);
  json.Moment("published", feed.published);
  json.Moment("updated", feed.updated);
  if (feed.ttl) {
    json.Number("ttl", std::chrono::duration_cast<std::chrono::minutes>(*feed.ttl).count());
  } else {
    json.Text("ttl", "");
  }
  const auto number = [&](int value) {
    json.Raw(std::to_string(value));
  };
  json.Array("skip_hours", feed.skip_hours, number);
  json.Array("skip_days", feed.skip_days, number);
  json.Text("next_page", feed.next_page);
  json.Text("hub", feed.hub);
  json.Texts("links", feed.links);
  json.Texts("tags", feed.tags);
  json.Array("entries", feed.entries, [&](const Entry& entry) { WriteEntry(entry, json); });
  json.Texts("warnings", feed.warnings);
}

}  // namespace

std::string FeedJson(std::string_view file, const Result<Feed>& feed) {
  Writer json;
  json.Open();
  json.Key("file");
  json.Raw([&] {
    std::string name;
    AppendString(file, name);
    return name;
  }());
  if (feed.ok()) {
    WriteFeed(*feed, json);
  } else {
    json.Text("kind", "");
    json.Text("error", feed.error().message());
    json.Texts("entries", {});
    json.Texts("warnings", {});
  }
  json.Close();
  return json.Take();
}

}  // namespace claimwatch
