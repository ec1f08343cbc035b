// Lists of subscriptions from other readers.
#include <algorithm>
#include <iterator>
#include <utility>

#include "core/text.h"
#include "plugins/source/encoding.h"
#include "plugins/source/entities.h"
#include "plugins/source/source.h"
#include "plugins/source/xml.h"

namespace claimwatch {
namespace {

constexpr std::size_t kMostSubscriptions = 100'000;

std::string FirstOf(const XmlReader& xml, std::string_view one, std::string_view other) {
  const std::string value = SqueezeSpace(xml.Attribute(one));
  return value.empty() ? SqueezeSpace(xml.Attribute(other)) : value;
}

Subscription OutlineOf(const XmlReader& xml) {
  Subscription one;
  one.title = FirstOf(xml, "title", "text");
  one.feed_url = SqueezeSpace(xml.Attribute("xmlurl"));
  one.site_url = SqueezeSpace(xml.Attribute("htmlurl"));
  return one;
}

// Gathers the feeds of nested outlines; one without a feed is a folder.
class Outlines {
 public:
  void Take(XmlToken token, const XmlReader& xml) {
    if (token == XmlToken::kStart) {
      Open(OutlineOf(xml));
    } else if (token == XmlToken::kEnd && !names_.empty()) {
      names_.pop_back();
    }
  }

  std::vector<Subscription> Finish() { return std::move(subscriptions_); }

 private:
  void Open(Subscription one) {
    names_.push_back(one.feed_url.empty() ? one.title : "");
    if (one.feed_url.empty() || subscriptions_.size() == kMostSubscriptions) {
      return;
    }
    std::copy_if(names_.begin(), names_.end(), std::back_inserter(one.folders),
                 [](const std::string& name) { return !name.empty(); });
    subscriptions_.push_back(std::move(one));
  }

  std::vector<Subscription> subscriptions_;
  std::vector<std::string> names_;  // of the open outlines; empty for a feed
};

}  // namespace

Result<std::vector<Subscription>> ReadOpml(std::string_view opml) {
  const DecodedDocument document = DecodeDocument(opml, "");
  XmlReader xml(document.text);
  Outlines outlines;
  bool is_opml = false;
  for (XmlToken token = xml.Next(); token != XmlToken::kDone; token = xml.Next()) {
    if (xml.local() == "outline") {
      outlines.Take(token, xml);
    }
    is_opml = is_opml || (token == XmlToken::kStart && xml.local() == "opml");
  }
  if (!is_opml) {
    return Error(Errc::kInvalid, "not an OPML file: no opml element");
  }
  return outlines.Finish();
}

std::string WriteOpml(const std::vector<Subscription>& subscriptions, std::string_view title) {
  std::string opml =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n<head><title>";
  AppendEscaped(title, opml);
  opml += "</title></head>\n<body>\n";
  const auto attribute = [&opml](std::string_view name, std::string_view value) {
    if (!value.empty()) {
      opml.append(" ").append(name).append("=\"");
      AppendEscaped(value, opml);
      opml += '"';
    }
  };
  for (const Subscription& one : subscriptions) {
    for (const std::string& folder : one.folders) {
      opml += "<outline";
      attribute("text", folder);
      opml += ">";
    }
    opml += "<outline type=\"rss\"";
    attribute("text", one.title.empty() ? one.feed_url : one.title);
    attribute("title", one.title);
    attribute("xmlUrl", one.feed_url);
    attribute("htmlUrl", one.site_url);
    opml += "/>";
    for (std::size_t i = 0; i < one.folders.size(); ++i) {
      opml += "</outline>";
    }
    opml += '\n';
  }
  return opml + "</body>\n</opml>\n";
}

}  // namespace claimwatch
