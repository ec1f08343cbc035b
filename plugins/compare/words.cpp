#include "plugins/compare/words.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <unordered_map>

#include <dtl/dtl.hpp>

#include "core/text.h"

namespace claimwatch {
namespace {

// Beyond this many cells a word difference is not searched but answered with one replaced block.
constexpr std::size_t kMaxCells = 16'000'000;
// Up to here a text is compared word by word at once; longer ones by lines first.
constexpr std::size_t kMaxWords = 6'000;

using Pieces = std::vector<std::string_view>;

bool IsWordPoint(char32_t point) {
  return IsLetter(point) || IsDigit(point);
}

// Whether `text` goes on at `at` with a mark inside a number ("3,000", "94.8", "1 500" with a
// narrow space): a figure is one word, so that people see 3,000 become 30,000 and not 3 become 30.
bool NumberGoesOn(std::string_view text, std::size_t at) {
  std::size_t before = at;
  if (!IsDigit(PreviousCodePoint(text, before))) {
    return false;
  }
  const char32_t mark = NextCodePoint(text, at);
  const bool joins =
      mark == U',' || mark == U'.' || mark == 0xA0 || mark == 0x202F || mark == 0x2009;
  return joins && at < text.size() && IsDigit(NextCodePoint(text, at));
}

// Words, figures, single CJK signs, runs of space, single marks: joined they are the text.
Pieces WordPieces(std::string_view text) {
  Pieces pieces;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t start = at;
    const char32_t first = NextCodePoint(text, at);
    const bool word = IsWordPoint(first) && !IsCjk(first);
    const bool space = IsSpace(first);
    while ((word || space) && at < text.size()) {
      std::size_t next = at;
      const char32_t point = NextCodePoint(text, next);
      const bool goes_on =
          word ? (IsWordPoint(point) && !IsCjk(point)) || NumberGoesOn(text, at) : IsSpace(point);
      if (!goes_on) {
        break;
      }
      at = next;
    }
    pieces.push_back(text.substr(start, at - start));
  }
  return pieces;
}

// Lines with their line break: joined they are the text.
Pieces LinePieces(std::string_view text) {
  Pieces lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return lines;
}

void Push(std::vector<WordEdit>& edits, char op, std::string_view text) {
  if (text.empty()) {
    return;
  }
  if (!edits.empty() && edits.back().op == op) {
    edits.back().text += text;
  } else {
    edits.push_back({op, std::string(text)});
  }
}

void PushAll(std::vector<WordEdit>& edits, char op, const Pieces& pieces, std::size_t from,
             std::size_t to) {
  for (std::size_t i = from; i < to; ++i) {
    Push(edits, op, pieces[i]);
  }
}

std::vector<std::size_t> Hashes(const Pieces& pieces, std::size_t from, std::size_t to) {
  std::vector<std::size_t> hashes;
  hashes.reserve(to - from);
  for (std::size_t i = from; i < to; ++i) {
    hashes.push_back(std::hash<std::string_view>()(pieces[i]));
  }
  return hashes;
}

// What lies between the first `head` and the last `tail` pieces; all of it replaced when there is
// too much to compare.
void DiffMiddle(const Pieces& a, const Pieces& b, std::size_t head, std::size_t tail,
                std::vector<WordEdit>& edits) {
  const std::size_t a_end = a.size() - tail;
  const std::size_t b_end = b.size() - tail;
  if ((a_end - head) * (b_end - head) > kMaxCells || a_end == head || b_end == head) {
    PushAll(edits, '-', a, head, a_end);
    PushAll(edits, '+', b, head, b_end);
    return;
  }
  dtl::Diff<std::size_t, std::vector<std::size_t>> diff(Hashes(a, head, a_end),
                                                        Hashes(b, head, b_end));
  diff.compose();
  for (const auto& [hash, place] : diff.getSes().getSequence()) {
    const bool gone = place.type == dtl::SES_DELETE;
    const auto index = static_cast<std::size_t>(gone ? place.beforeIdx : place.afterIdx) - 1;
    const char op = gone ? '-' : (place.type == dtl::SES_ADD ? '+' : '=');
    Push(edits, op, gone ? a[head + index] : b[head + index]);
  }
}

// The shortest edit script of two piece lists, common ends trimmed before dtl sees them.
std::vector<WordEdit> DiffPieces(const Pieces& a, const Pieces& b) {
  std::vector<WordEdit> edits;
  std::size_t head = 0;
  while (head < a.size() && head < b.size() && a[head] == b[head]) {
    ++head;
  }
  std::size_t tail = 0;
  while (tail < a.size() - head && tail < b.size() - head &&
         a[a.size() - 1 - tail] == b[b.size() - 1 - tail]) {
    ++tail;
  }
  PushAll(edits, '=', a, 0, head);
  DiffMiddle(a, b, head, tail, edits);
  PushAll(edits, '=', a, a.size() - tail, a.size());
  return edits;
}

// A space between two words that both changed belongs to the change: "- three", "+ four" and not
// four small edits.
std::vector<WordEdit> Tidy(std::vector<WordEdit> edits) {
  std::vector<WordEdit> tidy;
  std::size_t i = 0;
  while (i < edits.size()) {
    if (edits[i].op == '=') {
      Push(tidy, '=', edits[i].text);
      ++i;
      continue;
    }
    std::string gone;
    std::string come;
    while (i < edits.size()) {
      const bool bridge = edits[i].op == '=' && i + 1 < edits.size() && Trim(edits[i].text).empty();
      if (edits[i].op == '=' && !bridge) {
        break;
      }
      gone += edits[i].op != '+' ? edits[i].text : "";
      come += edits[i].op != '-' ? edits[i].text : "";
      ++i;
    }
    Push(tidy, '-', gone);
    Push(tidy, '+', come);
  }
  return tidy;
}

// Long texts: lines first, then the words of each replaced block.
std::vector<WordEdit> DiffByLines(std::string_view before, std::string_view after) {
  std::vector<WordEdit> edits;
  const std::vector<WordEdit> blocks = DiffPieces(LinePieces(before), LinePieces(after));
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const bool replaced = blocks[i].op == '-' && i + 1 < blocks.size() && blocks[i + 1].op == '+';
    if (!replaced) {
      Push(edits, blocks[i].op, blocks[i].text);
      continue;
    }
    for (const WordEdit& edit :
         DiffPieces(WordPieces(blocks[i].text), WordPieces(blocks[i + 1].text))) {
      Push(edits, edit.op, edit.text);
    }
    ++i;
  }
  return edits;
}

