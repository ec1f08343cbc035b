#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "plugins/extract/features.h"

namespace claimwatch {
namespace {

constexpr float kSure = 0.5F;
constexpr float kPossible = 0.15F;  // blocks below are passed over when looking around

// Probability and number of blocks inside an element or of one shape.
struct Mass {
  double probability = 0;
  double text = 0;  // bytes, each by its probability
  unsigned blocks = 0;

  void Take(float p, double bytes) {
    probability += static_cast<double>(p);
    text += static_cast<double>(p) * bytes;
    ++blocks;
  }

  // The mean without one block of probability `own`.
  double MeanWithout(float own) const {
    return blocks < 2 ? -1.0 : (probability - static_cast<double>(own)) / (blocks - 1);
  }
};

class SecondPass {
 public:
  SecondPass(const PageView& page, const std::vector<float>& probability)
      : page_(page),
        probability_(probability),
        inside_(page.dom.size()) {
    Count();
  }

  void Fill(std::size_t i, Features& row) const;

 private:
  void Count();
  std::vector<std::size_t> Preceding(float bar) const;
  std::vector<std::size_t> Following(float bar) const;
  std::uint64_t Shape(std::size_t i) const;
  double Value(std::size_t at) const;
  double Up(std::size_t i, std::size_t to) const;

  const PageView& page_;
  const std::vector<float>& probability_;
  std::vector<Mass> inside_;
  std::unordered_map<std::uint64_t, Mass> shapes_;
  std::vector<std::size_t> previous_;  // sure block before; the count of blocks when none
  std::vector<std::size_t> next_;
  std::vector<std::size_t> before_;  // possible block before; the count of blocks when none
  std::vector<std::size_t> after_;
  std::size_t first_ = 0;
  std::size_t last_ = 0;
  NodeId main_ = 0;
};

std::uint64_t SecondPass::Shape(std::size_t i) const {
  return ShapeOf(page_.dom, page_.blocks[i].node);
}

// For each block the nearest one before it above the bar.
std::vector<std::size_t> SecondPass::Preceding(float bar) const {
  std::vector<std::size_t> found;
  std::size_t last = probability_.size();
  for (std::size_t i = 0; i < probability_.size(); ++i) {
    found.push_back(last);
    last = probability_[i] > bar ? i : last;
  }
  return found;
}

std::vector<std::size_t> SecondPass::Following(float bar) const {
  std::vector<std::size_t> found(probability_.size());
  std::size_t last = probability_.size();
  for (std::size_t i = probability_.size(); i-- > 0;) {
    found[i] = last;
    last = probability_[i] > bar ? i : last;
  }
  return found;
}

void SecondPass::Count() {
  const std::size_t count = page_.blocks.size();
  std::vector<float> weight;
  first_ = count;
  for (std::size_t i = 0; i < count; ++i) {
    const auto bytes = static_cast<double>(page_.blocks[i].text.size());
    weight.push_back(probability_[i] > 0.2F ? probability_[i] * static_cast<float>(bytes) : 0.0F);
    inside_[page_.blocks[i].node].Take(probability_[i], bytes);
    shapes_[Shape(i)].Take(probability_[i], bytes);
    if (probability_[i] > kSure) {
      first_ = std::min(first_, i);
      last_ = i;
    }
  }
  previous_ = Preceding(kSure);
  before_ = Preceding(kPossible);
  next_ = Following(kSure);
  after_ = Following(kPossible);
  for (NodeId i = page_.dom.size(); i-- > 1;) {
    Mass& parent = inside_[page_.dom[i].parent];
    parent.probability += inside_[i].probability;
    parent.text += inside_[i].text;
    parent.blocks += inside_[i].blocks;
  }
  main_ = DensestElement(page_.map.up, page_.blocks, weight);
}

double SecondPass::Value(std::size_t at) const {
  return at < probability_.size() ? static_cast<double>(probability_[at]) : -1.0;
}

// Levels from block `i` up to what it shares with block `to`; -1 when there is none.
double SecondPass::Up(std::size_t i, std::size_t to) const {
  if (to >= probability_.size()) {
    return -1.0;
  }
  const NodeId node = page_.blocks[i].node;
  const NodeId common = CommonAncestor(page_.dom, page_.blocks[to].node, node);
  return static_cast<double>(page_.map.depth[node]) - page_.map.depth[common];
}

void SecondPass::Fill(std::size_t i, Features& row) const {
  const Dom& dom = page_.dom;
  const NodeId node = page_.blocks[i].node;
  const NodeId parent = page_.map.up[node];
  const NodeId common = CommonAncestor(dom, main_, node);
  const double total = inside_[main_].text + 1;
  const float own = probability_[i];
  const bool previous_near = previous_[i] < probability_.size() && Shape(previous_[i]) == Shape(i);
  const bool next_near = next_[i] < probability_.size() && Shape(next_[i]) == Shape(i);
  const double columns[kSecondFeatures] = {
      static_cast<double>(own),
      Value(before_[i]),
      Value(after_[i]),
      Up(i, before_[i]),
      Up(i, after_[i]),
      Up(i, previous_[i]),
      Up(i, next_[i]),
      after_[i] < probability_.size() ? std::log1p(page_.map.facts[after_[i]].words) : -1.0,
      inside_[parent].MeanWithout(own),
      inside_[page_.map.up[parent]].MeanWithout(own),
      shapes_.at(Shape(i)).MeanWithout(own),
      Inside(dom, node, main_) ? 1.0 : 0.0,
      static_cast<double>(page_.map.depth[node]) - page_.map.depth[common],
      static_cast<double>(page_.map.depth[main_]) - page_.map.depth[common],
      std::min(inside_[common].text / total, 1.5),
      std::min(inside_[parent].text / total, 1.5),
      std::log1p(total),
      i < first_  ? -1.0
      : i > last_ ? 1.0
                  : 0.0,
      page_.map.prose[i] ? 1.0 : 0.0,
      previous_near ? 1.0 : 0.0,
      next_near ? 1.0 : 0.0,
  };
  for (std::size_t k = 0; k < kSecondFeatures; ++k) {
    row[kFirstFeatures + k] = static_cast<float>(columns[k]);
  }
}

}  // namespace

void AddSecondFeatures(const PageView& page, const std::vector<float>& probability,
                       std::vector<Features>& rows) {
  const SecondPass pass(page, probability);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    pass.Fill(i, rows[i]);
  }
}

}  // namespace claimwatch
