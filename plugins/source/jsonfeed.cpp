#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "core/json.h"
#include "core/text.h"
#include "plugins/source/builtin_sources.h"
#include "plugins/source/date.h"
#include "plugins/source/encoding.h"
#include "plugins/source/feed.h"
#include "plugins/source/reference.h"
#include "plugins/source/rss_json.h"
#include "plugins/source/sanitise.h"
#include "plugins/source/sniff.h"

namespace claimwatch {
namespace {

constexpr std::size_t kMostEntries = 10'000;
constexpr std::size_t kMostOfAKind = 64;
constexpr std::size_t kMostWarnings = 50;

// Ids are often written as numbers.
std::string TextOf(const Json& value) {
  if (value.IsString()) {
    return std::string(Trim(value.AsString()));
  }
  return value.IsNumber() ? value.Dump() : std::string();
}

class JsonFeedReader {
 public:
  JsonFeedReader(const Page& page, const SourceOptions& options) : page_(page), options_(options) {}

  Feed Read(const Json& root) {
    feed_.kind = FeedKind::kJson;
    feed_.title = SqueezeSpace(TextOf(root["title"]));
    feed_.link = Address(root["home_page_url"]);
    feed_.id = Address(root["feed_url"]);
    if (!feed_.id.empty()) {
      feed_.links.push_back(feed_.id);
    }
    feed_.subtitle = EscapeHtml(TextOf(root["description"]));
    feed_.language = TextOf(root["language"]);
    feed_.author = Authors(root);
    feed_.next_page = Address(root["next_url"]);
    for (const Json& hub : root["hubs"].Items()) {
      feed_.hub = feed_.hub.empty() ? Address(hub["url"]) : feed_.hub;
    }
    for (const Json& item : root["items"].Items()) {
      if (feed_.entries.size() == kMostEntries) {
        Warn("more than 10,000 entries; the rest is not read");
        break;
      }
      if (item.IsObject()) {
        feed_.entries.push_back(ReadItem(item));
      }
    }
    return std::move(feed_);
  }

 private:
  std::string Address(const Json& value) const {
    const std::string text = TextOf(value);
    const std::string base = page_.url.empty() ? feed_.link : page_.url.text();
    return text.empty() ? text : ResolveReference(base, text);
  }

  void Warn(std::string warning) {
    if (feed_.warnings.size() < kMostWarnings) {
      feed_.warnings.push_back(std::move(warning));
    }
  }

  // Version 1.1 has a list, 1.0 one object, some write a string.
  static std::string Authors(const Json& owner) {
    std::vector<std::string> names;
    for (const Json& author : owner["authors"].Items()) {
      names.push_back(TextOf(author.IsObject() ? author["name"] : author));
    }
    if (owner["authors"].IsObject()) {
      names.push_back(TextOf(owner["authors"]["name"]));
    }
    const Json& single = owner["author"];
    if (names.empty()) {
      names.push_back(TextOf(single.IsObject() ? single["name"] : single));
    }
    std::erase_if(names, [](const std::string& name) { return name.empty(); });
    return Join(names, ", ");
  }

  std::optional<Time> Date(const Json& value, std::string_view what) {
    const std::string text = TextOf(value);
    const std::optional<Time> time = ReadDate(text, options_.assume_timezone);
    if (!time && !text.empty()) {
      Warn(fmt::format("entry {}: {} '{}' is not a date", feed_.entries.size() + 1, what,
                       Ellipsize(EscapeControls(text), 60)));
    }
    return time;
  }

  Entry ReadItem(const Json& item) {
    Entry entry;
    ReadAddresses(item, entry);
    entry.title = SqueezeSpace(TextOf(item["title"]));
    entry.published = Date(item["date_published"], "date_published");
    entry.updated = Date(item["date_modified"], "date_modified");
    entry.author = Authors(item);
    entry.author = entry.author.empty() ? feed_.author : entry.author;
    entry.language = TextOf(item["language"]);
    ReadTexts(item, entry);
    ReadLists(item, entry);
    return entry;
  }

