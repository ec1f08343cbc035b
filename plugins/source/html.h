// A flat scanner of HTML: tags, attributes and text in the order they stand, without a tree.
//
// Enough for sanitising a summary, for a title in plain text and for finding links; the tree of an
// article page is plugins/extract/dom. A feed of 10,000 entries has as many small fragments, for
// which a tree would cost more than all the rest. Linear and without recursion, whatever the input;
// nothing is an error: what is no markup is text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace claimwatch {

// Slices of the text. A name that stands twice is there twice; the first is the one found.
struct HtmlAttribute {
  std::string_view name;   // as written
  std::string_view value;  // raw: references not replaced
};

// kHtml: <script> and <style> swallow markup, "<br/>" is "<br>". kXml: a slice of an XML document,
// where CDATA is text and "<div/>" is empty.
enum class Markup : std::uint8_t { kHtml, kXml };

// One pass over one text, which must outlive the scanner: what it hands out are slices of it, good
// until the next call of Next. Not for several threads.
class HtmlScanner {
 public:
  // kDone: the text is over, now and at each further call.
  enum class Token : std::uint8_t { kStart, kEnd, kText, kRaw, kDone };

  static constexpr std::size_t kMostAttributes = 64;  // further ones are ignored

  HtmlScanner(std::string_view text, Markup markup) : text_(text), markup_(markup) {}

  // Ends are handed out as they stand, also without a start: who needs balance keeps count.
  Token Next();

  // Of the tag: lower case, without a namespace prefix.
  const std::string& name() const { return name_; }

  // kText: with references; kRaw: literal (CDATA, the inside of script and style).
  std::string_view text() const { return slice_; }

  const std::vector<HtmlAttribute>& attributes() const { return attributes_; }

  // "<br/>": in HTML it says nothing about an element that is not empty by itself.
  bool self_closing() const { return self_closing_; }

  // With references replaced; empty when there is none. `name` in lower case.
  std::string Attribute(std::string_view name) const;
  bool HasAttribute(std::string_view name) const;

 private:
  // Each leaves at_ behind what it read; a bool answers whether it was what its name says.
  Token ReadText(std::size_t from);
  Token ReadRaw();
  bool ReadTag();
  void ReadTagName();
  bool ReadMarkupDeclaration();
  void ReadAttributes();
  HtmlAttribute ReadAttribute();
  void SkipSpace();
  std::string_view ReadValue();
  std::size_t FindOnce(std::string_view what, std::size_t from, std::size_t& none_after) const;

  std::string_view text_;
  Markup markup_;
  std::size_t at_ = 0;
  std::string name_;
  std::string raw_until_;  // "script" while its inside is read
  std::string_view slice_;
  std::vector<HtmlAttribute> attributes_;
  bool self_closing_ = false;
  bool end_tag_ = false;
  // From where on there is no such end, so that none is looked for twice (linear time).
  std::size_t no_comment_end_ = std::string_view::npos;
  std::size_t no_cdata_end_ = std::string_view::npos;
  std::size_t no_double_quote_ = std::string_view::npos;
  std::size_t no_single_quote_ = std::string_view::npos;
};

}  // namespace claimwatch
