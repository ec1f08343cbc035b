#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "plugins/extract/features.h"

namespace claimwatch {
namespace {

constexpr float kSure = 0.5F;
constexpr double kFar = 40.0;

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
  std::uint64_t Shape(std::size_t i) const;
  double Near(std::size_t i, std::ptrdiff_t step) const;
  double Distance(std::size_t i, const std::vector<std::size_t>& to) const;

  const PageView& page_;
  const std::vector<float>& probability_;
  std::vector<Mass> inside_;
  std::unordered_map<std::uint64_t, Mass> shapes_;
  std::vector<std::size_t> previous_;  // sure block before; the count of blocks when none
  std::vector<std::size_t> next_;
  std::size_t first_ = 0;
  std::size_t last_ = 0;
  NodeId main_ = 0;
};

std::uint64_t SecondPass::Shape(std::size_t i) const {
  const NodeId node = page_.blocks[i].node;
  return (std::uint64_t{page_.dom[node].parent} << 8U) |
         static_cast<std::uint64_t>(page_.dom[node].tag);
}

void SecondPass::Count() {
  const std::size_t count = page_.blocks.size();
  std::vector<float> weight;
  previous_.resize(count);
  next_.resize(count);
  first_ = count;
  std::size_t last = count;
  for (std::size_t i = 0; i < count; ++i) {
    const auto bytes = static_cast<double>(page_.blocks[i].text.size());
    weight.push_back(probability_[i] > 0.2F ? probability_[i] * static_cast<float>(bytes) : 0.0F);
    inside_[page_.blocks[i].node].Take(probability_[i], bytes);
    shapes_[Shape(i)].Take(probability_[i], bytes);
    previous_[i] = last;
    if (probability_[i] > kSure) {
      last = i;
      first_ = std::min(first_, i);
      last_ = i;
    }
  }
  last = count;
  for (std::size_t i = count; i-- > 0;) {
    next_[i] = last;
    last = probability_[i] > kSure ? i : last;
  }
  for (NodeId i = page_.dom.size(); i-- > 1;) {
    Mass& parent = inside_[page_.dom[i].parent];
    parent.probability += inside_[i].probability;
    parent.text += inside_[i].text;
    parent.blocks += inside_[i].blocks;
  }
  main_ = DensestElement(page_.dom, page_.blocks, weight);
}

double SecondPass::Near(std::size_t i, std::ptrdiff_t step) const {
  const auto at = static_cast<std::ptrdiff_t>(i) + step;
  return at < 0 || at >= static_cast<std::ptrdiff_t>(probability_.size())
             ? -1.0
             : static_cast<double>(probability_[static_cast<std::size_t>(at)]);
}

double SecondPass::Distance(std::size_t i, const std::vector<std::size_t>& to) const {
  if (to[i] == probability_.size()) {
    return kFar;
  }
  const std::size_t gap = to[i] > i ? to[i] - i : i - to[i];
  return std::min(static_cast<double>(gap), kFar);
}

void SecondPass::Fill(std::size_t i, Features& row) const {
  const Dom& dom = page_.dom;
  const NodeId node = page_.blocks[i].node;
  const NodeId parent = dom[node].parent;
  const NodeId common = CommonAncestor(dom, main_, node);
  const double total = inside_[0].text + 1;
  const float own = probability_[i];
  const bool previous_near = previous_[i] < probability_.size() && Shape(previous_[i]) == Shape(i);
  const bool next_near = next_[i] < probability_.size() && Shape(next_[i]) == Shape(i);
  const double columns[kSecondFeatures] = {
      static_cast<double>(own),
      Near(i, -1),
      Near(i, 1),
      Near(i, -2),
      Near(i, 2),
      Distance(i, previous_),
      Distance(i, next_),
      inside_[parent].MeanWithout(own),
      inside_[dom[parent].parent].MeanWithout(own),
      shapes_.at(Shape(i)).MeanWithout(own),
      Inside(dom, node, main_) ? 1.0 : 0.0,
      static_cast<double>(page_.map.depth[node]) - page_.map.depth[common],
      static_cast<double>(page_.map.depth[main_]) - page_.map.depth[common],
      inside_[common].text / total,
      inside_[parent].text / total,
      std::log1p(total),
      std::clamp(static_cast<double>(i) - static_cast<double>(first_), -kFar, kFar),
      std::clamp(static_cast<double>(last_) - static_cast<double>(i), -kFar, kFar),
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
