// Learns the tables of the body model from pages with gold text.
//
//   body_train OUT FOLDER...     each FOLDER holds gold.jsonl and html/
//
// Writes OUT/words.tsv and OUT/body.tsv (for config/lexicon/extract) and OUT/crossed.jsonl: the
// text of every page as chosen by a model that saw no page of its site (five folds by site). Score
// that file, not the final model, on these pages.
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

constexpr std::uint64_t kFolds = 5;
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

  KeyCounts Count(std::uint64_t without) const;
  std::vector<Rows> FirstRows(const KeyCounts& counts) const;
  std::vector<std::string> Train(const std::vector<Rows>& rows, std::size_t columns,
                                 std::uint64_t without) const;
  Probabilities Judge(const Trees& trees, const Rows& rows) const;
  void Cross();
  void WriteCrossed(const std::filesystem::path& file) const;

  std::vector<std::unique_ptr<TrainPage>> pages_;
  std::vector<std::vector<Rows>> fold_rows_;  // by fold and page
  std::vector<Probabilities> first_;          // by page, from a model without its site
  std::vector<Probabilities> second_;
};

KeyCounts Training::Count(std::uint64_t without) const {
  KeyCounts counts;
  for (const auto& page : pages_) {
    if (FoldOf(*page) != without) {
      counts.Add(*page);
    }
  }
  return counts;
}

std::vector<Rows> Training::FirstRows(const KeyCounts& counts) const {
  std::vector<Rows> rows;
  for (const auto& page : pages_) {
    rows.push_back(FirstFeatures(page->view, CountedWeights(counts, page->site)));
  }
  return rows;
}

std::vector<std::string> Training::Train(const std::vector<Rows>& rows, std::size_t columns,
                                         std::uint64_t without) const {
  std::vector<Sample> samples;
  for (std::size_t p = 0; p < pages_.size(); ++p) {
    const TrainPage& page = *pages_[p];
    for (std::size_t i = 0; i < rows[p].size() && FoldOf(page) != without; ++i) {
      if (page.label[i] >= 0) {
        samples.push_back({rows[p][i].data(), page.label[i], page.weight[i]});
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

void Training::Cross() {
  first_.resize(pages_.size());
  second_.resize(pages_.size());
  for (std::uint64_t fold = 0; fold < kFolds; ++fold) {
    fold_rows_.push_back(FirstRows(Count(fold)));
    const Trees trees = AsTrees(Train(fold_rows_[fold], kFirstFeatures, fold));
    for (std::size_t p = 0; p < pages_.size(); ++p) {
      if (FoldOf(*pages_[p]) == fold) {
        first_[p] = Judge(trees, fold_rows_[fold][p]);
      }
    }
  }
  for (std::uint64_t fold = 0; fold < kFolds; ++fold) {
    std::vector<Rows>& rows = fold_rows_[fold];
    for (std::size_t p = 0; p < pages_.size(); ++p) {
      AddSecondFeatures(pages_[p]->view, first_[p], rows[p]);
    }
    const Trees trees = AsTrees(Train(rows, kFeatures, fold));
    for (std::size_t p = 0; p < pages_.size(); ++p) {
      if (FoldOf(*pages_[p]) == fold) {
        second_[p] = Judge(trees, rows[p]);
      }
    }
  }
}

void Training::WriteCrossed(const std::filesystem::path& file) const {
  std::ofstream out(file);
  for (std::size_t p = 0; p < pages_.size(); ++p) {
    const TrainPage& page = *pages_[p];
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
  Cross();
  WriteCrossed(out / "crossed.jsonl");
  const KeyCounts counts = Count(kNoFold);
  std::vector<Rows> rows = FirstRows(counts);
  const std::vector<std::string> first = Train(rows, kFirstFeatures, kNoFold);
  for (std::size_t p = 0; p < pages_.size(); ++p) {
    AddSecondFeatures(pages_[p]->view, first_[p], rows[p]);
  }
  const std::vector<std::string> second = Train(rows, kFeatures, kNoFold);
  std::ofstream(out / "words.tsv") << counts.Table();
  std::ofstream(out / "body.tsv") << Named(first, "first") << Named(second, "second");
}

}  // namespace
}  // namespace claimwatch::train

int main(int argc, char** argv) {
  using namespace claimwatch::train;
  std::vector<std::unique_ptr<TrainPage>> pages;
  for (int i = 2; i < argc; ++i) {
    for (auto& page : LoadPages(argv[i])) {
      pages.push_back(std::move(page));
    }
  }
  if (pages.empty()) {
    std::fprintf(stderr, "body_train: no pages; usage: body_train OUT FOLDER...\n");
    return 2;
  }
  Training(std::move(pages)).Run(argv[1]);
  return 0;
}
