#include "tests/train/key_counts.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include <fmt/format.h>

#include "plugins/extract/word_table.h"

namespace claimwatch::train {
namespace {

constexpr double kPrior = 2;      // sites of no opinion
constexpr double kArticle = 0.3;  // the share of blocks that are article, roughly
constexpr int kMinSites = 4;
constexpr float kSmall = 0.25F;

// The keys of every element around a node.
void AddElementKeys(const TrainPage& page, NodeId node, std::set<std::string>& keys) {
  while (true) {
    for (std::string& key : ElementKeys(page.dom, node)) {
      keys.insert(std::move(key));
    }
    if (node == 0) {
      return;
    }
    node = page.dom[node].parent;
  }
}

}  // namespace

void KeyCounts::Add(const TrainPage& page) {
  for (std::size_t i = 0; i < page.blocks.size(); ++i) {
    if (page.label[i] < 0) {
      continue;
    }
    std::set<std::string> keys;
    AddElementKeys(page, page.blocks[i].node, keys);
    for (std::string& key : TextKeys(page.blocks[i].text)) {
      keys.insert(std::move(key));
    }
    for (const std::string& key : keys) {
      Site& site = keys_[key][page.site];
      site.article += page.label[i];
      site.furniture += 1 - page.label[i];
    }
  }
}

float KeyCounts::Weight(const std::string& key, const std::string& site) const {
  const auto found = keys_.find(key);
  if (found == keys_.end()) {
    return 0;
  }
  double article = kPrior * kArticle;
  double furniture = kPrior * (1 - kArticle);
  int sites = 0;
  for (const auto& [name, counts] : found->second) {
    if (name == site) {
      continue;
    }
    const double all = static_cast<double>(counts.article + counts.furniture);
    const double vote = std::min(1.0, all / 2);
    article += vote * static_cast<double>(counts.article) / all;
    furniture += vote * static_cast<double>(counts.furniture) / all;
    ++sites;
  }
  if (sites < kMinSites) {
    return 0;
  }
  const auto weight =
      static_cast<float>(std::log(article / furniture) - std::log(kArticle / (1 - kArticle)));
  return std::abs(weight) < kSmall ? 0.0F : std::round(weight * 100) / 100;
}

std::string KeyCounts::Table() const {
  std::map<std::string, float> weights;
  for (const auto& [key, sites] : keys_) {
    const float weight = Weight(key, "");
    if (weight != 0) {
      weights.emplace(key, weight);
    }
  }
  std::string out;
  for (const auto& [key, weight] : weights) {
    out += fmt::format("{}\t{:.2f}\n", key, weight);
  }
  return out;
}

}  // namespace claimwatch::train
