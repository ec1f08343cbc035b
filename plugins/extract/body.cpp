#include "plugins/extract/body.h"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <unordered_map>

#include "core/embedded.h"
#include "core/text.h"
#include "plugins/extract/aids.h"
#include "plugins/extract/alike.h"
#include "plugins/extract/apart.h"
#include "plugins/extract/asides.h"
#include "plugins/extract/between.h"
#include "plugins/extract/copies.h"
#include "plugins/extract/date_text.h"
#include "plugins/extract/live_report.h"
#include "plugins/extract/next_article.h"
#include "plugins/extract/sift.h"
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

// A choice on a sifted page as one on the whole.
Body Spread(const Body& inner, const std::vector<std::size_t>& places,
            std::vector<float> probability) {
  Body body;
  body.guessed = inner.guessed;
  body.chosen.assign(probability.size(), false);
  for (std::size_t i = 0; i < places.size(); ++i) {
    probability[places[i]] = inner.probability[i];
    body.chosen[places[i]] = inner.chosen[i];
  }
  body.probability = std::move(probability);
  return body;
}

Trees ReadTrees(std::string_view table, std::string_view name) {
  Result<Trees> trees = Trees::Read(table, name);
  CW_CHECK(trees.ok());
  return std::move(trees).Take();
}

}  // namespace

struct BodyModel::Tables {
  Tables(const KeyWeights& weights, std::string_view table)
      : words(weights),
        first(ReadTrees(table, "first")),
        second(ReadTrees(table, "second")),
        third(ReadTrees(table, "third")),
        fourth(ReadTrees(table, "fourth")) {}

  const KeyWeights& words;
  Trees first;
  Trees second;
  Trees third;
  Trees fourth;

  // A pass by itself and one with what it thought of the surroundings.
  std::vector<float> Twice(const PageView& page, const Elements& elements, const Trees& alone,
                           const Trees& around) const {
    std::vector<Features> rows = FirstFeatures(page, elements, words);
    AddSecondFeatures(page, Judge(alone, rows), rows);
    return Judge(around, rows);
  }
};

std::shared_ptr<const BodyModel> BodyModel::BuiltIn() {
  static const TableWeights words(Embedded("extract/words.tsv"));
  static const std::shared_ptr<const BodyModel> model = Of(words, Embedded("extract/body.tsv"));
  return model;
}

std::shared_ptr<const BodyModel> BodyModel::Of(const KeyWeights& words, std::string_view trees) {
  return std::shared_ptr<const BodyModel>(
      new BodyModel(std::make_shared<const Tables>(words, trees)));
}

Body BodyModel::Choose(const PageView& page) const {
  const std::vector<float> apart = Apart(page);
  Body body;
  if (apart.empty()) {
    body = ChooseAll(page);
  } else {
    const SiftedPage article(page, apart);
    body = Spread(ChooseAll(article.view()), article.places(),
                  std::vector<float>(page.blocks.size(), 0.0F));
  }
  TakeTimes(page, body.chosen);
  TakeBetween(page, body.probability, body.chosen);
  DropTeasers(page, body.chosen);
  return body;
}

Body BodyModel::ChooseAll(const PageView& page) const {
  const Elements elements(page.dom, tables_->words);
  std::vector<float> draft = tables_->Twice(page, elements, tables_->first, tables_->second);
  const SiftedPage left(page, draft);
  std::vector<float> again = tables_->Twice(left.view(), elements, tables_->third, tables_->fourth);
  for (std::size_t i = 0; i < again.size(); ++i) {
    again[i] = Between(draft[left.places()[i]], again[i]);
  }
  const Body inner = ChooseBlocks(left.view(), std::move(again));
  if (std::find(inner.chosen.begin(), inner.chosen.end(), true) == inner.chosen.end()) {
    return ChooseBlocks(page, std::move(draft));
  }
  return Spread(inner, left.places(), std::move(draft));
}

namespace {

constexpr float kChosen = 0.5F;
constexpr float kAmongOthers = 0.12F;  // prose beside prose that is chosen
constexpr float kHeading = 0.32F;      // between paragraphs that are chosen
constexpr std::uint32_t kHeadingWords = 12;
constexpr float kDoubtful = 0.1F;  // prose of the main element when hardly anything is chosen
constexpr double kHardly = 0.4;    // of the main element's prose
// Parts of the choice by bytes: more than this is what the page is about.
constexpr double kMostAsides = 0.5;    // captions, notices, reading aids
constexpr double kMostHidden = 0.2;    // more may be the rest of the text, behind a button
constexpr double kMostComments = 0.9;  // a short article may have many
constexpr double kMostOthers = 0.9;    // other articles: the next may be longer

// From probabilities to a choice. A block is judged with its siblings: what stands between sure
// paragraphs in the same element and reads like them is one of them.
class Chooser {
 public:
  Chooser(const PageView& page, Body& body) : page_(page), body_(body) {}

