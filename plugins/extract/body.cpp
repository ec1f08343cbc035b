#include "plugins/extract/body.h"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <unordered_map>

#include "core/embedded.h"
#include "core/text.h"
#include "plugins/extract/trees.h"
#include "plugins/extract/word_table.h"

namespace claimwatch {
namespace {

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

namespace {

constexpr float kChosen = 0.5F;
constexpr float kAmongOthers = 0.22F;  // prose beside prose that is chosen
constexpr float kDoubtful = 0.1F;      // prose of the main element when hardly anything is chosen
constexpr double kHardly = 0.4;        // of the main element's prose
constexpr std::uint32_t kTwiceWords = 6;
// Parts of the choice by bytes: more than this is what the page is about.
constexpr double kMostThreads = 0.5;
constexpr double kMostTeasers = 0.2;

// From probabilities to a choice. A block is judged with its siblings: what stands between sure
// paragraphs in the same element and reads like them is one of them.
class Chooser {
 public:
  Chooser(const PageView& page, Body& body) : page_(page), body_(body) {}

  void Run() {
    body_.chosen.assign(body_.probability.size(), false);
    Take(kChosen);
    TakeSiblings();
    if (ChosenShare() < kHardly) {
      TakeMain();
    }
    DropTwins();
    DropTitle();
    Drop(InThreads(), kMostThreads);
    Drop(InTeasers(), kMostTeasers);
  }

 private:
  bool IsPlainProse(std::size_t i) const {
    return page_.map.prose[i] && page_.blocks[i].linked * 4 < page_.blocks[i].text.size();
  }

  NodeId ParentOf(std::size_t i) const { return page_.dom[page_.blocks[i].node].parent; }

  void Take(float bar) {
    for (std::size_t i = 0; i < body_.chosen.size(); ++i) {
      body_.chosen[i] = body_.probability[i] > bar;
    }
  }

  void TakeSiblings();
  double ChosenShare() const;
  void TakeMain();
  void DropTwins();
  void DropTitle();
  std::vector<std::size_t> InThreads() const;
  std::vector<std::size_t> InTeasers() const;
  NodeId HeadedBy(std::size_t heading) const;
  void Drop(const std::vector<std::size_t>& blocks, double most);

