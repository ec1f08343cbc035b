#include "plugins/extract/trees.h"

#include <charconv>
#include <cmath>

#include "core/text.h"

namespace claimwatch {
namespace {

template <typename Number>
bool ReadNumber(std::string_view text, Number& number) {
  const char* const end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), end, number);
  return error == std::errc() && at == end;
}

}  // namespace

bool Trees::ReadNode(std::string_view word, Node& node) {
  if (word.starts_with('=')) {
    return ReadNumber(word.substr(1), node.value);
  }
  node.no = 1;  // a question; the true distance is set when its no side begins
  const std::size_t less = word.find('<');
  return less != std::string_view::npos && ReadNumber(word.substr(less + 1), node.value) &&
         ReadNumber(word.substr(0, less), node.column) && node.column < kFeatures;
}

// `open` holds the questions whose no side has not begun yet; a leaf ends the yes side of the last
// one.
bool Trees::ReadTree(std::string_view line) {
  const std::size_t root = nodes_.size();
  std::vector<std::size_t> open;
  for (const std::string_view word : Split(line, ' ')) {
    if (!open.empty() && nodes_.back().no == 0) {
      nodes_[open.back()].no = static_cast<std::uint16_t>(nodes_.size() - open.back());
      open.pop_back();
    }
    Node node;
    if (!ReadNode(word, node)) {
      return false;
    }
    nodes_.push_back(node);
    if (node.no != 0) {
      open.push_back(nodes_.size() - 1);
    }
  }
  roots_.push_back(root);
  return open.empty() && nodes_.size() > root;
}

Result<Trees> Trees::Read(std::string_view table, std::string_view name) {
  Trees trees;
  for (const std::string_view line : Split(table, '\n')) {
    const std::size_t tab = line.find('\t');
    if (tab != name.size() || !line.starts_with(name)) {
      continue;
    }
    if (!trees.ReadTree(line.substr(tab + 1))) {
      return Error(Errc::kInvalid, "trees: a line that is not a tree");
    }
  }
  return trees;
}

float Trees::Probability(const Features& row) const {
  float sum = 0;
  for (const std::size_t root : roots_) {
    std::size_t at = root;
    while (nodes_[at].no != 0) {
      at += row[nodes_[at].column] < nodes_[at].value ? 1U : nodes_[at].no;
    }
    sum += nodes_[at].value;
  }
  return 1.0F / (1.0F + std::exp(-sum));
}

}  // namespace claimwatch
