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
constexpr std::size_t kMinSites = 4;
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

// In copies these would be the headlines of other pages, which the boxes of augment.cpp borrow: a
// table for everyone must not know the headlines it was learnt from.
bool IsWholeText(const std::string& key) {
  return key.starts_with('t');
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
      if (!page.copy || !IsWholeText(key)) {
        keys.insert(std::move(key));
      }
    }
    for (const std::string& key : keys) {
      Votes& counted = keys_[key].sites[page.site];
      counted.article += static_cast<double>(page.label[i]);
      counted.furniture += static_cast<double>(1 - page.label[i]);
    }
  }
}

// A site has at most one vote, shared by what it showed.
KeyCounts::Votes KeyCounts::VoteOf(const Votes& counted) {
  const double all = counted.article + counted.furniture;
  const double vote = std::min(1.0, all / 2) / all;
  return {vote * counted.article, vote * counted.furniture};
}

void KeyCounts::Finish() {
  for (auto& [name, key] : keys_) {
    for (const auto& [site, counted] : key.sites) {
      const Votes vote = VoteOf(counted);
      key.all.article += vote.article;
      key.all.furniture += vote.furniture;
    }
  }
}

float KeyCounts::Weight(const std::string& key, const std::string& site) const {
  const auto found = keys_.find(key);
  if (found == keys_.end()) {
    return 0;
  }
  const auto own = found->second.sites.find(site);
  const bool known = own != found->second.sites.end();
  const Votes without = known ? VoteOf(own->second) : Votes();
  const double article = found->second.all.article - without.article + kPrior * kArticle;
  const double furniture =
      found->second.all.furniture - without.furniture + kPrior * (1 - kArticle);
  const std::size_t sites = found->second.sites.size() - (known ? 1 : 0);
  if (sites < kMinSites) {
    return 0;
  }
  const auto weight =
      static_cast<float>(std::log(article / furniture) - std::log(kArticle / (1 - kArticle)));
  return std::abs(weight) < kSmall ? 0.0F : std::round(weight * 100) / 100;
}

std::string KeyCounts::Table() const {
  std::map<std::string, float> weights;
  for (const auto& [key, votes] : keys_) {
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
