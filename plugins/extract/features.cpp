#include "plugins/extract/features.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <unordered_set>

#include "plugins/extract/shingles.h"
#include "plugins/extract/word_table.h"

namespace claimwatch {
namespace {

constexpr double kNearBlocks = 10;

// Appends columns in order, so that no column has a number of its own.
class Row {
 public:
  Row(Features& features, std::size_t from) : features_(features), next_(from) {}

  void Add(double value) { features_[next_++] = static_cast<float>(value); }

  void Add(bool value) { Add(value ? 1.0 : 0.0); }

 private:
  Features& features_;
  std::size_t next_;
};

double Log(double value) {
  return std::log1p(value);
}

double Share(double part, double whole) {
  return whole > 0 ? part / whole : 0.0;
}

class FirstPass {
 public:
  FirstPass(const PageView& page, const Elements& elements, const KeyWeights& weights)
      : page_(page),
        elements_(elements),
        weights_(weights) {}

  std::vector<Features> Run();

 private:
  void Count();
  void CountHeadlines();
  void AddText(std::size_t i, Row& row) const;
  void AddTextWords(std::size_t i, Row& row) const;
  void AddTags(std::size_t i, Row& row) const;
  void AddPlace(std::size_t i, Row& row) const;
  void AddContainers(std::size_t i, Row& row) const;
  void AddMain(std::size_t i, Row& row) const;
  void AddOthers(std::size_t i, Row& row) const;
  void AddHints(std::size_t i, Row& row) const;
  void AddNeighbours(std::size_t i, Row& row) const;
  void AddProse(std::size_t i, std::size_t prose, Row& row) const;
  void AddNext(std::size_t i, Row& row) const;

