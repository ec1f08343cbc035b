// A page with its gold: what the training of the body model learns from.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/json.h"
#include "plugins/extract/features.h"

namespace claimwatch::train {

// Built in place and never moved: `view` refers to the rest.
struct TrainPage {
  // `html` in UTF-8.
  TrainPage(std::string_view html, const Json& gold);

  std::string set;
  std::string file;
  bool copy = false;  // of another page, with other furniture
  std::string site;   // pages of one site are never on both sides of a split
  Dom dom;
  std::vector<Block> blocks;
  PageMap map;
  BodyHints hints;
  PageView view;
  std::vector<float> label;   // by block: the share of it that is article; -1: not known
  std::vector<float> weight;  // by block
};

// FOLDER/gold.jsonl with FOLDER/html/FILE for each line; pages with a full gold text twice more,
// with other furniture (augment.h).
std::vector<std::unique_ptr<TrainPage>> LoadPages(
    const std::vector<std::filesystem::path>& folders);

}  // namespace claimwatch::train
