#include <algorithm>
#include <span>
#include <string>

#include "core/text.h"
#include "plugins/extract/date_text.h"
#include "plugins/extract/hints.h"
#include "plugins/extract/metadata.h"
#include "plugins/extract/page_map.h"

namespace claimwatch {
namespace {

constexpr std::string_view kPublishedMeta[] = {
    "article:published_time",
    "article:published",
    "og:published_time",
    "og:article:published_time",
    "datepublished",
    "date.published",
    "publishdate",
    "publish-date",
    "publish_date",
    "published_at",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "dc.date.issued",
    "dcterms.created",
    "dc.date.created",
    "dc.date",
    "dcterms.date",
    "pubdate",
    "date",
    "article.published",
    "citation_publication_date",
    "cxenseparse:publishtime",
    "article_date_original",
    "last-modified-date",
    "ptime",
};

constexpr std::string_view kModifiedMeta[] = {
    "article:modified_time", "og:updated_time",  "article:updated", "datemodified",
    "dcterms.modified",      "dc.date.modified", "last-modified",   "lastmod",
};

constexpr NodeId kMostNodes = 20'000;  // looked at for a visible date

std::optional<Time> FromMeta(const Dom& dom, std::span<const std::string_view> names) {
  for (const std::string_view name : names) {
    const std::optional<Time> time = ReadDate(MetaContent(dom, name));
    if (time.has_value()) {
      return time;
    }
  }
  return std::nullopt;
}

std::optional<Time> FromProperty(const Dom& dom, std::string_view property) {
  for (NodeId i = 0; i < dom.size(); ++i) {
    if (dom[i].attribute_count > 0 &&
        dom.Attribute(i, "itemprop").find(property) != std::string_view::npos) {
      const std::optional<Time> time = DateOf(dom, i);
      if (time.has_value()) {
        return time;
      }
    }
  }
  return std::nullopt;
}

// The first <time>, one marked as publication before others.
std::optional<Time> FromTimeElements(const Dom& dom) {
  std::optional<Time> first;
  for (NodeId i = 0; i < dom.size(); ++i) {
    if (dom[i].tag != HtmlTag::kTime) {
      continue;
    }
    const std::optional<Time> time = DateOf(dom, i);
    if (time.has_value() && dom.HasAttribute(i, "pubdate")) {
      return time;
    }
    first = first.has_value() ? first : time;
  }
  return first;
}

// "Six leaders sign | Europe | Ledger | 28.04.2023": the last part of a title, when it is a date
// and nothing else.
std::optional<Time> FromTitle(const Dom& dom) {
  constexpr std::size_t kBareDate = 24;  // bytes
  std::string title(MetaContent(dom, "og:title"));
  for (NodeId i = 0; i < dom.size() && title.empty(); ++i) {
    title = dom[i].tag == HtmlTag::kTitle ? dom.TextOf(i) : "";
  }
  const std::size_t bar = title.rfind('|');
  const std::string_view tail =
      bar == std::string::npos ? "" : Trim(std::string_view(title).substr(bar + 1));
  return tail.size() >= 8 && tail.size() <= kBareDate ? ReadDate(tail) : std::nullopt;
}

// What a node says that is named after dates.
std::optional<Time> FromNamed(const Dom& dom, NodeId id) {
  const bool named = dom[id].attribute_count > 0 &&
                     CallsItself(dom, id, {"class", "id"},
                                 {"date", "time", "publi", "posted", "meta", "byline", "credit"});
  const std::string text = named ? dom.TextOf(id, 200) : std::string();
  return named && text.size() < 160 ? ReadDate(text) : std::nullopt;
}

// Short visible lines: those in an element named after dates, then any.
std::optional<Time> FromLines(const Dom& dom) {
  std::optional<Time> loose;
  for (NodeId i = 0; i < std::min(dom.size(), kMostNodes); ++i) {
    const std::string_view own = dom[i].text;
    if (own.size() > 7 && own.size() < 120 && !loose.has_value()) {
      loose = ReadDate(own);
    }
    const std::optional<Time> time = FromNamed(dom, i);
    if (time.has_value()) {
      return time;
    }
  }
  return loose;
}

// An address knows the day and a line of the page the hour; another day in a line may be anything.
std::optional<Time> FromPathOrLines(const Dom& dom, const Url& url) {
  const std::optional<Time> day = DateInPath(url.path());
  const std::optional<Time> line = FromLines(dom);
  if (!day.has_value() || !line.has_value()) {
    return day.has_value() ? day : line;
  }
  const auto apart = *line - *day;
  const bool same = apart > -std::chrono::hours(24) && apart < std::chrono::hours(48);
  return same ? line : day;
}

}  // namespace

std::optional<Time> DateOf(const Dom& dom, NodeId id) {
  for (const std::string_view attribute : {"datetime", "content"}) {
    const std::optional<Time> time = ReadDate(dom.Attribute(id, attribute));
    if (time.has_value()) {
      return time;
    }
  }
  return ReadDate(dom.TextOf(id, 160));
}

std::optional<Time> ReadPublished(const Dom& dom, const LinkedArticle& linked, const Url& url) {
  std::optional<Time> time = ReadDate(linked.published);
  if (!time.has_value()) {
    time = FromMeta(dom, kPublishedMeta);
  }
  if (!time.has_value()) {
    time = FromProperty(dom, "datePublished");
  }
  if (!time.has_value()) {
    time = FromTimeElements(dom);
  }
  if (!time.has_value()) {
    time = FromTitle(dom);
  }
  return time.has_value() ? time : FromPathOrLines(dom, url);
}

std::optional<Time> ReadModified(const Dom& dom, const LinkedArticle& linked) {
  std::optional<Time> time = ReadDate(linked.modified);
  if (!time.has_value()) {
    time = FromMeta(dom, kModifiedMeta);
  }
  return time.has_value() ? time : FromProperty(dom, "dateModified");
}

}  // namespace claimwatch
