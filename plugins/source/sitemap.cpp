#include <algorithm>

#include <fmt/format.h>

#include "core/text.h"
#include "plugins/source/builtin_sources.h"
#include "plugins/source/date.h"
#include "plugins/source/encoding.h"
#include "plugins/source/reference.h"
#include "plugins/source/sniff.h"
#include "plugins/source/text_construct.h"
#include "plugins/source/xml.h"

namespace claimwatch {
namespace {

constexpr std::size_t kMostEntries = 10'000;
constexpr std::size_t kMostWarnings = 50;

class SitemapReader {
 public:
  SitemapReader(const Page& page, const SourceOptions& options)
      : options_(options),
        base_(page.url.text()),
        document_(DecodeDocument(page.body, page.content_type)),
        xml_(document_.text) {}

  Feed Read() {
    feed_.kind = FeedKind::kSitemap;
    feed_.encoding = document_.encoding;
    while (xml_.NextStart()) {
      const bool child = xml_.local() == "sitemap";
      if (!child && xml_.local() != "url") {
        continue;
      }
      if (feed_.entries.size() == kMostEntries) {
        Warn("more than 10,000 addresses; the rest is not read");
        break;
      }
      ReadEntry(child);
    }
    if (xml_.repaired()) {
      Warn("not well-formed XML; repaired while reading");
    }
    return std::move(feed_);
  }

 private:
  void Warn(std::string warning) {
    if (feed_.warnings.size() < kMostWarnings) {
      feed_.warnings.push_back(std::move(warning));
    }
  }

  void ReadEntry(bool child) {
    Entry entry;
    ReadChildren(entry);
    if (entry.link.empty()) {
      return;
    }
    entry.id = entry.link;
    if (child) {
      feed_.links.push_back(entry.link);
    }
    feed_.entries.push_back(std::move(entry));
  }

  // Elements of pictures and videos have a loc or a title of their own; only the page's count.
  void ReadChildren(Entry& entry) {
    const std::size_t depth = xml_.depth();
    while (xml_.NextStartBelow(depth)) {
      const Ns ns = xml_.ns();
      const std::string local(xml_.local());
      if (ns == Ns::kNews && (local == "news" || local == "publication")) {
        ReadChildren(entry);
      } else if (ns == Ns::kNews) {
        ReadNews(entry, local);
      } else if (ns == Ns::kSitemap || ns == Ns::kNone) {
        ReadOwn(entry, local);
      } else {
        xml_.SkipElement();
      }
    }
  }

  void ReadOwn(Entry& entry, const std::string& local) {
    const std::string text = ReadPlain(xml_);
    if (local == "loc" && entry.link.empty()) {
      entry.link = ResolveReference(base_, text);
    } else if (local == "lastmod") {
      entry.updated = Date(text);
    }
  }

  void ReadNews(Entry& entry, const std::string& local) {
    if (local == "title") {
      entry.title = TitleOf(ReadConstruct(xml_, DefaultType::kHtml));
      return;
    }
    const std::string text = ReadPlain(xml_);
    if (local == "publication_date") {
      entry.published = Date(text);
    } else if (local == "language") {
      entry.language = text;
    } else if (local == "name") {
      entry.source_title = text;
    } else if (local == "keywords") {
      AddTags(entry, text);
    }
  }

  static void AddTags(Entry& entry, std::string_view list) {
    constexpr std::size_t kMostTags = 64;
    for (const std::string_view tag : Split(list, ',')) {
      if (const std::string_view word = Trim(tag); !word.empty() && entry.tags.size() < kMostTags) {
        entry.tags.emplace_back(word);
      }
    }
  }

  std::optional<Time> Date(const std::string& text) {
    const std::optional<Time> time = ReadDate(text, options_.assume_timezone);
    if (!time && !text.empty()) {
      Warn(fmt::format("entry {}: '{}' is not a date", feed_.entries.size() + 1,
                       Ellipsize(EscapeControls(text), 60)));
    }
    return time;
  }

  const SourceOptions& options_;
  std::string base_;
  DecodedDocument document_;
  XmlReader xml_;
  Feed feed_;
};

}  // namespace

bool SitemapSource::Reads(const Page& page) const {
  const std::string root = Sniff(page).root;
  return root == "urlset" || root == "sitemapindex";
}

Result<Feed> SitemapSource::Read(const Page& page) const {
  if (!Reads(page)) {
    return Error(Errc::kInvalid, "not a sitemap: " + Describe(Sniff(page), page));
  }
  return SitemapReader(page, options_).Read();
}

}  // namespace claimwatch
