#include "plugins/extract/byline.h"

#include <algorithm>
#include <span>

#include "core/text.h"
#include "plugins/extract/date_text.h"
#include "plugins/extract/names.h"
#include "plugins/extract/normalise.h"
#include "plugins/extract/text_facts.h"

namespace claimwatch {
namespace {

constexpr std::size_t kLongestLine = 160;
constexpr unsigned kMostLines = 30;
constexpr unsigned kMostLongLines = 2;  // the standfirst may stand above the byline
constexpr std::uint32_t kMostWords = 5;
constexpr std::uint32_t kMostCjk = 14;
constexpr std::size_t kSignedEnds = 3;  // paragraphs at either end that may be signatures

bool HasDigit(std::string_view text) {
  return text.find_first_of("0123456789") != std::string_view::npos;
}

// Bars, dots and wide space part what stands beside each other in a line.
std::vector<std::string> Pieces(std::string_view line) {
  std::vector<std::string> pieces(1);
  unsigned spaces = 0;
  for (std::size_t at = 0; at < line.size();) {
    const char32_t point = NextCodePoint(line, at);
    const bool space = IsSpace(point);
    const bool slash = (point == U'/' || point == U'—' || point == U'–' || point == U'-') &&
                       spaces > 0 && at < line.size() && line[at] == ' ';
    const bool mark = point == U'|' || point == U'·' || point == U'•' || point == U'\t' ||
                      point == U'｜' || point == U'●';
    spaces = space ? spaces + 1 : 0;
    if (mark || slash || spaces == 2) {
      pieces.emplace_back();
    } else {
      AppendCodePoint(point, pieces.back());
    }
  }
  for (std::string& piece : pieces) {
    piece = Normalise(piece);
  }
  std::erase_if(pieces, [](const std::string& piece) { return piece.empty(); });
  return pieces;
}

bool IsShort(std::string_view text) {
  const TextFacts facts = CountText(text);
  return facts.letters > 1 &&
         (facts.cjk > 0 ? facts.characters <= kMostCjk : facts.words <= kMostWords);
}

// Names behind one of `words`, in the same piece or in the one that follows it.
std::vector<std::string> Labelled(const std::vector<std::string>& pieces,
                                  const std::vector<std::string>& words) {
  std::vector<std::string> names;
  bool label = false;
  for (const std::string& piece : pieces) {
    const std::string_view name = WithoutWords(piece, words);
    const bool labelled = label || name.size() < piece.size();
    label = IsBylineLabel(piece) || (!names.empty() && piece == ",");
    if (labelled && !label && !HasDigit(name) && CountText(name).words <= 4 * kMostWords) {
      AddNames(name, names);
      label = piece.ends_with(',');
    }
  }
  return names;
}

bool IsSkipped(std::string_view piece) {
  const std::string lower = LowerCase(piece) + " ";
  const std::vector<std::string>& words = WordsOfBylines().skip;
  return std::any_of(words.begin(), words.end(), [&lower](const std::string& word) {
    return lower.find(word) != std::string::npos;
  });
}

// What stands beside the date and is nothing else.
std::vector<std::string> BesideDate(const std::vector<std::string>& pieces) {
  std::vector<std::string> names;
  for (const std::string& piece : pieces) {
    const TextFacts facts = CountText(piece);
    if (!HasDigit(piece) && !IsSkipped(piece) && IsShort(piece) && !facts.starts_lower &&
        !facts.ends_colon && names.empty()) {
      AddNames(piece, names);
    }
  }
  return names;
}

// White space of the source is one space; NBSP stays, it is how pages make room between two facts.
void AppendSourceText(std::string_view text, std::string& line) {
  for (const char c : text) {
    const bool space = c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f';
    if (!space) {
      line += c;
    } else if (!line.empty() && line.back() != ' ' && line.back() != '\t') {
      line += ' ';
    }
  }
}

// Reads the lines of a page from one node on.
class LineReader {
 public:
  LineReader(const Dom& dom, NodeId from) : dom_(dom), at_(from) {}

  // The next line with words, its elements parted by tabs; empty at the end.
  std::string Next() {
    std::string line;
    for (; at_ < dom_.size() && line.size() < 4 * kLongestLine; ++at_) {
      const HtmlNode& node = dom_[at_];
      const bool breaks = node.tag == HtmlTag::kBr || IsBlockTag(node.tag);
      const bool text = node.tag == HtmlTag::kText && !Trim(node.text).empty();
      const bool other = breaks || (text && BlockOf(at_) != block_);
      if (other && !line.empty()) {
        block_ = 0;
        return line;
      }
      if (text) {
        block_ = BlockOf(at_);
        line.append(line.empty() ? "" : "\t");
        AppendSourceText(node.text, line);
      }
    }
    return line;
  }

 private:
  NodeId BlockOf(NodeId id) const {
    while (id != 0 && !IsBlockTag(dom_[id].tag)) {
      id = dom_[id].parent;
    }
    return id;
  }

