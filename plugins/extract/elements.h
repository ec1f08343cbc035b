// What stands around each element of a page: the elements it is in, and what their names say.
//
// A function of the document alone, whatever paragraphs are judged: so it is read once and serves
// every pass.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "plugins/extract/dom.h"

namespace claimwatch {

// Where the weights of words come from (word_table.h); training leaves the page's own site out.
class KeyWeights {
 public:
  KeyWeights() = default;
  KeyWeights(const KeyWeights&) = delete;
  KeyWeights& operator=(const KeyWeights&) = delete;
  virtual ~KeyWeights() = default;
  virtual float Weight(const std::string& key) const = 0;
};

// Sums of word weights along the elements around a node.
struct ElementWords {
  float own = 0;
  float near[3] = {};  // of the nearest elements, this one first; mute wrappers are passed over
  float near_low = 0;  // the lowest of them
  float low = 0;
  float high = 0;
  float sum = 0;
};

// What the elements around a node are, by element name.
struct ElementAround {
  NodeId nearest_article = 0;  // <article> element; 0: none
  bool article = false;
  bool main = false;
  bool aside = false;
  bool header = false;
  bool footer = false;
  bool nav = false;
  bool form = false;
  bool figure = false;
  bool table = false;
  bool quote = false;
  bool hidden = false;
  bool body_property = false;  // itemprop="articleBody"
  bool article_type = false;   // an itemtype of an article
  std::uint8_t lists = 0;
};

// `dom` must outlive it. Text nodes have no entry of their own: ask for the element around them.
class Elements {
 public:
  Elements(const Dom& dom, const KeyWeights& weights);

  const ElementWords& Words(NodeId id) const { return words_[id]; }

  const ElementAround& Around(NodeId id) const { return around_[id]; }

 private:
  void Look(NodeId id);
  void LookAtAttributes(NodeId id, ElementAround& here) const;
  void Weigh(NodeId id, const KeyWeights& weights);

  const Dom& dom_;
  std::vector<bool> alone_;
  std::vector<ElementWords> words_;
  std::vector<ElementAround> around_;
};

}  // namespace claimwatch