  // The link, the others, and the id, each of which may have to serve as another.
  void ReadAddresses(const Json& item, Entry& entry) const {
    entry.link = Address(item["url"]);
    const std::string external = Address(item["external_url"]);
    if (entry.link.empty()) {
      entry.link = external;
    } else if (!external.empty()) {
      entry.links.push_back(external);
    }
    entry.id = TextOf(item["id"]);
    entry.id = entry.id.empty() ? entry.link : entry.id;
    if (entry.link.empty() && IsWebAddress(entry.id)) {
      entry.link = entry.id;
    }
  }

  void ReadLists(const Json& item, Entry& entry) const {
    for (const Json& tag : item["tags"].Items()) {
      if (entry.tags.size() < kMostOfAKind && !TextOf(tag).empty()) {
        entry.tags.push_back(TextOf(tag));
      }
    }
    for (const Json& attachment : item["attachments"].Items()) {
      if (entry.enclosures.size() < kMostOfAKind && attachment.Has("url")) {
        entry.enclosures.push_back({Address(attachment["url"]), TextOf(attachment["mime_type"])});
      }
    }
  }

  void ReadTexts(const Json& item, Entry& entry) const {
    const std::string base = page_.url.empty() ? feed_.link : page_.url.text();
    entry.content = SanitiseHtml(item["content_html"].AsString(), Markup::kHtml, base);
    if (entry.content.empty()) {
      entry.content = EscapeHtml(Trim(item["content_text"].AsString()));
    }
    entry.summary = EscapeHtml(TextOf(item["summary"]));
    entry.summary = entry.summary.empty() ? entry.content : entry.summary;
  }

  const Page& page_;
  const SourceOptions& options_;
  Feed feed_;
};

// A document that was cut off, up to its last whole item and properly closed; empty when no item
// is whole.
std::string Completed(std::string_view text) {
  std::string open;  // the brackets that are open
  bool in_string = false;
  std::size_t end = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      i += c == '\\' ? 1 : 0;
      in_string = c != '"';
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      open.push_back(c);
    } else if ((c == '}' || c == ']') && !open.empty()) {
      open.pop_back();
      end = c == '}' && open == "{[" ? i + 1 : end;
    }
  }
  return end == 0 ? std::string() : std::string(text.substr(0, end)) + "]}";
}

bool LooksLikeItem(const Json& item) {
  static constexpr auto kNames =
      std::to_array<std::string_view>({"content_text", "content_html", "url", "id"});
  return item.IsObject() && std::any_of(kNames.begin(), kNames.end(),
                                        [&](std::string_view name) { return item.Has(name); });
}

bool IsJsonFeed(const Json& root) {
  const bool named = root["version"].AsString().find("jsonfeed") != std::string_view::npos;
  const Json::Array& items = root["items"].Items();
  const bool titled = root["title"].IsString() || root["version"].IsString();
  const bool has_items = !items.empty() && LooksLikeItem(items[0]);
  return named || (titled && has_items) || (root["items"].IsArray() && root["title"].IsString());
}

Result<Feed> ReadRssInJson(const Page& page, std::string rss, const SourceOptions& options) {
  Page as_xml;
  as_xml.url = page.url;
  as_xml.fetched = page.fetched;
  as_xml.content_type = "application/rss+xml; charset=utf-8";
  as_xml.body = std::move(rss);
  Feed feed = CW_TRY(FeedReader(as_xml, options).Read());
  feed.kind = FeedKind::kJson;
  return feed;
}

}  // namespace

bool JsonFeedSource::Reads(const Page& page) const {
  return Sniff(page).kind == Sniffed::Kind::kJson;
}

Result<Feed> JsonFeedSource::Read(const Page& page) const {
  const DecodedDocument document = DecodeDocument(page.body, page.content_type);
  Result<Json> root = Json::Parse(document.text);
  const bool broken = !root.ok();
  if (broken) {
    root = Json::Parse(Completed(document.text));
  }
  if (!root.ok()) {
    return Error(Errc::kInvalid, "not a feed: broken JSON");
  }
  if (std::optional<std::string> rss = RssFromJson(*root)) {
    return ReadRssInJson(page, *std::move(rss), options_);
  }
  if (!IsJsonFeed(*root)) {
    return Error(Errc::kInvalid, "not a feed: JSON that is no JSON Feed");
  }
  Feed feed = JsonFeedReader(page, options_).Read(*root);
  feed.encoding = document.encoding;
  if (broken) {
    feed.warnings.emplace_back("broken JSON; read up to the last whole entry");
  }
  return feed;
}

}  // namespace claimwatch
