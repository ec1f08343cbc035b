// Words that tell furniture from text: learnt weights of words in class names and in short texts,
// from config/lexicon/extract/words.tsv (the program that learns them: tests/train/body_train.cpp).
//
// Keys carry their kind in front: "c" for a word of class, id, role or element name; "s" for the
// first two words of a text, "w" for a word in it, "t" for a whole short text. A weight is a
// log-odds: below zero speaks for furniture.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "plugins/extract/dom.h"

namespace claimwatch {

class WordTable {
 public:
  // Lines "key TAB weight"; others are skipped.
  static WordTable Read(std::string_view tsv);

  // The weight of a key; 0 for an unknown one.
  float Weight(const std::string& key) const;

 private:
  std::unordered_map<std::string, float> weights_;
};

// Keys of the words in an element's name, class, id, role and the like, lower case, unique. Words
// with digits in them are left out: they are made by machines and change with every release.
std::vector<std::string> ElementKeys(const Dom& dom, NodeId id);

// Keys of a text; "w" keys for the first 24 words at most.
std::vector<std::string> TextKeys(std::string_view text);

}  // namespace claimwatch
