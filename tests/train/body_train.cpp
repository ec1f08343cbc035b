// Learns the tables of the body model from pages with gold text.
//
//   body_train OUT FOLDER...     each FOLDER holds gold.jsonl and html/
//
// Writes OUT/words.tsv and OUT/body.tsv (for config/lexicon/extract) and OUT/crossed.jsonl: the
// text of every page as chosen by a model that saw no page of its site (four folds by site). Score
// that file, not the final model, on these pages.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>

#include "core/digest.h"
#include "core/json.h"
#include "core/text.h"
#include "plugins/extract/body.h"
#include "plugins/extract/trees.h"
#include "tests/train/boost.h"
#include "tests/train/key_counts.h"
#include "tests/train/train_page.h"

namespace claimwatch::train {
namespace {

constexpr std::uint64_t kFolds = 4;
constexpr std::uint64_t kNoFold = kFolds;

using Rows = std::vector<Features>;
using Probabilities = std::vector<float>;

class CountedWeights final : public KeyWeights {
 public:
  CountedWeights(const KeyCounts& counts, std::string site)
      : counts_(counts),
        site_(std::move(site)) {}

  float Weight(const std::string& key) const override { return counts_.Weight(key, site_); }

 private:
  const KeyCounts& counts_;
  std::string site_;
};

class Training {
 public:
  explicit Training(std::vector<std::unique_ptr<TrainPage>> pages) : pages_(std::move(pages)) {}

  void Run(const std::filesystem::path& out);

 private:
  std::uint64_t FoldOf(const TrainPage& page) const { return StableHash(page.site) % kFolds; }

  KeyCounts Count() const;
  std::vector<Rows> FirstRows(const KeyCounts& counts) const;
  std::vector<std::string> Train(std::size_t columns, std::uint64_t without) const;
  Probabilities Judge(const Trees& trees, const Rows& rows) const;
  std::vector<Probabilities> Cross(std::size_t columns) const;
  void WriteCrossed(const std::filesystem::path& file) const;

  std::vector<std::unique_ptr<TrainPage>> pages_;
  std::vector<Rows> rows_;             // by page; word weights without the page's own site
  std::vector<Probabilities> second_;  // by page, of trees that saw no page of its site
};

KeyCounts Training::Count() const {
  KeyCounts counts;
  for (const auto& page : pages_) {
    counts.Add(*page);
  }
  counts.Finish();
  return counts;
}

std::vector<Rows> Training::FirstRows(const KeyCounts& counts) const {
  std::vector<Rows> rows;
  for (const auto& page : pages_) {
    rows.push_back(FirstFeatures(page->view, CountedWeights(counts, page->site)));
  }
  return rows;
}

std::vector<std::string> Training::Train(std::size_t columns, std::uint64_t without) const {
  std::vector<Sample> samples;
  for (std::size_t p = 0; p < pages_.size(); ++p) {
    const TrainPage& page = *pages_[p];
    for (std::size_t i = 0; i < rows_[p].size() && FoldOf(page) != without; ++i) {
      if (page.label[i] >= 0) {
        samples.push_back({rows_[p][i].data(), page.label[i], page.weight[i]});
      }
    }
  }
  std::fprintf(stderr, "%zu samples, %zu columns\n", samples.size(), columns);
  BoostOptions options;
  options.columns = columns;
  return Boost(samples, options);
}

std::string Named(const std::vector<std::string>& lines, std::string_view name) {
  std::string out;
  for (const std::string& line : lines) {
    out.append(name).append("\t").append(line).append("\n");
  }
  return out;
}

Trees AsTrees(const std::vector<std::string>& lines) {
  Result<Trees> trees = Trees::Read(Named(lines, "x"), "x");
  CW_CHECK(trees.ok());
  return std::move(trees).Take();
}

Probabilities Training::Judge(const Trees& trees, const Rows& rows) const {
  Probabilities out;
  for (const Features& row : rows) {
    out.push_back(trees.Probability(row));
  }
  return out;
}

// Each page judged by trees that saw no page of its site.
std::vector<Probabilities> Training::Cross(std::size_t columns) const {
  std::vector<Probabilities> out(pages_.size());
  for (std::uint64_t fold = 0; fold < kFolds; ++fold) {
    const Trees trees = AsTrees(Train(columns, fold));
    for (std::size_t p = 0; p < pages_.size(); ++p) {
      if (FoldOf(*pages_[p]) == fold) {
        out[p] = Judge(trees, rows_[p]);
      }
    }
  }
  return out;
}

void Training::WriteCrossed(const std::filesystem::path& file) const {
  std::ofstream out(file);
  for (std::size_t p = 0; p < pages_.size(); ++p) {
    const TrainPage& page = *pages_[p];
    if (page.copy) {
      continue;
    }
    const Body body = ChooseBlocks(page.view, second_[p]);
    std::vector<std::string> chosen;
    Json blocks = Json::MakeArray();
    for (std::size_t i = 0; i < page.blocks.size(); ++i) {
      if (body.chosen[i]) {
        chosen.push_back(page.blocks[i].text);
      }
      Json block = Json::MakeArray();
      block.Push(static_cast<double>(second_[p][i])).Push(static_cast<double>(page.label[i]));
      block.Push(page.blocks[i].text);
      blocks.Push(std::move(block));
    }
    const Json line = Json::Of({{"set", page.set},
                                {"file", page.file},
                                {"text", Join(chosen, "\n\n")},
                                {"blocks", std::move(blocks)}});
    out << line.Dump() << '\n';
  }
}

void Training::Run(const std::filesystem::path& out) {
  const KeyCounts counts = Count();
  rows_ = FirstRows(counts);
  const std::vector<Probabilities> first = Cross(kFirstFeatures);
  const std::string first_trees = Named(Train(kFirstFeatures, kNoFold), "first");
  for (std::size_t p = 0; p < pages_.size(); ++p) {
    AddSecondFeatures(pages_[p]->view, first[p], rows_[p]);
  }
  second_ = Cross(kFeatures);
  WriteCrossed(out / "crossed.jsonl");
  std::ofstream(out / "words.tsv") << counts.Table();
  std::ofstream(out / "body.tsv") << first_trees << Named(Train(kFeatures, kNoFold), "second");
}

}  // namespace
}  // namespace claimwatch::train

int main(int argc, char** argv) {
  using namespace claimwatch::train;
  std::vector<std::unique_ptr<TrainPage>> pages =
      LoadPages(std::vector<std::filesystem::path>(argv + std::min(argc, 2), argv + argc));
  if (pages.empty()) {
    std::fprintf(stderr, "body_train: no pages; usage: body_train OUT FOLDER...\n");
    return 2;
  }
  Training(std::move(pages)).Run(argv[1]);
  return 0;
}
