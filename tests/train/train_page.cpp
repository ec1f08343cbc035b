#include "tests/train/train_page.h"

#include <cmath>
#include <fstream>
#include <iterator>
#include <memory>
#include <random>
#include <unordered_set>

#include "core/charset.h"
#include "core/text.h"
#include "plugins/extract/hints.h"
#include "plugins/extract/normalise.h"
#include "plugins/extract/shingles.h"
#include "tests/train/augment.h"

namespace claimwatch::train {
namespace {

constexpr int kCopies = 2;

std::string ReadFile(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string LineKey(std::string_view line) {
  return FoldCase(Normalise(line));
}

// Long blocks by their runs of words, short ones by being a whole line of the gold.
void LabelByText(const std::string& gold, TrainPage& page) {
  const ShingleSet runs(gold, 4);
  std::unordered_set<std::string> lines;
  for (const std::string_view line : Split(gold, '\n')) {
    lines.insert(LineKey(line));
  }
  double total = 0;
  for (std::size_t i = 0; i < page.blocks.size(); ++i) {
    const std::string& text = page.blocks[i].text;
    const std::size_t words = TextWordHashes(text).size();
    const bool line = lines.contains(LineKey(text));
    page.label[i] = line ? 1.0F : words < 4 ? 0.0F : static_cast<float>(runs.Cover(text));
    page.weight[i] = static_cast<float>(std::sqrt(static_cast<double>(words) + 2));
    total += static_cast<double>(page.weight[i]);
  }
  for (float& weight : page.weight) {
    weight *= static_cast<float>(12 / std::sqrt(total + 1));
  }
}

// Only what the snippets say is known.
void LabelBySnippets(const Json& snippets, float label, TrainPage& page) {
  for (const Json& snippet : snippets.Items()) {
    const std::string wanted = Normalise(snippet.AsString());
    const ShingleSet runs(wanted, 3);
    for (std::size_t i = 0; i < page.blocks.size(); ++i) {
      const std::string& text = page.blocks[i].text;
      const bool part = TextWordHashes(text).size() > 2 && runs.Cover(text) > 0.7;
      if (part || (!wanted.empty() && text.find(wanted) != std::string::npos)) {
        page.label[i] = label;
        page.weight[i] = 2.0F;
      }
    }
  }
}

struct Source {
  std::string html;
  Json gold;
};

Donors DonorsOf(const std::vector<Source>& sources) {
  Donors donors;
  for (const Source& source : sources) {
    const std::string title(source.gold["title"].AsString());
    if (TextWordHashes(title).size() > 3) {
      donors.titles.push_back(title);
    }
    for (const std::string_view line : Split(source.gold["text"].AsString(), '\n')) {
      const std::size_t words = TextWordHashes(line).size();
      if (words > 12 && words < 90 && line.find('<') == std::string_view::npos) {
        donors.paragraphs.emplace_back(line);
      }
    }
  }
  return donors;
}

// Far from any article text, one block of furniture in three stands for the others.
void ThinOut(TrainPage& page) {
  constexpr std::size_t kNear = 12;
  std::size_t last = 0;  // one past the last block of article
  std::vector<bool> near(page.label.size(), false);
  for (std::size_t i = 0; i < page.label.size(); ++i) {
    last = page.label[i] > 0.1F ? i + 1 : last;
    near[i] = last > 0 && i < last + kNear;
  }
  std::size_t next = page.label.size() + kNear;
  for (std::size_t i = page.label.size(); i-- > 0;) {
    next = page.label[i] > 0.1F ? i : next;
    if (near[i] || next < i + kNear || page.label[i] < 0) {
      continue;
    }
    page.weight[i] *= 3;
    page.label[i] = i % 3 == 0 ? page.label[i] : -1.0F;
  }
}

}  // namespace

TrainPage::TrainPage(std::string_view html, const Json& gold)
    : set(gold["set"].AsString()),
      file(gold["file"].AsString()),
      site(gold["site"].AsString()),
      dom(Dom::Parse(html)),
      blocks(ReadBlocks(dom)),
      map(MapPage(dom, blocks)),
      hints(ReadHints(dom)),
      view{dom, blocks, map, hints},
      label(blocks.size(), -1.0F),
      weight(blocks.size(), 0.0F) {
  if (gold.Has("text")) {
    LabelByText(std::string(gold["text"].AsString()), *this);
    ThinOut(*this);
  }
  LabelBySnippets(gold["with"], 1.0F, *this);
  LabelBySnippets(gold["without"], 0.0F, *this);
}

std::vector<std::unique_ptr<TrainPage>> LoadPages(
    const std::vector<std::filesystem::path>& folders) {
  std::vector<Source> sources;
  for (const std::filesystem::path& folder : folders) {
    std::ifstream in(folder / "gold.jsonl");
    for (std::string line; std::getline(in, line);) {
      const Result<Json> gold = Json::Parse(line);
      if (gold.ok()) {
        const std::string file((*gold)["file"].AsString());
        sources.push_back({DecodeHtml(ReadFile(folder / "html" / file), "").text, *gold});
      }
    }
  }
  const Donors donors = DonorsOf(sources);
  std::mt19937_64 random(7);
  std::vector<std::unique_ptr<TrainPage>> pages;
  for (const Source& source : sources) {
    pages.push_back(std::make_unique<TrainPage>(source.html, source.gold));
    const std::string_view text = source.gold["text"].AsString();
    for (int copy = 0; copy < kCopies && !text.empty(); ++copy) {
      const std::string other = Augment(source.html, text, donors, random);
      pages.push_back(std::make_unique<TrainPage>(other, source.gold));
      pages.back()->copy = true;
    }
  }
  return pages;
}

}  // namespace claimwatch::train
