// The text of a feed element: plain, escaped HTML, inline markup or base64, by the rules of RSS and
// Atom.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "plugins/source/html.h"
#include "plugins/source/xml.h"

namespace claimwatch {

enum class TextType : std::uint8_t { kText, kHtml, kXml, kBinary };

struct TextConstruct {
  std::string value;
  TextType type = TextType::kText;
};

// What an element without declared type is read as: RSS means HTML, Atom means text.
enum class DefaultType : std::uint8_t { kText, kHtml };

// Reads the element whose start was the reader's last token, up to its end: type and mode
// attributes decide (Atom 0.3 and 1.0), child elements make it markup whatever they say. At most
// 4 MiB of text.
TextConstruct ReadConstruct(XmlReader& xml, DefaultType fallback);

// The element's text and that of its children, for values that are never markup (ids, links,
// dates).
std::string ReadPlain(XmlReader& xml);

// Appends the element's own text to `text`; `child` is called at the start of each of its children
// and reads that to its end. For elements that older feeds fill with text and newer ones with
// elements.
void ReadMixed(XmlReader& xml, std::string& text, const std::function<void()>& child);

// The characters of the reader's last token, kText or kCdata, appended to `out`.
void AppendText(const XmlReader& xml, XmlToken token, std::string& out);

// On one line, without markup; at most 2,000 characters.
std::string TitleOf(const TextConstruct& construct);

// Sanitised HTML, links made absolute against `base`.
std::string HtmlOf(const TextConstruct& construct, std::string_view base);

}  // namespace claimwatch
