#include "plugins/extract/block.h"

#include <algorithm>

#include "core/text.h"
#include "plugins/extract/aids.h"
#include "plugins/extract/normalise.h"

namespace claimwatch {
namespace {

constexpr std::size_t kLongCell = 160;

bool IsCell(HtmlTag tag) {
  return tag == HtmlTag::kTd || tag == HtmlTag::kTh;
}

// Words in a line for those who hear the page, which readers do not see: "(opens in a new tab)".
bool IsForListeners(const Dom& dom, NodeId id) {
  static constexpr std::string_view kNames[] = {"sr-only", "visually-hidden", "visuallyhidden",
                                                "screen-reader-text", "element-invisible"};
  if (dom[id].tag != HtmlTag::kSpan || dom[id].attribute_count == 0) {
    return false;
  }
  const std::vector<std::string_view> names = Split(dom.Attribute(id, "class"), ' ');
  return std::any_of(names.begin(), names.end(),
                     [](std::string_view name) {
                       return std::find(std::begin(kNames), std::end(kNames), name) !=
                              std::end(kNames);
                     }) ||
         dom.Attribute(id, "style").find("clip:rect(0") != std::string_view::npos;
}

// "Click to tweet" behind a sentence that is a link: its button, and no words of the sentence.
bool IsButton(std::string_view text) {
  constexpr std::size_t kLongest = 32;  // bytes
  const std::string_view words = Trim(text);
  return words.size() <= kLongest && words.find(' ') != std::string_view::npos &&
         IsReadingAid(words);
}

// What surrounds a text node, inherited from its parent.
struct Surroundings {
  NodeId block = 0;  // nearest element that begins a paragraph
  bool link = false;
  bool strong = false;
  bool slanted = false;
  bool raised = false;

