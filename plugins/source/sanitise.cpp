#include "plugins/source/sanitise.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "core/text.h"
#include "plugins/source/entities.h"
#include "plugins/source/reference.h"

namespace claimwatch {
namespace {

constexpr std::size_t kDeepest = 128;  // deeper tags are dropped, their text stays

// Sorted, for binary search.
constexpr auto kElements = std::to_array<std::string_view>(
    {"a",     "abbr",    "acronym",  "address",    "article",    "aside",   "audio",  "b",
     "bdi",   "bdo",     "big",      "blockquote", "br",         "caption", "center", "cite",
     "code",  "col",     "colgroup", "dd",         "del",        "details", "dfn",    "dir",
     "div",   "dl",      "dt",       "em",         "figcaption", "figure",  "font",   "footer",
     "h1",    "h2",      "h3",       "h4",         "h5",         "h6",      "header", "hr",
     "i",     "img",     "ins",      "kbd",        "li",         "main",    "mark",   "nav",
     "ol",    "p",       "picture",  "pre",        "q",          "rp",      "rt",     "ruby",
     "s",     "samp",    "section",  "small",      "source",     "span",    "strike", "strong",
     "sub",   "summary", "sup",      "table",      "tbody",      "td",      "tfoot",  "th",
     "thead", "time",    "tr",       "tt",         "u",          "ul",      "var",    "video",
     "wbr"});

constexpr auto kVoid = std::to_array<std::string_view>({"br", "col", "hr", "img", "source", "wbr"});

constexpr auto kBlocks = std::to_array<std::string_view>(
    {"address", "article",    "aside",  "blockquote", "br",    "caption", "dd",    "div", "dl",
     "dt",      "figcaption", "figure", "footer",     "h1",    "h2",      "h3",    "h4",  "h5",
     "h6",      "header",     "hr",     "li",         "main",  "nav",     "ol",    "p",   "pre",
     "section", "table",      "tbody",  "td",         "tfoot", "th",      "thead", "tr",  "ul"});

constexpr auto kAttributes = std::to_array<std::string_view>(
    {"abbr",  "align",   "alt",      "border",   "cellpadding", "cellspacing", "cite",
     "class", "colspan", "controls", "datetime", "dir",         "height",      "hreflang",
     "lang",  "rel",     "rowspan",  "scope",    "span",        "start",       "title",
     "type",  "valign",  "value",    "width"});

constexpr auto kLinks = std::to_array<std::string_view>(
    {"action", "background", "cite", "href", "longdesc", "poster", "src", "usemap"});

template <std::size_t N>
bool IsIn(const std::array<std::string_view, N>& sorted, std::string_view name) {
  return std::binary_search(sorted.begin(), sorted.end(), name);
}

constexpr std::array<bool, 256> MarkTable(std::string_view marks) {
  std::array<bool, 256> table{};
  for (const char c : marks) {
    table[static_cast<unsigned char>(c)] = true;
  }
  return table;
}

std::size_t FindMark(std::string_view text, std::size_t from, const std::array<bool, 256>& marks) {
  while (from < text.size() && !marks[static_cast<unsigned char>(text[from])]) {
    ++from;
  }
  return from;
}

// Text with references left as they are where they are good, everything else escaped.
void AppendText(std::string_view text, std::string& out) {
  static constexpr std::array<bool, 256> kMarks = MarkTable("<>&");
  std::size_t at = 0;
  std::string decoded;
  while (true) {
    const std::size_t next = FindMark(text, at, kMarks);
    out.append(text.substr(at, next - at));
    if (next == text.size()) {
      return;
    }
    at = next + 1;
    if (text[next] != '&') {
      out.append(text[next] == '<' ? "&lt;" : "&gt;");
      continue;
    }
    decoded.clear();
    const std::size_t size = DecodeReference(text.substr(next), decoded);
    if (size == 0) {
      out.append("&amp;");
      continue;
    }
    AppendEscaped(decoded, out);
    at = next + size;
  }
}

class Sanitiser {
 public:
  Sanitiser(std::string_view html, Markup markup, std::string_view base)
      : scanner_(html, markup),
        markup_(markup),
        base_(base) {
    out_.reserve(html.size());
  }

