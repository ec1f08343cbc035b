// Learns the tables of the body model from pages with gold text.
//
//   body_train OUT FOLDER...     each FOLDER holds gold.jsonl and html/
//
// Writes OUT/words.tsv and OUT/body.tsv (for config/lexicon/extract), the tables of four models
// that each saw no page of a fourth of the sites (OUT/fold0.tsv …; when they are there nothing is
// learnt again: a changed choice is measured with them), and OUT/crossed.jsonl: the text of every
// page as the program would choose it with the model that saw no page of its site. Score that file,
// not the final model, on these pages. For a FOLDER that holds pairs.jsonl, the pairs of a
// stability test made from these pages, OUT/pairs.jsonl has the same of each of their files.
#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <numeric>

#include "core/charset.h"
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

  void Run(const std::filesystem::path& out, const std::vector<std::filesystem::path>& folders);

 private:
  std::uint64_t FoldOf(const TrainPage& page) const { return StableHash(page.site) % kFolds; }

  KeyCounts Count() const;
  Rows FirstRows(const KeyCounts& counts, const TrainPage& page, const PageView& view) const;
  std::string TwoPasses(std::string_view alone, std::string_view around);
  void Sift(const KeyCounts& counts);
  std::vector<std::string> Train(std::size_t columns, std::uint64_t without) const;
  Probabilities Judge(const Trees& trees, const Rows& rows) const;
  void Learn(const KeyCounts& counts, const std::filesystem::path& out);
  bool ReadFolds(const std::filesystem::path& out);
  std::vector<Probabilities> Cross(std::size_t columns, std::string_view name);
  Body Crossed(const KeyCounts& counts, const TrainPage& page) const;
  void WriteCrossed(const KeyCounts& counts, const std::filesystem::path& file) const;
  void WritePairs(const KeyCounts& counts, const std::filesystem::path& folder,
                  std::ostream& out) const;

  std::vector<std::unique_ptr<TrainPage>> pages_;
  std::vector<std::unique_ptr<SiftedPage>> sifted_;  // by page
  std::vector<Rows> rows_;  // by page; word weights without the page's own site
  std::vector<std::vector<std::size_t>> places_;  // by page and row: the block it is about
  std::vector<Probabilities> second_;             // by page, of trees that saw no page of its site
  std::array<std::string, kFolds> without_;       // tables of trees by the fold they did not see
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

