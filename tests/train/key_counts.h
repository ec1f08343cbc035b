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
  // To be called once, after all pages.
  void Finish();

  // The log-odds of a key from all sites but `site`; 0 when too few sites know it.
  float Weight(const std::string& key, const std::string& site) const;

  // Lines of the table, keys in order; weights near zero left out.
  std::string Table() const;

 private:
  struct Votes {
    double article = 0;
    double furniture = 0;
  };

  struct Key {
    Votes all;                                     // of all sites
    std::unordered_map<std::string, Votes> sites;  // blocks counted, by site
  };

  static Votes VoteOf(const Votes& counted);

  std::unordered_map<std::string, Key> keys_;
};

}  // namespace claimwatch::train
