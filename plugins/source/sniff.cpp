#include "plugins/source/sniff.h"

#include <algorithm>
#include <array>

#include "core/text.h"
#include "plugins/source/encoding.h"
#include "plugins/source/html.h"
#include "plugins/source/sanitise.h"
#include "plugins/source/xml.h"

namespace claimwatch {
namespace {

// What error messages in front of a feed are made of.
constexpr auto kJunk = std::to_array<std::string_view>({"br", "b", "p", "font", "strong", "i", "em",
                                                        "pre", "code", "div", "span", "table", "tr",
                                                        "td", "th", "hr", "a", "tbody", "small"});

template <std::size_t N>
bool IsIn(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::string TitleOfPage(std::string_view html) {
  HtmlScanner scanner(html, Markup::kHtml);
  bool in_title = false;
  for (auto token = scanner.Next(); token != HtmlScanner::Token::kDone; token = scanner.Next()) {
    if (in_title && token == HtmlScanner::Token::kText) {
      return PlainText(scanner.text());
    }
    in_title = token == HtmlScanner::Token::kStart && scanner.name() == "title";
  }
  return {};
}

bool IsFrame(std::string_view name) {
  return name == "html" || name == "head" || name == "body";
}

// A template engine may wrap a whole feed into the frame of a web page: then the body's first
// element is a feed in its own vocabulary, which no web page begins with. `xml` stands on the start
// of html, head or body.
std::string FeedInsideFrame(XmlReader& xml) {
  do {
    if (!IsFrame(xml.local())) {
      const bool atom = xml.local() == "feed" && xml.ns() == Ns::kAtom;
      const bool rss = xml.local() == "rss" && xml.RawAttribute("version");
      return atom || rss ? std::string(xml.local()) : std::string();
    }
    if (xml.local() == "head") {
      xml.SkipElement();
    }
  } while (xml.NextStart());
  return {};
}

Sniffed SniffMarkup(std::string_view text) {
  XmlReader xml(text);
  while (xml.NextStart()) {
    const std::string name(xml.local());
    if (IsFrame(name)) {
      std::string root = FeedInsideFrame(xml);
      return root.empty() ? Sniffed{Sniffed::Kind::kHtml, "", TitleOfPage(text)}
                          : Sniffed{Sniffed::Kind::kXml, std::move(root), ""};
    }
    if (!IsIn(kJunk, name)) {
      return {Sniffed::Kind::kXml, name, ""};
    }
  }
  return {};
}

Sniffed SniffText(std::string_view text) {
  const std::string_view trimmed = Trim(text);
  if (trimmed.starts_with('{') || trimmed.starts_with('[')) {
    return {Sniffed::Kind::kJson, "", ""};
  }
  return trimmed.starts_with("%PDF") ? Sniffed() : SniffMarkup(text);
}

}  // namespace

Sniffed Sniff(const Page& page) {
  constexpr std::array<std::size_t, 2> kLooks = {std::size_t{2} << 10U, std::size_t{256} << 10U};
  Sniffed sniffed;
  for (const std::size_t size : kLooks) {
    const std::string_view head = std::string_view(page.body).substr(0, size);
    sniffed = SniffText(DecodeDocument(head, page.content_type).text);
    const bool html = sniffed.kind == Sniffed::Kind::kHtml && !sniffed.title.empty();
    if (sniffed.kind == Sniffed::Kind::kXml || html || head.size() == page.body.size()) {
      break;
    }
  }
  return sniffed;
}

std::string Describe(const Sniffed& sniffed, const Page& page) {
  if (Trim(page.body).empty()) {
    return "empty";
  }
  switch (sniffed.kind) {
    case Sniffed::Kind::kHtml:
      return "HTML page '" + Ellipsize(EscapeControls(sniffed.title), 80) + "'";
    case Sniffed::Kind::kXml:
      return "XML with root '" + Ellipsize(EscapeControls(sniffed.root), 40) + "'";
    case Sniffed::Kind::kJson:
      return "JSON that is no JSON Feed";
    case Sniffed::Kind::kNothing:
      break;
  }
  return page.body.starts_with("%PDF") ? "PDF" : "neither XML nor JSON";
}

}  // namespace claimwatch
