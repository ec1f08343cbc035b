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
#include <numeric>

#include "core/digest.h"
#include "core/json.h"
#include "core/text.h"
#include "plugins/extract/body.h"
#include "plugins/extract/sift.h"
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
  Rows FirstRows(const KeyCounts& counts, const TrainPage& page, const PageView& view) const;
  std::string TwoPasses(std::string_view alone, std::string_view around);
  void Sift(const KeyCounts& counts);
  std::vector<std::string> Train(std::size_t columns, std::uint64_t without) const;
  Probabilities Judge(const Trees& trees, const Rows& rows) const;
  std::vector<Probabilities> Cross(std::size_t columns) const;
  void WriteCrossed(const std::filesystem::path& file) const;

  std::vector<std::unique_ptr<TrainPage>> pages_;
  std::vector<std::unique_ptr<SiftedPage>> sifted_;  // by page
  std::vector<Rows> rows_;  // by page; word weights without the page's own site
  std::vector<std::vector<std::size_t>> places_;  // by page and row: the block it is about
  std::vector<Probabilities> second_;             // by page, of trees that saw no page of its site
};

KeyCounts Training::Count() const {
  KeyCounts counts;
  for (const auto& page : pages_) {
    counts.Add(*page);
  }
  counts.Finish();
  return counts;
}

Rows Training::FirstRows(const KeyCounts& counts, const TrainPage& page,
                         const PageView& view) const {
  const CountedWeights weights(counts, page.site);
  return FirstFeatures(view, Elements(page.dom, weights), weights);
}

// From here on rows are about what is left of each page.
void Training::Sift(const KeyCounts& counts) {
  for (std::size_t p = 0; p < pages_.size(); ++p) {
    sifted_.push_back(std::make_unique<SiftedPage>(pages_[p]->view, second_[p]));
    rows_[p] = FirstRows(counts, *pages_[p], sifted_[p]->view());
    places_[p] = sifted_[p]->places();
  }
}

std::vector<std::string> Training::Train(std::size_t columns, std::uint64_t without) const {
  std::vector<Sample> samples;
  for (std::size_t p = 0; p < pages_.size(); ++p) {
    const TrainPage& page = *pages_[p];
    for (std::size_t i = 0; i < rows_[p].size() && FoldOf(page) != without; ++i) {
      const std::size_t block = places_[p][i];
      if (page.label[block] >= 0) {
        samples.push_back({rows_[p][i].data(), page.label[block], page.weight[block]});
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
    const PageView& view = sifted_[p]->view();
    const Body body = ChooseBlocks(view, second_[p]);
    std::vector<std::string> chosen;
    Json blocks = Json::MakeArray();
    for (std::size_t i = 0; i < view.blocks.size(); ++i) {
      if (body.chosen[i]) {
        chosen.push_back(view.blocks[i].text);
      }
      Json block = Json::MakeArray();
      block.Push(static_cast<double>(second_[p][i]))
          .Push(static_cast<double>(page.label[places_[p][i]]));
      block.Push(view.blocks[i].text);
      blocks.Push(std::move(block));
    }
    const Json line = Json::Of({{"set", page.set},
                                {"file", page.file},
                                {"text", Join(chosen, "\n\n")},
                                {"blocks", std::move(blocks)}});
    out << line.Dump() << '\n';
  }
}

// Trees that judge by themselves and those that look around, as one table; `second_` is what the
// latter think of pages they did not see.
std::string Training::TwoPasses(std::string_view alone, std::string_view around) {
  const std::vector<Probabilities> first = Cross(kFirstFeatures);
  std::string table = Named(Train(kFirstFeatures, kNoFold), alone);
  for (std::size_t p = 0; p < pages_.size(); ++p) {
    AddSecondFeatures(sifted_.empty() ? pages_[p]->view : sifted_[p]->view(), first[p], rows_[p]);
  }
  second_ = Cross(kFeatures);
  return table + Named(Train(kFeatures, kNoFold), around);
}

void Training::Run(const std::filesystem::path& out) {
  const KeyCounts counts = Count();
  for (const auto& page : pages_) {
    rows_.push_back(FirstRows(counts, *page, page->view));
    places_.emplace_back(page->blocks.size());
    std::iota(places_.back().begin(), places_.back().end(), 0);
  }
  std::string tables = TwoPasses("first", "second");
  const std::vector<Probabilities> draft = second_;
  Sift(counts);
  tables += TwoPasses("third", "fourth");
  for (std::size_t p = 0; p < pages_.size(); ++p) {
    for (std::size_t i = 0; i < second_[p].size(); ++i) {
      second_[p][i] = Between(draft[p][places_[p][i]], second_[p][i]);
    }
  }
  WriteCrossed(out / "crossed.jsonl");
  std::ofstream(out / "words.tsv") << counts.Table();
  std::ofstream(out / "body.tsv") << tables;
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
