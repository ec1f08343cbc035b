// Which paragraphs of a page are its article.
//
// Boosted trees, in two drafts of two passes: the first pass judges each block by itself and its
// place, the second again with what the first thought of the blocks around it. What the first draft
// thinks is furniture is sifted out (sift.h says why), and the second draft judges what is left.
// The tables are learnt, from pages of other sites than those they are measured on;
// tests/train/body_train.cpp says how.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "plugins/extract/features.h"

namespace claimwatch {

struct Body {
  std::vector<float> probability;  // by block
  std::vector<bool> chosen;        // by block
  bool guessed = false;            // no block was likely; the best guess was taken
};

// Immutable; any thread may call.
class BodyModel {
 public:
  // The model that is compiled in. The tables are part of the program, so this cannot fail.
  static std::shared_ptr<const BodyModel> BuiltIn();

  // A model of other tables, in the form of config/lexicon/extract/body.tsv, which must be whole:
  // for those who learn and measure them. `words` must outlive it.
  static std::shared_ptr<const BodyModel> Of(const KeyWeights& words, std::string_view trees);

  Body Choose(const PageView& page) const;

 private:
  struct Tables;

  Body ChooseAll(const PageView& page) const;

  explicit BodyModel(std::shared_ptr<const Tables> tables) : tables_(std::move(tables)) {}

  std::shared_ptr<const Tables> tables_;
};

// From probabilities to a choice: what is more likely than not, with its siblings; the best prose
// of the main element when hardly anything is likely; nothing twice and no headline.
Body ChooseBlocks(const PageView& page, std::vector<float> probability);

}  // namespace claimwatch