  void Run() {
    body_.chosen.assign(body_.probability.size(), false);
    Take(kChosen);
    TakeSiblings();
    TakeAlike(page_, body_.probability, body_.chosen);
    TakeHeadings();
    if (ChosenShare() < kHardly) {
      TakeMain();
    }
    Drop(Captions(), kMostAsides);
    Drop(InOtherArticles(page_, body_.chosen), kMostOthers);
    DropCopies(page_, body_.chosen);
    DropTitle();
    Drop(LastHeadings(), kMostAsides);
    Drop(Aids(), kMostAsides);
    Drop(Signatures(), kMostAsides);
    Drop(ChosenIn(IsThread), kMostComments);
    Drop(ChosenIn(IsNotice), kMostAsides);
    Drop(ChosenIn(IsPageFoot), kMostAsides);
    Drop(ChosenIn(IsHidden), kMostHidden);
    Drop(HiddenAlone(), kMostAsides);
    Drop(ChosenIn(IsAppeal), kMostAsides);
    Drop(ChosenIn(IsKeyPoints), kMostAsides);
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
  void TakeCousins();
  bool HeadsProse(std::size_t i) const;
  void TakeHeadings();
  double ChosenShare() const;
  void TakeMain();
  void DropTitle();
  std::vector<std::size_t> LastHeadings() const;
  std::vector<std::size_t> ChosenIn(bool (*kind)(const Dom&, NodeId)) const;
  std::vector<std::size_t> HiddenAlone() const;
  std::vector<std::size_t> Captions() const;
  bool IsText(std::size_t block) const;  // chosen, and prose that is no reading aid or credit
  std::size_t TextBegin() const;
  std::vector<std::size_t> Aids() const;
  std::vector<std::size_t> Signatures() const;

  void Drop(const std::vector<std::size_t>& blocks, double most) {
    claimwatch::Drop(page_, blocks, most, body_.chosen);
  }

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
  TakeCousins();
}

// The last of a row of elements that are built alike, each with a paragraph: most of them chosen.
void Chooser::TakeCousins() {
  constexpr float kDoubted = 0.3F;  // less is thought to be furniture
  constexpr unsigned kMany = 3;

  struct Row {
    unsigned all = 0;
    unsigned chosen = 0;
  };

  std::unordered_map<std::uint64_t, Row> rows;
  const auto row_of = [this](std::size_t i) {
    return ShapeOf(page_.dom, ParentOf(i));
  };
  for (std::size_t i = 0; i < body_.chosen.size(); ++i) {
    Row& row = rows[row_of(i)];
    row.all += IsPlainProse(i) ? 1U : 0U;
    row.chosen += IsPlainProse(i) && body_.chosen[i] ? 1U : 0U;
  }
  for (std::size_t i = 0; i < body_.chosen.size(); ++i) {
    const Row& row = rows[row_of(i)];
    const bool likely = IsPlainProse(i) && body_.probability[i] > kDoubted;
    const bool most = row.chosen >= kMany && row.chosen * 4 >= row.all * 3;
    body_.chosen[i] = body_.chosen[i] || (likely && most);
  }
}

// "More:" and its like announce links.
bool Chooser::HeadsProse(std::size_t i) const {
  const TextFacts& facts = page_.map.facts[i];
  return page_.blocks[i].linked == 0 && facts.words <= kHeadingWords && !facts.ends_colon;
}

// A short line right between two chosen paragraphs in the same element heads the second.
void Chooser::TakeHeadings() {
  for (std::size_t i = 1; i + 1 < body_.chosen.size(); ++i) {
    const bool between = IsText(i - 1) && IsText(i + 1) && ParentOf(i - 1) == ParentOf(i) &&
                         ParentOf(i + 1) == ParentOf(i);
    body_.chosen[i] =
        body_.chosen[i] || (between && body_.probability[i] > kHeading && HeadsProse(i));
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

// The headline is no paragraph, nor is an h1 that stands before all text, nor what is above that.
void Chooser::DropTitle() {
  std::size_t below = std::min(TextBegin() + 1, body_.chosen.size());
  while (below > 0 && page_.dom[page_.blocks[below - 1].node].tag != HtmlTag::kH1) {
    --below;
  }
  for (std::size_t i = 0; i < body_.chosen.size(); ++i) {
    const bool title = page_.blocks[i].text == page_.hints.title;
    body_.chosen[i] = body_.chosen[i] && i >= below && !title;
  }
}

// Headings below all other text head nothing; but some pages are made of headings.
std::vector<std::size_t> Chooser::LastHeadings() const {
  std::vector<std::size_t> found;
  for (std::size_t end = body_.chosen.size(); end > 0; --end) {
    const bool heading = IsHeading(page_.dom[page_.blocks[end - 1].node].tag);
    if (body_.chosen[end - 1] && !heading) {
      break;
    }
    if (body_.chosen[end - 1]) {
      found.push_back(end - 1);
    }
  }
  return found;
}

// Chosen blocks with an element of a kind around them; <body> itself may be called anything.
std::vector<std::size_t> Chooser::ChosenIn(bool (*kind)(const Dom&, NodeId)) const {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < body_.chosen.size(); ++i) {
    const NodeId id = NearestAround(page_.dom, body_.chosen[i] ? page_.blocks[i].node : 0,
                                    [kind](const Dom& dom, NodeId one) {
                                      return dom[one].tag == HtmlTag::kBody || kind(dom, one);
                                    });
    if (id != 0 && page_.dom[id].tag != HtmlTag::kBody) {
      found.push_back(i);
    }
  }
  return found;
}

// Paragraphs hidden one by one: the rest of a text is hidden as a whole.
std::vector<std::size_t> Chooser::HiddenAlone() const {
  std::unordered_map<NodeId, unsigned> count;
  const std::vector<std::size_t> hidden = ChosenIn(IsHidden);
  std::vector<NodeId> around;
  for (const std::size_t i : hidden) {
    around.push_back(NearestAround(page_.dom, page_.blocks[i].node, IsHidden));
    ++count[around.back()];
  }
  std::vector<std::size_t> alone;
  for (std::size_t k = 0; k < hidden.size(); ++k) {
    if (count[around[k]] == 1) {
      alone.push_back(hidden[k]);
    }
  }
  return alone;
}

std::vector<std::size_t> Chooser::Captions() const {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < body_.chosen.size(); ++i) {
    const bool caption = IsCaption(page_.dom, page_.blocks[i]) || IsUnderPicture(page_, i);
    if (body_.chosen[i] && (caption || IsCapitalLink(page_, i))) {
      found.push_back(i);
    }
  }
  return found;
}

bool Chooser::IsText(std::size_t block) const {
  const std::string& text = page_.blocks[block].text;
  return body_.chosen[block] && page_.map.prose[block] && !IsReadingAid(text) && !IsCredit(text) &&
         !IsImprint(text);
}

// Its first block; behind all blocks when there is no text.
std::size_t Chooser::TextBegin() const {
  std::size_t i = 0;
  while (i < body_.chosen.size() && !IsText(i)) {
    ++i;
  }
  return i;
}

// Above the text and below it; inside it "Share!" may be an answer, but "Share this story" none.
std::vector<std::size_t> Chooser::Aids() const {
  constexpr std::uint32_t kManyWords = 3;
  const std::size_t size = body_.chosen.size();
  const std::size_t first = TextBegin();
  std::size_t end = size;
  while (end > first && !IsText(end - 1)) {
    --end;
  }
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < size; ++i) {
    const std::string& text = page_.blocks[i].text;
    const bool outside = i < first || i >= end;
    const bool sure = outside || page_.map.facts[i].words >= kManyWords;
    const bool aid = (sure && IsReadingAid(text)) ||
                     (outside && (IsMark(text) || IsCredit(text) || IsImprint(text)));
    if (body_.chosen[i] && aid) {
      found.push_back(i);
    }
  }
  return found;
}

bool IsCalledAuthor(const Dom& dom, NodeId id) {
  for (const std::string_view attribute : {"class", "itemprop"}) {
    const std::string_view names = dom.Attribute(id, attribute);
    if (HasNameWord(names, "byline") || HasNameWord(names, "author")) {
      return true;
    }
  }
  return false;
}

// Lines above the text, or between its lead and the rest, that call themselves the names of its
// authors, or say little but a day.
std::vector<std::size_t> Chooser::Signatures() const {
  constexpr std::uint32_t kMostWords = 12;
  constexpr std::size_t kMostDays = 2;  // more are a calendar
  std::vector<std::size_t> found;
  std::vector<std::size_t> dated;
  std::size_t begin = TextBegin() + 1;
  while (begin < body_.chosen.size() && !IsText(begin)) {
    ++begin;
  }
  for (std::size_t i = 0; i < std::min(begin, body_.chosen.size()); ++i) {
    const TextFacts& facts = page_.map.facts[i];
    if (!body_.chosen[i] || facts.sentence_ends > 0 || facts.words > kMostWords) {
      continue;
    }
    if (IsCalledAuthor(page_.dom, page_.blocks[i].node)) {
      found.push_back(i);
    } else if (facts.digits * 5 >= facts.characters && ReadDate(page_.blocks[i].text).has_value()) {
      dated.push_back(i);
    }
  }
  if (dated.size() <= kMostDays) {
    found.insert(found.end(), dated.begin(), dated.end());
  }
  return found;
}

}  // namespace

Body ChooseBlocks(const PageView& page, std::vector<float> probability) {
  Body body;
  body.probability = std::move(probability);
  Chooser(page, body).Run();
  return body;
}

}  // namespace claimwatch