  void Take(HtmlTag tag) {
    link = link || tag == HtmlTag::kA;
    strong = strong || tag == HtmlTag::kB || tag == HtmlTag::kStrong;
    slanted = slanted || tag == HtmlTag::kI || tag == HtmlTag::kEm;
    raised = raised || tag == HtmlTag::kSup;
  }
};

bool IsStruck(HtmlTag tag) {
  return tag == HtmlTag::kDel || tag == HtmlTag::kS || tag == HtmlTag::kStrike;
}

// Where next to all is struck out, somebody forgot the end of a tag.
bool StrikesALittle(const Dom& dom) {
  constexpr std::size_t kAtMostOneIn = 10;
  std::size_t all = 0;
  std::size_t struck = 0;
  NodeId until = 0;
  for (NodeId i = 0; i < dom.size(); ++i) {
    if (IsNeverText(dom[i].tag)) {
      i = std::max(i, dom[i].end - 1);
      continue;
    }
    until = IsStruck(dom[i].tag) ? std::max(until, dom[i].end) : until;
    all += dom[i].text.size();
    struck += i < until ? dom[i].text.size() : 0;
  }
  return struck * kAtMostOneIn <= all;
}

bool IsShortNumber(std::string_view text) {
  constexpr std::size_t kDigits = 3;
  return !text.empty() && text.size() <= kDigits &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// "6" → "⁶".
std::string Raised(std::string_view digits) {
  static constexpr std::string_view kRaised[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
  std::string raised;
  for (const char c : digits) {
    raised += kRaised[c - '0'];
  }
  return raised;
}

class Reader {
 public:
  explicit Reader(const Dom& dom)
      : dom_(dom),
        around_(dom.size()),
        layout_(dom.size(), false),
        skips_struck_(StrikesALittle(dom)) {}

  std::vector<Block> Run();

 private:
  void FindLayoutRows();
  void Enter(NodeId id);
  void EnterLink(NodeId id);
  void Text(NodeId id);
  void Write(NodeId id, std::string_view text);
  std::string_view WithoutNote(const Surroundings& here, std::string_view text);
  void Break();
  bool BeginsLine(std::string_view text) const;
  void Flush();

  const Dom& dom_;
  std::vector<Surroundings> around_;
  std::vector<bool> layout_;  // rows that lay out the page instead of listing data
  bool skips_struck_;
  std::vector<Block> blocks_;
  Block current_;
  std::string raised_;       // of the last power
  unsigned breaks_ = 0;      // <br> since the last word
  bool cell_ended_ = false;  // a cell of a data row began since the last word
};

// A row is layout when one of its cells holds paragraphs, line breaks or much text.
void Reader::FindLayoutRows() {
  NodeId row = 0;
  NodeId cell = 0;
  std::size_t length = 0;
  for (NodeId i = 0; i < dom_.size(); ++i) {
    const HtmlNode& node = dom_[i];
    if (node.tag == HtmlTag::kTr) {
      row = i;
    } else if (IsCell(node.tag) && i < dom_[row].end) {
      cell = i;
      length = 0;
      layout_[row] = layout_[row] || node.holds_block;
    }
    if (i >= dom_[cell].end || i >= dom_[row].end || row == 0) {
      continue;
    }
    length += node.text.size();
    layout_[row] = layout_[row] || node.tag == HtmlTag::kBr || length > kLongCell;
  }
}

std::vector<Block> Reader::Run() {
  FindLayoutRows();
  NodeId i = 0;
  while (i < dom_.size()) {
    const bool struck = skips_struck_ && IsStruck(dom_[i].tag);
    if (struck || IsNeverText(dom_[i].tag) || IsForListeners(dom_, i)) {
      around_[i] = around_[dom_[i].parent];
      i = dom_[i].end;
      continue;
    }
    Enter(i);
    ++i;
  }
  Flush();
  return std::move(blocks_);
}

void Reader::Enter(NodeId id) {
  const HtmlNode& node = dom_[id];
  Surroundings here = around_[node.parent];
  if (node.tag == HtmlTag::kText) {
    around_[id] = here;
    Text(id);
    return;
  }
  if (!current_.text.empty() && here.block != current_.node) {
    Flush();
  }
  const bool layout_cell = IsCell(node.tag) && layout_[here.block];
  if (IsBlockTag(node.tag) || node.holds_block || layout_cell) {
    here.block = id;
    Flush();
  }
  here.Take(node.tag);
  around_[id] = here;
  cell_ended_ = cell_ended_ || (IsCell(node.tag) && !layout_cell);
  if (node.tag == HtmlTag::kA) {
    EnterLink(id);
  } else if (node.tag == HtmlTag::kBr) {
    Break();
  }
}

void Reader::EnterLink(NodeId id) {
  ++current_.links;
  const NodeId before = id - 1;
  if (around_[before].link && !around_[dom_[id].parent].link) {
    AppendNormalised(" ", current_.text);  // two links side by side are two words
  }
}

void Reader::Break() {
  if (++breaks_ == 2) {
    Flush();
  }
  AppendNormalised(" ", current_.text);
}

// After one line break a new line begins, except where it goes on in lower case: then the break
// only wrapped a sentence.
bool Reader::BeginsLine(std::string_view text) const {
  std::size_t at = text.find_first_not_of(" \n\t\r\f");
  const char32_t first = NextCodePoint(text, at);
  return breaks_ == 1 && !(IsLetter(first) && !IsUpper(first) && !IsCjk(first));
}

// The sign of a footnote leads there and is no text. A raised number behind a digit would make
// another number of it: a power keeps its place above the line.
std::string_view Reader::WithoutNote(const Surroundings& here, std::string_view text) {
  const std::string& before = current_.text;
  const bool behind_digit = !before.empty() && before.back() >= '0' && before.back() <= '9';
  if (!here.raised || before.empty() || here.block != current_.node || !IsShortNumber(Trim(text)) ||
      !(here.link || behind_digit)) {
    return text;
  }
  raised_ = here.link ? std::string() : Raised(Trim(text));
  return raised_;
}

void Reader::Text(NodeId id) {
  const Surroundings& here = around_[id];
  const std::string_view text = WithoutNote(here, dom_[id].text);
  if (text.find_first_not_of(" \n\t\r\f") == std::string_view::npos) {
    AppendNormalised(text, current_.text);
    return;
  }
  if (here.link && !current_.text.empty() && IsButton(text)) {
    return;
  }
  Write(id, text);
}

void Reader::Write(NodeId id, std::string_view text) {
  const Surroundings& here = around_[id];
  if (!current_.text.empty() && (here.block != current_.node || BeginsLine(text))) {
    Flush();  // back in the outer element after an inner one ended
  }
  if (cell_ended_ && !current_.text.empty()) {
    AppendNormalised(" | ", current_.text);
  }
  breaks_ = 0;
  cell_ended_ = false;
  const std::size_t before = current_.text.size();
  if (before == 0) {
    current_.first = id;
  }
  current_.node = here.block;
  AppendNormalised(text, current_.text);
  const std::size_t added = current_.text.size() - before;
  current_.linked += here.link ? added : 0;
  current_.strong += here.strong ? added : 0;
  current_.slanted += here.slanted ? added : 0;
}

void Reader::Flush() {
  current_.text = FinishNormalised(std::move(current_.text));
  if (!current_.text.empty()) {
    current_.links += current_.linked > 0 && current_.links == 0 ? 1U : 0U;
    blocks_.push_back(std::move(current_));
  }
  current_ = Block();
  breaks_ = 0;
  cell_ended_ = false;
}

}  // namespace

std::vector<Block> ReadBlocks(const Dom& dom) {
  return Reader(dom).Run();
}

}  // namespace claimwatch