std::string FoldName(std::uint64_t fold) {
  return "fold" + std::to_string(fold) + ".tsv";
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
std::vector<Probabilities> Training::Cross(std::size_t columns, std::string_view name) {
  std::vector<Probabilities> out(pages_.size());
  for (std::uint64_t fold = 0; fold < kFolds; ++fold) {
    const std::vector<std::string> lines = Train(columns, fold);
    without_[fold] += Named(lines, name);
    const Trees trees = AsTrees(lines);
    for (std::size_t p = 0; p < pages_.size(); ++p) {
      if (FoldOf(*pages_[p]) == fold) {
        out[p] = Judge(trees, rows_[p]);
      }
    }
  }
  return out;
}

Body Training::Crossed(const KeyCounts& counts, const TrainPage& page) const {
  const CountedWeights weights(counts, page.site);
  return BodyModel::Of(weights, without_[FoldOf(page)])->Choose(page.view);
}

std::string ChosenText(const TrainPage& page, const Body& body) {
  std::vector<std::string> chosen;
  for (std::size_t i = 0; i < page.blocks.size(); ++i) {
    if (body.chosen[i]) {
      chosen.push_back(page.blocks[i].text);
    }
  }
  return Join(chosen, "\n\n");
}

void Training::WriteCrossed(const KeyCounts& counts, const std::filesystem::path& file) const {
  std::ofstream out(file);
  for (const auto& page : pages_) {
    if (page->copy) {
      continue;
    }
    const Body body = Crossed(counts, *page);
    Json blocks = Json::MakeArray();
    for (std::size_t i = 0; i < page->blocks.size(); ++i) {
      Json block = Json::MakeArray();
      block.Push(static_cast<double>(body.probability[i]))
          .Push(static_cast<double>(page->label[i]));
      block.Push(page->blocks[i].text);
      blocks.Push(std::move(block));
    }
    const Json line = Json::Of({{"set", page->set},
                                {"file", page->file},
                                {"text", ChosenText(*page, body)},
                                {"blocks", std::move(blocks)}});
    out << line.Dump() << '\n';
  }
}

// Files are named SET__ID__KIND.html after the page they were made from.
void Training::WritePairs(const KeyCounts& counts, const std::filesystem::path& folder,
                          std::ostream& out) const {
  std::map<std::string, std::string> sites;
  for (const auto& page : pages_) {
    sites[page->set + "__" + page->file.substr(0, page->file.rfind('.'))] = page->site;
  }
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    const auto site = sites.find(name.substr(0, name.rfind("__")));
    if (site == sites.end()) {
      continue;
    }
    std::ifstream in(entry.path(), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    const TrainPage page(DecodeHtml(bytes, "").text, Json::Of({{"site", site->second}}));
    const std::string text = ChosenText(page, Crossed(counts, page));
    out << Json::Of({{"file", name}, {"text", text}}).Dump() << '\n';
  }
}

// Trees that judge by themselves and those that look around, as one table; `second_` is what the
// latter think of pages they did not see.
std::string Training::TwoPasses(std::string_view alone, std::string_view around) {
  const std::vector<Probabilities> first = Cross(kFirstFeatures, alone);
  std::string table = Named(Train(kFirstFeatures, kNoFold), alone);
  for (std::size_t p = 0; p < pages_.size(); ++p) {
    AddSecondFeatures(sifted_.empty() ? pages_[p]->view : sifted_[p]->view(), first[p], rows_[p]);
  }
  second_ = Cross(kFeatures, around);
  return table + Named(Train(kFeatures, kNoFold), around);
}

void Training::Learn(const KeyCounts& counts, const std::filesystem::path& out) {
  for (const auto& page : pages_) {
    rows_.push_back(FirstRows(counts, *page, page->view));
    places_.emplace_back(page->blocks.size());
    std::iota(places_.back().begin(), places_.back().end(), 0);
  }
  std::string tables = TwoPasses("first", "second");
  Sift(counts);
  tables += TwoPasses("third", "fourth");
  std::ofstream(out / "words.tsv") << counts.Table();
  std::ofstream(out / "body.tsv") << tables;
  for (std::uint64_t fold = 0; fold < kFolds; ++fold) {
    std::ofstream(out / FoldName(fold)) << without_[fold];
  }
}

// Whether all tables of an earlier run are there.
bool Training::ReadFolds(const std::filesystem::path& out) {
  for (std::uint64_t fold = 0; fold < kFolds; ++fold) {
    std::ifstream in(out / FoldName(fold));
    without_[fold].assign(std::istreambuf_iterator<char>(in), {});
    if (without_[fold].empty()) {
      without_ = {};
      return false;
    }
  }
  return true;
}

void Training::Run(const std::filesystem::path& out,
                   const std::vector<std::filesystem::path>& folders) {
  const KeyCounts counts = Count();
  if (!ReadFolds(out)) {
    Learn(counts, out);
  }
  WriteCrossed(counts, out / "crossed.jsonl");
  for (const std::filesystem::path& folder : folders) {
    if (std::filesystem::exists(folder / "pairs.jsonl")) {
      std::ofstream pairs(out / "pairs.jsonl");
      WritePairs(counts, folder, pairs);
    }
  }
}

}  // namespace
}  // namespace claimwatch::train

int main(int argc, char** argv) {
  using namespace claimwatch::train;
  const std::vector<std::filesystem::path> folders(argv + std::min(argc, 2), argv + argc);
  std::vector<std::unique_ptr<TrainPage>> pages = LoadPages(folders);
  if (pages.empty()) {
    std::fprintf(stderr, "body_train: no pages; usage: body_train OUT FOLDER...\n");
    return 2;
  }
  Training(std::move(pages)).Run(argv[1], folders);
  return 0;
}