  std::string Run() {
    for (auto token = scanner_.Next(); token != HtmlScanner::Token::kDone;
         token = scanner_.Next()) {
      Take(token);
    }
    while (!open_.empty()) {
      CloseTop();
    }
    return std::move(out_);
  }

 private:
  void Take(HtmlScanner::Token token) {
    switch (token) {
      case HtmlScanner::Token::kText:
        AppendText(scanner_.text(), out_);
        return;
      case HtmlScanner::Token::kRaw:
        TakeRaw();
        return;
      case HtmlScanner::Token::kStart:
        TakeStart();
        return;
      case HtmlScanner::Token::kEnd:
        TakeEnd();
        return;
      case HtmlScanner::Token::kDone:
        return;
    }
  }

  // CDATA of an XML slice is text; the inside of a script is nothing.
  void TakeRaw() {
    if (!in_script_) {
      AppendEscaped(scanner_.text(), out_);
    }
    in_script_ = false;
  }

  void TakeStart() {
    const std::string& name = scanner_.name();
    in_script_ = name == "script" || name == "style";
    const auto* const known = std::lower_bound(kElements.begin(), kElements.end(), name);
    if (known == kElements.end() || *known != name || open_.size() >= kDeepest) {
      return;
    }
    out_.push_back('<');
    out_.append(name);
    for (const HtmlAttribute& attribute : scanner_.attributes()) {
      AppendAttribute(attribute);
    }
    out_.push_back('>');
    if (IsIn(kVoid, name)) {
      return;
    }
    open_.push_back(*known);
    if (markup_ == Markup::kXml && scanner_.self_closing()) {
      CloseTop();
    }
  }

  void TakeEnd() {
    in_script_ = false;
    const auto found = std::find(open_.rbegin(), open_.rend(), scanner_.name());
    if (found == open_.rend()) {
      return;
    }
    for (auto count = found - open_.rbegin() + 1; count > 0; --count) {
      CloseTop();
    }
  }

  void CloseTop() {
    out_.append("</").append(open_.back()).push_back('>');
    open_.pop_back();
  }

  void AppendAttribute(const HtmlAttribute& attribute) {
    constexpr std::size_t kLongestName = 16;
    if (attribute.name.size() > kLongestName) {
      return;
    }
    const std::string name = AsciiLower(attribute.name);
    const bool link = IsIn(kLinks, name) || name == "xlink:href";
    if (!link && !IsIn(kAttributes, name)) {
      return;
    }
    std::string value = DecodeReferences(attribute.value);
    if (link) {
      // An empty link stays empty: it says "here", which means nothing in a stored summary.
      value = Trim(value).empty() ? "" : ResolveReference(base_, value);
      value = IsSafeLink(value) ? value : "";
    }
    out_.append(" ").append(name == "xlink:href" ? "href" : name).append("=\"");
    AppendEscaped(value, out_);
    out_.push_back('"');
  }

  HtmlScanner scanner_;
  Markup markup_;
  std::string_view base_;
  std::string out_;
  std::vector<std::string_view> open_;
  bool in_script_ = false;
};

}  // namespace

std::string SanitiseHtml(std::string_view html, Markup markup, std::string_view base) {
  std::string out;
  if (html.find('<') == std::string_view::npos) {
    out.reserve(html.size());
    AppendText(html, out);
  } else {
    out = Sanitiser(html, markup, base).Run();
  }
  // Trimmed last: dropped tags and references leave white space at the ends.
  const std::string_view kept = Trim(out);
  return kept.size() == out.size() ? out : std::string(kept);
}

std::string PlainText(std::string_view html, Markup markup) {
  std::string out;
  HtmlScanner scanner(html, markup);
  bool in_script = false;
  for (auto token = scanner.Next(); token != HtmlScanner::Token::kDone; token = scanner.Next()) {
    if (token == HtmlScanner::Token::kText) {
      AppendDecoded(scanner.text(), out);
    } else if (token == HtmlScanner::Token::kRaw) {
      out.append(in_script ? std::string_view() : scanner.text());
    } else if (IsIn(kBlocks, scanner.name())) {
      out.push_back(' ');
    }
    in_script = token == HtmlScanner::Token::kStart &&
                (scanner.name() == "script" || scanner.name() == "style");
  }
  return SqueezeSpace(out);
}

std::string EscapeHtml(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  AppendEscaped(text, out);
  return out;
}

}  // namespace claimwatch
