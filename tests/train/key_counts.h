// How often each word key (plugins/extract/word_table.h) stood at article text and at furniture, a
// site counting once: from it come the weights in config/lexicon/extract/words.tsv.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "tests/train/train_page.h"

namespace claimwatch::train {

class KeyCounts {
 public:
  void Add(const TrainPage& page);

  // The log-odds of a key from all sites but `site`; 0 when too few sites know it.
  float Weight(const std::string& key, const std::string& site) const;

  // Lines of the table, keys in order; weights near zero left out.
  std::string Table() const;

 private:
  struct Site {
    float article = 0;
    float furniture = 0;
  };

  std::unordered_map<std::string, std::unordered_map<std::string, Site>> keys_;
};

}  // namespace claimwatch::train