struct Candidate {
  double overlap = 0;
  std::size_t before = 0;
  std::size_t after = 0;
};

constexpr double kPairedFrom = 0.4;
constexpr std::size_t kMaxPairs = 1'000'000;
constexpr std::size_t kWindow = 200;

using Partners = std::vector<std::optional<std::size_t>>;
using HashLists = std::vector<std::vector<std::size_t>>;

void PairEqual(const HashLists& a, const HashLists& b, Partners& of_a, Partners& of_b) {
  std::unordered_map<std::size_t, std::vector<std::size_t>> places;
  const auto key = [](const std::vector<std::size_t>& hashes) {
    std::size_t sum = hashes.size();
    for (const std::size_t hash : hashes) {
      sum = sum * 1099511628211U + hash;
    }
    return sum;
  };
  for (std::size_t i = b.size(); i-- > 0;) {
    places[key(b[i])].push_back(i);
  }
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::vector<std::size_t>& same = places[key(a[i])];
    if (!same.empty() && !a[i].empty()) {
      of_a[i] = same.back();
      of_b[same.back()] = i;
      same.pop_back();
    }
  }
}

void PairSimilar(const HashLists& a, const HashLists& b, Partners& of_a, Partners& of_b) {
  const bool bounded = a.size() * b.size() > kMaxPairs;
  std::vector<Candidate> candidates;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const std::size_t from = bounded && i > kWindow ? i - kWindow : 0;
    const std::size_t to = bounded ? std::min(b.size(), i + kWindow) : b.size();
    for (std::size_t j = from; !of_a[i] && j < to; ++j) {
      const double overlap = of_b[j] ? 0 : HashOverlap(a[i], b[j]);
      if (overlap >= kPairedFrom) {
        candidates.push_back({overlap, i, j});
      }
    }
  }
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const Candidate& x, const Candidate& y) { return x.overlap > y.overlap; });
  for (const Candidate& one : candidates) {
    if (!of_a[one.before] && !of_b[one.after]) {
      of_a[one.before] = one.after;
      of_b[one.after] = one.before;
    }
  }
}

}  // namespace