  const PageView& page_;
  const Elements& elements_;
  const KeyWeights& weights_;
  std::unordered_map<std::string_view, unsigned> same_text_;
  std::unordered_map<std::uint64_t, std::pair<unsigned, unsigned>> same_shape_;  // all, prose
  std::vector<std::uint64_t> shape_;
  std::size_t title_block_ = 0;
  std::vector<double> headlines_before_;  // h1 blocks up to each block
  std::vector<double> articles_before_;   // <article> elements that began before, by block
  std::vector<std::size_t> previous_prose_;
  std::vector<std::size_t> next_prose_;
  ShingleSet body_;
  ShingleSet description_;
  ShingleSet title_;
};

void FirstPass::CountHeadlines() {
  double headlines = 0;
  double articles = 0;
  NodeId current = 0;
  for (const Block& block : page_.blocks) {
    headlines += page_.dom[block.node].tag == HtmlTag::kH1 ? 1.0 : 0.0;
    const NodeId article = elements_.Around(block.node).nearest_article;
    articles += article != current && article != 0 ? 1.0 : 0.0;
    current = article;
    headlines_before_.push_back(headlines);
    articles_before_.push_back(articles);
  }
}

void FirstPass::Count() {
  const std::size_t count = page_.blocks.size();
  previous_prose_.assign(count, count);
  next_prose_.assign(count, count);
  std::size_t last = count;
  for (std::size_t i = 0; i < count; ++i) {
    const Block& block = page_.blocks[i];
    const std::uint64_t shape = ShapeOf(page_.dom, block.node);
    shape_.push_back(shape);
    ++same_text_[block.text];
    auto& [all, prose] = same_shape_[shape];
    ++all;
    prose += page_.map.prose[i] ? 1U : 0U;
    previous_prose_[i] = last;
    last = page_.map.prose[i] ? i : last;
  }
  CountHeadlines();
  last = count;
  double best = 0.5;
  for (std::size_t i = count; i-- > 0;) {
    next_prose_[i] = last;
    last = page_.map.prose[i] ? i : last;
    const bool heading = page_.dom[page_.blocks[i].node].tag == HtmlTag::kH1;
    const double alike = title_.Alike(page_.blocks[i].text) + (heading ? 0.3 : 0.0);
    if (page_.blocks[i].text.size() < 400 && alike >= best) {
      best = alike;
      title_block_ = i;
    }
  }
}

std::vector<Features> FirstPass::Run() {
  body_ = ShingleSet(page_.hints.linked_body, 4);
  description_ = ShingleSet(page_.hints.description, 3);
  title_ = ShingleSet(page_.hints.title, 1);
  Count();
  std::vector<Features> rows(page_.blocks.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    Row row(rows[i], 0);
    AddText(i, row);
    AddTextWords(i, row);
    AddTags(i, row);
    AddPlace(i, row);
    AddContainers(i, row);
    AddMain(i, row);
    AddHints(i, row);
    AddNeighbours(i, row);
  }
  return rows;
}

// 18 columns.
void FirstPass::AddText(std::size_t i, Row& row) const {
  const Block& block = page_.blocks[i];
  const TextFacts& facts = page_.map.facts[i];
  const auto size = static_cast<double>(block.text.size());
  row.Add(Log(facts.characters));
  row.Add(Log(facts.words));
  row.Add(Share(static_cast<double>(block.linked), size));
  row.Add(Log(block.links));
  row.Add(Log(facts.sentence_ends));
  row.Add(facts.ends_sentence);
  row.Add(Share(facts.commas, facts.words));
  row.Add(Share(facts.digits, facts.characters));
  row.Add(Share(facts.upper, facts.letters));
  row.Add(Share(facts.initials, facts.words));
  row.Add(Share(facts.letters, facts.words));
  row.Add(Share(static_cast<double>(block.strong), size));
  row.Add(Share(static_cast<double>(block.slanted), size));
  row.Add(facts.ends_colon);
  row.Add(facts.starts_lower);
  row.Add(facts.starts_quote);
  row.Add(facts.address);
  row.Add(Share(facts.symbols, facts.words));
}

// 4 columns.
void FirstPass::AddTextWords(std::size_t i, Row& row) const {
  float start = 0;
  float whole = 0;
  float sum = 0;
  float low = 0;
  int known = 0;
  for (const std::string& key : TextKeys(page_.blocks[i].text)) {
    const float weight = weights_.Weight(key);
    start = key[0] == 's' ? weight : start;
    whole = key[0] == 't' ? weight : whole;
    if (key[0] == 'w' && weight != 0) {
      sum += weight;
      low = std::min(low, weight);
      ++known;
    }
  }
  row.Add(double{start});
  row.Add(double{whole});
  row.Add(known > 0 ? double{sum} / known : 0.0);
  row.Add(double{low});
}

// 8 columns.
void FirstPass::AddTags(std::size_t i, Row& row) const {
  const NodeId id = page_.blocks[i].node;
  const HtmlTag tag = page_.dom[id].tag;
  const HtmlTag parent = page_.dom[page_.dom[id].parent].tag;
  const bool item = tag == HtmlTag::kLi || parent == HtmlTag::kLi;
  row.Add(tag == HtmlTag::kP);
  row.Add(item);
  row.Add(IsHeading(tag) ? static_cast<double>(tag) - static_cast<double>(HtmlTag::kH1) + 1 : 0.0);
  row.Add(tag == HtmlTag::kTr || tag == HtmlTag::kTd || tag == HtmlTag::kTh);
  row.Add(tag == HtmlTag::kFigcaption || tag == HtmlTag::kCaption);
  row.Add(tag == HtmlTag::kPre || tag == HtmlTag::kDd || tag == HtmlTag::kDt);
  row.Add(tag == HtmlTag::kDiv || tag == HtmlTag::kSection || tag == HtmlTag::kArticle);
  row.Add(parent == HtmlTag::kA || tag == HtmlTag::kA || parent == HtmlTag::kFigure);
}

// 20 columns.
void FirstPass::AddPlace(std::size_t i, Row& row) const {
  const NodeId id = page_.blocks[i].node;
  const ElementAround& around = elements_.Around(id);
  row.Add(around.article);
  row.Add(around.main);
  row.Add(around.aside);
  row.Add(around.header);
  row.Add(around.footer);
  row.Add(around.nav);
  row.Add(around.form);
  row.Add(around.figure);
  row.Add(around.table);
  row.Add(around.quote);
  row.Add(around.hidden);
  row.Add(around.body_property);
  row.Add(around.article_type);
  row.Add(static_cast<double>(around.lists));
  const ElementWords& words = elements_.Words(id);
  row.Add(double{words.own});
  row.Add(double{words.near_low});
  row.Add(double{words.low});
  row.Add(double{words.high});
  row.Add(double{words.sum});
  row.Add(double{elements_.Words(page_.dom[id].parent).own});
}

// 3 × 3 columns: the parent, its parent, and that one's.
void FirstPass::AddContainers(std::size_t i, Row& row) const {
  NodeId id = page_.blocks[i].node;
  const double main_prose = page_.map.contents[page_.map.main].prose_text;
  for (int level = 0; level < 3; ++level) {
    id = page_.map.up[id];
    const Contents& contents = page_.map.contents[id];
    row.Add(double{contents.LinkDensity()});
    row.Add(Share(contents.prose_text, contents.text));
    row.Add(std::min(Share(contents.prose_text, main_prose), 1.0));
  }
}

// 10 columns.
void FirstPass::AddMain(std::size_t i, Row& row) const {
  const Dom& dom = page_.dom;
  const PageMap& map = page_.map;
  const NodeId id = page_.blocks[i].node;
  const bool inside = Inside(dom, id, map.main);
  const NodeId common = CommonAncestor(dom, map.main, id);
  row.Add(inside);
  row.Add(static_cast<double>(map.depth[id]) - map.depth[common]);
  row.Add(static_cast<double>(map.depth[map.main]) - map.depth[common]);
  const auto place = static_cast<double>(i);
  row.Add(std::clamp(static_cast<double>(map.first_prose) - place, 0.0, kNearBlocks));
  row.Add(std::clamp(place - static_cast<double>(map.last_prose), 0.0, kNearBlocks));
  row.Add(Log(map.contents[map.main].prose));
  row.Add(Log(map.contents[map.main].prose_text));
  AddOthers(i, row);
}

// 3 columns: whether this may be another article of the page.
void FirstPass::AddOthers(std::size_t i, Row& row) const {
  const NodeId own = elements_.Around(page_.blocks[i].node).nearest_article;
  const NodeId main = elements_.Around(page_.blocks[page_.map.first_prose].node).nearest_article;
  row.Add(main == 0 ? -1.0 : own == main ? 1.0 : 0.0);
  row.Add(std::min(static_cast<double>(articles_before_[i]), 4.0));
  row.Add(std::clamp(headlines_before_[i] - headlines_before_[title_block_], -2.0, 3.0));
}

// 6 columns.
void FirstPass::AddHints(std::size_t i, Row& row) const {
  const std::string& text = page_.blocks[i].text;
  row.Add(body_.empty() ? -1.0 : body_.Cover(text));
  row.Add(description_.empty() ? -1.0 : description_.Cover(text));
  row.Add(title_.empty() ? -1.0 : title_.Alike(text));
  row.Add(std::clamp(static_cast<double>(i) - static_cast<double>(title_block_), -5.0, 5.0));
  row.Add(static_cast<double>(std::min(same_text_.at(text), 5U)));
  row.Add(Log(static_cast<double>(body_.size())));
}

// 9 columns.
void FirstPass::AddNeighbours(std::size_t i, Row& row) const {
  const auto& [all, prose] = same_shape_.at(shape_[i]);
  const unsigned own = page_.map.prose[i] ? 1 : 0;
  row.Add(static_cast<double>(std::min(all, 3U)));
  row.Add(all > 1 ? static_cast<double>(prose - own) / (all - 1) : -1.0);
  AddProse(i, previous_prose_[i], row);
  AddProse(i, next_prose_[i], row);
  AddNext(i, row);
}

// 2 columns: how far up the tree the nearest prose on one side is, and how long it is.
void FirstPass::AddProse(std::size_t i, std::size_t prose, Row& row) const {
  if (prose >= page_.blocks.size()) {
    row.Add(-1.0);
    row.Add(-1.0);
    return;
  }
  const NodeId node = page_.blocks[i].node;
  const NodeId common = CommonAncestor(page_.dom, page_.blocks[prose].node, node);
  row.Add(static_cast<double>(page_.map.depth[node]) - page_.map.depth[common]);
  row.Add(Log(page_.map.facts[prose].words));
}

// 3 columns: the block that follows, which tells what a heading heads. What stands before does not
// count: it may be an advertisement today.
void FirstPass::AddNext(std::size_t i, Row& row) const {
  const std::size_t next = i + 1;
  if (next >= page_.blocks.size()) {
    row.Add(-1.0);
    row.Add(-1.0);
    row.Add(-1.0);
    return;
  }
  const Block& block = page_.blocks[next];
  row.Add(Log(page_.map.facts[next].words));
  row.Add(Share(static_cast<double>(block.linked), static_cast<double>(block.text.size())));
  const NodeId common = CommonAncestor(page_.dom, block.node, page_.blocks[i].node);
  row.Add(static_cast<double>(page_.map.depth[page_.blocks[i].node]) - page_.map.depth[common]);
}

}  // namespace

std::vector<Features> FirstFeatures(const PageView& page, const Elements& elements,
                                    const KeyWeights& weights) {
  return FirstPass(page, elements, weights).Run();
}

}  // namespace claimwatch
