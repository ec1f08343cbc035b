// Which paragraphs of a page are its article.
//
// Two passes of boosted trees: the first judges each block by itself and its place, the second
// again with what the first thought of the blocks around it. The tables are learnt, from pages of
// other sites than those they are measured on; tests/train/body_train.cpp says how.
#pragma once

#include <memory>
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

  Body Choose(const PageView& page) const;

 private:
  struct Tables;

  explicit BodyModel(std::shared_ptr<const Tables> tables) : tables_(std::move(tables)) {}

  std::shared_ptr<const Tables> tables_;
};

// From probabilities to a choice: what is more likely than not, with its siblings; the best prose
// of the main element when hardly anything is likely; nothing twice and no headline.
Body ChooseBlocks(const PageView& page, std::vector<float> probability);

}  // namespace claimwatch