  const Dom& dom_;
  NodeId at_;
  NodeId block_ = 0;
};

// Behind the headline: the h1 that says the title, else another heading (a bar at the top may
// repeat it), else the text; 0 when none does.
NodeId BehindHeadline(const Dom& dom, const std::string& title) {
  NodeId heading = 0;
  NodeId loose = 0;
  for (NodeId i = 0; i < dom.size(); ++i) {
    const HtmlTag tag = dom[i].tag;
    if (IsHeading(tag) && Normalise(dom.TextOf(i, 2 * kLongestLine)) == title) {
      if (tag == HtmlTag::kH1) {
        return dom[i].end;
      }
      heading = heading == 0 ? dom[i].end : heading;
    }
    const bool body = tag == HtmlTag::kText && dom[dom[i].parent].tag != HtmlTag::kTitle &&
                      dom[dom[i].parent].tag != HtmlTag::kA;
    if (loose == 0 && body && dom[i].text.size() >= title.size() &&
        Normalise(dom[i].text) == title) {
      loose = i + 1;
    }
  }
  return heading != 0 ? heading : loose;
}

bool IsReporter(std::string_view word) {
  return word.find("记者") != std::string_view::npos || word.find("記者") != std::string_view::npos;
}

// Between an opening mark with a word for reporters behind it and the closing one: "（记者
// 周岚、陈一舟）". AddNames takes the word itself away.
void AddBracketed(std::string_view text, std::vector<std::string>& names) {
  for (const std::string_view open : {"（", "("}) {
    for (const std::string& word : WordsOfBylines().before) {
      const std::size_t at =
          IsReporter(word) ? text.find(std::string(open).append(word)) : std::string_view::npos;
      const std::string_view rest =
          at == std::string_view::npos ? "" : text.substr(at + open.size());
      const std::size_t end = std::min(rest.find("）"), rest.find(')'));
      if (end != std::string_view::npos && end <= 2 * kMaxNameBytes) {
        AddNames(rest.substr(0, end), names);
      }
    }
  }
}

// "Reporting by Ann Lee in Astana; editing by Cy Dent".
void AddReporting(std::string_view text, std::vector<std::string>& names) {
  const std::string_view line = text.starts_with('(') ? text.substr(1) : text;
  const std::string_view rest = WithoutWords(line, {"reporting by ", "additional reporting by "});
  if (rest.size() < line.size()) {
    const std::string_view list = rest.substr(0, rest.find_first_of(";)."));
    AddNames(list.substr(0, list.find(" in ")), names);
  }
}

void AddSigned(const std::string& paragraph, std::vector<std::string>& names) {
  AddBracketed(paragraph, names);
  AddReporting(paragraph, names);
  if (names.empty() && paragraph.size() <= kLongestLine && !CountText(paragraph).ends_sentence) {
    names = Labelled(Pieces(paragraph), WordsOfBylines().before);
  }
}

}  // namespace

std::vector<std::string> NamesInLine(std::string_view line) {
  if (line.size() > kLongestLine) {
    return {};
  }
  const std::vector<std::string> pieces = Pieces(line);
  std::vector<std::string> names = Labelled(pieces, WordsOfBylines().before);
  if (names.empty()) {
    names = Labelled(pieces, WordsOfBylines().source);
  }
  if (names.empty() && ReadDate(line).has_value()) {
    names = BesideDate(pieces);
  }
  return names;
}

std::vector<std::string> NamesUnderHeadline(const Dom& dom, const std::string& title) {
  const NodeId from = title.empty() ? 0 : BehindHeadline(dom, title);
  if (from == 0) {
    return {};
  }
  LineReader lines(dom, from);
  unsigned long_lines = 0;
  for (unsigned count = 0; count < kMostLines && long_lines < kMostLongLines; ++count) {
    const std::string line = lines.Next();
    if (line.empty()) {
      break;
    }
    std::vector<std::string> names = NamesInLine(line);
    if (!names.empty()) {
      return names;
    }
    long_lines += line.size() > kLongestLine ? 1U : 0U;
  }
  return {};
}

std::vector<std::string> NamesBehindLabels(const Dom& dom, const std::string& /*title*/) {
  constexpr std::size_t kShortestLabel = 5;  // "By" and "Von" stand in every sentence
  constexpr std::size_t kLongestLabel = 24;
  std::vector<std::string> names;
  bool label = false;
  for (NodeId i = 0; i < dom.size() && names.empty(); ++i) {
    const std::string_view text = Trim(dom[i].text);
    if (text.empty()) {
      continue;
    }
    const std::string name = label && text.size() <= kMaxNameBytes ? Normalise(text) : "";
    if (IsPersonName(name)) {
      AddNames(name, names);
    }
    label = text.size() >= kShortestLabel && text.size() <= kLongestLabel && IsBylineLabel(text);
  }
  return names;
}

std::vector<std::string> NamesInText(const std::vector<std::string>& paragraphs) {
  std::vector<std::string> names;
  const std::size_t count = paragraphs.size();
  for (std::size_t i = 0; i < count && names.empty(); ++i) {
    const bool end = i < kSignedEnds || i + kSignedEnds >= count;
    if (end) {
      AddSigned(paragraphs[i], names);
    }
    std::erase_if(names, [](const std::string& name) { return !IsPersonName(name); });
  }
  return names;
}

}  // namespace claimwatch
