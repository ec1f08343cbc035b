#include "plugins/source/xml.h"

#include <algorithm>
#include <array>

#include "core/text.h"
#include "plugins/source/entities.h"
#include "plugins/source/xml_names.h"

namespace claimwatch {
namespace {

constexpr std::size_t kMostBindings = 512;
constexpr std::size_t kMostBindingsPerElement = 64;
constexpr std::size_t kFarthestQuote = std::size_t{16} << 20U;

// Elements that hold text or inline markup only, and those that can only follow them.
constexpr auto kLeaves = std::to_array<std::string_view>(
    {"title", "link", "guid", "pubdate", "comments", "category", "id", "updated", "published"});
constexpr auto kSiblings = std::to_array<std::string_view>(
    {"title", "link", "guid", "pubdate", "comments", "description", "id", "updated", "published",
     "summary", "content", "item", "entry"});

// What holds whole entries, or is one.
constexpr auto kContainers =
    std::to_array<std::string_view>({"item", "entry", "channel", "feed", "rss", "rdf"});

template <std::size_t N>
bool IsIn(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::any_of(names.begin(), names.end(),
                     [&](std::string_view one) { return EqualsIgnoreAsciiCase(one, name); });
}

bool IsSpaceByte(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

bool StartsName(char c) {
  const char lower = static_cast<char>(c | 0x20);
  return (lower >= 'a' && lower <= 'z') || c == '_' || c == ':' ||
         static_cast<unsigned char>(c) >= 0x80;
}

bool EndsName(char c) {
  return IsSpaceByte(c) || c == '>' || c == '/' || c == '<' || c == '=' || c == '"' || c == '\'';
}

bool HasUpper(std::string_view name) {
  return std::any_of(name.begin(), name.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

std::pair<std::string_view, std::string_view> SplitName(std::string_view name) {
  const std::size_t colon = name.find(':');
  if (colon == std::string_view::npos) {
    return {{}, name};
  }
  return {name.substr(0, colon), name.substr(colon + 1)};
}

}  // namespace

XmlReader::XmlReader(std::string_view document) : document_(document) {
  open_.reserve(32);
  attributes_.reserve(16);
}

XmlToken XmlReader::Next() {
  if (self_closing_) {
    self_closing_ = false;
    return CloseTop();
  }
  while (true) {
    if (pending_ends_ > 0) {
      --pending_ends_;
      return CloseTop();
    }
    token_start_ = at_;
    if (at_ >= document_.size()) {
      if (open_.empty()) {
        return XmlToken::kDone;
      }
      repaired_ = true;
      return CloseTop();
    }
    if (document_[at_] != '<') {
      if (const XmlToken token = ReadText(); too_deep_ == 0) {
        return token;
      }
    } else if (const std::optional<XmlToken> token = ReadMarkup()) {
      return *token;
    }
  }
}

std::optional<XmlToken> XmlReader::ReadMarkup() {
  const char next = at_ + 1 < document_.size() ? document_[at_ + 1] : '\0';
  if (StartsName(next)) {
    return ReadStart();
  }
  if (next == '/') {
    return ReadEnd();
  }
  const std::string_view rest = document_.substr(at_);
  if (rest.starts_with("<![CDATA[")) {
    return ReadCdata();
  }
  if (rest.starts_with("<!--")) {
    SkipComment();
  } else if (next == '?') {
    SkipInstruction();
  } else if (next == '!') {
    SkipDeclaration();
  } else {
    repaired_ = true;
    const XmlToken token = ReadText();
    return too_deep_ == 0 ? std::optional(token) : std::nullopt;
  }
  return std::nullopt;
}

// Up to the next '<' that can open markup. A '<' as in "GDP < 5%" is a character like any other.
XmlToken XmlReader::ReadText() {
  const std::size_t start = at_;
  std::size_t next = document_.find('<', at_ + 1);
  while (next != std::string_view::npos && next + 1 < document_.size()) {
    const char c = document_[next + 1];
    if (StartsName(c) || c == '/' || c == '!' || c == '?') {
      break;
    }
    repaired_ = true;
    next = document_.find('<', next + 1);
  }
  at_ = std::min(next, document_.size());
  text_ = document_.substr(start, at_ - start);
  return XmlToken::kText;
}

std::optional<XmlToken> XmlReader::ReadCdata() {
  const std::size_t start = at_ + 9;
  const std::size_t end = Find("]]>", start, no_cdata_end_);
  repaired_ = repaired_ || end == std::string_view::npos;
  text_ = document_.substr(start, end == std::string_view::npos ? end : end - start);
  at_ = end == std::string_view::npos ? document_.size() : end + 3;
  return too_deep_ == 0 ? std::optional(XmlToken::kCdata) : std::nullopt;
}

void XmlReader::SkipComment() {
  const std::size_t end = Find("-->", at_ + 4, no_comment_end_);
  if (end != std::string_view::npos) {
    at_ = end + 3;
    return;
  }
  // Never closed: only this tag is lost, not the rest of the document.
  repaired_ = true;
  const std::size_t close = document_.find('>', at_);
  at_ = close == std::string_view::npos ? document_.size() : close + 1;
}

// "<?xml …>" without its second '?' ends at the '>' that stands before the next '<'.
// Looks no further for that second '?' than it must: a document may be full of such.
void XmlReader::SkipInstruction() {
  const std::size_t first = std::min(document_.find_first_of("<>", at_ + 2), document_.size());
  const bool at_close = first < document_.size() && document_[first] == '>';
  const std::size_t next = at_close ? document_.find('<', first) : std::string_view::npos;
  const bool forgotten = next != std::string_view::npos &&
                         document_.substr(0, next).find("?>", at_ + 2) == std::string_view::npos;
  const std::size_t end =
      forgotten ? std::string_view::npos : Find("?>", at_ + 2, no_instruction_end_);
  if (end != std::string_view::npos) {
    at_ = end + 2;
    return;
  }
  repaired_ = true;
  at_ = first + (at_close ? 1 : 0);
}

// <!DOCTYPE …[…]>: skipped with its internal subset; what it declares is never expanded.
void XmlReader::SkipDeclaration() {
  constexpr std::size_t kLongest = std::size_t{1} << 20U;
  const std::size_t limit = std::min(document_.size(), at_ + (odd_declaration_ ? 0 : kLongest));
  bool subset = false;
  char quote = '\0';
  for (std::size_t i = at_ + 2; i < limit; ++i) {
    const char c = document_[i];
    if (quote != '\0') {
      quote = c == quote ? '\0' : quote;
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '[' || c == ']') {
      subset = c == '[';
    } else if (c == '>' && !subset) {
      at_ = i + 1;
      return;
    }
  }
  repaired_ = true;
  odd_declaration_ = true;
  const std::size_t close = document_.find('>', at_);
  at_ = close == std::string_view::npos ? document_.size() : close + 1;
}

std::string_view XmlReader::ReadName() {
  const std::size_t start = at_;
  while (at_ < document_.size() && !EndsName(document_[at_])) {
    ++at_;
  }
  return document_.substr(start, std::min(at_ - start, kLongestName));
}

void XmlReader::SkipSpace() {
  while (at_ < document_.size() && IsSpaceByte(document_[at_])) {
    ++at_;
  }
}

std::string_view XmlReader::ReadValue() {
  SkipSpace();
  const char quote = at_ < document_.size() ? document_[at_] : '\0';
  if (quote == '"' || quote == '\'') {
    const std::size_t end =
        Find({&quote, 1}, at_ + 1, quote == '"' ? no_double_quote_ : no_single_quote_);
    if (end != std::string_view::npos && end - at_ < kFarthestQuote) {
      const std::string_view value = document_.substr(at_ + 1, end - at_ - 1);
      at_ = end + 1;
      return value.substr(0, kLongestValue);
    }
    repaired_ = true;
    ++at_;
  }
  const std::size_t start = at_;
  while (at_ < document_.size() && !IsSpaceByte(document_[at_]) && document_[at_] != '>') {
    ++at_;
  }
  return document_.substr(start, std::min(at_ - start, kLongestValue));
}

// Leaves at_ behind the '>' of the tag.
void XmlReader::ReadAttributes() {
  attributes_.clear();
  self_closing_ = false;
  while (at_ < document_.size()) {
    SkipSpace();
    const char c = at_ < document_.size() ? document_[at_] : '>';
    if (c == '>') {
      at_ = std::min(at_ + 1, document_.size());
      return;
    }
    if (c == '<') {
      // The tag was never closed and the next one starts.
      repaired_ = true;
      return;
    }
    self_closing_ = c == '/';
    const std::size_t before = at_;
    const std::string_view name = ReadName();
    if (at_ == before) {
      ++at_;
      continue;
    }
    SkipSpace();
    XmlAttribute attribute{name, {}};
    if (at_ < document_.size() && document_[at_] == '=') {
      ++at_;
      attribute.value = ReadValue();
    }
    if (attributes_.size() < kMostAttributes) {
      attributes_.push_back(attribute);
    }
  }
}

void XmlReader::Bind() {
  std::size_t bound = 0;
  for (const XmlAttribute& attribute : attributes_) {
    if (!attribute.name.starts_with("xmlns") || bound == kMostBindingsPerElement ||
        bindings_.size() >= kMostBindings) {
      continue;
    }
    const std::string_view rest = attribute.name.substr(5);
    if (!rest.empty() && rest.front() != ':') {
      continue;
    }
    const std::string_view prefix = rest.empty() ? rest : rest.substr(1);
    const std::optional<Ns> known = NsOfUri(attribute.value);
    // An unknown default namespace on a whole feed is a habit, not a vocabulary.
    bindings_.push_back({prefix, known.value_or(prefix.empty() ? Ns::kNone : Ns::kOther)});
    ++bound;
  }
}

Ns XmlReader::Lookup(std::string_view prefix) const {
  const auto found = std::find_if(bindings_.rbegin(), bindings_.rend(),
                                  [&](const Binding& one) { return one.prefix == prefix; });
  if (found != bindings_.rend()) {
    return found->ns;
  }
  return prefix.empty() ? Ns::kNone : NsOfPrefix(prefix).value_or(Ns::kOther);
}

void XmlReader::SetName(std::string_view name, Ns ns) {
  local_ = SplitName(name).second;
  ns_ = ns;
  if (HasUpper(local_)) {
    local_buffer_.assign(local_);
    std::transform(local_buffer_.begin(), local_buffer_.end(), local_buffer_.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
    local_ = local_buffer_;
  }
}

// How many open elements the start of local_ ends because they were never closed. An <item> ends
// the <item> before it; only content, a source and foreign elements may carry whole entries. A
// <link> ends the <title> before it, since a title never holds one.
std::size_t XmlReader::ImpliedEnds() const {
  if (open_.empty()) {
    return 0;
  }
  const Open& top = open_.back();
  if (top.ns == ns_ && IsIn(kLeaves, SplitName(top.name).second) && IsIn(kSiblings, local_)) {
    return 1;
  }
  if (local_ != "item" && local_ != "entry") {
    return 0;
  }
  return EndsOfOpenEntry();
}

std::size_t XmlReader::EndsOfOpenEntry() const {
  for (std::size_t count = 1; count <= open_.size(); ++count) {
    const Open& one = open_[open_.size() - count];
    const std::string_view local = SplitName(one.name).second;
    if (one.ns == Ns::kOther || local == "content" || local == "items" || local == "source") {
      return 0;
    }
    if (one.ns == ns_ && EqualsIgnoreAsciiCase(local, local_)) {
      return count;
    }
  }
  return 0;
}

std::optional<XmlToken> XmlReader::ReadStart() {
  const std::size_t start = at_;
  ++at_;
  const std::string_view name = ReadName();
  ReadAttributes();
  const bool below = open_.size() >= kDeepest || too_deep_ > 0;
  if (below && !StartsNextEntry(name)) {
    too_deep_ += self_closing_ ? 0 : 1;
    self_closing_ = false;
    return std::nullopt;
  }
  const std::size_t bindings = bindings_.size();
  Bind();
  SetName(name, Lookup(SplitName(name).first));
  if (const std::size_t ends = ImpliedEnds(); ends > 0) {
    // The tag is read again once they are closed.
    repaired_ = true;
    bindings_.resize(bindings);
    pending_ends_ = ends;
    too_deep_ = 0;
    at_ = start;
    self_closing_ = false;
    return std::nullopt;
  }
  open_.push_back({name, ns_, bindings});
  return XmlToken::kStart;
}

// The open elements down to the innermost one called `name`: how many there are, or nullopt when
// none is. Compared by size and first letter before anything else: hostile input has many ends.
std::optional<std::size_t> XmlReader::OpenAbove(std::string_view name) const {
  const auto initial = [](std::string_view word) {
    return word.empty() ? '\0' : static_cast<char>(word.front() | 0x20);
  };
  const char first = initial(name);
  const auto found = std::find_if(open_.rbegin(), open_.rend(), [&](const Open& one) {
    return one.name.size() == name.size() && initial(one.name) == first &&
           EqualsIgnoreAsciiCase(one.name, name);
  });
  return found == open_.rend() ? std::nullopt
                               : std::optional(static_cast<std::size_t>(found - open_.rbegin()));
}

std::optional<XmlToken> XmlReader::ReadEnd() {
  at_ += 2;
  const std::string_view name = ReadName();
  SkipToTagEnd();
  if (too_deep_ > 0 && !ClosesAboveTheLimit(name)) {
    --too_deep_;
    deep_containers_ = too_deep_ == 0 ? 0 : deep_containers_;
    return std::nullopt;
  }
  const std::optional<std::size_t> above = OpenAbove(name);
  repaired_ = repaired_ || above.value_or(open_.size()) > 0;
  if (!above) {
    return std::nullopt;
  }
  pending_ends_ = *above;
  too_deep_ = 0;
  return CloseTop();
}

// Behind the '>' of an end tag, or before the '<' of the next tag when it was never closed.
void XmlReader::SkipToTagEnd() {
  const std::size_t close = document_.find_first_of("<>", at_);
  at_ = close == std::string_view::npos ? document_.size()
                                        : close + (document_[close] == '>' ? 1 : 0);
}

// What is open below the limit is only counted, not named. So that elements left open there do not
// swallow the rest of the feed, the end of an entry or of the feed closes the one above the limit,
// unless one of that kind was opened below.
bool XmlReader::ClosesAboveTheLimit(std::string_view name) {
  if (!IsIn(kContainers, SplitName(name).second)) {
    return false;
  }
  if (deep_containers_ > 0) {
    --deep_containers_;
    return false;
  }
  return std::any_of(open_.begin(), open_.end(),
                     [&](const Open& one) { return EqualsIgnoreAsciiCase(one.name, name); });
}

// Whether the start that was just read, below the limit, is that of the next entry: then what is
// open down there belongs to the entry before it.
bool XmlReader::StartsNextEntry(std::string_view name) {
  if (!IsIn(kContainers, SplitName(name).second)) {
    return false;
  }
  SetName(name, Lookup(SplitName(name).first));
  const bool next = ImpliedEnds() > 0 && deep_containers_ == 0;
  deep_containers_ += next || self_closing_ ? 0 : 1;
  return next;
}

XmlToken XmlReader::CloseTop() {
  const Open top = open_.back();
  open_.pop_back();
  bindings_.resize(top.bindings);
  SetName(top.name, top.ns);
  return XmlToken::kEnd;
}

std::size_t XmlReader::Find(std::string_view what, std::size_t from,
                            std::size_t& none_after) const {
  if (from >= none_after) {
    return std::string_view::npos;
  }
  const std::size_t found = document_.find(what, from);
  none_after = found == std::string_view::npos ? from : none_after;
  return found;
}

std::optional<std::string_view> XmlReader::RawAttribute(std::string_view name) const {
  const bool with_prefix = name.find(':') != std::string_view::npos;
  for (const XmlAttribute& attribute : attributes_) {
    const std::string_view own = with_prefix ? attribute.name : SplitName(attribute.name).second;
    if (own.size() == name.size() && EqualsIgnoreAsciiCase(own, name)) {
      return attribute.value;
    }
  }
  return std::nullopt;
}

std::string XmlReader::Attribute(std::string_view name) const {
  const std::optional<std::string_view> raw = RawAttribute(name);
  return raw ? DecodeReferences(*raw) : std::string();
}

bool XmlReader::NextStart() {
  XmlToken token = Next();
  while (token != XmlToken::kStart && token != XmlToken::kDone) {
    token = Next();
  }
  return token == XmlToken::kStart;
}

bool XmlReader::NextStartBelow(std::size_t depth) {
  while (open_.size() >= depth) {
    const XmlToken token = Next();
    if (token == XmlToken::kStart || token == XmlToken::kDone) {
      return token == XmlToken::kStart;
    }
  }
  return false;
}

void XmlReader::SkipElement() {
  const std::size_t depth = open_.size();
  while (open_.size() >= depth) {
    if (Next() == XmlToken::kDone) {
      return;
    }
  }
}

}  // namespace claimwatch
