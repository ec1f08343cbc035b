// A tolerant pull reader of XML as the web writes it: linear, bounded, and never changing text.
//
// Strict parsers refuse a fifth of real feeds and recovering ones silently drop "&" and "<", which
// changes figures. This one hands out slices of the document, keeps what it cannot read as text,
// and always yields a balanced stream: an end for every start, whatever was left open, crossed or
// cut off.
//
// What a document declares is never expanded and nothing outside it is ever read: a DOCTYPE is
// skipped whole. tests/source/expat_test holds it against expat, a strict parser, on well-formed
// documents. FETCHING H01–H25 are its hostile ones.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace claimwatch {

// The vocabularies a feed is made of, told by the URI a prefix is bound to and, because feeds often
// forget the binding, by the habitual prefix itself. kNone: no prefix and no known URI; kOther: a
// vocabulary of which nothing is read.
enum class Ns : std::uint8_t {
  kNone,
  kAtom,
  kContent,
  kDc,
  kDcTerms,
  kFeedburner,
  kItunes,
  kMathml,
  kMedia,
  kNews,
  kOther,
  kRdf,
  kSitemap,
  kSvg,
  kSyndication,
  kXhtml,
  kXml,
  kYandex,
};

// Slices of the document. A name that stands twice is there twice; the first is the one found.
struct XmlAttribute {
  std::string_view name;   // as written, with prefix
  std::string_view value;  // raw: references not replaced
};

// What Next came upon. kDone: the document is over, now and at each further call.
enum class XmlToken : std::uint8_t { kStart, kEnd, kText, kCdata, kDone };

// One pass over one document of valid UTF-8, which must outlive the reader and everything it hands
// out: text, names and raw values are slices of it. They are good until the next call of Next, the
// text also longer. Not for several threads. Time and memory are linear in the document, whatever
// stands in it.
class XmlReader {
 public:
  static constexpr std::size_t kDeepest = 256;      // deeper elements are dropped with their text
  static constexpr std::size_t kLongestName = 256;  // longer names are cut
  static constexpr std::size_t kMostAttributes = 256;  // further ones are ignored
  static constexpr std::size_t kLongestValue = 65536;  // longer values are cut

  explicit XmlReader(std::string_view document);

  // Comments, instructions and declarations are passed over. Text between two tags may come in
  // several pieces.
  XmlToken Next();

  // Of the element that kStart or kEnd named: lower case, without prefix.
  std::string_view local() const { return local_; }

  Ns ns() const { return ns_; }

  // The characters of kText (references not replaced) or kCdata (literal).
  std::string_view text() const { return text_; }

  // Of the last kStart. By name without prefix, or with one ("xml:base", "rdf:about"); any case.
  std::optional<std::string_view> RawAttribute(std::string_view name) const;
  // With references replaced; empty when there is none.
  std::string Attribute(std::string_view name) const;

  const std::vector<XmlAttribute>& attributes() const { return attributes_; }

  // For counting children: an element is over when the depth is below that at its start.
  // Open elements after the last token; kStart counts its own.
  std::size_t depth() const { return open_.size(); }

  // Where the last token starts and where reading goes on, in bytes of the document.
  std::size_t token_start() const { return token_start_; }

  std::size_t position() const { return at_; }

  std::string_view document() const { return document_; }

  // Up to the next start, wherever it stands; false: the document is over.
  bool NextStart();

  // The same below an element, whose depth() at its start was `depth`; false: it is over. Children
  // of children too, unless the caller skips or reads a child as a whole.
  bool NextStartBelow(std::size_t depth);

  // Reads up to the end of the element whose start was the last token, and past it: the next token
  // is what follows.
  void SkipElement();

  // Whether something was repaired: an end without start, an open element at the end, a bare '<'.
  bool repaired() const { return repaired_; }

 private:
  struct Open {
    std::string_view name;  // as written
    Ns ns = Ns::kNone;
    std::size_t bindings = 0;  // size of bindings_ before this element
  };

  struct Binding {
    std::string_view prefix;
    Ns ns = Ns::kNone;
  };

  // Each stands on a '<' and leaves at_ behind what it read; nullopt: nothing to hand out.
  std::optional<XmlToken> ReadMarkup();
  std::optional<XmlToken> ReadStart();
  std::optional<XmlToken> ReadEnd();
  std::optional<XmlToken> ReadCdata();
  XmlToken ReadText();
  XmlToken CloseTop();
  // What never ends costs only its own tag, not the rest of the document.
  void SkipComment();
  void SkipInstruction();
  void SkipDeclaration();
  std::string_view ReadName();
  void ReadAttributes();
  std::string_view ReadValue();
  void SkipSpace();
  // The xmlns attributes of the element just read; they end with it.
  void Bind();
  Ns Lookup(std::string_view prefix) const;
  void SetName(std::string_view name, Ns ns);
  std::size_t ImpliedEnds() const;
  std::size_t EndsOfOpenEntry() const;
  std::optional<std::size_t> OpenAbove(std::string_view name) const;
  void SkipToTagEnd();
  bool ClosesAboveTheLimit(std::string_view name);
  bool StartsNextEntry(std::string_view name);
  std::size_t Find(std::string_view what, std::size_t from, std::size_t& none_after) const;

  std::string_view document_;
  std::size_t at_ = 0;
  std::size_t token_start_ = 0;
  std::vector<Open> open_;
  std::vector<Binding> bindings_;
  std::vector<XmlAttribute> attributes_;
  std::size_t pending_ends_ = 0;     // elements to close before reading on
  std::size_t too_deep_ = 0;         // open elements below kDeepest
  std::size_t deep_containers_ = 0;  // entries and feeds among them
  bool self_closing_ = false;
  bool repaired_ = false;
  bool odd_declaration_ = false;  // one had no end: further ones are cut at the next '>'
  std::string_view text_;
  std::string_view local_;
  std::string local_buffer_;
  Ns ns_ = Ns::kNone;
  // Looking for an end that is not there is done once for each kind.
  // Behind these offsets there is no further terminator; keeps hostile input linear.
  std::size_t no_comment_end_ = std::string_view::npos;
  std::size_t no_cdata_end_ = std::string_view::npos;
  std::size_t no_instruction_end_ = std::string_view::npos;
  std::size_t no_double_quote_ = std::string_view::npos;
  std::size_t no_single_quote_ = std::string_view::npos;
};

}  // namespace claimwatch
