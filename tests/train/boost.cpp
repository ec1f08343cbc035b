#include "tests/train/boost.h"

#include <algorithm>
#include <cmath>
#include <random>

#include <fmt/format.h>

namespace claimwatch::train {
namespace {

constexpr std::size_t kBins = 255;

struct Cell {
  double gradient = 0;
  double hessian = 0;
};

// Beside each other in memory, as they are always read together.
struct Pair {
  float gradient = 0;
  float hessian = 0;
};

struct Split {
  double gain = 0;
  std::size_t column = 0;
  std::size_t bin = 0;  // bins up to here go to the yes side
};

struct Node {
  std::vector<std::uint32_t> rows;
  Cell sum;
  Split best;
  int yes = -1;
  int no = -1;
};

class Booster {
 public:
  Booster(const std::vector<Sample>& samples, const BoostOptions& options)
      : samples_(samples),
        options_(options),
        random_(options.seed) {
    Bin();
  }

  std::vector<std::string> Run();

 private:
  void Bin();
  void SetGradients();
  std::string Grow();
  void FindSplit(Node& node);
  void Divide(int at);

  double Gain(const Cell& cell) const {
    return cell.gradient * cell.gradient / (cell.hessian + options_.ridge);
  }

  double Leaf(const Node& node) const {
    return -options_.rate * node.sum.gradient / (node.sum.hessian + options_.ridge);
  }

  Node MakeNode(std::vector<std::uint32_t> rows) const;
  void Write(int at, std::string& out) const;
  void Predict();