std::vector<WordEdit> WordDiff(std::string_view before, std::string_view after) {
  const Pieces a = WordPieces(before);
  const Pieces b = WordPieces(after);
  return Tidy(a.size() + b.size() <= kMaxWords ? DiffPieces(a, b) : DiffByLines(before, after));
}

std::vector<Hunk> DiffSequences(const std::vector<std::size_t>& before,
                                const std::vector<std::size_t>& after) {
  if (before == after) {
    return {};
  }
  if (before.empty() || after.empty() || before.size() * after.size() > kMaxCells) {
    return {{0, before.size(), 0, after.size()}};
  }
  dtl::Diff<std::size_t, std::vector<std::size_t>> diff(before, after);
  diff.compose();
  std::vector<Hunk> hunks;
  std::size_t a = 0;
  std::size_t b = 0;
  bool open = false;
  for (const auto& [hash, place] : diff.getSes().getSequence()) {
    const bool common = place.type == dtl::SES_COMMON;
    if (!common && !open) {
      hunks.push_back({a, a, b, b});
    }
    open = !common;
    a += place.type != dtl::SES_ADD ? 1U : 0U;
    b += place.type != dtl::SES_DELETE ? 1U : 0U;
    if (open) {
      hunks.back().before_end = a;
      hunks.back().after_end = b;
    }
  }
  return hunks;
}

std::vector<std::size_t> WordHashes(std::string_view text) {
  std::vector<std::size_t> hashes;
  const std::string folded = FoldCase(text);
  const Pieces pieces = WordPieces(folded);
  std::string_view last_sign;
  for (const std::string_view piece : pieces) {
    std::size_t at = 0;
    const char32_t first = NextCodePoint(piece, at);
    if (!IsWordPoint(first)) {
      last_sign = {};
      continue;
    }
    if (IsCjk(first) && !last_sign.empty()) {
      hashes.push_back(std::hash<std::string_view>()(
          std::string_view(last_sign.data(), last_sign.size() + piece.size())));
    } else if (!IsCjk(first)) {
      hashes.push_back(std::hash<std::string_view>()(piece));
    }
    last_sign = IsCjk(first) ? piece : std::string_view();
  }
  std::sort(hashes.begin(), hashes.end());
  return hashes;
}

double HashOverlap(const std::vector<std::size_t>& sorted_a,
                   const std::vector<std::size_t>& sorted_b) {
  if (sorted_a.empty() || sorted_b.empty()) {
    return 0;
  }
  std::size_t common = 0;
  auto a = sorted_a.begin();
  auto b = sorted_b.begin();
  while (a != sorted_a.end() && b != sorted_b.end()) {
    if (*a == *b) {
      ++common;
      ++a;
      ++b;
    } else if (*a < *b) {
      ++a;
    } else {
      ++b;
    }
  }
  return 2.0 * static_cast<double>(common) / static_cast<double>(sorted_a.size() + sorted_b.size());
}

bool HasOneOf(std::string_view text, std::span<const std::string_view> marks) {
  return std::any_of(marks.begin(), marks.end(), [text](std::string_view mark) {
    return text.find(mark) != std::string_view::npos;
  });
}

double WordOverlap(std::string_view a, std::string_view b) {
  return HashOverlap(WordHashes(a), WordHashes(b));
}

std::vector<std::pair<std::optional<std::size_t>, std::optional<std::size_t>>> PairSentences(
    const std::vector<std::string_view>& before, const std::vector<std::string_view>& after) {
  HashLists a;
  HashLists b;
  for (const std::string_view text : before) {
    a.push_back(WordHashes(text));
  }
  for (const std::string_view text : after) {
    b.push_back(WordHashes(text));
  }
  Partners of_a(a.size());
  Partners of_b(b.size());
  PairEqual(a, b, of_a, of_b);
  PairSimilar(a, b, of_a, of_b);

  std::vector<std::pair<std::optional<std::size_t>, std::optional<std::size_t>>> pairs;
  std::size_t gone = 0;
  const auto push_gone = [&](std::size_t to) {
    for (; gone < to; ++gone) {
      if (!of_a[gone]) {
        pairs.emplace_back(gone, std::nullopt);
      }
    }
  };
  for (std::size_t j = 0; j < b.size(); ++j) {
    if (of_b[j]) {
      push_gone(std::max(gone, *of_b[j]));
    }
    pairs.emplace_back(of_b[j], j);
  }
  push_gone(a.size());
  return pairs;
}

}  // namespace claimwatch
