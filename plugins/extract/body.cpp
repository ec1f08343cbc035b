#include "plugins/extract/body.h"

#include <algorithm>

#include "core/embedded.h"
#include "plugins/extract/trees.h"
#include "plugins/extract/word_table.h"

namespace claimwatch {
namespace {

constexpr float kChosen = 0.5F;
constexpr float kGuess = 0.2F;

class TableWeights final : public KeyWeights {
 public:
  explicit TableWeights(std::string_view tsv) : table_(WordTable::Read(tsv)) {}

  float Weight(const std::string& key) const override { return table_.Weight(key); }

 private:
  WordTable table_;
};

std::vector<float> Judge(const Trees& trees, const std::vector<Features>& rows) {
  std::vector<float> probability;
  probability.reserve(rows.size());
  for (const Features& row : rows) {
    probability.push_back(trees.Probability(row));
  }
  return probability;
}

Trees ReadTrees(std::string_view name) {
  Result<Trees> trees = Trees::Read(Embedded("extract/body.tsv"), name);
  CW_CHECK(trees.ok());
  return std::move(trees).Take();
}

}  // namespace

struct BodyModel::Tables {
  TableWeights words{Embedded("extract/words.tsv")};
  Trees first = ReadTrees("first");
  Trees second = ReadTrees("second");
};

std::shared_ptr<const BodyModel> BodyModel::BuiltIn() {
  static const std::shared_ptr<const BodyModel> model(
      new BodyModel(std::make_shared<const Tables>()));
  return model;
}

Body BodyModel::Choose(const PageView& page) const {
  std::vector<Features> rows = FirstFeatures(page, tables_->words);
  const std::vector<float> first = Judge(tables_->first, rows);
  AddSecondFeatures(page, first, rows);
  return ChooseBlocks(page, Judge(tables_->second, rows));
}

Body ChooseBlocks(const PageView& page, std::vector<float> probability) {
  Body body;
  body.probability = std::move(probability);
  const auto pick = [&body](float bar) {
    body.chosen.clear();
    for (const float p : body.probability) {
      body.chosen.push_back(p > bar);
    }
    return std::find(body.chosen.begin(), body.chosen.end(), true) != body.chosen.end();
  };
  if (pick(kChosen)) {
    return body;
  }
  body.guessed = true;
  if (!pick(kGuess)) {
    for (std::size_t i = 0; i < body.chosen.size(); ++i) {
      body.chosen[i] = page.map.prose[i] && Inside(page.dom, page.blocks[i].node, page.map.main);
    }
  }
  return body;
}

}  // namespace claimwatch
