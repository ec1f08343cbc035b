#include "plugins/source/text_construct.h"

#include <algorithm>
#include <optional>

#include "core/text.h"
#include "plugins/source/entities.h"
#include "plugins/source/sanitise.h"

namespace claimwatch {
namespace {

constexpr std::size_t kLongestText = std::size_t{4} << 20U;
constexpr std::size_t kLongestTitle = 2000;

int Base64Value(char c) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const std::size_t found = kDigits.find(c);
  return found == std::string_view::npos ? -1 : static_cast<int>(found);
}

// nullopt for other characters, and for bytes that are no UTF-8: a picture is no text.
std::optional<std::string> DecodeBase64(std::string_view text) {
  std::string out;
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : text) {
    const int value = Base64Value(c);
    if (value < 0 && c != '=' && !IsSpace(static_cast<unsigned char>(c))) {
      return std::nullopt;
    }
    if (value < 0) {
      continue;
    }
    bits = (bits << 6U) | static_cast<std::uint32_t>(value);
    count += 6;
    if (count >= 8) {
      count -= 8;
      out.push_back(static_cast<char>((bits >> static_cast<unsigned>(count)) & 0xFFU));
    }
  }
  return IsValidUtf8(out) ? std::optional(std::move(out)) : std::nullopt;
}

bool Contains(std::string_view text, std::string_view what) {
  return text.find(what) != std::string_view::npos;
}

struct Declared {
  TextType type = TextType::kText;
  bool base64 = false;
};

Declared DeclaredType(const XmlReader& xml, DefaultType fallback) {
  const std::string type = AsciiLower(Trim(xml.Attribute("type")));
  const std::string mode = AsciiLower(Trim(xml.Attribute("mode")));
  const bool html = Contains(type, "html") || (type.empty() && fallback == DefaultType::kHtml);
  Declared declared{html ? TextType::kHtml : TextType::kText, mode == "base64"};
  // Atom 1.0: any other media type that is neither text nor XML is base64 (4.1.3.3).
  const bool media = Contains(type, "/") && !type.starts_with("text/") && !Contains(type, "xml");
  if (media && mode.empty()) {
    declared = {TextType::kBinary, true};
  }
  return declared;
}

void FinishBase64(TextConstruct& construct) {
  std::optional<std::string> decoded = DecodeBase64(construct.value);
  if (decoded) {
    construct.value = *std::move(decoded);
    construct.type = construct.type == TextType::kBinary ? TextType::kHtml : construct.type;
    return;
  }
  // "test" with type="application/foo" is what it looks like; a picture is a long single word.
  constexpr std::size_t kLongestWord = 80;
  const bool picture = construct.value.size() > kLongestWord &&
                       Trim(construct.value).find_first_of(" {<") == std::string_view::npos;
  construct.value = picture ? "" : construct.value;
  construct.type = TextType::kText;
}

// Cuts at `limit` characters, not bytes.
std::string Shortened(std::string text, std::size_t limit) {
  if (text.size() <= limit) {
    return text;
  }
  std::size_t at = 0;
  for (std::size_t count = 0; count < limit && at < text.size(); ++count) {
    NextCodePoint(text, at);
  }
  if (at < text.size()) {
    text.resize(at);
    text.append("…");
  }
  return text;
}

}  // namespace

void AppendText(const XmlReader& xml, XmlToken token, std::string& out) {
  if (out.size() > kLongestText) {
    return;
  }
  if (token == XmlToken::kText) {
    AppendDecoded(xml.text().substr(0, kLongestText), out);
  } else if (token == XmlToken::kCdata) {
    out.append(xml.text().substr(0, kLongestText));
  }
}

TextConstruct ReadConstruct(XmlReader& xml, DefaultType fallback) {
  const Declared declared = DeclaredType(xml, fallback);
  const std::size_t depth = xml.depth();
  const std::size_t start = xml.position();
  TextConstruct construct{{}, declared.type};
  bool markup = false;
  std::size_t end = start;
  while (xml.depth() >= depth) {
    const XmlToken token = xml.Next();
    end = xml.token_start();
    if (token == XmlToken::kDone) {
      break;
    }
    markup = markup || token == XmlToken::kStart;
    if (!markup) {
      AppendText(xml, token, construct.value);
    }
  }
  if (markup) {
    const std::size_t size = std::min(end - std::min(start, end), kLongestText);
    return {std::string(xml.document().substr(start, size)), TextType::kXml};
  }
  if (declared.base64) {
    FinishBase64(construct);
  }
  return construct;
}

void ReadMixed(XmlReader& xml, std::string& text, const std::function<void()>& child) {
  const std::size_t depth = xml.depth();
  while (xml.depth() >= depth) {
    const XmlToken token = xml.Next();
    if (token == XmlToken::kDone) {
      return;
    }
    if (token == XmlToken::kStart) {
      child();
    } else {
      AppendText(xml, token, text);
    }
  }
}

std::string ReadPlain(XmlReader& xml) {
  const std::size_t depth = xml.depth();
  std::string value;
  while (xml.depth() >= depth) {
    const XmlToken token = xml.Next();
    if (token == XmlToken::kDone) {
      break;
    }
    AppendText(xml, token, value);
    if (token == XmlToken::kEnd) {
      value.push_back(' ');  // <hour>1</hour><hour>2</hour> are two
    }
  }
  return std::string(Trim(value));
}

std::string TitleOf(const TextConstruct& construct) {
  constexpr std::size_t kEnough = kLongestTitle * 16;
  const std::string_view value = Trim(std::string_view(construct.value).substr(0, kEnough));
  if (construct.type == TextType::kText || value.find_first_of("<&") == std::string_view::npos) {
    return Shortened(SqueezeSpace(value), kLongestTitle);
  }
  const Markup markup = construct.type == TextType::kXml ? Markup::kXml : Markup::kHtml;
  return Shortened(PlainText(value, markup), kLongestTitle);
}

std::string HtmlOf(const TextConstruct& construct, std::string_view base) {
  if (construct.type == TextType::kText) {
    return EscapeHtml(Trim(construct.value));
  }
  const Markup markup = construct.type == TextType::kXml ? Markup::kXml : Markup::kHtml;
  return SanitiseHtml(construct.value, markup, base);
}

}  // namespace claimwatch