  const std::vector<Sample>& samples_;
  const BoostOptions& options_;
  std::mt19937_64 random_;
  std::vector<std::vector<float>> edges_;        // by column; bin b holds values < edges[b]
  std::vector<std::vector<std::uint8_t>> bins_;  // by column and row
  std::vector<double> score_;
  std::vector<Pair> pairs_;
  std::vector<std::size_t> columns_;
  std::vector<Node> nodes_;
};

void Booster::Bin() {
  edges_.resize(options_.columns);
  bins_.resize(options_.columns);
  for (std::size_t c = 0; c < options_.columns; ++c) {
    std::vector<float> values;
    for (const Sample& sample : samples_) {
      values.push_back(sample.row[c]);
    }
    std::sort(values.begin(), values.end());
    std::vector<float>& edges = edges_[c];
    for (std::size_t b = 1; b < kBins; ++b) {
      const float value = values[values.size() * b / kBins];
      if (value > values.front() && (edges.empty() || value > edges.back())) {
        edges.push_back(value);
      }
    }
    for (const Sample& sample : samples_) {
      const auto bin = std::upper_bound(edges.begin(), edges.end(), sample.row[c]) - edges.begin();
      bins_[c].push_back(static_cast<std::uint8_t>(bin));
    }
  }
}

void Booster::SetGradients() {
  for (std::size_t i = 0; i < samples_.size(); ++i) {
    const double p = 1 / (1 + std::exp(-score_[i]));
    const double weight = static_cast<double>(samples_[i].weight);
    pairs_[i].gradient = static_cast<float>(weight * (p - static_cast<double>(samples_[i].label)));
    pairs_[i].hessian = static_cast<float>(weight * std::max(p * (1 - p), 1e-4));
  }
}

Node Booster::MakeNode(std::vector<std::uint32_t> rows) const {
  Node node;
  for (const std::uint32_t row : rows) {
    node.sum.gradient += static_cast<double>(pairs_[row].gradient);
    node.sum.hessian += static_cast<double>(pairs_[row].hessian);
  }
  node.rows = std::move(rows);
  return node;
}

void Booster::FindSplit(Node& node) {
  const double whole = Gain(node.sum);
  for (const std::size_t column : columns_) {
    Cell cells[kBins + 1] = {};
    const std::vector<std::uint8_t>& bins = bins_[column];
    for (const std::uint32_t row : node.rows) {
      Cell& cell = cells[bins[row]];
      cell.gradient += static_cast<double>(pairs_[row].gradient);
      cell.hessian += static_cast<double>(pairs_[row].hessian);
    }
    Cell yes;
    for (std::size_t bin = 0; bin < edges_[column].size(); ++bin) {
      yes.gradient += cells[bin].gradient;
      yes.hessian += cells[bin].hessian;
      const Cell no{node.sum.gradient - yes.gradient, node.sum.hessian - yes.hessian};
      const bool enough = std::min(yes.hessian, no.hessian) * 4 >= options_.min_weight;
      const double gain = Gain(yes) + Gain(no) - whole;
      if (enough && gain > node.best.gain) {
        node.best = {gain, column, bin};
      }
    }
  }
}

void Booster::Divide(int at) {
  const auto place = static_cast<std::size_t>(at);
  std::vector<std::uint32_t> yes;
  std::vector<std::uint32_t> no;
  const Split best = nodes_[place].best;
  for (const std::uint32_t row : nodes_[place].rows) {
    (bins_[best.column][row] <= best.bin ? yes : no).push_back(row);
  }
  for (std::vector<std::uint32_t>* side : {&yes, &no}) {
    nodes_.push_back(MakeNode(std::move(*side)));
    FindSplit(nodes_.back());
  }
  nodes_[place].yes = static_cast<int>(nodes_.size()) - 2;
  nodes_[place].no = static_cast<int>(nodes_.size()) - 1;
  nodes_[place].rows.clear();
}

std::string Booster::Grow() {
  std::uniform_real_distribution<double> chance(0, 1);
  columns_.clear();
  for (std::size_t c = 0; c < options_.columns; ++c) {
    if (chance(random_) < options_.column_share) {
      columns_.push_back(c);
    }
  }
  std::vector<std::uint32_t> rows;
  for (std::uint32_t i = 0; i < samples_.size(); ++i) {
    if (chance(random_) < options_.row_share) {
      rows.push_back(i);
    }
  }
  nodes_.clear();
  nodes_.push_back(MakeNode(std::move(rows)));
  FindSplit(nodes_[0]);
  for (int leaves = 1; leaves < options_.leaves; ++leaves) {
    int best = -1;
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      const bool open = nodes_[i].yes < 0 && nodes_[i].best.gain > 0;
      if (open &&
          (best < 0 || nodes_[i].best.gain > nodes_[static_cast<std::size_t>(best)].best.gain)) {
        best = static_cast<int>(i);
      }
    }
    if (best < 0) {
      break;
    }
    Divide(best);
  }
  std::string out;
  Write(0, out);
  return out;
}

void Booster::Write(int at, std::string& out) const {
  const Node& node = nodes_[static_cast<std::size_t>(at)];
  out += out.empty() ? "" : " ";
  if (node.yes < 0) {
    out += fmt::format("={:.4g}", Leaf(node));
    return;
  }
  out += fmt::format("{}<{}", node.best.column, edges_[node.best.column][node.best.bin]);
  Write(node.yes, out);
  Write(node.no, out);
}

void Booster::Predict() {
  for (std::size_t i = 0; i < samples_.size(); ++i) {
    std::size_t at = 0;
    while (nodes_[at].yes >= 0) {
      const Split& split = nodes_[at].best;
      at = static_cast<std::size_t>(bins_[split.column][i] <= split.bin ? nodes_[at].yes
                                                                        : nodes_[at].no);
    }
    score_[i] += Leaf(nodes_[at]);
  }
}

std::vector<std::string> Booster::Run() {
  score_.assign(samples_.size(), 0);
  pairs_.resize(samples_.size());
  std::vector<std::string> lines;
  for (int tree = 0; tree < options_.trees; ++tree) {
    SetGradients();
    lines.push_back(Grow());
    Predict();
  }
  return lines;
}

}  // namespace

std::vector<std::string> Boost(const std::vector<Sample>& samples, const BoostOptions& options) {
  return Booster(samples, options).Run();
}

}  // namespace claimwatch::train