  const PageView& page_;
  Body& body_;
};

void Chooser::TakeSiblings() {
  std::unordered_map<NodeId, unsigned> sure;
  for (std::size_t i = 0; i < body_.chosen.size(); ++i) {
    sure[ParentOf(i)] += body_.chosen[i] && IsPlainProse(i) ? 1U : 0U;
  }
  for (std::size_t i = 0; i < body_.chosen.size(); ++i) {
    const bool among = sure[ParentOf(i)] >= 2 && IsPlainProse(i);
    body_.chosen[i] = body_.chosen[i] || (among && body_.probability[i] > kAmongOthers);
  }
}

// What is chosen anywhere against the prose of the main element, in bytes.
double Chooser::ChosenShare() const {
  double main = 0;
  double chosen = 0;
  for (std::size_t i = 0; i < body_.chosen.size(); ++i) {
    const auto size = static_cast<double>(page_.blocks[i].text.size());
    chosen += body_.chosen[i] ? size : 0.0;
    const bool inside = Inside(page_.dom, page_.blocks[i].node, page_.map.main);
    main += inside && page_.map.prose[i] ? size : 0.0;
  }
  return main > 0 ? chosen / main : 1.0;
}

void Chooser::TakeMain() {
  body_.guessed = std::find(body_.chosen.begin(), body_.chosen.end(), true) == body_.chosen.end();
  for (std::size_t i = 0; i < body_.chosen.size(); ++i) {
    const bool inside = Inside(page_.dom, page_.blocks[i].node, page_.map.main);
    const float bar = body_.guessed ? 0.0F : kDoubtful;
    body_.chosen[i] = body_.chosen[i] || (inside && IsPlainProse(i) && body_.probability[i] > bar);
  }
}

// A paragraph printed in two places (for the phone and for the desk) is one; a refrain is not.
void Chooser::DropTwins() {
  std::unordered_map<std::string_view, NodeId> seen;
  for (std::size_t i = 0; i < body_.chosen.size(); ++i) {
    if (body_.chosen[i] && page_.map.facts[i].words >= kTwiceWords) {
      body_.chosen[i] =
          seen.emplace(page_.blocks[i].text, ParentOf(i)).first->second == ParentOf(i);
    }
  }
}

// The headline is no paragraph.
void Chooser::DropTitle() {
  for (std::size_t i = 0; i < body_.chosen.size(); ++i) {
    if (body_.chosen[i] && page_.blocks[i].text == page_.hints.title) {
      body_.chosen[i] = false;
    }
  }
}

// Whether an element calls itself a thread of comments.
bool IsThread(const Dom& dom, NodeId id) {
  for (const std::string_view attribute : {"class", "id"}) {
    const std::string names = AsciiLower(dom.Attribute(id, attribute));
    for (const std::string_view name : Split(names, ' ')) {
      const bool thread = name == "comments" || name == "comment" || name == "commentlist" ||
                          name == "disqus_thread" || name.starts_with("comments-") ||
                          name.starts_with("comment-") || name.starts_with("kommentar");
      if (thread) {
        return true;
      }
    }
  }
  return false;
}

// Chosen blocks that readers wrote.
std::vector<std::size_t> Chooser::InThreads() const {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < body_.chosen.size(); ++i) {
    NodeId id = body_.chosen[i] ? page_.blocks[i].node : 0;
    while (id != 0 && page_.dom[id].tag != HtmlTag::kBody && !IsThread(page_.dom, id)) {
      id = page_.dom[id].parent;
    }
    if (id != 0 && page_.dom[id].tag != HtmlTag::kBody) {
      found.push_back(i);
    }
  }
  return found;
}

// The widest element that a heading begins.
NodeId Chooser::HeadedBy(std::size_t heading) const {
  const NodeId before = heading == 0 ? 0 : page_.blocks[heading - 1].first;
  NodeId id = page_.blocks[heading].node;
  while (page_.dom[id].parent != id && page_.dom[id].parent > before) {
    id = page_.dom[id].parent;
  }
  return id;
}

// Chosen blocks at the end of the choice under headings that are links: the openings of other
// articles. Before the end such headings may be a list of products with a text on each.
std::vector<std::size_t> Chooser::InTeasers() const {
  std::vector<std::size_t> found;
  NodeId until = 0;  // end of the teaser that is open
  bool begun = false;
  for (std::size_t i = 0; i < body_.chosen.size(); ++i) {
    const Block& block = page_.blocks[i];
    const bool linked = block.linked * 10 >= block.text.size() * 8;
    if (begun && linked && IsHeading(page_.dom[block.node].tag)) {
      until = std::max(until, page_.dom[HeadedBy(i)].end);
    }
    if (!body_.chosen[i]) {
      continue;
    }
    begun = true;
    if (block.node < until) {
      found.push_back(i);
    } else {
      found.clear();
    }
  }
  return found;
}

// Unless they are more than `most` of what was chosen: then the page is about them.
void Chooser::Drop(const std::vector<std::size_t>& blocks, double most) {
  std::size_t all = 0;
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < body_.chosen.size(); ++i) {
    all += body_.chosen[i] ? page_.blocks[i].text.size() : 0U;
  }
  for (const std::size_t i : blocks) {
    bytes += page_.blocks[i].text.size();
  }
  for (const std::size_t i : blocks) {
    body_.chosen[i] = static_cast<double>(bytes) > most * static_cast<double>(all);
  }
}

}  // namespace

Body ChooseBlocks(const PageView& page, std::vector<float> probability) {
  Body body;
  body.probability = std::move(probability);
  Chooser(page, body).Run();
  return body;
}

}  // namespace claimwatch
