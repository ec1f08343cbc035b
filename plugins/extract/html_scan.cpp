#include "plugins/extract/html_scan.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "core/text.h"
#include "plugins/extract/open_tags.h"
#include "plugins/extract/tag.h"

namespace claimwatch {
namespace {

// What extraction asks for; sorted.
constexpr std::string_view kKeptAttributes[] = {
    "alt",         "aria-hidden", "aria-label", "charset", "class", "content",    "data-component",
    "data-testid", "datetime",    "dir",        "hidden",  "href",  "http-equiv", "id",
    "itemprop",    "itemscope",   "itemtype",   "lang",    "name",  "property",   "pubdate",
    "rel",         "role",        "style",      "type",    "value", "xml:lang",
};

constexpr std::size_t kMaxValue = 4096;
constexpr std::size_t kMaxJsonLd = 64;

bool IsHtmlSpace(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

bool IsAsciiLetter(char c) {
  const char lower = static_cast<char>(static_cast<unsigned char>(c) | 0x20U);
  return lower >= 'a' && lower <= 'z';
}

char Lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

struct Attribute {
  std::string_view name;
  std::string_view value;
};

struct StartTag {
  std::array<char, 32> letters{};
  std::string_view name;  // lower case, of the source when it is too long for a known one
  HtmlTag tag = HtmlTag::kUnknown;
  std::vector<Attribute> attributes;  // kept ones
};

class Scanner {
 public:
  Scanner(std::string_view html, const std::vector<std::string>& also)
      : html_(html.substr(0, kMaxHtmlBytes)),
        also_(also) {
    out_.limited = html.size() > html_.size();
    out_.html.reserve(html_.size() / 2);
  }

  ScannedHtml Run();

 private:
  void Markup();
  void Declaration();
  void Start();
  void End();
  void ReadName(StartTag& tag);
  void ReadAttributes(StartTag& tag);
  Attribute ReadAttribute();
  void Emit(const StartTag& tag);
  void SkipRaw(const StartTag& tag);
  void KeepJsonLd(const StartTag& tag, std::string_view body);
  std::size_t FindEnd(std::string_view name, std::size_t from) const;
  std::size_t FindScriptEnd();
  void SkipSpace();

  bool IsKept(const std::string& name) const;

  std::string_view html_;
  const std::vector<std::string>& also_;
  std::size_t at_ = 0;
  std::size_t elements_ = 0;
  // Nothing of the kind ends any more: it is not looked for again, or time would be quadratic.
  bool no_more_svg_ends_ = false;
  bool no_more_comment_ends_ = false;
  StartTag tag_;
  OpenTags open_;
  ScannedHtml out_;
};

ScannedHtml Scanner::Run() {
  while (at_ < html_.size()) {
    const std::size_t next = std::min(html_.find('<', at_), html_.size());
    out_.html.append(html_.substr(at_, next - at_));
    at_ = next;
    if (at_ < html_.size()) {
      Markup();
    }
  }
  return std::move(out_);
}

// At '<'. Moves past at least one character.
void Scanner::Markup() {
  const char next = at_ + 1 < html_.size() ? html_[at_ + 1] : ' ';
  if (next == '!' || next == '?') {
    Declaration();
  } else if (next == '/' && at_ + 2 < html_.size() && IsAsciiLetter(html_[at_ + 2])) {
    End();
  } else if (next == '/') {
    at_ = std::min(html_.find('>', at_), html_.size() - 1) + 1;
  } else if (IsAsciiLetter(next)) {
    Start();
  } else {
    out_.html += "&lt;";
    ++at_;
  }
}

// Comments go, the document type stays: it decides whether a table ends a paragraph.
void Scanner::Declaration() {
  const std::string_view rest = html_.substr(at_);
  std::size_t end = rest.find('>');
  if (rest.starts_with("<!--") && !rest.starts_with("<!-->") && !rest.starts_with("<!--->")) {
    const std::size_t close = rest.find("-->", 4);
    end = close == std::string_view::npos ? close : close + 2;
  } else if (EqualsIgnoreAsciiCase(rest.substr(0, 9), "<!doctype") &&
             end != std::string_view::npos && end < kMaxValue) {
    out_.html.append(rest.substr(0, end + 1));
  }
  at_ = end == std::string_view::npos ? html_.size() : at_ + end + 1;
}

void Scanner::ReadName(StartTag& tag) {
  const std::size_t begin = at_;
  while (at_ < html_.size() && !IsHtmlSpace(html_[at_]) && html_[at_] != '>' && html_[at_] != '/') {
    ++at_;
  }
  tag.name = html_.substr(begin, at_ - begin);
  if (tag.name.size() <= tag.letters.size()) {
    std::transform(tag.name.begin(), tag.name.end(), tag.letters.begin(), Lower);
    tag.name = {tag.letters.data(), tag.name.size()};
  }
  tag.tag = TagForName(tag.name);
}

void Scanner::SkipSpace() {
  while (at_ < html_.size() && IsHtmlSpace(html_[at_])) {
    ++at_;
  }
}

// At the first character of a name; the value may be quoted, bare or missing.
Attribute Scanner::ReadAttribute() {
  const std::size_t begin = at_++;
  while (at_ < html_.size() && !IsHtmlSpace(html_[at_]) && html_[at_] != '/' && html_[at_] != '>' &&
         html_[at_] != '=') {
    ++at_;
  }
  Attribute attribute{html_.substr(begin, at_ - begin), {}};
  SkipSpace();
  if (at_ >= html_.size() || html_[at_] != '=') {
    return attribute;
  }
  ++at_;
  SkipSpace();
  const char quote = at_ < html_.size() ? html_[at_] : '>';
  if (quote == '"' || quote == '\'') {
    const std::size_t close = std::min(html_.find(quote, at_ + 1), html_.size());
    attribute.value = html_.substr(at_ + 1, close - at_ - 1);
    at_ = std::min(close + 1, html_.size());
    return attribute;
  }
  const std::size_t start = at_;
  while (at_ < html_.size() && !IsHtmlSpace(html_[at_]) && html_[at_] != '>') {
    ++at_;
  }
  attribute.value = html_.substr(start, at_ - start);
  return attribute;
}

bool Scanner::IsKept(const std::string& name) const {
  return std::binary_search(std::begin(kKeptAttributes), std::end(kKeptAttributes),
                            std::string_view(name)) ||
         std::find(also_.begin(), also_.end(), name) != also_.end();
}

// Up to and past '>'.
void Scanner::ReadAttributes(StartTag& tag) {
  tag.attributes.clear();
  while (at_ < html_.size() && html_[at_] != '>') {
    if (IsHtmlSpace(html_[at_]) || html_[at_] == '/') {
      ++at_;
      continue;
    }
    const Attribute attribute = ReadAttribute();
    const std::string name = AsciiLower(attribute.name.substr(0, 32));
    if (IsKept(name) && tag.attributes.size() < kMaxHtmlAttributes) {
      tag.attributes.push_back(attribute);
    }
  }
  at_ = std::min(at_ + 1, html_.size());
}

void Scanner::Emit(const StartTag& tag) {
  out_.html += '<';
  out_.html += tag.name;
  for (const auto& [name, value] : tag.attributes) {
    const bool both =
        value.find('"') != std::string_view::npos && value.find('\'') != std::string_view::npos;
    if (both) {
      continue;
    }
    const char quote = value.find('"') == std::string_view::npos ? '"' : '\'';
    out_.html += ' ';
    out_.html += name;
    out_.html += '=';
    out_.html += quote;
    out_.html += value.substr(0, kMaxValue);
    out_.html += quote;
  }
  out_.html += '>';
}

void Scanner::Start() {
  ++at_;
  ReadName(tag_);
  ReadAttributes(tag_);
  if (at_ >= html_.size() && html_.back() != '>') {
    return;  // cut off inside the tag: the parser drops it too
  }
  if (IsRawTag(tag_.tag) || tag_.tag == HtmlTag::kSvg) {
    SkipRaw(tag_);
    return;
  }
  const bool room = elements_ < kMaxHtmlElements;
  if (room && open_.Open(tag_.tag, tag_.name)) {
    ++elements_;
    Emit(tag_);
  } else {
    out_.limited = true;
  }
}

void Scanner::End() {
  at_ += 2;
  ReadName(tag_);
  ReadAttributes(tag_);
  out_.closed = out_.closed || tag_.tag == HtmlTag::kBody || tag_.tag == HtmlTag::kHtml;
  if (open_.Close(tag_.tag, tag_.name)) {
    out_.html += "</";
    out_.html += tag_.name;
    out_.html += '>';
  }
}

// Elements whose content is not markup: the title is kept, JSON-LD is put aside, the rest goes.
void Scanner::SkipRaw(const StartTag& tag) {
  const bool svg = tag.tag == HtmlTag::kSvg;
  if (svg && no_more_svg_ends_) {
    return;
  }
  const std::size_t end = tag.tag == HtmlTag::kScript ? FindScriptEnd() : FindEnd(tag.name, at_);
  if (end == std::string_view::npos) {
    no_more_svg_ends_ = no_more_svg_ends_ || svg;
    at_ = svg ? at_ : html_.size();
    return;
  }
  const std::string_view body = html_.substr(at_, end - at_);
  at_ = std::min(html_.find('>', end), html_.size() - 1) + 1;
  if (tag.tag == HtmlTag::kTitle) {
    out_.html.append("<title>").append(body.substr(0, kMaxValue)).append("</title>");
  } else {
    KeepJsonLd(tag, body);
  }
}

void Scanner::KeepJsonLd(const StartTag& tag, std::string_view body) {
  if (tag.tag != HtmlTag::kScript || out_.json_ld.size() >= kMaxJsonLd) {
    return;
  }
  for (const auto& [name, value] : tag.attributes) {
    if (EqualsIgnoreAsciiCase(name, "type") &&
        AsciiLower(value.substr(0, 64)).find("ld+json") != std::string::npos) {
      out_.json_ld.emplace_back(body);
    }
  }
}

// Where the next "</name" begins, from `from` on.
std::size_t Scanner::FindEnd(std::string_view name, std::size_t from) const {
  while (true) {
    const std::size_t found = html_.find("</", from);
    if (found == std::string_view::npos) {
      return found;
    }
    const std::size_t after = found + 2 + name.size();
    const bool same = EqualsIgnoreAsciiCase(html_.substr(found + 2, name.size()), name);
    if (same && (after >= html_.size() || IsHtmlSpace(html_[after]) || html_[after] == '>' ||
                 html_[after] == '/')) {
      return found;
    }
    from = found + 2;
  }
}

// "<!-- <script> … </script> -->" inside a script does not end it at the first "</script>".
std::size_t Scanner::FindScriptEnd() {
  const std::size_t plain = FindEnd("script", at_);
  if (plain == std::string_view::npos) {
    return plain;
  }
  const std::string_view body = html_.substr(at_, plain - at_);
  const std::size_t comment = body.rfind("<!--");
  if (comment == std::string_view::npos || body.find("-->", comment) != std::string_view::npos) {
    return plain;
  }
  const bool nested = !no_more_comment_ends_ &&
                      AsciiLower(body.substr(comment)).find("<script") != std::string::npos;
  const std::size_t close = nested ? html_.find("-->", plain) : std::string_view::npos;
  no_more_comment_ends_ = no_more_comment_ends_ || (nested && close == std::string_view::npos);
  const std::size_t end = close == std::string_view::npos ? close : FindEnd("script", close);
  return end == std::string_view::npos ? plain : end;
}

}  // namespace

ScannedHtml ScanHtml(std::string_view html, const std::vector<std::string>& also) {
  return html.empty() ? ScannedHtml{} : Scanner(html, also).Run();
}

}  // namespace claimwatch
