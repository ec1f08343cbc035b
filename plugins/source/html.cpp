#include "plugins/source/html.h"

#include <algorithm>

#include "core/text.h"
#include "plugins/source/entities.h"

namespace claimwatch {
namespace {

constexpr std::size_t kLongestValue = 65536;
constexpr std::size_t kLongestName = 64;

constexpr std::string_view kSpaces = " \n\t\r\f";

bool IsSpaceByte(char c) {
  return kSpaces.find(c) != std::string_view::npos;
}

bool IsAsciiLetter(char c) {
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'z';
}

enum class Opening { kNothing, kTag, kDeclaration };

// What the first three bytes of a piece of markup open: a tag, or a comment, doctype, CDATA section
// or instruction.
Opening OpeningOf(std::string_view markup) {
  if (!markup.starts_with('<')) {
    return Opening::kNothing;
  }
  const char next = markup.size() > 1 ? markup[1] : '\0';
  const char after = markup.size() > 2 ? markup[2] : '\0';
  if (IsAsciiLetter(next) || (next == '/' && IsAsciiLetter(after))) {
    return Opening::kTag;
  }
  const bool exclaimed = next == '!' && (IsAsciiLetter(after) || after == '-' || after == '[');
  return next == '?' || exclaimed ? Opening::kDeclaration : Opening::kNothing;
}

}  // namespace

HtmlScanner::Token HtmlScanner::Next() {
  while (at_ < text_.size()) {
    if (!raw_until_.empty()) {
      return ReadRaw();
    }
    const Opening opening = OpeningOf(text_.substr(at_, 3));
    if (opening == Opening::kNothing) {
      return ReadText(at_);
    }
    if (opening == Opening::kDeclaration) {
      if (ReadMarkupDeclaration()) {
        return Token::kRaw;
      }
      continue;
    }
    const std::size_t start = at_;
    if (ReadTag()) {
      return end_tag_ ? Token::kEnd : Token::kStart;
    }
    // The text ends inside: "A<B" is text, "<a href=…" was cut off by a careless summary.
    slice_ = text_.substr(start);
    if (slice_.find_first_of(" =\n\"") == std::string_view::npos) {
      at_ = text_.size();
      return Token::kText;
    }
  }
  return Token::kDone;
}

// The inside of <script> or <style>, up to its own end tag.
HtmlScanner::Token HtmlScanner::ReadRaw() {
  const std::size_t start = at_;
  std::size_t end = text_.find("</", at_);
  while (end != std::string_view::npos &&
         !EqualsIgnoreAsciiCase(text_.substr(end + 2, raw_until_.size()), raw_until_)) {
    end = text_.find("</", end + 2);
  }
  at_ = std::min(end, text_.size());
  raw_until_.clear();
  slice_ = text_.substr(start, at_ - start);
  return Token::kRaw;
}

// `from` may be a '<' that opens nothing.
HtmlScanner::Token HtmlScanner::ReadText(std::size_t from) {
  const std::size_t next = text_.find('<', from + 1);
  at_ = std::min(next, text_.size());
  slice_ = text_.substr(from, at_ - from);
  return Token::kText;
}

// Comments, doctypes and instructions are skipped. True for a CDATA section of XML.
bool HtmlScanner::ReadMarkupDeclaration() {
  const std::string_view rest = text_.substr(at_);
  if (markup_ == Markup::kXml && rest.starts_with("<![CDATA[")) {
    const std::size_t start = at_ + 9;
    const std::size_t end = FindOnce("]]>", start, no_cdata_end_);
    slice_ = text_.substr(start, end == std::string_view::npos ? end : end - start);
    at_ = end == std::string_view::npos ? text_.size() : end + 3;
    return true;
  }
  std::size_t end = std::string_view::npos;
  if (rest.starts_with("<!--")) {
    end = FindOnce("-->", at_ + 4, no_comment_end_);
    end = end == std::string_view::npos ? end : end + 2;
  }
  if (end == std::string_view::npos) {
    end = text_.find('>', at_);
  }
  at_ = end == std::string_view::npos ? text_.size() : end + 1;
  return false;
}

// In lower case and without its prefix.
void HtmlScanner::ReadTagName() {
  const auto* const stop = std::find_if(text_.begin() + at_, text_.end(), [](char c) {
    return IsSpaceByte(c) || c == '>' || c == '/' || c == '<';
  });
  std::string_view name = text_.substr(at_, static_cast<std::size_t>(stop - text_.begin()) - at_);
  at_ += name.size();
  name = name.substr(0, kLongestName);
  name_ = AsciiLower(name.substr(name.find(':') + 1));  // no colon: npos + 1 is 0
}

// False for a tag that the text ends in.
bool HtmlScanner::ReadTag() {
  end_tag_ = text_[at_ + 1] == '/';
  at_ += end_tag_ ? 2 : 1;
  ReadTagName();
  ReadAttributes();
  if (at_ >= text_.size() && text_.back() != '>') {
    return false;
  }
  const bool swallows = name_ == "script" || name_ == "style";
  if (swallows && !end_tag_ && !(self_closing_ && markup_ == Markup::kXml)) {
    raw_until_ = name_;
  }
  return true;
}

void HtmlScanner::ReadAttributes() {
  attributes_.clear();
  self_closing_ = false;
  while (at_ < text_.size() && text_[at_] != '>') {
    const char c = text_[at_];
    if (IsSpaceByte(c) || std::string_view("/\"'=").find(c) != std::string_view::npos) {
      self_closing_ = c == '/' || (self_closing_ && IsSpaceByte(c));
      ++at_;
      continue;
    }
    if (c == '<') {
      return;  // never closed; the next tag starts
    }
    self_closing_ = false;
    const HtmlAttribute attribute = ReadAttribute();
    if (attributes_.size() < kMostAttributes) {
      attributes_.push_back(attribute);
    }
  }
  at_ = std::min(at_ + 1, text_.size());
}

HtmlAttribute HtmlScanner::ReadAttribute() {
  const std::size_t start = at_;
  at_ = std::min(text_.find_first_of(" \n\t\r\f=>/", at_), text_.size());
  HtmlAttribute attribute{text_.substr(start, at_ - start), {}};
  SkipSpace();
  if (at_ < text_.size() && text_[at_] == '=') {
    ++at_;
    attribute.value = ReadValue();
  }
  return attribute;
}

void HtmlScanner::SkipSpace() {
  at_ = std::min(text_.find_first_not_of(kSpaces, at_), text_.size());
}

std::string_view HtmlScanner::ReadValue() {
  SkipSpace();
  const char quote = at_ < text_.size() ? text_[at_] : '\0';
  if (quote == '"' || quote == '\'') {
    const std::size_t end =
        FindOnce({&quote, 1}, at_ + 1, quote == '"' ? no_double_quote_ : no_single_quote_);
    if (end != std::string_view::npos) {
      const std::string_view value = text_.substr(at_ + 1, end - at_ - 1);
      at_ = end + 1;
      return value.substr(0, kLongestValue);
    }
    ++at_;
  }
  const std::size_t start = at_;
  while (at_ < text_.size() && !IsSpaceByte(text_[at_]) && text_[at_] != '>') {
    ++at_;
  }
  return text_.substr(start, std::min(at_ - start, kLongestValue));
}

std::size_t HtmlScanner::FindOnce(std::string_view what, std::size_t from,
                                  std::size_t& none_after) const {
  if (from >= none_after) {
    return std::string_view::npos;
  }
  const std::size_t found = text_.find(what, from);
  none_after = found == std::string_view::npos ? from : none_after;
  return found;
}

std::string HtmlScanner::Attribute(std::string_view name) const {
  for (const HtmlAttribute& attribute : attributes_) {
    if (EqualsIgnoreAsciiCase(attribute.name, name)) {
      return DecodeReferences(attribute.value);
    }
  }
  return {};
}

bool HtmlScanner::HasAttribute(std::string_view name) const {
  return std::any_of(attributes_.begin(), attributes_.end(), [&](const HtmlAttribute& attribute) {
    return EqualsIgnoreAsciiCase(attribute.name, name);
  });
}

}  // namespace claimwatch
